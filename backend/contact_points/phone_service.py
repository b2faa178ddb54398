"""Adding, changing and removing telephone numbers, each on its own (R003, R004)."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from tortoise.exceptions import IntegrityError

from backend.accounts.actor import Actor
from backend.contact_points import parties, reaching
from backend.contact_points.attaching import Held, NewPhone, add_phone, naming_owners
from backend.contact_points.models import PhoneNumber
from backend.contact_points.phones import parse_phone
from backend.core.database import violated_constraint, writing
from backend.events.service import record
from backend.events.types import EventType, Fact, NodeRef


async def phone_add(
    actor: Actor,
    *,
    party: NodeRef,
    number: str,
    label: str = "",
    region: str | None = None,
    main: bool = False,
) -> int:
    """Give a party one more number; returns its id. The first is the main one.

    `region` is the country a number without prefix is of, by default the actor's. Raises PhoneTaken
    where another customer has it, InvalidInput for what is no number.
    """
    parties.demand(actor, party)
    new = NewPhone(number, reaching.label(label), region)
    async with naming_owners(actor), writing(actor.account_id):
        await parties.lock(party)
        position = await reaching.next_position(PhoneNumber, party)
        facts = await reaching.unmark_main(PhoneNumber, party) if main else []
        added = await add_phone(actor, party, replace(new, main=main or not position), position)
        await parties.stamp(actor, party)
        await record(actor, [*facts, added])
    return added.part.id if added.part else 0


async def phone_update(
    actor: Actor, *, phone_id: int, fields: Mapping[str, Any], version: int | None = None
) -> NodeRef:
    """Change some of number, region, label and main; returns the owner.

    What somebody else changed since `version` stays, or comes back as VersionConflict (R098).
    """
    async with naming_owners(actor), writing(actor.account_id):
        phone, party = await reaching.locked(actor, PhoneNumber, phone_id)
        values = _values(actor, phone, fields)
        try:
            facts = await reaching.change(actor, phone, party, values, version)
        except IntegrityError as error:
            if violated_constraint(error) == "phone_number_one_customer":
                raise Held("phone", (phone.e164, phone.extension), ("number",)) from error
            raise
        if facts:
            await parties.stamp(actor, party)
            await record(actor, facts)
    return party


async def phone_remove(actor: Actor, *, phone_id: int) -> NodeRef:
    """Take a number away; the next in the list becomes the main one. Returns the owner."""
    async with writing(actor.account_id):
        phone, party = await reaching.locked(actor, PhoneNumber, phone_id)
        gone = {name: (value, None) for name, value in reaching.told(phone).items()}
        await phone.delete()
        facts = await reaching.promote_first(PhoneNumber, party) if phone.main else []
        await parties.stamp(actor, party)
        part = NodeRef("PhoneNumber", phone_id)
        await record(actor, [Fact(EventType.PHONE_REMOVED, party, gone, part), *facts])
    return party


def _values(actor: Actor, phone: PhoneNumber, fields: Mapping[str, Any]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if "label" in fields:
        values["label"] = reaching.label(fields["label"])
    if "main" in fields:
        values["main"] = fields["main"]
    if "number" in fields or fields.get("region"):
        region = fields.get("region") or phone.region or actor.region
        parsed = parse_phone(fields.get("number", phone.typed), region)
        values |= {
            "typed": parsed.typed,
            "e164": parsed.e164,
            "extension": parsed.extension,
            "region": parsed.region,
            "type": parsed.type.value,
            "validity": parsed.validity.value,
        }
    return values
