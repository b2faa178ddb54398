"""Money: whole minor units with an ISO 4217 code, never a fraction of a cent."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from babel.core import get_global

from backend.core.errors import InvalidInput

MOST_MINOR = 2**53 - 1
"""The largest whole number that every client's JSON reader keeps exactly (RFC 8259 §6)."""


@lru_cache(maxsize=1)
def currencies() -> frozenset[str]:
    """The ISO 4217 codes that some territory pays with today, as CLDR lists them."""
    territories: Mapping[str, Any] = get_global("territory_currencies")
    entries = (entry for listed in territories.values() for entry in listed)
    return frozenset(code for code, _since, until, tender in entries if tender and until is None)


def currency(value: str | None, name: str) -> str | None:
    """An ISO 4217 code in use, or none."""
    if value is None:
        return None
    if value.upper() not in currencies():
        raise InvalidInput(f"“{value[:10]}” is not the code of a currency.", _path(name))
    return value.upper()


def amount(value: int | None, name: str) -> int | None:
    """Whole minor units, such as cents: nothing below zero, nothing a client would round."""
    if value is not None and not 0 <= value <= MOST_MINOR:
        raise InvalidInput("An amount is zero or more, and has at most 15 digits.", _path(name))
    return value


def _path(column: str) -> tuple[str, ...]:
    """Where a client typed it: the column `value_minor` is the field `value { minor }`."""
    return tuple(column.rsplit("_", 1))
