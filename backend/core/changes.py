"""Comparing and changing records: the from → to of a write, and merging it with another's (R098)."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

Changes = dict[str, tuple[Any, Any]]


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
        name: (plain(getattr(record, name)), plain(value))
        for name, value in wanted.items()
        if getattr(record, name) != value
    }


def created(record: Any, fields: Mapping[str, Any]) -> Changes:
    """Field → (nothing, value) for each value a new record was given."""
    return {
        name: (None, plain(getattr(record, name)))
        for name in fields
        if getattr(record, name) not in (None, "")
    }
