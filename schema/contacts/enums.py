"""What a list of contacts may be sorted by, and what a person is to the account."""

from enum import StrEnum

from backend.contacts.queries import Order
from schema.enums import words

words(
    Order,
    "What a list of contacts is sorted by.",
    name="ContactOrderField",
    NAME="By family name.",
    CREATED="By when they were added.",
    MODIFIED="By when they were last changed.",
)


class PersonKind(StrEnum):
    """The two kinds of person, by the names of their nodes."""

    CUSTOMER = "Customer"
    CONTACT = "Contact"


words(
    PersonKind,
    "What a person is to the account.",
    CUSTOMER="Somebody the account serves.",
    CONTACT="Somebody the account talks to.",
)

__all__ = ["Order", "PersonKind"]
