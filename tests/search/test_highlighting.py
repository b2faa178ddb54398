"""Where a folded word stands in a text as it was written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.core.text import nfc, words
from backend.search.highlighting import Span, difference, digits_in, place_of, utf16


@pytest.mark.parametrize(
    ("word", "text", "lit", "whole"),
    [
        ("wisn", "Zofia Wiśniewska", "Wiśn", False),
        ("krall", "Zofia Wiśniewska-Krall", "Krall", True),
        ("neal", "Shaquille O'Neal", "Neal", True),
        ("oneal", "Shaquille O'Neal", "O'Neal", True),
        ("jeanluc", "Jean-Luc Godard", "Jean-Luc", True),
        ("strasse", "Lange Straße", "Straße", True),
        ("mueller", "Anna Müller", "Müller", True),
        ("小龙", "李小龙", "小龙", True),
        ("zoe", "Zoe\u0308 Núñez", "Zoe\u0308", True),
        ("ヤマダ", "ﾔﾏﾀﾞ ﾀﾛｳ", "ﾔﾏﾀﾞ", True),
    ],
)
def test_a_word_is_found_as_it_is_written(word: str, text: str, lit: str, whole: bool) -> None:
    place = place_of(word, text)
    assert place is not None
    assert (text[place.span.start : place.span.end], place.whole) == (lit, whole)


def test_a_word_inside_another_is_none() -> None:
    assert place_of("ofia", "Zofia") is None


def test_a_whole_word_goes_before_the_beginning_of_another() -> None:
    place = place_of("berg", "Bergman Berg")
    assert place is not None
    assert place.span == Span(8, 12)


def test_the_letter_that_differs_is_named() -> None:
    text = "Anna Kowalská"
    place = place_of("kowalska", text)
    assert place is not None
    assert difference("kowalsky", "kowalska", place, text) == (Span(12, 13),)


def test_digits_are_found_across_spaces() -> None:
    assert digits_in("412233", "+48 601 412 233") == Span(8, 15)


def test_spans_are_told_in_utf16() -> None:
    assert utf16("𠮷野 家", Span(3, 4)) == Span(4, 5)


@given(st.text(max_size=40))
def test_every_word_of_a_text_is_found_in_it(text: str) -> None:
    text = nfc(text)
    for word in words(text):
        place = place_of(word, text)
        assert place is not None
        assert 0 <= place.span.start < place.span.end <= len(text)
