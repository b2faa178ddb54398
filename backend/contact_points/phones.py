"""Telephone numbers as people type them, by Google's numbering plans (the phonenumbers library)."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import phonenumbers
from babel import Locale
from phonenumbers import NumberParseException, PhoneNumberFormat, ValidationResult

from backend.core.errors import InvalidInput
from backend.core.text import digits, repaired

LONGEST = 250
"""Most characters the library reads of one number (MAX_INPUT_STRING_LENGTH in libphonenumber)."""

_PATH = ("number",)
_COUNT = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")


class PhoneType(StrEnum):
    """What kind of line a number belongs to, as far as its numbering plan tells."""

    MOBILE = "mobile"
    FIXED_LINE = "fixed_line"
    FIXED_LINE_OR_MOBILE = "fixed_line_or_mobile"
    TOLL_FREE = "toll_free"
    PREMIUM_RATE = "premium_rate"
    SHARED_COST = "shared_cost"
    VOIP = "voip"
    PERSONAL_NUMBER = "personal_number"
    PAGER = "pager"
    UAN = "uan"
    VOICEMAIL = "voicemail"
    UNKNOWN = "unknown"


class Validity(StrEnum):
    """Whether the plan assigns the number, or it only has a length that could be one."""

    VALID = "valid"
    POSSIBLE = "possible"


_TYPES = {getattr(phonenumbers.PhoneNumberType, kind.name): kind for kind in PhoneType}
_SMS = frozenset({PhoneType.MOBILE, PhoneType.FIXED_LINE_OR_MOBILE})


@dataclass(frozen=True, slots=True)
class ParsedPhone:
    """One number, unique by `e164` and `extension`; `region` is None where none is assigned."""

    typed: str
    e164: str
    extension: str
    region: str | None
    type: PhoneType
    validity: Validity
    can_receive_sms: bool

    @property
    def spelling(self) -> "Spelling":
        """How it is written: worked out when asked for, since an import of 100,000 never asks."""
        return spell(self.e164, self.extension)


@dataclass(frozen=True, slots=True)
class Spelling:
    """How a stored number is written: at home, abroad, and as a link (RFC 3966)."""

    national: str
    international: str
    href: str


@lru_cache(maxsize=10_000)
def parse_phone(typed: str, region: str | None = None) -> ParsedPhone:
    """Read a number in any spelling; one without a country prefix is taken to be of `region`.

    Raises InvalidInput, in words that say what is wrong, for what cannot be a number there. A
    number of a possible length that its plan does not assign is kept and flagged: plans change.
    """
    text = repaired(typed).text
    number = _parse(text, region)
    _refuse_impossible(number)
    extension = digits(number.extension or "")
    kind = _TYPES[phonenumbers.number_type(number)]
    # The library calls a number valid where it finds its type, and would look for it a second time.
    valid = kind is not PhoneType.UNKNOWN
    return ParsedPhone(
        typed=text,
        e164=phonenumbers.format_number(number, PhoneNumberFormat.E164),
        extension=extension,
        region=phonenumbers.region_code_for_number(number),
        type=kind,
        validity=Validity.VALID if valid else Validity.POSSIBLE,
        can_receive_sms=can_receive_sms(kind, extension),
    )


def try_phone(typed: str, region: str | None = None) -> ParsedPhone | None:
    """The number, or None where it cannot be one: for searching and for matching callers."""
    try:
        return parse_phone(typed, region)
    except InvalidInput:
        return None


def doubt(phone: ParsedPhone) -> str:
    """What to say beside a number that is kept although its plan does not assign it, else `""`."""
    if phone.validity is Validity.VALID:
        return ""
    number = phonenumbers.parse(phone.e164)
    usual = _usual_lengths(number.country_code or 0)
    if usual[0] <= len(phonenumbers.national_significant_number(number)) <= usual[-1]:
        return f"No {_plan(number.country_code or 0)} number begins like this. Check the digits."
    return _length_sentence(number)


def can_receive_sms(kind: PhoneType, extension: str = "") -> bool:
    """Whether text messages reach a number of this kind; behind an extension none do (R006)."""
    return kind in _SMS and not extension


@lru_cache(maxsize=50_000)
def spell(e164: str, extension: str = "") -> Spelling:
    """How a number is written; asked for every row of a list, hence cached (60 µs without)."""
    number = phonenumbers.parse(e164)
    number.extension = extension or None
    return Spelling(
        phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL),
        phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL),
        phonenumbers.format_number(number, PhoneNumberFormat.RFC3966),
    )


def _parse(text: str, region: str | None) -> phonenumbers.PhoneNumber:
    if not text:
        raise InvalidInput("A telephone number is missing.", _PATH)
    if len(text) > LONGEST:
        raise InvalidInput(f"“{text[:20]}…” is too long for a telephone number.", _PATH)
    try:
        return phonenumbers.parse(text, region and region.upper())
    except NumberParseException as error:
        raise InvalidInput(_unreadable(error.error_type, text), _PATH) from None


_UNREADABLE = {
    NumberParseException.TOO_SHORT_AFTER_IDD: "The number ends after the international prefix.",
    NumberParseException.TOO_SHORT_NSN: "Too few digits for a telephone number.",
    NumberParseException.TOO_LONG: "Too many digits for a telephone number.",
}


def _unreadable(reason: int, text: str) -> str:
    if reason in _UNREADABLE:
        return _UNREADABLE[reason]
    if reason == NumberParseException.INVALID_COUNTRY_CODE:
        prefix = re.match(r"\W*[+＋][\W_]*(\d{1,3})", text)
        if prefix:
            return f"No country has the prefix +{digits(prefix[1])}."
        return "Begin with the prefix of the country, such as +44."
    if len(re.findall(r"\d[\d .()/-]{4,}\d", text)) > 1:
        return "One number per field; this looks like more."
    return f"“{text[:40]}” is not a telephone number."


def _refuse_impossible(number: phonenumbers.PhoneNumber) -> None:
    reason = phonenumbers.is_possible_number_with_reason(number)
    if reason == ValidationResult.IS_POSSIBLE:
        return
    if reason == ValidationResult.IS_POSSIBLE_LOCAL_ONLY:
        raise InvalidInput("The area code is missing.", _PATH)
    if reason == ValidationResult.INVALID_COUNTRY_CODE:
        raise InvalidInput(f"No country has the prefix +{number.country_code}.", _PATH)
    raise InvalidInput(_length_sentence(number), _PATH)


def _length_sentence(number: phonenumbers.PhoneNumber) -> str:
    """How many digits are missing or too many, against the country's lines and mobiles."""
    code = number.country_code or 0
    has = len(phonenumbers.national_significant_number(number))
    usual = _usual_lengths(code)
    if has < usual[0]:
        return f"{_digits_in_words(usual[0] - has, 'more')} for a {_plan(code)} number."
    if has > usual[-1]:
        return f"{_digits_in_words(has - usual[-1])} too many for a {_plan(code)} number."
    return f"A {_plan(code)} number has {_either(usual)} digits after the prefix; this has {has}."


@lru_cache(maxsize=300)
def _usual_lengths(country_code: int) -> list[int]:
    """Lengths of an ordinary and a mobile number, by their examples.

    The lengths a plan allows are no guide: they include those of pagers and of old short lines.
    """
    region = phonenumbers.region_code_for_country_code(country_code)
    if region == "001":
        number = phonenumbers.example_number_for_non_geo_entity(country_code)
        return [len(str(number.national_number))] if number else [4, 15]
    kinds = (phonenumbers.PhoneNumberType.FIXED_LINE, phonenumbers.PhoneNumberType.MOBILE)
    examples = (phonenumbers.example_number_for_type(region, kind) for kind in kinds)
    found = {len(phonenumbers.national_significant_number(one)) for one in examples if one}
    return sorted(found) or [4, 15]


def _plan(country_code: int) -> str:
    """`+48 (Poland)`, or the bare prefix where several countries share it."""
    regions = phonenumbers.region_codes_for_country_code(country_code)
    name = Locale("en").territories.get(regions[0]) if len(regions) == 1 else None
    return f"+{country_code} ({name})" if name and regions[0] != "001" else f"+{country_code}"


def _digits_in_words(number: int, more: str = "") -> str:
    count = _COUNT[number] if number < len(_COUNT) else str(number)
    return " ".join(filter(None, [count, more, "digit" if number == 1 else "digits"]))


def _either(lengths: list[int]) -> str:
    texts = [str(length) for length in lengths]
    return f"{', '.join(texts[:-1])} or {texts[-1]}" if len(texts) > 1 else texts[0]
