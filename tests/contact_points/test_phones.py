"""A telephone number is one number, however it is typed."""

import csv
from collections import Counter

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.contact_points.phones import (
    PhoneType,
    Validity,
    can_receive_sms,
    doubt,
    parse_phone,
    spell,
    try_phone,
)
from backend.core.errors import InvalidInput
from tests.shared_data import shared_data


def _verdict(raw: str, region: str | None) -> tuple[str, str, str]:
    phone = try_phone(raw, region)
    return (phone.validity.value, phone.e164, phone.extension) if phone else ("invalid", "", "")


def test_every_number_of_the_collection_has_googles_verdict() -> None:
    """3,379 spellings from over 120 regions: validity, E.164 and extension (R004)."""
    rows = list(csv.DictReader(shared_data("phones/phones.csv").open(encoding="utf-8")))
    assert len(rows) == 3379
    wrong = []
    for row in rows:
        refused = row["expect"] == "invalid"
        expected = (
            (row["expect"], "", "") if refused else (row["expect"], row["e164"], row["extension"])
        )
        if _verdict(row["raw"], row["default_region"] or None) != expected:
            wrong.append(row)
    assert wrong == []


def test_every_refusal_says_why() -> None:
    """No refusal falls back on a sentence that helps nobody."""
    rows = csv.DictReader(shared_data("phones/phones.csv").open(encoding="utf-8"))
    said: Counter[str] = Counter()
    for row in rows:
        if row["expect"] == "invalid":
            with pytest.raises(InvalidInput, match=r"\.$") as caught:
                parse_phone(row["raw"], row["default_region"] or None)
            assert caught.value.path == ("number",)
            said[caught.value.message] += 1
    assert sum(said.values()) > 270
    assert not any("None" in message or "invalid" in message for message in said)


@pytest.mark.parametrize(
    ("typed", "region", "message"),
    [
        ("58 55", "PL", "Five more digits for a +48 (Poland) number."),
        ("58 555", "PL", "Four more digits for a +48 (Poland) number."),
        ("+48 58 555 12 34 56", None, "Two digits too many for a +48 (Poland) number."),
        ("253-0000", "US", "The area code is missing."),
        ("112", "RO", "Six more digits for a +40 (Romania) number."),
        ("0740123456", None, "Begin with the prefix of the country, such as +44."),
        ("+999 123456", None, "No country has the prefix +999."),
        ("0740123456, 0740123457", "RO", "One number per field; this looks like more."),
        ("n/a", "RO", "“n/a” is not a telephone number."),
        (" \u200b", "RO", "A telephone number is missing."),
        ("+49 0", "DE", "Too few digits for a telephone number."),
        ("1" * 300, "DE", "“11111111111111111111…” is too long for a telephone number."),
    ],
)
def test_a_refusal_is_plain(typed: str, region: str | None, message: str) -> None:
    """It says what is missing or too much."""
    with pytest.raises(InvalidInput) as caught:
        parse_phone(typed, region)
    assert caught.value.message == message


def test_what_is_known_of_a_number() -> None:
    """Everything a record shows beside a number comes from one reading."""
    mobile = parse_phone(" 512-345-678 ", "pl")
    assert mobile.typed == "512-345-678"
    assert (mobile.e164, mobile.extension, mobile.region) == ("+48512345678", "", "PL")
    assert (mobile.type, mobile.validity) == (PhoneType.MOBILE, Validity.VALID)
    written = mobile.spelling
    assert (written.national, written.international) == ("512 345 678", "+48 512 345 678")
    assert mobile.can_receive_sms
    assert spell("+442034567890", "456").href == "tel:+44-20-3456-7890;ext=456"


@pytest.mark.parametrize(
    ("typed", "region", "said"),
    [
        ("58 555 12", "PL", "Two more digits for a +48 (Poland) number."),
        ("123-456-7890", "US", "No +1 number begins like this. Check the digits."),
        ("512 345 678", "PL", ""),
    ],
)
def test_a_possible_number_is_kept_with_its_doubt(typed: str, region: str, said: str) -> None:
    """It is flagged, and the form can say beside it what looks odd."""
    phone = parse_phone(typed, region)
    assert doubt(phone) == said
    assert (phone.validity is Validity.VALID) == (said == "")


def test_sms_reaches_mobile_numbers_only() -> None:
    """A landline, an unassigned number and an extension cannot receive SMS (R006)."""
    assert can_receive_sms(PhoneType.FIXED_LINE_OR_MOBILE)
    assert not can_receive_sms(PhoneType.FIXED_LINE)
    assert not can_receive_sms(PhoneType.UNKNOWN)
    assert not can_receive_sms(PhoneType.MOBILE, "12")


_REGIONS = sorted(phonenumbers.SUPPORTED_REGIONS)
_SEPARATORS = st.sampled_from(["", " ", "-", ".", " - ", "\u00a0", "/", "\u2011"])
_SCRIPTS = st.sampled_from(["0123456789", "０１２３４５６７８９", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"])


@given(st.sampled_from(_REGIONS), st.data())
def test_any_spelling_of_one_number_is_one_number(region: str, data: st.DataObject) -> None:
    """Prefix, separators, script and invisible marks make no second number (R004)."""
    number = phonenumbers.example_number(region)
    assert number is not None
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    script = str.maketrans("0123456789", data.draw(_SCRIPTS))
    separated = e164[1] + "".join(data.draw(_SEPARATORS) + digit for digit in e164[2:])
    prefix = data.draw(st.sampled_from(["+", "＋", "+ ", "tel:+", "\u202a+", "(+) "]))
    suffix = data.draw(st.sampled_from(["", "\u202c", " ", "\u200e", ","]))
    home = data.draw(st.sampled_from([None, *_REGIONS[:40]]))
    assert parse_phone(prefix + separated.translate(script) + suffix, home).e164 == e164


@given(st.sampled_from(_REGIONS))
def test_home_and_abroad_are_one_number(region: str) -> None:
    """National, international and linked spellings lead to one E.164 and extension."""
    number = phonenumbers.example_number(region)
    assert number is not None
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    spelling = spell(e164, "123")
    found = {
        parse_phone(text, region)
        for text in (spelling.national, spelling.international, spelling.href)
    }
    assert {(phone.e164, phone.extension) for phone in found} == {(e164, "123")}
