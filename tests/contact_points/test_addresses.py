"""An address has the fields and the layout of its country."""

import csv

import pytest

from backend.contact_points.address_rules import address_rules, tidy_postal_code
from backend.contact_points.addresses import Place, check, format_lines
from backend.contact_points.countries import countries, country_codes
from backend.core.errors import InvalidInput
from tests.contact_points.layouts import DOCUMENT, compare, table
from tests.shared_data import shared_data


def test_every_postal_code_has_the_expected_verdict() -> None:
    """466 codes, good and bad; a good one is stored as it is written."""
    rows = list(csv.DictReader(shared_data("postal_rules/postcodes.csv").open(encoding="utf-8")))
    assert len(rows) == 466
    wrong = []
    for row in rows:
        code = tidy_postal_code(address_rules(row["country"]), row["postcode"])
        if code != (row["postcode"] if row["expect"] == "valid" else None):
            wrong.append((row, code))
    assert wrong == []


def test_every_country_has_its_fields_and_its_required_ones() -> None:
    """252 countries: the fields of the layout, the mandatory ones, the pattern of the code."""
    rows = list(csv.DictReader(shared_data("postal_rules/countries.csv").open(encoding="utf-8")))
    assert {row["country"] for row in rows} <= country_codes()
    letters = {"A": "street", "C": "city", "S": "region", "Z": "postal_code", "D": "sublocality"}
    for row in rows:
        rules = address_rules(row["country"])
        names = {field.name for field in rules.fields}
        required = {field.name for field in rules.fields if field.required}
        assert {letters[sign] for sign in letters if f"%{sign}" in row["fmt"]} <= names
        assert {letters[sign] for sign in row["required"] or "AC"} >= required
        assert (rules.postal_code_pattern or "") == row["zip_regex"]
    assert len(rows) == 252


@pytest.mark.parametrize(
    ("country", "name", "label"),
    [
        ("US", "postal_code", "ZIP code"), ("IN", "postal_code", "PIN code"),
        ("IE", "postal_code", "Eircode"), ("PL", "postal_code", "Postal code"),
        ("JP", "region", "Prefecture"), ("US", "region", "State"), ("CA", "region", "Province"),
        ("GB", "city", "Post town"), ("BR", "sublocality", "Neighborhood"),
    ],
)  # fmt: skip
def test_fields_are_called_what_the_country_calls_them(country: str, name: str, label: str) -> None:
    """The form speaks of ZIP codes in one country and of Eircodes in another (R007)."""
    field = address_rules(country).field(name)
    assert field is not None
    assert field.label == label


@pytest.mark.parametrize(
    ("place", "lines"),
    [
        (Place("PL", "Długa 5/3", "", "Gdynia", "", "81-341"), ("Długa 5/3", "81-341 Gdynia")),
        (Place("US", "1 Main St\nApt 4", "", "Redmond", "WA", "98052"),
         ("1 Main St", "Apt 4", "Redmond, WA 98052")),
        (Place("US", "1 Main St", "", "", "", "98052"), ("1 Main St", "98052")),
        (Place("US", "", "", "Redmond", "", ""), ("Redmond",)),
        (Place("JP", "梅田1-1", "", "大阪市", "大阪府", "530-0001"),
         ("〒530-0001", "大阪府大阪市", "梅田1-1")),
        (Place("JP", "1-1 Umeda", "", "Naha", "沖縄県", "900-0001"),
         ("1-1 Umeda", "Naha, Okinawa", "900-0001")),
        (Place("SG", "1 Raffles Place", "", "", "", ""), ("1 Raffles Place",)),
        (Place("DE", "Platz 1", "Mitte", "Berlin", "Berlin", "10115"),
         ("Platz 1", "Mitte", "10115 Berlin")),
        (Place(None, "Street 4", "", "Somewhere", "", "123"), ("Street 4", "123 Somewhere")),
        (Place("FI", "Katu 1", "", "Helsinki", "", "00100"), ("Katu 1", "00100 Helsinki")),
        (Place("BR", "Rua 1", "", "Niterói", "", ""), ("Rua 1", "Niterói")),
        (Place("PL"), ()),
    ],
)  # fmt: skip
def test_lines_follow_the_layout_without_gaps(place: Place, lines: tuple[str, ...]) -> None:
    """No empty line, no comma that parts nothing, and nothing typed is lost."""
    assert format_lines(place, home=place.country) == lines


def test_from_abroad_the_country_is_the_last_line() -> None:
    """In the reader's language, with the prefix some countries want before the code."""
    place = Place("FI", "Katu 1", "", "Helsinki", "", "00100")
    assert format_lines(place, language="de", home="DE") == (
        "Katu 1",
        "FI-00100 Helsinki",
        "Finnland",
    )


def test_a_form_is_refused_with_a_sentence_for_every_field() -> None:
    """All problems at once, each with the path of its input field."""
    with pytest.raises(InvalidInput) as caught:
        check(Place("us", "", "", "Redmond", "Wash", "8134"), path=("location",))
    assert {field.path: field.message for field in caught.value.fields} == {
        ("location", "street"): "Street is missing.",
        ("location", "postal_code"): "ZIP codes look like 95014 or 22162-1010 there.",
        ("location", "region"): "No state is called “Wash”.",
    }


@pytest.mark.parametrize(
    ("place", "path"),
    [
        (Place(), "country"),
        (Place("XX", "a", "", "b"), "country"),
        (Place("AG", "a", "", "b", latitude=91.0, longitude=0.0), "latitude"),
        (Place("AG", "a", "", "b", latitude=1.0), "longitude"),
        (Place("AG", "a\x07", "", "b"), "street"),
    ],
)
def test_other_fields_are_checked_too(place: Place, path: str) -> None:
    """The country is known, a position is on the globe, texts are text."""
    with pytest.raises(InvalidInput) as caught:
        check(place)
    assert caught.value.path == (path,)


def test_an_import_keeps_what_came_and_marks_it() -> None:
    """Nothing is refused; every oddity is told."""
    checked = check(Place("Atlantis", "Main\x07 St", "", "", "", "?"), strict=False)
    assert checked.doubtful
    assert checked.place.street == "Main St"
    assert checked.place.postal_code == "?"
    assert checked.place.country is None
    assert [doubt.path for doubt in checked.doubts] == [("street",), ("country",)]


@pytest.mark.parametrize(
    ("country", "typed", "stored"),
    [
        ("GB", "ec1y8sy", "EC1Y 8SY"), ("GB", "w1a 4zz", "W1A 4ZZ"), ("PL", "00950", "00-950"),
        ("CA", "h3z2y7", "H3Z 2Y7"), ("SE", "S-958 22", "958 22"), ("BE", "B-1180", "1180"),
        ("US", "980521234", "98052-1234"), ("AG", " x  1 ", "X 1"), ("NL", "1017cd", "1017 CD"),
    ],
)  # fmt: skip
def test_codes_are_stored_as_the_country_writes_them(country: str, typed: str, stored: str) -> None:
    """However they were typed."""
    assert tidy_postal_code(address_rules(country), typed) == stored


def test_regions_are_found_by_any_of_their_names() -> None:
    """`california`, `CA` and `California` are one; so are the two names of a prefecture."""
    for typed in ("california", "CA", "California"):
        assert check(Place("US", "a", "", "b", typed, "90001")).place.region == "CA"
    assert check(Place("JP", "a", "", "b", "okinawa", "900-0001")).place.region == "沖縄県"


def test_thousands_of_real_addresses_keep_every_part() -> None:
    """Whatever a shop's table holds can be read in the lines of the address."""
    rows = list(csv.DictReader(shared_data("adventureworks/addresses.csv").open(encoding="utf-8")))
    for row in rows:
        place = Place(
            row["country_code"], row["line1"], "", row["city"], row["state"], row["postal_code"]
        )
        kept = check(place, strict=False).place
        text = "\n".join(format_lines(kept))
        assert all(part in text for part in (row["line1"].strip(), row["city"].strip()))
        assert kept.postal_code in text
    assert len(rows) > 9000


def test_countries_are_sorted_in_the_readers_language() -> None:
    """Every country once, by name."""
    german = countries("de")
    assert len(german) == len(country_codes()) == len({country.code for country in german})
    names = [country.name for country in german]
    assert names.index("Ägypten") < names.index("Belgien")
    assert countries("xx")[0] == countries("en")[0]


def test_the_document_tells_the_truth_about_layouts() -> None:
    """docs/addresses.md holds the computed comparison; most addresses agree line by line."""
    path = shared_data("addresses/addresses.csv")
    total, same, _ = compare(path)
    assert (total, same > total / 2) == (264, True)
    assert table(path) in DOCUMENT.read_text(encoding="utf-8")
