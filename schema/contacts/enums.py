"""The words a list of contacts may be sorted by."""

import strawberry

from backend.contacts.queries import Order

strawberry.enum(
    Order, name="ContactOrderField", description="What a list of contacts is sorted by."
)

__all__ = ["Order"]
