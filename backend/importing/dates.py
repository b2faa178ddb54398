"""Reads dates, whose order of day and month is decided once per column over all its values."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

_NUMBERS = re.compile(r"(\d{1,4})\s*([-/. ])\s*(\d{1,2})\s*\2\s*(\d{1,4})\.?(?:[T ,].*)?\Z")
_BASIC = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T.*)?\Z")
_EAST_ASIAN = re.compile(r"(\d{4})[年년]\s*(\d{1,2})[月월]\s*(\d{1,2})[日일]?\Z")
_NAMED = re.compile(
    r"(?:(?P<d1>\d{1,2})(?:st|nd|rd|th)?[ .-]+(?P<m1>[A-Za-z]{3,9})"
    r"|(?P<m2>[A-Za-z]{3,9})\.? +(?P<d2>\d{1,2})(?:st|nd|rd|th)?),?"
    r"[ .,-]+(?P<y>\d{4}|\d{2})(?:[ T,].*)?\Z"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class DateOrder(StrEnum):
    """The order in which a column writes its dates; a leading four-digit year overrules it."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"
    YEAR_FIRST = "year_first"


@dataclass
class OrderVotes:
    """Counts, over a column, what only one order can mean."""

    day_first: int = 0
    month_first: int = 0
    dotted: int = 0
    seen: int = 0

    def look_at(self, text: str) -> None:
        """Take one value of the column into account."""
        match = _NUMBERS.match(text.strip())
        if not match or len(match.group(1)) > 2:
            return
        first, second = int(match.group(1)), int(match.group(3))
        self.seen += 1
        self.dotted += match.group(2) == "."
        self.day_first += first > 12 >= second
        self.month_first += second > 12 >= first

    def order(self, otherwise: DateOrder) -> tuple[DateOrder, bool]:
        """The column's order, and whether its values prove it; full stops part days first."""
        if self.day_first != self.month_first:
            proven = not (self.day_first and self.month_first)
            more = (
                DateOrder.DAY_FIRST if self.day_first > self.month_first else DateOrder.MONTH_FIRST
            )
            return more, proven
        if self.dotted:
            return DateOrder.DAY_FIRST, True
        return otherwise, self.seen == 0


def order_of(values: Iterable[str], otherwise: DateOrder) -> tuple[DateOrder, bool]:
    """Decide the order of a whole column: (order, proven)."""
    votes = OrderVotes()
    for value in values:
        votes.look_at(value)
    return votes.order(otherwise)


def parse(text: str, order: DateOrder, *, today: date) -> date:
    """The date a text means; ValueError, with a sentence for people, where it means none.

    Two-digit years belong to the hundred years that end today.
    """
    value = text.strip()
    year, month, day = _numbers(value, order)
    if year < 100:
        year += 2000 if 2000 + year <= today.year else 1900
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(f"“{value}” is no date of the calendar.") from None


def _numbers(value: str, order: DateOrder) -> tuple[int, int, int]:
    for pattern in (_BASIC, _EAST_ASIAN):
        if match := pattern.match(value):
            return int(match.group(1)), int(match.group(2)), int(match.group(3))
    if match := _NUMBERS.match(value):
        first, second, third = int(match.group(1)), int(match.group(3)), int(match.group(4))
        if len(match.group(1)) > 2 or order is DateOrder.YEAR_FIRST:
            return first, second, third
        return (third, first, second) if order is DateOrder.MONTH_FIRST else (third, second, first)
    if match := _NAMED.match(value):
        month = (match["m1"] or match["m2"])[:3].lower()
        if month in _MONTHS:
            return int(match["y"]), _MONTHS.index(month) + 1, int(match["d1"] or match["d2"])
    raise ValueError(f"“{value}” cannot be read as a date.")


def parse_card(text: str, *, today: date) -> date:
    """A vCard's BDAY (RFC 6350 section 4.3.1); years left out, as in `--0415`, are no birthday."""
    value = text.strip()
    if value.startswith("--"):
        raise ValueError(f"“{value}” has no year.")
    if re.fullmatch(r"\d{4}(-\d{2})?", value):
        raise ValueError(f"“{value}” has no day.")
    return parse(
        value, DateOrder.YEAR_FIRST if value[:4].isdigit() else DateOrder.DAY_FIRST, today=today
    )
