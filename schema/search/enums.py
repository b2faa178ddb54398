"""The words of the search."""

from backend.search.matching import Field, How, Kind
from schema.enums import words

words(
    Kind,
    "What can be found.",
    name="SearchKind",
    CUSTOMER="A customer.",
    CONTACT="A contact.",
    COMPANY="A company.",
    PROJECT="A project.",
)
words(
    Field,
    "Where a match stands.",
    name="MatchedField",
    NAME="The name of the hit itself, of whatever kind it is.",
    COMPANY="The name of a company the hit belongs to.",
    EMAIL="An e-mail address.",
    PHONE="A telephone number.",
    NUMBER="The client's or project's number.",
    ID_NUMBER="The identity number of a person, shown masked, or a registration or VAT number.",
)
words(
    How,
    "How it matched; of several words in one text, the weakest.",
    name="MatchedHow",
    EXACT="Whole words, or the whole number.",
    PREFIX="The beginning of a word or number.",
    SUFFIX="The last digits of a number.",
    TYPO="With a letter or two that differ.",
)

__all__ = ["Field", "How", "Kind"]
