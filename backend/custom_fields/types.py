"""The types a custom field may have, the form of a value of each, and the value as text again."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from backend.core import forms, text
from backend.core.errors import InvalidInput
from backend.core.forms import Form
from backend.core.links import web_address

DIGITS = 15
"""Most digits of a number: as many as every JSON reader keeps exactly (IEEE 754 double)."""


CARD_PROPERTY = "X-KITH-FIELD-"
"""What the name of a field begins with in a vCard, its key behind it (x-name, RFC 6350 section 3.3)."""


class RecordKind(StrEnum):
    """What custom fields can be defined for, in the graph's own words."""

    CUSTOMER = "Customer"
    CONTACT = "Contact"
    COMPANY = "Company"
    PROJECT = "Project"


class FieldType(StrEnum):
    """What a custom field holds."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    YES_NO = "yes_no"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Definition:
    """A custom field as it is defined."""

    id: int
    kind: RecordKind
    key: str
    label: str
    type: FieldType
    choices: Sequence[str]
    position: int
    mandatory: bool
    active: bool

    def parse(self, given: str | None, path: Sequence[str] = ()) -> Any:
        """The JSON value of a text: str, int, float or bool; None where it says nothing.

        Raises InvalidInput, at `path`, for what is not of the type.
        """
        typed = "" if given is None else given.strip()
        if not typed:
            return None
        try:
            return PARSERS[self.type](typed, self)
        except InvalidInput as problem:
            raise InvalidInput(problem.message, path) from problem

    def form(self, path: Sequence[str]) -> Form:
        """The check of a value beside built-in ones; an empty mandatory field is refused."""

        def check(value: Any, _name: str) -> Any:
            kept = self.parse(value, path)
            if kept is None and self.mandatory:
                raise InvalidInput(f"“{self.label}” is needed.", path)
            return kept

        return check


def as_text(value: Any) -> str | None:
    """A value as it travels: dates as ISO 8601, numbers with a point, `true` and `false`."""
    if value is None:
        return None
    return str(value).lower() if isinstance(value, bool) else str(value)


def _text(typed: str, _field: Definition) -> str | None:
    return text.clean(typed) or None


def _number(typed: str, _field: Definition) -> int | float:
    try:
        number = Decimal(typed.replace(",", ".").replace("\u2212", "-"))
    except InvalidOperation:
        raise InvalidInput(f"“{typed[:40]}” is not a number.") from None
    if not number.is_finite():
        raise InvalidInput(f"“{typed[:40]}” is not a number.")
    if len(number.normalize().as_tuple().digits) > DIGITS or abs(number.adjusted()) > DIGITS:
        raise InvalidInput(f"A number has up to {DIGITS} digits.")
    whole = math.floor(number)
    return whole if whole == number else float(number)


def _date(typed: str, _field: Definition) -> str:
    try:
        return date.fromisoformat(typed).isoformat()
    except ValueError:
        raise InvalidInput(f"“{typed[:40]}” is not a date: year, month, day.") from None


def _choice(typed: str, field: Definition) -> str:
    wanted = text.match_key(typed)
    for choice in field.choices:
        if text.match_key(choice) == wanted:
            return choice
    raise InvalidInput(f"“{typed[:40]}” is none of {', '.join(field.choices)}.")


def _yes_no(typed: str, _field: Definition) -> bool:
    if typed.lower() in ("true", "yes"):
        return True
    if typed.lower() in ("false", "no"):
        return False
    raise InvalidInput(f"“{typed[:40]}” is neither yes nor no.")


def _link(typed: str, _field: Definition) -> str:
    return web_address(typed, "")


PARSERS: Mapping[FieldType, Callable[[str, Definition], Any]] = {
    FieldType.TEXT: _text,
    FieldType.NUMBER: _number,
    FieldType.DATE: _date,
    FieldType.CHOICE: _choice,
    FieldType.YES_NO: _yes_no,
    FieldType.LINK: _link,
}

MOST_CHOICES = 100


def choices(value: Sequence[str] | None, name: str) -> list[str]:
    """The choices of a list as typed, each once."""
    kept: dict[str, str] = {}
    for entry in value or ():
        if choice := forms.line(entry, name):
            kept.setdefault(text.match_key(choice), choice)
    if len(kept) > MOST_CHOICES:
        raise InvalidInput(f"A list has up to {MOST_CHOICES} choices.", (name,))
    return list(kept.values())
