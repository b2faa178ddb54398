"""One's own record, seen and changed by the customer or contact it is about, and by nobody else (R049).

Every function finds the record by who is signed in and never by an id from outside; an id of a
number or an address counts only where that record has it. The rules of the rooms hold as for
everybody: they are asked with the one right this needs.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from backend.accounts import queries
from backend.accounts.actor import Actor
from backend.accounts.permissions import Permission
from backend.contact_points import service as points
from backend.contact_points.addresses import Place
from backend.contact_points.locations import Scope
from backend.contact_points.parties import KINDS
from backend.contacts.service import contact_update
from backend.core import database
from backend.core.errors import InvalidInput, NotFound, SignInNeeded, Taken
from backend.customers.service import customer_update
from backend.events.types import NodeRef

NAMES = frozenset({"first_name", "middle_name", "last_name"})
"""What people may change of their record's own fields; the rest is the account's."""

RECORD = "SELECT first_name, middle_name, last_name, version FROM {table} WHERE account_id = $1 AND id = $2"
OWNED = "SELECT true FROM {table} WHERE account_id = $1 AND id = $2 AND {column} = $3"
POINTS = {"PhoneNumber": "phone_number", "EmailAddress": "email_address", "Address": "address"}


@dataclass(frozen=True, slots=True)
class Owner:
    """Who is signed in, with the right to write on the one record that is theirs."""

    actor: Actor
    party: NodeRef


async def owner(actor: Actor) -> Owner:
    """The record of whoever is signed in; NotFound where there is none."""
    actor.demand(Permission.OWN_MANAGE)
    if actor.user_id is None:
        raise SignInNeeded
    row = await queries.own_record(actor.account_id, actor.user_id)
    if row is None:
        raise NotFound("There is no record of yours here.")
    kind: str = row["kind"]
    right = frozenset({KINDS[kind].write})
    return Owner(replace(actor, permissions=right, via="portal"), NodeRef(kind, row["id"]))


async def names(mine: Owner) -> Mapping[str, Any]:
    """First, middle and last name, and the version they have."""
    sql = RECORD.format(table=KINDS[mine.party.kind].table)
    row = await database.fetchrow(mine.actor.account_id, sql, mine.actor.account_id, mine.party.id)
    if row is None:
        raise NotFound("There is no record of yours here.")
    return dict(row)


async def names_update(actor: Actor, *, fields: Mapping[str, Any], version: int | None) -> None:
    """Change one's own names."""
    mine = await owner(actor)
    if beyond := fields.keys() - NAMES:
        raise InvalidInput("This is not yours to change.", (min(beyond),))
    if mine.party.kind == "Customer":
        await customer_update(mine.actor, customer_id=mine.party.id, fields=fields, version=version)
    else:
        await contact_update(mine.actor, contact_id=mine.party.id, fields=fields, version=version)


async def phone_add(
    actor: Actor, *, number: str, label: str, region: str | None, main: bool = False
) -> None:
    """Add a telephone number to one's own record."""
    mine = await owner(actor)
    with _silent_on_others("number"):
        await points.phone_add(
            mine.actor, party=mine.party, number=number, label=label, region=region, main=main
        )


async def phone_update(
    actor: Actor, *, phone_id: int, fields: Mapping[str, Any], version: int | None
) -> None:
    """Change one of one's own numbers."""
    mine = await _holding(actor, "PhoneNumber", phone_id)
    with _silent_on_others("number"):
        await points.phone_update(mine, phone_id=phone_id, fields=fields, version=version)


async def phone_remove(actor: Actor, *, phone_id: int) -> None:
    """Take one of one's own numbers away."""
    mine = await _holding(actor, "PhoneNumber", phone_id)
    await points.phone_remove(mine, phone_id=phone_id)


async def email_add(actor: Actor, *, address: str, label: str, main: bool = False) -> None:
    """Add an e-mail address to one's own record; signing in goes on with the old one."""
    mine = await owner(actor)
    with _silent_on_others("address"):
        await points.email_add(
            mine.actor, party=mine.party, address=address, label=label, main=main
        )


async def email_update(
    actor: Actor, *, email_id: int, fields: Mapping[str, Any], version: int | None
) -> None:
    """Change one of one's own e-mail addresses."""
    mine = await _holding(actor, "EmailAddress", email_id)
    with _silent_on_others("address"):
        await points.email_update(mine, email_id=email_id, fields=fields, version=version)


async def email_remove(actor: Actor, *, email_id: int) -> None:
    """Take one of one's own e-mail addresses away."""
    mine = await _holding(actor, "EmailAddress", email_id)
    await points.email_remove(mine, email_id=email_id)


async def address_add(actor: Actor, *, place: Place, fields: Mapping[str, Any]) -> None:
    """Add an address to one's own record, at a place of its own."""
    mine = await owner(actor)
    await points.address_add(mine.actor, party=mine.party, place=place, fields=fields)


async def address_update(
    actor: Actor,
    *,
    address_id: int,
    fields: Mapping[str, Any],
    place: Mapping[str, Any] | None,
    version: int | None,
) -> None:
    """Change one of one's own addresses; a place that others share changes for nobody else."""
    mine = await _holding(actor, "Address", address_id)
    await points.address_update(
        mine,
        address_id=address_id,
        fields=fields,
        place=place,
        scope=Scope.ONLY_THIS,
        version=version,
    )


async def address_remove(actor: Actor, *, address_id: int) -> None:
    """Take one of one's own addresses away."""
    mine = await _holding(actor, "Address", address_id)
    await points.address_remove(mine, address_id=address_id)


@contextmanager
def _silent_on_others(field: str) -> Iterator[None]:
    """What somebody else has cannot be one's own too; whose it is, and that it is anybody's, stays unsaid."""
    try:
        yield
    except Taken as problem:
        raise InvalidInput(
            "This cannot be saved here. Please get in touch with us.", (field,)
        ) from problem


async def _holding(actor: Actor, kind: str, pk: int) -> Actor:
    """The actor with the right to write, if this number or address is on their own record."""
    mine = await owner(actor)
    sql = OWNED.format(table=POINTS[kind], column=KINDS[mine.party.kind].column)
    account_id = actor.account_id
    if not await database.fetchval(account_id, sql, account_id, pk, mine.party.id):
        raise NotFound("This is not on your record.")
    return mine.actor
