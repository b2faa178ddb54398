"""Contacts and companies may share numbers and addresses with anybody."""

import asyncpg
import pytest

from backend.accounts.actor import Actor
from backend.accounts.permissions import Permission
from backend.contact_points import service
from backend.contact_points.models import EmailAddress, PhoneNumber
from backend.core.database import writing
from backend.core.errors import NotAllowed, NotFound, Refused
from backend.events.types import NodeRef
from tests.client import Client
from tests.contact_points.documents import customer
from tests.world import World

CONTACT = """
INSERT INTO contact (account_id, first_name, middle_name, last_name, sort_key, match_names,
  job_title, certificate, other_means, do_not_email, do_not_call, contact_preference, active, notes,
  version, created_at, created_via, modified_at, modified_via)
VALUES ($1, $2, '', 'Berg', 'berg', 'berg', '', '', '', false, false, 'any', true, '', 1,
  now(), 'web', now(), 'web')
RETURNING id
"""


@pytest.fixture
async def actor(world: World) -> Actor:
    """Somebody who may do everything here."""
    return Actor(world.account_id, world.users["crm_admin"], frozenset(Permission), region="PL")


@pytest.fixture
async def switchboard(owner: asyncpg.Connection, world: World) -> list[NodeRef]:
    """Two contacts behind one switchboard."""
    return [
        NodeRef("Contact", await owner.fetchval(CONTACT, world.account_id, name))
        for name in ("Hannah", "Jens")
    ]


async def test_contacts_share_a_number_with_each_other_and_with_a_customer(
    actor: Actor, switchboard: list[NodeRef], sales: Client
) -> None:
    """Uniqueness is among customers only (R004)."""
    await customer(sales, mobilePhone="58 555 12 34", email="office@berg.example")
    for contact in switchboard:
        await service.phone_add(actor, party=contact, number="58 555 12 34")
        await service.email_add(actor, party=contact, address="office@berg.example")
    async with writing(actor.account_id):
        assert await PhoneNumber.filter(e164="+48585551234").count() == 3
        assert await EmailAddress.filter(normalised="office@berg.example").count() == 3


async def test_a_contacts_first_address_is_not_locked(
    actor: Actor, switchboard: list[NodeRef]
) -> None:
    """The lock is for customers (R055); another one can become the main one."""
    contact = switchboard[0]
    first = await service.email_add(actor, party=contact, address="a@berg.example")
    second = await service.email_add(actor, party=contact, address="b@berg.example", main=True)
    await service.email_update(actor, email_id=first, fields={"address": "c@berg.example"})
    await service.email_remove(actor, email_id=second)
    async with writing(actor.account_id):
        left = await EmailAddress.get(id=first)
        assert (left.normalised, left.main) == ("c@berg.example", True)


async def test_the_permission_is_that_of_the_owners_kind(
    actor: Actor, switchboard: list[NodeRef]
) -> None:
    """Who may write customers may not therefore write contacts."""
    narrow = Actor(actor.account_id, actor.user_id, frozenset({Permission.CUSTOMER_WRITE}))
    phone = await service.phone_add(actor, party=switchboard[0], number="58 555 12 34")
    with pytest.raises(NotAllowed):
        await service.phone_add(narrow, party=switchboard[0], number="58 555 12 35")
    with pytest.raises(NotAllowed):
        await service.phone_remove(narrow, phone_id=phone)
    with pytest.raises(NotFound):
        await service.phone_add(actor, party=NodeRef("Company", 1), number="58 555 12 35")


async def test_whoever_loses_a_race_for_locks_is_asked_to_try_again(actor: Actor) -> None:
    """Waiting for each other is nobody's fault, and no fault of ours to report."""
    for error in (asyncpg.DeadlockDetectedError, asyncpg.LockNotAvailableError):
        with pytest.raises(Refused, match="Try again"):
            async with service.naming_owners(actor):
                raise error
