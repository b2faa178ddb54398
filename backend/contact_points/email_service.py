"""Adding, changing and removing e-mail addresses; a customer's first one never changes (R055)."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from tortoise.exceptions import IntegrityError

from backend.accounts.actor import Actor
from backend.contact_points import parties, reaching
from backend.contact_points.attaching import Held, NewEmail, add_email, naming_owners
from backend.contact_points.emails import parse_email
from backend.contact_points.models import EmailAddress
from backend.core import database
from backend.core.database import violated_constraint, writing
from backend.core.errors import EmailLocked
from backend.events.service import record
from backend.events.types import EventType, Fact, NodeRef

LOCKED = "A customer's first e-mail address never changes. Add another one."


async def email_add(
    actor: Actor, *, party: NodeRef, address: str, label: str = "", main: bool = False
) -> int:
    """Give a party one more address; returns its id. The first is the main one.

    Raises EmailTaken where another customer has it, EmailLocked where it is to replace the main one
    of a customer.
    """
    parties.demand(actor, party)
    new = NewEmail(address, reaching.label(label))
    async with naming_owners(actor), writing(actor.account_id):
        await parties.lock(party)
        position = await reaching.next_position(EmailAddress, party)
        if main and position and await _locks(party):
            raise EmailLocked(LOCKED, ("main",))
        facts = await reaching.unmark_main(EmailAddress, party) if main else []
        added = await add_email(actor, party, replace(new, main=main or not position), position)
        await parties.stamp(actor, party)
        await record(actor, [*facts, added])
    return added.part.id if added.part else 0


async def email_update(
    actor: Actor, *, email_id: int, fields: Mapping[str, Any], version: int | None = None
) -> NodeRef:
    """Change some of address, label, main and opted_out; returns the owner."""
    async with naming_owners(actor), writing(actor.account_id):
        email, party = await reaching.locked(actor, EmailAddress, email_id)
        values = _values(fields)
        await _refuse_locked(email, party, values)
        try:
            facts = await reaching.change(actor, email, party, values, version)
        except IntegrityError as error:
            if violated_constraint(error) == "email_address_one_customer":
                raise Held("email", (email.normalised, ""), ("address",)) from error
            raise
        if facts:
            await parties.stamp(actor, party)
            await record(actor, facts)
    return party


async def email_remove(actor: Actor, *, email_id: int) -> NodeRef:
    """Take an address away, unless it is a customer's main one. Returns the owner."""
    async with writing(actor.account_id):
        email, party = await reaching.locked(actor, EmailAddress, email_id)
        if email.main and await _locks(party):
            raise EmailLocked("A customer's first e-mail address cannot be removed.", ("id",))
        gone = {name: (value, None) for name, value in reaching.told(email).items()}
        await email.delete()
        facts = await reaching.promote_first(EmailAddress, party) if email.main else []
        await parties.stamp(actor, party)
        part = NodeRef("EmailAddress", email_id)
        await record(actor, [Fact(EventType.EMAIL_REMOVED, party, gone, part), *facts])
    return party


async def _locks(party: NodeRef) -> bool:
    """Whether this party's main address is for ever: a customer's, where the account says so."""
    if party.kind != "Customer":
        return False
    rows = await database.execute(
        "SELECT lock_first_email FROM account WHERE id = current_account()"
    )
    return bool(rows[0]["lock_first_email"])


async def _refuse_locked(email: EmailAddress, party: NodeRef, values: Mapping[str, Any]) -> None:
    """Neither the main address changes, nor which one is the main one."""
    readdressed = email.main and values.get("typed", email.typed) != email.typed
    moved = "main" in values and values["main"] != email.main
    if (readdressed or moved) and await _locks(party):
        raise EmailLocked(LOCKED, ("address" if readdressed else "main",))


def _values(fields: Mapping[str, Any]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if "label" in fields:
        values["label"] = reaching.label(fields["label"])
    for name in ("main", "opted_out"):
        if name in fields:
            values[name] = fields[name]
    if "address" in fields:
        parsed = parse_email(fields["address"])
        values |= {"typed": parsed.typed, "normalised": parsed.normalised}
    return values
