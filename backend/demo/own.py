"""The demonstration's own fields, and what its invented records say in them (R058)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import Any

from backend.accounts.actor import Actor
from backend.core.changes import OWN
from backend.custom_fields.queries import definitions
from backend.custom_fields.service import custom_field_create
from backend.custom_fields.types import Definition, FieldType, RecordKind
from backend.demo.people import Business

_Draw = Callable[[Random, Any], str]


@dataclass(frozen=True, slots=True)
class OwnField:
    """A field, how many of a hundred records say something in it, and what they say."""

    kind: RecordKind
    label: str
    type: FieldType
    share: int
    draw: _Draw
    choices: Sequence[str] = ()


def _one_of(*said: str) -> _Draw:
    return lambda random, _record: random.choice(said)


def _day(record: Any, later: int) -> str:
    made: date = record.made.date()
    return (made + timedelta(days=later)).isoformat()


def _catalogue(_random: Random, record: Any) -> str:
    slug = record.who.slug if isinstance(record.who, Business) else "orders"
    return f"https://www.{slug}.example/catalogue"


WOODS = ("Oak", "Ash", "Walnut", "Cherry", "Larch")
DOORS = ("At the door", "In the workshop", "Carried in and set up")
PARTNERS = ("Approved", "On trial", "Past")
OWN_FIELDS = (
    OwnField(RecordKind.CUSTOMER, "Favourite wood", FieldType.CHOICE, 60, _one_of(*WOODS), WOODS),
    OwnField(
        RecordKind.CUSTOMER, "Doorway width (cm)", FieldType.NUMBER, 35,
        lambda random, _: f"{random.randrange(140, 241) / 2:g}",
    ),
    OwnField(
        RecordKind.CUSTOMER, "Showroom visit", FieldType.DATE, 30,
        lambda random, record: _day(record, -random.randrange(60)),
    ),
    OwnField(RecordKind.CUSTOMER, "Has a lift", FieldType.YES_NO, 50, _one_of("true", "false")),
    OwnField(RecordKind.CONTACT, "Takes deliveries", FieldType.CHOICE, 45, _one_of(*DOORS), DOORS),
    OwnField(
        RecordKind.CONTACT, "Badge", FieldType.TEXT, 30,
        lambda random, _: f"B {random.randrange(100, 1000)}",
    ),
    OwnField(
        RecordKind.COMPANY, "Partner", FieldType.CHOICE, 70, _one_of(*PARTNERS), PARTNERS
    ),
    OwnField(RecordKind.COMPANY, "Catalogue", FieldType.LINK, 40, _catalogue),
    OwnField(
        RecordKind.PROJECT, "Insured", FieldType.YES_NO, 80, _one_of("true", "true", "false")
    ),
    OwnField(
        RecordKind.PROJECT, "Floor area (m²)", FieldType.NUMBER, 75,
        lambda random, _: str(random.randrange(12, 480)),
    ),
    OwnField(
        RecordKind.PROJECT, "Handover", FieldType.DATE, 25,
        lambda random, record: _day(record, random.randrange(90, 400)),
    ),
)  # fmt: skip


def invented(random: Random, kind: RecordKind, record: Any) -> dict[str, str]:
    """What a record says in the fields of its kind: label → text."""
    fields = (field for field in OWN_FIELDS if field.kind is kind)
    return {f.label: f.draw(random, record) for f in fields if random.randrange(100) < f.share}


def filled_in(random: Random, kind: RecordKind, records: Sequence[Any]) -> list[Any]:
    """The records with what they say under `own`; those that say nothing are as they were."""
    said = ((record, invented(random, kind, record)) for record in records)
    return [
        replace(record, values={**record.values, "own": own}) if own else record
        for record, own in said
    ]


async def defined(whole: Actor) -> Mapping[tuple[str, str], Definition]:
    """The fields by kind and label; what an earlier try has not defined is defined."""
    there = {(f.kind.value, f.label) for f in await definitions(whole.account_id)}
    for field in OWN_FIELDS:
        if (field.kind.value, field.label) not in there:
            said = {"label": field.label, "choices": field.choices}
            await custom_field_create(whole, kind=field.kind, of_type=field.type, fields=said)
    return {(f.kind.value, f.label): f for f in await definitions(whole.account_id)}


def kept(
    fields: Mapping[tuple[str, str], Definition], kind: str, own: Mapping[str, str]
) -> dict[str, Any]:
    """The column `custom` of a record: key → value in the form of the field's type."""
    read = ((fields[kind, label], text) for label, text in own.items())
    return {field.key: field.parse(text) for field, text in read}


def told_apart(custom: Mapping[str, Any]) -> dict[str, Any]:
    """The values under the names the event log has for them: `custom.tier`."""
    return {f"{OWN}{key}": value for key, value in custom.items()}
