from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend.importing.incoming import IncomingAddress, IncomingCompany, IncomingPhone
from backend.importing.inspecting import Source, inspect
from backend.importing.mapping import RunMapping, TableRole
from backend.importing.problems import UnreadableFile
from backend.importing.sources import Reader
from tests.importing.samples import ADVENTURE_WORKS, NORTHWIND, TODAY, csv_file, proposed, read
from tests.shared_data import shared_data


def test_adventure_works_is_joined_from_six_files():
    paths = [shared_data(f"adventureworks/{name}.csv") for name in ADVENTURE_WORKS]
    mapping = proposed(*paths)
    reader = Reader(mapping, paths, TODAY)
    records = list(reader.records())
    people = [r for r in records if mapping.files[r.file].name == "customers.csv"]

    assert [file.role for file in mapping.files] == [
        TableRole.PEOPLE, TableRole.EMAILS, TableRole.PHONES, TableRole.ADDRESSES,
        TableRole.COMPANIES, TableRole.AFFILIATIONS,
    ]  # fmt: skip
    assert len(records) + reader.joined == sum(file.rows for file in mapping.files)
    assert len(people) == 9560
    assert Counter(r.refusal for r in people) == {"": 9242, "First name is missing.": 318}
    assert sum(len(r.phones) for r in people) == 9560
    assert sum(r.refusal.startswith("No row of the other files") for r in records) == 317


def test_the_files_own_columns_say_how_a_whole_name_comes_apart():
    records = read(shared_data("adventureworks/customers.csv"))
    janet = next(r for r in records if r.source_id == "11006")

    assert (janet.first_name, janet.last_name) == ("Janet", "Alvarez")


def test_northwind_keeps_whole_names_and_reads_numbers_by_the_address():
    records = read(*(shared_data(f"northwind/{name}.csv") for name in NORTHWIND))
    maria = next(r for r in records if r.source_id == "ALFKI" and r.first_name)

    assert len(records) == 182
    assert (maria.first_name, maria.last_name) == ("Maria Anders", "")
    assert maria.companies == (
        IncomingCompany("Alfreds Futterkiste", "Sales Representative", "ALFKI"),
    )
    assert maria.phones == (
        IncomingPhone("030-0074321", "", country="DE"),
        IncomingPhone("030-0076545", "fax", country="DE"),
    )


@pytest.mark.parametrize("name", ["google_new", "hubspot"])
def test_google_and_hubspot_tell_of_the_same_people(name):
    records = read(shared_data(f"csv_exports/{name}.csv"))

    assert len(records) == 300
    assert not any(r.refusal or r.parts_refused for r in records)
    assert records[0].birthday == date(1962, 8, 10)
    assert records[0].emails[0].address == "andrés18@adventure-works.com"
    assert records[0].addresses[0].country == "AU"


def test_several_values_of_one_google_column_are_several_numbers(tmp_path):
    text = "First Name,Phone 1 - Label,Phone 1 - Value\nAnn,* Mobile,+48 1 ::: +48 2\n"
    (ann,) = read(csv_file(tmp_path, text))

    assert [(p.number, p.label, p.main) for p in ann.phones] == [
        ("+48 1", "mobile", True),
        ("+48 2", "mobile", True),
    ]


def test_outlook_gives_each_kind_of_address_its_name(tmp_path):
    text = (
        "First Name,Home Street,Home Street 2,Home City,Home Country/Region,Business City\n"
        "Ann,1 High St,Flat 2,Leeds,United Kingdom,York\n"
    )
    (ann,) = read(csv_file(tmp_path, text))

    assert ann.addresses == (
        IncomingAddress("home", "1 High St\nFlat 2", city="Leeds", country="GB"),
        IncomingAddress("work", city="York"),
    )


@pytest.mark.parametrize(
    ("target", "whole", "names"),
    [
        ("full_name", "Ana María de la Cruz", ("Ana María de la Cruz", "")),
        ("given_family", "Ana María Cruz", ("Ana María", "Cruz")),
        ("family_given", "Kowalski Piotr Jan", ("Piotr Jan", "Kowalski")),
        ("family_given", "de la Cruz, Ana", ("Ana", "de la Cruz")),
        ("given_family", "Plato", ("Plato", "")),
        ("family_given", "Plato,", ("Plato", "")),
    ],
)
def test_a_whole_name_comes_apart_as_its_column_says(tmp_path, target, whole, names):
    path = csv_file(tmp_path, f'Name\n"{whole}"\n')
    mapping = proposed(path)
    column = replace(mapping.files[0].columns[0], target=target)
    changed = mapping.with_file(0, replace(mapping.files[0], columns=(column,)))
    (record,) = read(path, mapping=changed)

    assert (record.first_name, record.last_name) == names


def test_a_row_with_too_many_cells_is_refused_and_kept(tmp_path):
    found = read(csv_file(tmp_path, "First name,City\nAnn,Leeds\nBob,York,stray\nCid,,,\n"))

    assert [bool(r.refusal) for r in found] == [False, True, False]
    assert found[1].raw == {"First name": "Bob", "City": "York", "Column 3": "stray"}


def test_a_part_that_cannot_be_read_is_reported_and_the_person_arrives(tmp_path):
    found = read(csv_file(tmp_path, "First name,Birthday,Sex\nAnn,31/2/1970,perhaps\n"))

    assert found[0].refusal == ""
    assert [part.field for part in found[0].parts_refused] == ["sex", "birthday"]


def test_a_file_without_headers_is_read_from_its_first_row(tmp_path):
    path = csv_file(tmp_path, "Ann;ann@example.com;1970-01-02\nBob;bob@example.com;1971-01-02\n")
    file = inspect(Source("x", path), region=None)

    assert not file.header
    assert [column.header for column in file.columns] == ["Column 1", "Column 2", "Column 3"]
    assert file.rows == 2


def test_an_unreadable_file_is_named(tmp_path):
    good, bad = csv_file(tmp_path, "First name\nAnn\n"), csv_file(tmp_path, b"%PDF-1", "x.csv")

    with pytest.raises(UnreadableFile, match=r"x\.csv: This is a PDF"):
        proposed(good, bad)


def test_a_mapping_survives_being_stored():
    mapping = proposed(shared_data("adventureworks/customers.csv"))

    assert RunMapping.from_json(mapping.to_json()) == mapping


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(noise=st.binary(max_size=2000))
def test_any_bytes_are_rows_or_one_plain_refusal(tmp_path, noise):
    path = csv_file(tmp_path, noise)
    try:
        mapping = proposed(path)
    except UnreadableFile:
        return

    assert len(read(path, mapping=mapping)) == mapping.files[0].rows


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(lines=st.lists(st.text(alphabet="ABEGINVCRD:;=\\ \n,é0", max_size=40), max_size=30))
def test_any_lines_between_cards_leave_the_cards_readable(tmp_path, lines):
    noise = "\n".join(lines).replace("BEGIN", "").replace("END", "")
    path = csv_file(
        tmp_path, f"BEGIN:VCARD\nFN:Ann\nEND:VCARD\n{noise}\nBEGIN:VCARD\nFN:Bob\nEND:VCARD\n"
    )

    assert [r.first_name for r in read(path) if not r.refusal] == ["Ann", "Bob"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    values=st.lists(
        st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])), max_size=5
    )
)
def test_a_remembered_row_gives_the_same_record(tmp_path, values):
    cells = ",".join('"' + value.replace('"', '""') + '"' for value in values)
    path = csv_file(tmp_path, f"First name,Phone,E-mail,Notes\nAnn,1,a@b.c,x\n{cells}\n")
    mapping = proposed(path)
    reader = Reader(mapping, [path], TODAY)

    for record in reader.records():
        assert reader.again(record.file, record.row, record.raw) == record or record.refusal
