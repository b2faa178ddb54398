"""Cutting a text into SMS (R084)."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from smpplib.gsm import gsm_encode

from backend.core.errors import InvalidInput
from backend.messages.segments import (
    ALONE,
    HEADER_OCTETS,
    MOST_PARTS,
    TIED,
    Alphabet,
    alphabet_of,
    header,
    octets,
    segmented,
    sendable,
)

CASES = json.loads((Path(__file__).parent / "segment-cases.json").read_text())
GSM = st.text(st.sampled_from("abc é€[]Ñ\n@Δ"), max_size=900)
ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=400)


@pytest.mark.parametrize("case", CASES, ids=[case["about"] for case in CASES])
def test_counts_what_the_browser_counts(case):
    text = case["text"] if "text" in case else case["repeat"][0] * case["repeat"][1]
    found = segmented(text)
    assert (found.alphabet, len(found.parts), found.units, found.remaining) == (
        case["alphabet"],
        case["parts"],
        case["units"],
        case["remaining"],
    )


@given(st.one_of(GSM, ANY))
def test_parts_together_are_the_text(text):
    assert "".join(segmented(text).parts) == text


@given(st.one_of(GSM, ANY))
def test_every_part_fits_and_no_character_is_cut(text):
    found = segmented(text)
    limit = ALONE if len(found.parts) == 1 else TIED
    for part in found.parts:
        encoded = octets(part, found.alphabet)
        width = 1 if found.alphabet is Alphabet.GSM else 2
        assert len(encoded) <= limit[found.alphabet] * width
        assert not encoded.endswith(b"\x1b") or found.alphabet is Alphabet.UCS2
        if found.alphabet is Alphabet.UCS2:
            assert encoded.decode("utf-16-be") == part


@given(st.one_of(GSM, ANY))
def test_a_part_is_not_begun_before_the_last_is_full(text):
    found = segmented(text)
    width = 1 if found.alphabet is Alphabet.GSM else 2
    for part in found.parts[:-1]:
        assert len(octets(part, found.alphabet)) >= (TIED[found.alphabet] - 1) * width


@given(GSM)
def test_septets_are_those_another_library_writes(text):
    for part in segmented(text).parts:
        assert octets(part, Alphabet.GSM) == gsm_encode(part)


@given(st.one_of(GSM, ANY))
def test_what_remains_fits_and_one_more_begins_a_part(text):
    found = segmented(text)
    letter = "a" if found.alphabet is Alphabet.GSM else "ł"
    assert len(segmented(text + letter * found.remaining).parts) == len(found.parts)
    assert len(segmented(text + letter * (found.remaining + 1)).parts) == len(found.parts) + 1


def test_the_header_ties_parts_by_a_reference():
    assert header(300, 3, 2) == bytes((5, 0, 3, 44, 3, 2))
    assert len(header(1, 2, 1)) == HEADER_OCTETS


def test_a_text_of_too_many_parts_is_refused_with_their_number():
    assert len(sendable("a" * 153 * MOST_PARTS).parts) == MOST_PARTS
    with pytest.raises(InvalidInput, match="makes 11 SMS") as refusal:
        sendable("a" * (153 * MOST_PARTS + 1))
    assert refusal.value.path == ("body",)


@pytest.mark.parametrize("nothing", ["", " \n "])
def test_an_empty_text_is_refused(nothing):
    with pytest.raises(InvalidInput, match="Write what"):
        sendable(nothing)


def test_a_character_outside_gsm_decides_for_the_whole_text():
    assert alphabet_of("Zoé") is Alphabet.GSM
    assert alphabet_of("Zoë") is Alphabet.UCS2
