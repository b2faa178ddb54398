"""Two spellings of one name, and the words that say how somebody is known (R056)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.contacts.people import Named, spellings
from backend.events.types import NodeRef

WORDS = st.text(st.characters(categories=("Lu", "Ll")), min_size=1, max_size=12)


@given(WORDS, WORDS, WORDS)
def test_a_name_is_known_in_any_order_in_one_piece_and_without_its_middle(
    first: str, middle: str, last: str
) -> None:
    known = spellings(first, middle, last)
    assert known & spellings(last, "", first)
    assert known & spellings(f"{first} {last}", "", "")
    assert known & spellings(f"{last} {first} {middle}", "", "")


@pytest.mark.parametrize(
    ("one", "other"),
    [(("Ewa", "", "Lis"), ("Ewa", "", "Lisiecka")), (("Jan", "", "Lis"), ("Jan", "Lis", "Nowak"))],
)
def test_another_name_is_not_known(one: tuple, other: tuple) -> None:
    assert not spellings(*one) & spellings(*other)


@pytest.mark.parametrize(
    ("sex", "sentence"),
    [("female", "She was"), ("male", "He was"), ("other", "They were"), (None, "They were")],
)
def test_the_verb_goes_with_the_pronoun(sex: str | None, sentence: str) -> None:
    person = Named(NodeRef("Customer", 1), "Ewa Lis", frozenset(), sex, 10001, None)
    assert person.says("was", "were") == sentence
