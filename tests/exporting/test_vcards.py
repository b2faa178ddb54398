from datetime import date

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from backend.exporting.vcards import Person, Point, PostalAddress, card, folded
from backend.importing import cards, vcards

TODAY = date(2026, 11, 21)
ANNA = Person(
    full_name="Anna Maria Święcicka",
    first="Anna",
    middle="Maria",
    last="Święcicka",
    number=10077,
    birthday="1980-01-18",
    sex="female",
    phones=[Point("+48601412233", "mobile", main=True), Point("+48585550112 ext. 7", "Boat; big")],
    emails=[Point("anna@lis.example", "work", main=True)],
    addresses=[PostalAddress("ul. Portowa 9\nm. 4", "Gdynia", "", "81-350", "PL", "home")],
    company="Bałtyk, Gastro; S.A.",
    role="Owner",
    notes="Line 1\nLine 2, with \\ and ;",
    own={"boot-size": "42.5", "locker": "B; 12"},
)


@pytest.mark.parametrize("version", ["3.0", "4.0"])
def test_our_own_reader_gets_everything_back(version):
    read = cards.to_incoming(vcards.reread(card(ANNA, version), 1), today=TODAY)

    assert (read.first_name, read.middle_name, read.last_name) == ("Anna", "Maria", "Święcicka")
    assert read.number == 10077
    assert read.birthday == date(1980, 1, 18)
    assert [(p.number, p.label, p.main) for p in read.phones] == [
        ("+48601412233", "mobile", True),
        ("+48585550112 ext. 7", "Boat; big", False),
    ]
    assert [(e.address, e.label) for e in read.emails] == [("anna@lis.example", "work")]
    assert (read.addresses[0].street, read.addresses[0].country) == ("ul. Portowa 9\nm. 4", "PL")
    assert (read.companies[0].name, read.companies[0].role) == ("Bałtyk, Gastro; S.A.", "Owner")
    assert read.fields["notes"] == ANNA.notes
    assert read.fields["custom.boot-size"] == "42.5"
    assert read.fields["custom.locker"] == "B; 12"


def test_an_independent_reader_understands_version_3():
    read = vobject.readOne(card(ANNA, "3.0"))

    assert read.n.value.family == "Święcicka"
    assert read.fn.value == "Anna Maria Święcicka"
    assert [tel.value for tel in read.tel_list] == ["+48601412233", "+48585550112 ext. 7"]
    assert read.note.value == ANNA.notes
    assert read.adr.value.city == "Gdynia"
    assert read.org.value == ["Bałtyk, Gastro; S.A."]


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])))
def test_folded_lines_are_short_and_lose_nothing(text):
    pieces = folded(text).removesuffix("\r\n").split("\r\n")

    assert all(len(piece.encode()) <= 75 for piece in pieces)
    assert pieces[0] + "".join(piece[1:] for piece in pieces[1:]) == text


NAMES = st.text(
    alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Z"]), min_size=1
)


@given(
    NAMES, NAMES, st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]))
)
def test_any_name_and_note_come_back(first, last, note):
    person = Person(full_name=f"{first} {last}", first=first, last=last, notes=note)
    read = cards.to_incoming(vcards.reread(card(person), 1), today=TODAY)

    assert (read.first_name, read.last_name) == (first, last)
    assert read.fields.get("notes", "") == note.strip()
