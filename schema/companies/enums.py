"""The words a list of companies may be sorted by."""

import strawberry

from backend.companies.queries import Order

strawberry.enum(
    Order, name="CompanyOrderField", description="What a list of companies is sorted by."
)

__all__ = ["Order"]
