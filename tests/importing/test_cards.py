import csv
from datetime import date

import pytest
import vobject

from backend.importing import cards, vcards
from backend.importing.charsets import Charset
from backend.importing.files import FileKind, recognise
from backend.importing.incoming import Incoming
from tests.importing.samples import TODAY, csv_file
from tests.shared_data import FOLDER, shared_data

INDEX = FOLDER / "vcf" / "index.csv"
FILES = list(csv.DictReader(INDEX.open(encoding="utf-8"))) if INDEX.exists() else []


def card(*lines: str, version: str = "3.0") -> Incoming:
    """The record of one card with these lines."""
    text = "\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD"])
    return cards.to_incoming(vcards.reread(text, 1), today=TODAY)


def many(tmp_path, text: str | bytes) -> list[Incoming]:
    path = csv_file(tmp_path, text, "people.vcf")
    return list(cards.read(path, recognise(path).charset, today=TODAY))


def test_the_shared_cards_are_there():
    assert len(list(csv.DictReader(shared_data("vcf/index.csv").open(encoding="utf-8")))) == 49


@pytest.mark.parametrize("row", FILES, ids=[row["file"][-40:] for row in FILES])
def test_every_card_of_every_program_is_read_or_refused(row):
    path = shared_data(f"vcf/{row['file']}")
    found = recognise(path)
    records = list(cards.read(path, found.charset, today=TODAY))

    assert found.kind is FileKind.VCARD
    assert len(records) == int(row["cards"])
    assert all(bool(record.first_name) != bool(record.refusal) for record in records)
    assert sum(len(record.phones) for record in records) == int(row["tel"])
    assert sum(len(record.emails) for record in records) == int(row["email"])


@pytest.mark.parametrize("row", FILES, ids=[row["file"][-40:] for row in FILES])
def test_a_remembered_card_is_the_card_again(row):
    path = shared_data(f"vcf/{row['file']}")

    for record in cards.read(path, recognise(path).charset, today=TODAY):
        again = cards.to_incoming(vcards.reread(record.raw["card"], record.row), today=TODAY)
        assert again == record or record.refusal


def test_names_agree_with_an_independent_reader():
    path = shared_data("vcf/FolkerKinzel-VCards").glob("*LargeFile.vcf")
    text = next(path)
    theirs = [
        (item.n.value.given, item.n.value.family)
        for item in vobject.readComponents(text.read_text())
    ]
    ours = [
        (r.first_name, r.last_name)
        for r in cards.read(text, Charset("utf-8", certain=True), today=TODAY)
    ]

    assert ours == theirs


def test_a_broken_card_is_refused_with_its_text_and_stops_nothing(tmp_path):
    found = many(
        tmp_path,
        "BEGIN:VCARD\nVERSION:3.0\nFN:Ann\nEND:VCARD\nstray words\n"
        "BEGIN:VCARD\nVERSION:3.0\nFN:Bob\nBEGIN:VCARD\nVERSION:3.0\nFN:Cid\nEND:VCARD\n",
    )

    assert [r.first_name for r in found] == ["Ann", "", "Bob", "Cid"]
    assert (found[1].refusal, found[1].raw["card"]) == (
        "This text stands outside of any card.",
        "stray words",
    )


def test_an_agent_inside_a_card_is_not_a_person(tmp_path):
    found = many(
        tmp_path,
        "BEGIN:VCARD\nVERSION:2.1\nN:Doe;John\nAGENT:\n"
        "BEGIN:VCARD\nN:Agent;Ann\nTEL:1\nEND:VCARD\nTEL:2\nEND:VCARD\n",
    )

    assert [(r.name, [p.number for p in r.phones]) for r in found] == [("John Doe", ["2"])]


@pytest.mark.parametrize("codec", ["utf-16", "utf-8-sig", "utf-32"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_cards_are_read_in_any_encoding_and_with_any_line_ends(tmp_path, codec, end):
    text = end.join(["BEGIN:VCARD", "VERSION:3.0", "N:Wałęsa;Łucja;;;", "END:VCARD", ""])

    assert [r.name for r in many(tmp_path, text.encode(codec))] == ["Łucja Wałęsa"]


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (
            ("N:Public;John;Quinlan,Paul;Dr.;Jr.", "FN:Dr. John Public"),
            ("John", "Quinlan Paul", "Public"),
        ),
        (("FN:Ann Lee",), ("Ann Lee", "", "")),
        (("N:Okoń;;;;", "FN:Marta Okoń"), ("Marta", "", "Okoń")),
        (("N:Teller;;;;", "FN:Teller"), ("Teller", "", "")),
        (("N:;Plato;;;",), ("Plato", "", "")),
    ],
)
def test_names_are_the_cards_own_parts_and_never_guessed(lines, names):
    found = card(*lines)

    assert (found.first_name, found.middle_name, found.last_name) == names


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (("ORG:Acme",), "organisation"),
        (("FN:Acme", "KIND:org"), ""),
        (("KIND:group", "UID:1"), "list of people"),
        (("TEL:1",), "First name is missing"),
    ],
)
def test_a_card_without_a_person_is_refused_for_its_reason(lines, says):
    assert says in card(*lines).refusal


def test_generic_names_come_from_types_and_from_the_cards_own_words():
    lines = """
        FN:A
        TEL;TYPE=cell,voice,pref:1
        TEL;TYPE=WORK,FAX:2
        item1.TEL:3
        item1.X-ABLabel:_$!<Boat>!$_
        TEL;TYPE=WhatsApp:4
        TEL;VALUE=uri:tel:+1-418-656-9254;ext=102
    """
    found = card(*(line.strip() for line in lines.split("\n")), version="4.0")

    assert [(p.number, p.label, p.main) for p in found.phones] == [
        ("1", "mobile", True),
        ("2", "work fax", False),
        ("3", "Boat", False),
        ("4", "WhatsApp", False),
        ("+1-418-656-9254 ext. 102", "", False),
    ]


def test_addresses_keep_every_line_and_know_their_country():
    found = card(
        "FN:A", "ADR;TYPE=home:PO 7;Apt 2;Obere Str. 57;Berlin;;12209;Deutschland"
    ).addresses[0]

    assert (found.label, found.street, found.city, found.country) == (
        "home",
        "Obere Str. 57\nApt 2\nPO 7",
        "Berlin",
        "DE",
    )


@pytest.mark.parametrize(
    ("line", "birthday", "parts"),
    [
        ("BDAY:1980-01-18", date(1980, 1, 18), 0),
        ("BDAY:19960415T231000Z", date(1996, 4, 15), 0),
        ("BDAY:--0203", None, 1),
        ("BDAY;X-APPLE-OMIT-YEAR=1604:1604-03-01", None, 1),
        ("BDAY:19723101", None, 1),
    ],
)
def test_a_birthday_is_whole_or_reported(line, birthday, parts):
    found = card("FN:A", line)

    assert (found.birthday, len(found.parts_refused)) == (birthday, parts)
