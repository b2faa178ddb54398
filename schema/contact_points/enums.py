"""The words of contact points."""

import strawberry

from backend.contact_points.phones import PhoneType, Validity

strawberry.enum(PhoneType, description="What kind of line a number belongs to.")
strawberry.enum(Validity, description="Whether the numbering plan assigns the number.")

__all__ = ["PhoneType", "Validity"]
