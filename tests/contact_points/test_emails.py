"""An e-mail address is one address, however its case and script are written."""

import csv

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.provisional import domains

from backend.contact_points.emails import mailto, parse_email, try_email
from backend.core.errors import InvalidInput
from tests.shared_data import shared_data


@pytest.mark.parametrize(
    ("typed", "normalised"),
    [
        ("Anna.Lis@Example.COM", "anna.lis@example.com"),
        (" anna@lis.example ", "anna@lis.example"),
        ("anna@lis.test", "anna@lis.test"),
        ("Anna Lis <Anna@Lis.example>", "anna@lis.example"),
        ("mailto:anna@lis.example", "anna@lis.example"),
        ("ŻÓŁĆ@example.org", "żółć@example.org"),
        ("anna@MÜNCHEN.example", "anna@xn--mnchen-3ya.example"),
        ("anna@xn--mnchen-3ya.example", "anna@xn--mnchen-3ya.example"),
        ("anna@ｅｘａｍｐｌｅ．com", "anna@example.com"),
        ("o'neal+crm@example.com", "o'neal+crm@example.com"),
        ('"anna lis"@example.com', '"anna lis"@example.com'),
        ("\u202aanna@lis.example\u202c", "anna@lis.example"),
        ("postmaster@例え.test", "postmaster@xn--r8jz45g.test"),
    ],
)
def test_one_address_has_one_normal_form(typed: str, normalised: str) -> None:
    """Case, script, pasted names and invisible marks make no second address (R035)."""
    assert parse_email(typed).normalised == normalised


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", "An e-mail address is missing."),
        ("\u200b ", "An e-mail address is missing."),
        ("anna.example.com", "An e-mail address has an @; this has none."),
        ("@example.com", "Something is missing before the @."),
        ("anna@", "Something is missing after the @."),
        ("anna lis@example.com", "There is a space before the @, where none can be."),
        ("anna@exam ple.com", "There is a space after the @, where none can be."),
        ("anna,lis@example.com", "There is “,” before the @, where none can be."),
        ("anna@lis@example.com", "There is “@” before the @, where none can be."),
        ("anna..lis@example.com", "A dot is too much before the @."),
        ("anna@example.com.", "A dot is too much after the @."),
        ("anna@example", "“example” has no ending, such as .com."),
        ("anna@-example.com", "After the @, a name can hold a hyphen inside, and no underscore."),
        ("anna@10.0.0.1", "No mail can be sent to “10.0.0.1”."),
        ("a@x.com, b@y.com", "One address per field; this looks like more."),
        ("a@" + "b" * 300, "Up to 254 characters fit; this has 302."),
    ],
)
def test_a_refusal_says_what_is_wrong(typed: str, message: str) -> None:
    """In words that help, with the field's path."""
    with pytest.raises(InvalidInput) as caught:
        parse_email(typed)
    assert caught.value.message == message
    assert caught.value.path == ("address",)


def test_real_addresses_are_all_taken() -> None:
    """Thousands of addresses of a sample shop, some with letters beyond ASCII before the @."""
    rows = csv.DictReader(shared_data("adventureworks/emails.csv").open(encoding="utf-8"))
    typed = [row["email"] for row in rows]
    assert len(typed) > 5000
    assert any(not address.isascii() for address in typed)
    assert [address for address in typed if try_email(address) is None] == []


@settings(deadline=None)
@given(st.from_regex(r"[a-z0-9+äöüßşż]{1,20}", fullmatch=True), domains(max_length=60))
def test_case_makes_no_second_address(local: str, domain: str) -> None:
    """Reading the normal form, or the capitals of it, gives the normal form again."""
    read = parse_email(f"{local}@{domain}")
    assert parse_email(read.normalised).normalised == read.normalised
    assert parse_email(read.typed.upper()).normalised == read.normalised


def test_the_link_is_safe_to_press() -> None:
    """Signs that end or extend a mailto link are escaped (R002)."""
    assert mailto("anna&lis?x=1%2@example.com") == "mailto:anna%26lis%3Fx%3D1%252@example.com"
    assert parse_email("żółw@example.com").href == "mailto:%C5%BC%C3%B3%C5%82w@example.com"
