"""Asking before saving: is this a number, is it an address, and who has it already (R035)."""

from dataclasses import dataclass

import asyncpg

from backend.accounts.actor import Actor
from backend.accounts.permissions import Permission
from backend.contact_points import owners
from backend.contact_points.emails import ParsedEmail, parse_email
from backend.contact_points.phones import ParsedPhone, doubt, parse_phone
from backend.core.errors import InvalidInput


@dataclass(frozen=True, slots=True)
class Holder:
    """The customer who has a value already; `customer_id` is None where the viewer may not know."""

    customer_id: int | None
    deleted: bool
    masked: bool
    label: str


@dataclass(frozen=True, slots=True)
class PhoneAnswer:
    """What is known of a number as typed; `message` is empty where there is nothing to say."""

    parsed: ParsedPhone | None
    message: str
    holder: Holder | None


@dataclass(frozen=True, slots=True)
class EmailAnswer:
    """What is known of an address as typed; `message` is empty where there is nothing to say."""

    parsed: ParsedEmail | None
    message: str
    holder: Holder | None


async def phone_check(
    actor: Actor, *, number: str, region: str | None = None, customer_id: int | None = None
) -> PhoneAnswer:
    """Whether a number can be one, and which other customer than `customer_id` has it."""
    try:
        parsed = parse_phone(number, region or actor.region)
    except InvalidInput as problem:
        return PhoneAnswer(None, problem.message, None)
    row = await owners.phone_owner(actor, parsed.e164, parsed.extension)
    holder, said = _holder(actor, row, customer_id, "number")
    return PhoneAnswer(parsed, said or doubt(parsed), holder)


async def email_check(actor: Actor, *, address: str, customer_id: int | None = None) -> EmailAnswer:
    """Whether an address can be one, and which other customer than `customer_id` has it."""
    try:
        parsed = parse_email(address)
    except InvalidInput as problem:
        return EmailAnswer(None, problem.message, None)
    row = await owners.email_owner(actor, parsed.normalised)
    holder, said = _holder(actor, row, customer_id, "address")
    return EmailAnswer(parsed, said, holder)


def _holder(
    actor: Actor, row: asyncpg.Record | None, own: int | None, what: str
) -> tuple[Holder | None, str]:
    if row is None or row["id"] == own:
        return None, ""
    visible = actor.may(Permission.CUSTOMER_READ)
    holder = Holder(
        customer_id=row["id"] if visible else None,
        deleted=row["deleted_at"] is not None,
        masked=not visible,
        label=row["label"] if visible else "",
    )
    return holder, owners.sentence(actor, row, what)
