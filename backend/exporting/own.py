"""The account's own fields in exports: as conditions of a list, and as its last columns."""

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from backend.core.changes import OWN
from backend.custom_fields.queries import of_kind
from backend.custom_fields.types import Definition, FieldType, RecordKind, as_text
from backend.custom_fields.values import Condition, conditions
from backend.exporting.lists import List, filter_of

PARTS = {"": "equals", "contains": "contains", "least": "least", "most": "most"}


async def narrowed(account_id: int, chosen: List, given: Mapping[str, str]) -> Any:
    """The list's filter, own fields included: `custom.tier=Gold&custom.size.least=40`."""
    own = {word: text for word, text in given.items() if word.startswith(OWN)}
    which = filter_of(chosen, {word: text for word, text in given.items() if word not in own})
    asked = [_condition(word, text) for word, text in own.items()]
    custom = await conditions(account_id, _kind(chosen), asked)
    return dataclasses.replace(which, custom=custom)


def _condition(word: str, text: str) -> Condition:
    key, _, part = word.removeprefix(OWN).partition(".")
    return Condition(key, **{PARTS.get(part, "equals"): text})


async def columns(account_id: int, chosen: List) -> Sequence[Definition]:
    """The own fields of a list's records in their order."""
    return list((await of_kind(account_id, _kind(chosen))).values())


def header(field: Definition) -> str:
    """The head of a field's column; an import takes it for the same field."""
    return f"custom:{field.label}"


def cells(fields: Sequence[Definition], row: Mapping[str, Any]) -> list[object]:
    """What a record says in its own fields."""
    held = orjson.loads(row["custom"])
    return [_cell(field, held.get(field.key)) for field in fields]


def said(fields: Sequence[Definition], row: Mapping[str, Any]) -> dict[str, str]:
    """What a record says in its own fields, key → text; those that say nothing are left out."""
    texts = zip(fields, cells(fields, row), strict=True)
    return {field.key: str(text) for field, text in texts if text}


def _cell(field: Definition, value: Any) -> str:
    if field.type is FieldType.YES_NO and value is not None:
        return "yes" if value else "no"
    return as_text(value) or ""


def _kind(chosen: List) -> RecordKind:
    return RecordKind(chosen.kind.capitalize())
