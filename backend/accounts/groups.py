"""Groups of customers and the discount each gives (R041)."""

from collections.abc import Mapping, Sequence
from typing import Any

import asyncpg

from backend.accounts.actor import Actor
from backend.accounts.models import Group
from backend.accounts.permissions import Permission
from backend.core import database, forms
from backend.core.changes import changes_of, created
from backend.core.database import writing
from backend.core.errors import InvalidInput, NotFound
from backend.core.forms import Form, checked
from backend.events.service import record
from backend.events.types import EventType, Fact, NodeRef

MISSING = "There is no such group."
FORMS: Mapping[str, Form] = {
    "name": forms.needed("Type a name for the group."),
    "discount": forms.per_cent,
}
ALL = """
SELECT id, name, discount FROM customer_group WHERE account_id = current_account() ORDER BY name, id LIMIT 1000
"""
BY_ID = "SELECT id AS key, id, name, discount FROM customer_group WHERE id = ANY ($1::bigint[])"


async def groups(account_id: int) -> Sequence[asyncpg.Record]:
    """The account's groups by name."""
    return await database.fetch(account_id, ALL)


async def group_create(actor: Actor, *, fields: Mapping[str, Any]) -> int:
    """Make a group."""
    actor.demand(Permission.ACCOUNT_MANAGE)
    values = checked(FORMS, {"name": "", **fields})
    async with writing(actor.account_id):
        await _refuse_known(values["name"])
        group = await Group.create(account_id=actor.account_id, **values)
        await record(actor, [Fact(EventType.GROUP_CREATED, ref(group.id), created(group, values))])
    return int(group.id)


async def group_update(actor: Actor, *, group_id: int, fields: Mapping[str, Any]) -> None:
    """Rename a group or change its discount."""
    actor.demand(Permission.ACCOUNT_MANAGE)
    values = checked(FORMS, fields)
    async with writing(actor.account_id):
        group = await locked(group_id)
        changes = changes_of(group, values)
        if not changes:
            return
        if "name" in changes:
            await _refuse_known(values["name"])
        await group.update_from_dict(values).save()
        await record(actor, [Fact(EventType.GROUP_UPDATED, ref(group_id), changes)])


async def locked(group_id: int) -> Group:
    """A group's row, locked until the running unit of work ends."""
    group = await Group.filter(id=group_id).select_for_update().first()
    if group is None:
        raise NotFound(MISSING)
    return group


async def _refuse_known(name: str) -> None:
    if await Group.exists(name=name):
        raise InvalidInput("Another group has this name.", ("name",))


def ref(group_id: int) -> NodeRef:
    """A group as a node."""
    return NodeRef("Group", group_id)
