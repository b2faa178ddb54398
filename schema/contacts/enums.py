"""The words a list of contacts may be sorted by."""

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

__all__ = ["Order"]
