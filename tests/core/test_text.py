"""Text is stored as typed and found however it is spelt."""

import csv
import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.core.errors import InvalidInput
from backend.core.text import (
    clean,
    digits,
    index_words,
    is_blank,
    match_key,
    nfc,
    repaired,
    sort_key,
    words,
)
from tests.shared_data import shared_data


def test_hard_names_are_stored_as_typed_in_nfc() -> None:
    """Nothing but composition and the white space around it changes in a real name."""
    rows = csv.DictReader(shared_data("names/names.csv").open(encoding="utf-8"))
    typed = [row[part] for row in rows for part in ("given", "middle", "family")]
    assert len(typed) >= 140
    assert all(clean(name) == unicodedata.normalize("NFC", name) for name in typed)


def test_naughty_strings_are_stored_unharmed_or_refused_with_a_reason() -> None:
    """Only control characters, direction overrides and invisible text are not kept."""
    strings = json.loads(shared_data("names/blns.json").read_text(encoding="utf-8"))
    refused = []
    for string in strings:
        try:
            stored = clean(string)
        except InvalidInput as problem:
            refused.append(problem.message)
        else:
            assert stored == ("" if is_blank(string) else nfc(string))
    assert all("Take it out" in said or "One line only" in said for said in refused)
    assert len(refused) == 12
    assert len(strings) > 500


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Ann\x00a", "U+0000"),
        ("\u202eAnna", "turns the direction of writing"),
        ("Ann\u2066a\u2069", "U+2066"),
        ("Anna\nLee", "One line only: character 5"),
        ("\ud800Anna", "U+D800"),
        ("x" * 301, "Up to 300 characters fit here; this has 301."),
    ],
)
def test_what_cannot_be_shown_is_refused_in_plain_words(typed: str, said: str) -> None:
    """The refusal names the place or the number, and carries the field's path."""
    with pytest.raises(InvalidInput) as caught:
        clean(typed, ("firstName",))
    assert said in caught.value.message
    assert caught.value.path == ("firstName",)


def test_an_import_keeps_what_a_form_refuses() -> None:
    """Control characters leave, breaks become spaces, and each loss is told."""
    mended = repaired("Ann\u202ea\tLee\x07")
    assert mended.text == "Anna Lee"
    assert len(mended.notes) == 2
    assert repaired(" Zoë ").notes == ()


def test_notes_may_have_lines() -> None:
    """Line breaks are one character each, whatever system they came from."""
    assert clean("one\r\ntwo\n\tthree", lines=True) == "one\ntwo\n\tthree"


@pytest.mark.parametrize("text", ["", " ", "\u200b", "\u3164", "\u2800\u00a0", "\ufeff"])
def test_what_cannot_be_seen_is_empty(text: str) -> None:
    """A mandatory name cannot be met by invisible characters."""
    assert is_blank(text)
    assert clean(text) == ""


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Żółć", "zolc"), ("Straße", "strasse"), ("STRASSE", "strasse"), ("O’Neal", "oneal"),
        ("Ørjan", "orjan"), ("Ðorđe", "dorde"), ("İsmet Işıl", "ismet isil"), ("Nœud", "noeud"),
        ("Ştefan", "stefan"), ("Ștefan", "stefan"), ("Фёдор", "федор"), ("ＡＢＣ", "abc"),
        ("ﾀﾛｳ", "タロウ"), ("ガ", "ガ"), ("小龙", "小龙"), ("김철수", "김철수"), ("कि", "कि"),
        ("สุข", "สุข"), ("גּוֹלְדָה", "גולדה"), ("أحمد", "احمد"), ("  van   Gogh ", "van gogh"),
    ],
)  # fmt: skip
def test_match_keys_fold_case_accents_and_width(text: str, key: str) -> None:
    """Marks a searcher leaves out are gone; marks that make another word stay."""
    assert match_key(text) == key


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(text: str) -> None:
    """A stored key can be compared with a key made of a key."""
    once = match_key(text)
    assert match_key(once) == once


@given(st.text(max_size=40))
def test_composed_and_decomposed_text_have_one_key(text: str) -> None:
    """NFC and NFD of one text match each other and sort together."""
    decomposed = unicodedata.normalize("NFD", text)
    assert match_key(text) == match_key(decomposed)
    assert sort_key(text) == sort_key(decomposed)


@given(st.text(max_size=40))
def test_every_query_word_is_an_indexed_word(text: str) -> None:
    """What a search breaks a text into can be found in the document of that text."""
    assert set(words(text)) <= index_words(text)


def test_families_sort_before_longer_families() -> None:
    """The second part only decides between equal first parts."""
    people = [("Lee", "Zoe"), ("Lee Ann", "Bob"), ("Ołech", "Al"), ("Olech", "Bo"), ("O'Lee", "C")]
    ordered = sorted(people, key=lambda name: sort_key(*name).encode())
    assert ordered == [
        ("Lee", "Zoe"), ("Lee Ann", "Bob"), ("Ołech", "Al"), ("Olech", "Bo"), ("O'Lee", "C"),
    ]  # fmt: skip


def test_part_words_are_indexed() -> None:
    """Halves, wholes, spellings with e, and tails of words that are written without spaces."""
    assert {"oneal", "neal"} <= index_words("O’Neal")
    assert {"jean", "luc", "jeanluc"} <= index_words("Jean-Luc")
    assert {"muller", "mueller"} <= index_words("Müller")
    assert "太郎" in index_words("山田太郎")


def test_digits_of_any_script_are_ascii() -> None:
    """Full-width and Arabic digits are the same number."""
    assert digits("＋４０ ٠٧٤٠-12x") == "40074012"


_ASCII = st.text(st.characters(max_codepoint=126), max_size=40)


@given(_ASCII)
def test_plain_letters_take_the_short_way_to_the_same_result(text: str) -> None:
    """An accent at the end leads through every step; what stands before it comes out alike."""
    assert match_key(f"{text}-é") == match_key(f"{text}-e")
    assert repaired(f"{text}-é").text[:-1] == repaired(f"{text}-e").text[:-1]
