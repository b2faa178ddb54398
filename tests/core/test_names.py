"""Names are shown in the order the person uses."""

import csv

import pytest

from backend.core.names import NamePart, display_name, initials, name_parts
from tests.shared_data import shared_data


@pytest.mark.parametrize(
    ("given", "middle", "family", "language", "shown"),
    [
        ("Anna", "", "Nagy", "hu", "Nagy Anna"),
        ("Anna", "", "Nagy", None, "Anna Nagy"),
        ("小龙", "", "李", "zh-Hans", "李小龙"),
        ("小龙", "", "李", None, "李小龙"),
        ("철수", "", "김", "en", "김철수"),
        ("タロウ", "", "ヤマダ", None, "ヤマダタロウ"),
        ("トム", "", "ハンクス", "en", "トムハンクス"),
        ("Taro", "", "Yamada", "ja", "Yamada Taro"),
        ("Văn Linh", "", "Nguyễn", "vi_VN", "Nguyễn Văn Linh"),
        ("Gabriel", "José", "García", "es", "Gabriel José García"),
        ("Teller", "", "", "en", "Teller"),
        ("", "", "", None, ""),
    ],
)
def test_order_follows_the_language(
    given: str, middle: str, family: str, language: str | None, shown: str
) -> None:
    """Hungarian, Japanese, Korean, Vietnamese and Chinese names begin with the family."""
    assert display_name(given, middle, family, language) == shown


def test_the_family_name_is_marked() -> None:
    """A list can set the family name off, wherever it stands."""
    assert name_parts("Anna", "", "Nagy", "hu") == [NamePart("Nagy", True), NamePart("Anna", False)]


def test_hard_names_lose_nothing() -> None:
    """Every given part can be read in the name as shown."""
    for row in csv.DictReader(shared_data("names/names.csv").open(encoding="utf-8")):
        parts = (row["given"], row["middle"], row["family"])
        shown = display_name(*parts)
        assert all(part in shown for part in parts)
        assert 1 <= len(initials(row["given"], row["family"])) <= 6


@pytest.mark.parametrize(
    ("given", "family", "language", "letters"),
    [
        ("Vincent", "van Gogh", "nl", "VG"),
        ("k.d.", "lang", None, "KL"),
        ("Gabriele", "D'Annunzio", "it", "GD"),
        ("小龙", "李", "zh", "李"),
        ("=Anna", "+Bell", None, "AB"),
        ("ismet", "inönü", "tr", "İİ"),
        ("Teller", "", None, "T"),
        ("", "", None, ""),
    ],
)
def test_initials(given: str, family: str, language: str | None, letters: str) -> None:
    """Particles and signs are passed over; Han and Hangul give the family name."""
    assert initials(given, family, language) == letters
