"""The words a customer's fields may have."""

import strawberry

from backend.customers.fields import ContactPreference, Sex, Source
from backend.customers.queries import Order

strawberry.enum(Sex, description="As the person says; null is not said.")
strawberry.enum(Source, description="How a customer came to the account.")
strawberry.enum(ContactPreference, description="How somebody wishes to be reached.")
strawberry.enum(
    Order, name="CustomerOrderField", description="What a list of customers is sorted by."
)

__all__ = ["ContactPreference", "Order", "Sex", "Source"]
