"""Which words a slip of typing may have meant (R030)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.search.slips import corrections, distance, meant

WORD = st.text(alphabet="abcdełż", min_size=4, max_size=10)


@pytest.mark.parametrize(
    ("typed", "word", "expected"),
    [
        ("kowalsky", "kowalski", 1),
        ("kowlaski", "kowalski", 1),
        ("kowaski", "kowalski", 1),
        ("koowalski", "kowalski", 1),
        ("kovalsky", "kowalski", 2),
        ("mazur", "kowalski", 3),
    ],
)
def test_a_letter_wrong_swapped_missing_or_too_many_is_one(
    typed: str, word: str, expected: int
) -> None:
    assert distance(typed, word, 2)[0] == expected


def test_an_unfinished_word_is_compared_with_the_beginning() -> None:
    assert distance("kovals", "kowalski", 2) == (3, 1)


@given(WORD, WORD)
def test_distance_is_the_same_both_ways(one: str, other: str) -> None:
    assert distance(one, other, 2)[0] == distance(other, one, 2)[0]


@given(WORD, st.data())
def test_two_neighbours_swapped_are_one_slip(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 2))
    swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    assert distance(swapped, word, 2)[0] <= 1


def test_short_words_may_be_one_letter_off_and_long_ones_two() -> None:
    assert meant("anma", ["anna", "adam"]) == ("anna",)
    assert meant("szentgyorgi", ["szentgyorgyi", "szent"]) == ("szentgyorgyi",)
    assert meant("annx", ["anno", "enno"]) == ("anno",)


def test_the_nearest_words_are_meant_and_not_those_further_off() -> None:
    assert meant("kowalsky", ["kowalski", "kowalska", "kowalik"]) == ("kowalski", "kowalska")


def test_a_known_word_is_right_while_another_is_strange() -> None:
    near = {"anna": ["anna", "hanna"], "kowalsky": ["kowalski"]}
    assert corrections(["anna", "kowalsky"], near) == {"kowalsky": ("kowalski",)}


def test_where_all_are_known_each_may_be_the_slip() -> None:
    near = {"john": ["john", "jon"], "smith": ["smith", "smyth"]}
    assert corrections(["john", "smith"], near) == {"john": ("jon",), "smith": ("smyth",)}
