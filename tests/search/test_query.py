"""What a text in the search box means (R030)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.core.text import index_words
from backend.search.lexemes import Sight, Writer
from backend.search.query import Digits, Email, Word, understand

SIGHT = Sight(7)


def words(text: str) -> list[str]:
    return [word.typed for word in understand(text, "PL").words]


def digits(text: str, region: str = "PL") -> Digits:
    (term,) = understand(text, region).terms
    assert isinstance(term, Digits)
    return term


@pytest.mark.parametrize(
    "text",
    [
        "+48 601 412 233",
        "0048 601 412 233",
        "601412233",
        "0601 412-233",
        "(601) 412.233",
        "+48 (0)601 412 233",
        "tel:+48601412233",
        "٦٠١٤١٢٢٣٣",
    ],
)
def test_a_number_in_any_spelling_is_the_same_number(text: str) -> None:
    assert "48601412233" in digits(text).e164


@pytest.mark.parametrize(
    ("text", "region", "beginning"),
    [
        ("0601 41", "PL", "60141"),
        ("8 912 34", "RU", "91234"),
        ("011 48 601", "US", "48601"),
        ("00 48 601", "GB", "48601"),
        ("1 415 555", "US", "415555"),
    ],
)
def test_an_unfinished_number_is_read_without_what_is_dialled_before_it(
    text: str, region: str, beginning: str
) -> None:
    assert beginning in digits(text, region).beginnings


def test_fewer_than_four_digits_end_no_number() -> None:
    assert digits("233").endings == ()
    assert digits("0142").endings == ("0142",)


def test_names_and_digits_can_stand_together() -> None:
    first, second = understand("krall 601 412", "PL").terms
    assert first == Word("krall")
    assert isinstance(second, Digits)
    assert second.typed == "601412"


@pytest.mark.parametrize(
    "text", ["anna@lis.example", "<Anna@Lis.Example>", "mailto:anna@lis.example"]
)
def test_an_address_is_read_as_one(text: str) -> None:
    (term,) = understand(text, "PL").terms
    assert isinstance(term, Email)
    assert term.normalised == "anna@lis.example"


def test_letters_are_folded_and_their_other_spelling_kept() -> None:
    assert understand("MÜLLER", "DE").words == (Word("muller", ("mueller",)),)
    assert words("Łukasz Żółć") == ["lukasz", "zolc"]


def test_a_lone_letter_is_an_initial_but_a_han_character_is_a_word() -> None:
    assert understand("k", "PL").initial == "k"
    assert understand("李", "CN").initial == ""
    assert Writer(SIGHT).conditions(understand("anna k", "PL")).in_name == ("k",)


def test_a_name_of_han_characters_is_found_wherever_it_is_divided() -> None:
    asked = Writer(SIGHT).conditions(understand("李小龙", "CN")).whole
    assert asked is not None
    assert "('7:w李' & '7:w小龙')" in asked


def test_who_may_not_reveal_identity_numbers_cannot_find_them_out_by_digits() -> None:
    asked = Writer(Sight(7, papers=False)).conditions(understand("ABC 12", "PL"))
    assert asked.alone == "('7:iabc12')"
    asked = Writer(Sight(7, papers=True)).conditions(understand("ABC 12", "PL"))
    assert asked.alone == "('7:iabc12':*)"


def test_who_may_not_read_companies_is_not_led_by_them() -> None:
    asked = Writer(Sight(7, companies=False)).conditions(understand("baltyk gastro", "PL"))
    assert asked.in_name == ("baltyk", "gastro")


@given(st.text())
def test_every_text_means_something_or_nothing_but_never_fails(text: str) -> None:
    asked = Writer(SIGHT).conditions(understand(text, "PL"))
    for condition in (asked.exact, asked.whole, asked.beginning, asked.alone):
        assert condition is None or all(part.startswith("7:") for part in lexemes(condition))


@given(st.text(alphabet="'\\:*&|!()<> aż7", min_size=1))
def test_signs_of_the_query_language_stay_inside_their_quotes(text: str) -> None:
    asked = Writer(SIGHT).conditions(understand(text, "PL")).beginning
    if asked is not None:
        outside = outside_quotes(asked)
        assert not set(outside) - set("():*&| ")


@given(st.lists(st.text(st.characters(categories=["Ll", "Lu", "Lo"]), min_size=2), min_size=1))
def test_each_word_of_a_name_is_looked_for_as_it_is_indexed(parts: list[str]) -> None:
    indexed = index_words(" ".join(parts))
    assert set(words(" ".join(parts))) <= indexed


def lexemes(condition: str) -> list[str]:
    """The quoted lexemes of a condition."""
    inside, found, quoted = False, [""], condition.replace("\\\\", "").replace("''", "")
    for char in quoted:
        if char == "'":
            inside = not inside
            found += [""] if not inside else []
        elif inside:
            found[-1] += char
    return [lexeme for lexeme in found if lexeme]


def outside_quotes(condition: str) -> str:
    """What of a condition is not a lexeme."""
    pieces = condition.replace("\\\\", "").replace("''", "").split("'")
    return "".join(pieces[::2])
