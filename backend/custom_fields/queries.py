"""Reads of custom fields: all of an account, or some by id."""

from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from backend.core import database
from backend.custom_fields.types import Definition, FieldType, RecordKind

COLUMNS = "id, kind, key AS own_key, label, type, choices, position, mandatory, active"
BY_ID = f"SELECT id AS key, {COLUMNS} FROM custom_field WHERE id = ANY ($1::bigint[])"
ALL = f"""
SELECT {COLUMNS} FROM custom_field WHERE account_id = current_account() ORDER BY kind, position, id
"""


def definition(row: Mapping[str, Any]) -> Definition:
    """The definition of a row of `COLUMNS`."""
    plain = ("id", "label", "position", "mandatory", "active")
    return Definition(
        kind=RecordKind(row["kind"]),
        key=row["own_key"],
        type=FieldType(row["type"]),
        choices=tuple(orjson.loads(row["choices"])),
        **{name: row[name] for name in plain},
    )


async def definitions(account_id: int, *, retired: bool = False) -> Sequence[Definition]:
    """The account's fields in their order; the retired ones too where asked."""
    found = [definition(row) for row in await database.fetch(account_id, ALL)]
    return [field for field in found if field.active or retired]


async def of_kind(account_id: int, kind: str) -> dict[str, Definition]:
    """The active fields of a kind of record by their keys."""
    return {f.key: f for f in await definitions(account_id) if f.kind == kind}
