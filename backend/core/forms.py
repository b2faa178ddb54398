"""The form a typed value must have before it is kept; each check answers in a sentence beside its field."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any
from zoneinfo import available_timezones

from babel import Locale, UnknownLocaleError

from backend.core import text
from backend.core.errors import FieldProblem, InvalidInput

Form = Callable[[Any, str], Any]

OLDEST_BIRTHDAY = date(1870, 1, 1)
NOT_COUNTRIES = {"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"}
COUNTRIES = frozenset(
    code
    for code in map(str, Locale("en").territories)
    if len(code) == 2 and code not in NOT_COUNTRIES
)
"""ISO 3166-1 alpha-2, as CLDR lists them."""


def line(value: Any, name: str) -> str:
    """One line of text as typed."""
    return text.clean(value or "", (name,))


def lines(value: Any, name: str) -> str:
    """Text of several lines."""
    return text.clean(value or "", (name,), lines=True)


def needed(sentence: str) -> Form:
    """One line that may not be empty; `sentence` says so."""

    def form(value: Any, name: str) -> str:
        kept = line(value, name)
        if not kept:
            raise InvalidInput(sentence, (name,))
        return kept

    return form


def birthday(value: date | None, name: str) -> date | None:
    """A date of a living person; tomorrow by UTC may be today where they are."""
    if value is not None and not OLDEST_BIRTHDAY <= value <= datetime.now(UTC).date() + timedelta(
        days=1
    ):
        raise InvalidInput("A birthday lies in the past, after 1870.", (name,))
    return value


def country(value: str | None, name: str) -> str | None:
    """An ISO 3166-1 alpha-2 code, or none."""
    if not value:
        return None
    if value.upper() not in COUNTRIES:
        raise InvalidInput(f"“{value}” is not a country code.", (name,))
    return value.upper()


def per_cent(value: Decimal | float | None, name: str) -> Decimal | None:
    """Between 0 and 100, two decimals."""
    if value is None:
        return None
    exact = Decimal(str(value))
    if not exact.is_finite() or not 0 <= exact <= 100:
        raise InvalidInput("A discount is between 0 and 100 per cent.", (name,))
    return exact.quantize(Decimal("0.01"))


def days(value: int | None, name: str) -> int | None:
    """A term of up to a year."""
    if value is not None and not 0 <= value <= 365:
        raise InvalidInput("A term is between 0 and 365 days.", (name,))
    return value


def language(value: str | None, name: str) -> str | None:
    """A BCP 47 tag, or none."""
    if not value:
        return None
    try:
        Locale.parse(value, sep="-")
    except (ValueError, UnknownLocaleError) as error:
        raise InvalidInput(f"“{value}” is not a language tag.", (name,)) from error
    return value


def time_zone(value: str | None, name: str) -> str | None:
    """An IANA zone, or none."""
    if not value:
        return None
    if value not in available_timezones():
        raise InvalidInput(f"“{value}” is not a time zone.", (name,))
    return value


def as_is(value: Any, _name: str) -> Any:
    """Checked by its type already."""
    return value


def checked(forms: Mapping[str, Form], values: Mapping[str, Any]) -> dict[str, Any]:
    """All values in their form; every field that is wrong is named in one InvalidInput."""
    return together({name: partial(forms[name], value, name) for name, value in values.items()})


def together(looks: Mapping[str, Callable[[], Any]]) -> dict[str, Any]:
    """What each look answers; where some refuse, all they refuse is named in one InvalidInput."""
    kept: dict[str, Any] = {}
    problems: list[FieldProblem] = []
    for name, look in looks.items():
        try:
            kept[name] = look()
        except InvalidInput as problem:
            problems.extend(problem.fields)
    if problems:
        raise InvalidInput(problems[0].message, problems[0].path, problems)
    return kept


def name_keys(first: str, middle: str, last: str) -> dict[str, str]:
    """The columns a list of people sorts by and a search matches by."""
    return {
        "sort_key": text.sort_key(last or first, first if last else "", middle),
        "match_names": " ".join(sorted(text.index_words(f"{first} {middle} {last}"))),
    }
