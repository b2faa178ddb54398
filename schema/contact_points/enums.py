"""The words of contact points."""

import strawberry

from backend.contact_points.locations import Scope
from backend.contact_points.phones import PhoneType, Validity

strawberry.enum(PhoneType, description="What kind of line a number belongs to.")
strawberry.enum(Validity, description="Whether the numbering plan assigns the number.")
strawberry.enum(Scope, name="AddressScope", description="For whom a shared place changes.")

__all__ = ["PhoneType", "Scope", "Validity"]
