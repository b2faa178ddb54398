"""The words a list of companies may be sorted by."""

from backend.companies.queries import Order
from schema.enums import words

words(
    Order,
    "What a list of companies is sorted by.",
    name="CompanyOrderField",
    NAME="By name.",
    CREATED="By when they were added.",
    MODIFIED="By when they were last changed.",
)

__all__ = ["Order"]
