import json

import pytest

from backend.importing.headers import fold, guess
from backend.importing.mapping import Match
from tests.shared_data import shared_data


def targets(*headers: str) -> dict[str, tuple[str, str]]:
    return {column.header: (column.target, column.label) for column in guess(headers, [])}


@pytest.mark.parametrize(
    ("header", "folded"),
    [
        ("E-mail 1 - Value", "e mail 1 value"),
        ("MailingStreet", "mailing street"),
        ("FIRST_NAME", "first name"),
        ("Prénom", "prenom"),
        ("  Tel. kom. ", "tel kom"),
    ],
)
def test_headers_are_compared_without_their_dress(header, folded):
    assert fold(header) == folded


@pytest.mark.parametrize(
    ("program", "expected"),
    [
        ("google_new", "First Name=first_name, Phone 1 - Label=phone_label, Photo=ignore"),
        ("google_new", "Address 1 - Postal Code=postal_code, Organization Name=company"),
        ("google_old", "Given Name=first_name, E-mail 1 - Type=email_label, Name=full_name"),
        ("outlook", "Title=ignore, Job Title=role, Home Street 2=street, E-mail 2 Type=ignore"),
        ("outlook", "E-mail 2 Address=email, Home Fax=phone, Assistant's Phone=ignore"),
        ("hubspot", "Record ID=source_id, Mobile Phone Number=phone, State/Region=region"),
        ("salesforce", "Id=source_id, MailingCountry=country, HasOptedOutOfEmail=do_not_email"),
        ("salesforce", "Title=role, Description=notes, AssistantPhone=ignore"),
    ],
)
def test_the_headers_of_known_programs_are_recognised(program, expected):
    headers = json.loads(shared_data("csv_exports/headers.json").read_text(encoding="utf-8"))[
        program
    ]
    found = {f"{column.header}={column.target}" for column in guess(headers, [])}

    assert set(expected.split(", ")) <= found


def test_generic_names_come_from_the_header():
    assert targets("Business Phone 2", "Home Fax", "Handy", "Téléphone portable", "Mail pro") == {
        "Business Phone 2": ("phone", "work"),
        "Home Fax": ("phone", "home fax"),
        "Handy": ("phone", "mobile"),
        "Téléphone portable": ("phone", "mobile"),
        "Mail pro": ("email", "pro"),
    }


def test_a_polish_file_is_recognised():
    found = targets("Nazwisko i imię", "Tel. kom.", "E-mail", "Firma", "Rabat", "Nr wewn.")

    assert [target for target, _ in found.values()] == [
        "family_given", "phone", "email", "company", "discount", "ignore",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("values", "target"),
    [
        (["+48 12 345 67 89", "0044 20 7946 0000"], "phone"),
        (["ann@example.com", ""], "email"),
        (["2026-01-02", "2026-03-04"], "ignore"),
        (["1200.50", "12.00"], "ignore"),
        (["12345678"], "ignore"),
        ([], "ignore"),
    ],
)
def test_an_unknown_header_is_guessed_by_what_stands_below_it(values, target):
    (column,) = guess(["Zzz"], [[value] for value in values])

    assert column.target == target
    assert column.match is (Match.LEFT_OUT if target == "ignore" else Match.GUESSED)


def test_a_second_column_for_one_field_is_left_out_and_shown_so():
    first, second = guess(["Birthday", "Date of birth"], [])

    assert (first.target, second.target, second.match) == ("birthday", "ignore", Match.LEFT_OUT)
