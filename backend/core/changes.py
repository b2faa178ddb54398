"""Comparing and changing records: the from → to of a write, and merging it with another's (R098)."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

Changes = dict[str, tuple[Any, Any]]

OWN = "custom."
"""What the name of an account's own field begins with: `custom.shoe-size`."""


def value_of(record: Any, name: str) -> Any:
    """A field of a record, built in or the account's own."""
    return (
        record.custom.get(name.removeprefix(OWN)) if name.startswith(OWN) else getattr(record, name)
    )


def columns_of(values: Mapping[str, Any], custom: Mapping[str, Any]) -> dict[str, Any]:
    """Values by column: own fields go into `custom` beside what stands there, None takes one out."""
    own = {name.removeprefix(OWN): v for name, v in values.items() if name.startswith(OWN)}
    plain = {name: value for name, value in values.items() if not name.startswith(OWN)}
    if not own:
        return plain
    return plain | {"custom": {k: v for k, v in {**custom, **own}.items() if v is not None}}


def plain(value: Any) -> Any:
    """A value as JSON and people see it."""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value


def changes_of(record: Any, wanted: Mapping[str, Any]) -> Changes:
    """Field → (from, to) for each wanted value that differs from the record's."""
    return {
        name: (plain(value_of(record, name)), plain(value))
        for name, value in wanted.items()
        if value_of(record, name) != value
    }


def created(record: Any, fields: Mapping[str, Any]) -> Changes:
    """Field → (nothing, value) for each value a new record was given."""
    return {
        name: (None, plain(value_of(record, name)))
        for name in fields
        if value_of(record, name) not in (None, "")
    }
