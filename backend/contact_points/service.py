"""What can be done to what reaches a party: the room's door for every other room.

Telephone numbers, e-mail addresses and postal addresses are each added, changed and removed on
their own, so that nobody rewrites a whole record to change one number (R003).
"""

from backend.contact_points.address_service import (
    address_add,
    address_remove,
    address_update,
)
from backend.contact_points.attaching import NewEmail, NewPhone, attach, naming_owners
from backend.contact_points.email_service import email_add, email_remove, email_update
from backend.contact_points.locations import Scope
from backend.contact_points.phone_service import phone_add, phone_remove, phone_update

__all__ = [
    "NewEmail",
    "NewPhone",
    "Scope",
    "address_add",
    "address_remove",
    "address_update",
    "attach",
    "email_add",
    "email_remove",
    "email_update",
    "naming_owners",
    "phone_add",
    "phone_remove",
    "phone_update",
]
