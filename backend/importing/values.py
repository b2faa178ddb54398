"""Reads the plain fields of one row: name, birthday, sex, numbers, yes and no."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from backend.importing import dates
from backend.importing.countries import country_code
from backend.importing.dates import DateOrder
from backend.importing.incoming import PartRefused
from backend.importing.mapping import FileMapping

_TRUE = frozenset({"1", "true", "yes", "y", "x", "ja", "oui", "si", "sí", "tak", "on", "да"})
_FALSE = frozenset({"0", "false", "no", "n", "nein", "non", "nie", "off", "нет", ""})
_SEXES = {
    word: sex
    for sex, words in {
        "male": "m male man mann homme mężczyzna männlich",
        "female": "f female woman w frau weiblich femme kobieta k",
        "other": "other diverse divers d x non-binary nonbinary",
    }.items()
    for word in words.split()
}
_UNKNOWN = frozenset({"na", "n/a", "-", "?", "unknown", "null", "none", "not specified", "u"})
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*\Z")
_PLAIN = (
    "notes", "role", "group", "id_number", "id_issued_by", "passport_number",
    "licence_number", "time_zone", "source", "target_information",
)  # fmt: skip
_FLAGS = ("newsletter", "promotional_sms", "do_not_email", "do_not_call", "blocked")


def names(values: Mapping[str, str]) -> tuple[str, str, str]:
    """The name by the columns' own parts; a whole name only as its column's rule says.

    given_family: the last word is the last name. family_given: what stands before a comma, or else
    the first word, is the last name. A single word is always the first name.
    """
    first, middle, last = (
        _line(values.get(key, "")) for key in ("first_name", "middle_name", "last_name")
    )
    if first or last:
        return first, middle, last
    if whole := _line(values.get("family_given", "")):
        family, _, given = whole.partition("," if "," in whole else " ")
        return (
            (given.strip(), middle, family.strip())
            if given.strip()
            else (family.strip(), middle, "")
        )
    if whole := _line(values.get("given_family", "")):
        given, _, family = whole.rpartition(" ")
        return (given, middle, family) if given else (family, middle, "")
    return _line(values.get("full_name", "")), middle, ""


def whole(text: str) -> int | None:
    """A whole number of up to nine digits, or None."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _line(text: str) -> str:
    return " ".join(text.split())


def birthday(
    file: FileMapping, cells: Sequence[str], today: date
) -> tuple[date | None, list[PartRefused]]:
    """The birthday of a row in its column's own order of day and month."""
    place = file.column_of("birthday")
    text = cells[place].strip() if place is not None and place < len(cells) else ""
    if place is None or not text or text.lower() in _UNKNOWN:
        return None, []
    try:
        return dates.parse(text, file.columns[place].order or DateOrder.DAY_FIRST, today=today), []
    except ValueError as error:
        return None, [PartRefused("birthday", text, str(error))]


def plain(values: Mapping[str, str]) -> tuple[dict[str, object], list[PartRefused]]:
    """The plain fields of a row by their names in the database, and what could not be read."""
    found: dict[str, object] = {key: values[key] for key in _PLAIN if values.get(key)}
    refused = []
    for key, reader in _READERS.items():
        text = values.get(key, "")
        if not text or text.lower() in _UNKNOWN:
            continue
        try:
            found[key] = reader(text)
        except ValueError as error:
            refused.append(PartRefused(key, text, str(error)))
    return found, refused


def _sex(text: str) -> str:
    if found := _SEXES.get(text.lower()):
        return found
    raise ValueError(f"“{text}” is none of male, female, other.")


def _number(text: str) -> float:
    digits = text.strip(" %").replace(",", ".")
    try:
        return float(digits)
    except ValueError:
        raise ValueError(f"“{text}” is not a number.") from None


def _flag(text: str) -> bool:
    if text.lower() in _TRUE | _FALSE:
        return text.lower() in _TRUE
    raise ValueError(f"“{text}” is neither yes nor no.")


def _language(text: str) -> str:
    if _LANGUAGE.match(text):
        return text.replace("_", "-")
    raise ValueError(f"“{text}” is not the code of a language.")


def _citizenship(text: str) -> str:
    if code := country_code(text):
        return code
    raise ValueError(f"“{text}” is not a country.")


_READERS: dict[str, Callable[[str], object]] = {
    "sex": _sex,
    "discount": _number,
    "payment_days": lambda text: int(_number(text)),
    "citizenship": _citizenship,
    "language": _language,
    **dict.fromkeys(_FLAGS, _flag),
}
