"""Giving a party its telephone numbers, e-mails and addresses inside somebody's unit of work.

`attach` neither opens a transaction nor records: it returns the facts, so that creating a customer
with three numbers is one write and one block of events. Who holds a value already is known only
once the database has refused it; `naming_owners` stands outside the transaction and says who.
"""

import contextlib
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

from tortoise.exceptions import IntegrityError

from backend.accounts.actor import Actor
from backend.contact_points import emails as email_rules
from backend.contact_points import phones as phone_rules
from backend.contact_points.models import EmailAddress, PhoneNumber
from backend.contact_points.owners import email_taken, phone_taken
from backend.core.database import violated_constraint
from backend.events.types import EventType, Fact, NodeRef

COLUMN_OF = {"Customer": "customer_id", "Contact": "contact_id", "Company": "company_id"}


@dataclass(frozen=True, slots=True)
class NewPhone:
    """A number to be added, as typed."""

    number: str
    label: str = ""
    region: str | None = None
    main: bool = False


@dataclass(frozen=True, slots=True)
class NewEmail:
    """An address to be added, as typed."""

    address: str
    label: str = ""
    main: bool = False


class _Refused(Exception):
    """The database refused this value; carries what `naming_owners` needs to say who has it."""

    def __init__(self, kind: str, value: tuple[str, str], path: tuple[str, ...]) -> None:
        self.kind = kind
        self.value = value
        self.path = path


@contextlib.asynccontextmanager
async def naming_owners(actor: Actor) -> AsyncIterator[None]:
    """Turn a refused number or address into PhoneTaken or EmailTaken, naming the owner.

    Goes around the unit of work: inside it the transaction is already aborted.
    """
    try:
        yield
    except _Refused as refused:
        taken = phone_taken if refused.kind == "phone" else email_taken
        raise await taken(actor, *refused.value, path=refused.path) from refused


async def attach(
    actor: Actor,
    owner: NodeRef,
    *,
    phones: Sequence[NewPhone] = (),
    emails: Sequence[NewEmail] = (),
) -> list[Fact]:
    """Add all of these to a party; returns what happened, to be recorded."""
    facts = []
    for place, phone in enumerate(phones):
        facts.append(await add_phone(actor, owner, phone, place))
    for place, email in enumerate(emails):
        facts.append(await add_email(actor, owner, email, place))
    return facts


async def add_phone(actor: Actor, owner: NodeRef, new: NewPhone, position: int) -> Fact:
    """Add one number; raises for `naming_owners` where another customer has it."""
    parsed = phone_rules.parse_phone(new.number, new.region or actor.region)
    try:
        row = await PhoneNumber.create(
            **{COLUMN_OF[owner.kind]: owner.id},
            account_id=actor.account_id,
            label=new.label,
            typed=parsed.typed,
            e164=parsed.e164,
            extension=parsed.extension,
            region=parsed.region,
            type=parsed.type.value,
            validity=parsed.validity.value,
            main=new.main or position == 0,
            position=position,
        )
    except IntegrityError as error:
        if violated_constraint(error) == "phone_number_one_customer":
            raise _Refused("phone", (parsed.e164, parsed.extension), ("number",)) from error
        raise
    return Fact(
        EventType.PHONE_ADDED, owner, {"phone": (None, parsed.e164)}, NodeRef("PhoneNumber", row.id)
    )


async def add_email(actor: Actor, owner: NodeRef, new: NewEmail, position: int) -> Fact:
    """Add one address; raises for `naming_owners` where another customer has it."""
    parsed = email_rules.parse_email(new.address)
    try:
        row = await EmailAddress.create(
            **{COLUMN_OF[owner.kind]: owner.id},
            account_id=actor.account_id,
            label=new.label,
            typed=parsed.typed,
            normalised=parsed.normalised,
            main=new.main or position == 0,
            position=position,
        )
    except IntegrityError as error:
        if violated_constraint(error) == "email_address_one_customer":
            raise _Refused("email", (parsed.normalised, ""), ("address",)) from error
        raise
    return Fact(
        EventType.EMAIL_ADDED,
        owner,
        {"email": (None, parsed.typed)},
        NodeRef("EmailAddress", row.id),
    )
