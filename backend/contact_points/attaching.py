"""Giving a party its telephone numbers, e-mails and addresses inside somebody's unit of work.

`attach` neither opens a transaction nor records: it returns the facts, so that creating a customer
with three numbers is one write and one block of events. Who holds a value already is known only
once the database has refused it; `naming_owners` stands outside the transaction and says who.
"""

import contextlib
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from tortoise.exceptions import IntegrityError

from backend.accounts.actor import Actor
from backend.contact_points import emails as email_rules
from backend.contact_points import phones as phone_rules
from backend.contact_points.models import EmailAddress, PhoneNumber
from backend.contact_points.owners import email_taken, phone_taken
from backend.contact_points.parties import owned_by
from backend.core.database import GAVE_WAY, in_unit_of_work, violated_constraint
from backend.core.errors import InvalidInput, Refused
from backend.events.types import EventType, Fact, NodeRef


@dataclass(frozen=True, slots=True)
class NewPhone:
    """A number to be added, as typed; `path` is the input field it was typed into."""

    number: str
    label: str = ""
    region: str | None = None
    main: bool = False
    path: tuple[str, ...] = ("number",)


@dataclass(frozen=True, slots=True)
class NewEmail:
    """An address to be added, as typed; `path` is the input field it was typed into."""

    address: str
    label: str = ""
    main: bool = False
    path: tuple[str, ...] = ("address",)


New = TypeVar("New", NewPhone, NewEmail)


class Held(Exception):
    """The database refused this value; carries what `naming_owners` needs to say who has it."""

    def __init__(self, kind: str, value: tuple[str, str], path: tuple[str, ...]) -> None:
        self.kind = kind
        self.value = value
        self.path = path


@contextlib.asynccontextmanager
async def naming_owners(actor: Actor) -> AsyncIterator[None]:
    """Turn a refused number or address into PhoneTaken or EmailTaken, naming the owner.

    Goes around the unit of work: inside it the transaction is already aborted. Two people who swap
    their customers' numbers in the same instant wait for each other; one of them is asked to retry.
    """
    try:
        yield
    except Held as refused:
        if in_unit_of_work():
            raise  # A service called by another: the outermost names, its transaction being over.
        taken = phone_taken if refused.kind == "phone" else email_taken
        raise await taken(actor, *refused.value, path=refused.path) from refused
    except GAVE_WAY as waited:
        raise Refused("Somebody else is changing the same value just now. Try again.") from waited


async def attach(
    actor: Actor,
    owner: NodeRef,
    *,
    phones: Sequence[NewPhone] = (),
    emails: Sequence[NewEmail] = (),
) -> list[Fact]:
    """Add all of these to a party that has none; returns what happened, to be recorded.

    The main one of each kind is the first that says so, else the first.
    """
    _refuse_twice(actor, phones, emails)
    facts: list[Fact] = []
    for place, phone in enumerate(_one_main(phones)):
        facts.append(await add_phone(actor, owner, phone, place))
    for place, email in enumerate(_one_main(emails)):
        facts.append(await add_email(actor, owner, email, place))
    return facts


async def add_phone(actor: Actor, owner: NodeRef, new: NewPhone, position: int) -> Fact:
    """Add one number; raises for `naming_owners` where another customer has it."""
    parsed = _phone(actor, new)
    try:
        row = await PhoneNumber.create(
            **owned_by(owner),
            account_id=actor.account_id,
            label=new.label,
            typed=parsed.typed,
            e164=parsed.e164,
            extension=parsed.extension,
            region=parsed.region,
            type=parsed.type.value,
            validity=parsed.validity.value,
            main=new.main,
            position=position,
        )
    except IntegrityError as error:
        if violated_constraint(error) == "phone_number_one_customer":
            raise Held("phone", (parsed.e164, parsed.extension), new.path) from error
        raise
    return Fact(EventType.PHONE_ADDED, owner, _told(row), NodeRef("PhoneNumber", row.id))


async def add_email(actor: Actor, owner: NodeRef, new: NewEmail, position: int) -> Fact:
    """Add one address; raises for `naming_owners` where another customer has it."""
    parsed = _email(new)
    try:
        row = await EmailAddress.create(
            **owned_by(owner),
            account_id=actor.account_id,
            label=new.label,
            typed=parsed.typed,
            normalised=parsed.normalised,
            main=new.main,
            position=position,
        )
    except IntegrityError as error:
        if violated_constraint(error) == "email_address_one_customer":
            raise Held("email", (parsed.normalised, ""), new.path) from error
        raise
    return Fact(EventType.EMAIL_ADDED, owner, _told(row), NodeRef("EmailAddress", row.id))


def _one_main(given: Sequence[New]) -> list[New]:
    chosen = next((place for place, new in enumerate(given) if new.main), 0)
    return [replace(new, main=place == chosen) for place, new in enumerate(given)]


def _phone(actor: Actor, new: NewPhone) -> phone_rules.ParsedPhone:
    try:
        return phone_rules.parse_phone(new.number, new.region or actor.region)
    except InvalidInput as problem:
        raise InvalidInput(problem.message, new.path) from None


def _email(new: NewEmail) -> email_rules.ParsedEmail:
    try:
        return email_rules.parse_email(new.address)
    except InvalidInput as problem:
        raise InvalidInput(problem.message, new.path) from None


def _refuse_twice(actor: Actor, phones: Sequence[NewPhone], emails: Sequence[NewEmail]) -> None:
    """One number in two fields of a form is a slip of the person who fills it in."""
    read = [(_phone(actor, new), new.path) for new in phones]
    numbers = [((phone.e164, phone.extension), path) for phone, path in read]
    addresses = [((_email(new).normalised, ""), new.path) for new in emails]
    for found, what in ((numbers, "number"), (addresses, "address")):
        seen = set()
        for value, path in found:
            if value in seen:
                raise InvalidInput(f"This {what} is given twice.", path)
            seen.add(value)


def _told(row: PhoneNumber | EmailAddress) -> dict[str, tuple[None, object]]:
    """What the history keeps of a new row."""
    names = ("typed", "e164", "extension", "label", "main")
    return {name: (None, value) for name in names if (value := getattr(row, name, None))}
