"""A custom field, its value on a record, and what all records with such fields have alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
import strawberry

from backend.custom_fields import queries
from backend.custom_fields.types import Definition, as_text
from schema.batches import NODES, Batch, relation
from schema.custom_fields.enums import FieldType, RecordKind
from schema.relay import Node, global_id


@strawberry.type(description="A field the account has defined for one kind of record (R058).")
class CustomField(Node):
    kind: RecordKind = strawberry.field(description="The kind of record that has it.")
    key: str = strawberry.field(description="Its name for programs; never changes.")
    label: str = strawberry.field(description="Its name for people.")
    type: FieldType = strawberry.field(description="What it holds; never changes.")
    choices: list[str] = strawberry.field(description="The entries of a choice, in order.")
    mandatory: bool = strawberry.field(description="Whether a new record needs a value.")
    position: int = strawberry.field(description="Its place among the fields of its kind.")
    active: bool = strawberry.field(description="False once it is retired; its values stay.")


def custom_field(found: Definition) -> CustomField:
    """The field of a definition."""
    return CustomField(
        id=global_id("CustomField", found.id),
        kind=found.kind,
        key=found.key,
        label=found.label,
        type=found.type,
        choices=list(found.choices),
        mandatory=found.mandatory,
        position=found.position,
        active=found.active,
    )


@strawberry.type(description="What one record says in one custom field.")
class CustomFieldValue:
    field: CustomField = strawberry.field(description="The field.")
    value: str | None = strawberry.field(
        description="Its value as text, in the form its type says; null where nothing is said."
    )


@dataclass(frozen=True, eq=False)
class Held:
    """The custom values of one record, as its row holds them: what `VALUES` is asked by."""

    kind: RecordKind
    values: Mapping[str, Any]


def held(kind: RecordKind, custom: str) -> Held:
    """The values in a row's column `custom`."""
    return Held(kind, orjson.loads(custom))


@dataclass(frozen=True, eq=False)
class ValuesBatch(Batch):
    """Finds the values of records: the definitions in one statement, whatever their number."""

    async def load(self, account_id: int, keys: Sequence[Any], *args: Any) -> list[Any]:  # noqa: ARG002 - Batch's signature
        """The values of each record in the order of its fields, retired fields only where held."""
        definitions = await queries.definitions(account_id, retired=True)
        fields = [(definition, custom_field(definition)) for definition in definitions]
        return [
            [
                CustomFieldValue(field=field, value=as_text(record.values.get(one.key)))
                for one, field in fields
                if one.kind is record.kind and (one.active or one.key in record.values)
            ]
            for record in keys
        ]


VALUES = ValuesBatch("custom_fields", "", lambda row: row, size=5)


@strawberry.interface(description="A record that can have fields of the account's own.")
class CustomFieldHolder:
    custom_fields: list[CustomFieldValue] = strawberry.field(
        description="The account's own fields in their order, empty ones too (R058)."
    )


def custom_fields() -> Any:
    """The field `customFields` of a record that keeps its values in `custom`."""
    return relation(
        VALUES,
        list[CustomFieldValue],
        description="The account's own fields in their order, empty ones too (R058).",
        key="custom",
    )


NODES["CustomField"] = Batch(
    "custom_field",
    queries.BY_ID,
    lambda row: custom_field(queries.definition(row)),
    many=False,
)
