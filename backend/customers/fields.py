"""What may be written on a customer, and the form of each value."""

from collections.abc import Mapping
from enum import StrEnum

from backend.core import forms
from backend.core.forms import Form


class Sex(StrEnum):
    """Not said is null."""

    FEMALE = "female"
    MALE = "male"
    OTHER = "other"


class Source(StrEnum):
    """How a customer came to the account (R034)."""

    TELEPHONE = "telephone"
    WEB = "web"
    STORE = "store"
    REFERRAL = "referral"
    EVENT = "event"
    IMPORT = "import"
    OTHER = "other"


class ContactPreference(StrEnum):
    """How somebody wishes to be reached (R015)."""

    ANY = "any"
    WORK_PHONE = "work_phone"
    MOBILE_PHONE = "mobile_phone"
    EMAIL = "email"


FORMS: Mapping[str, Form] = {
    "first_name": forms.needed("A first name is needed."),
    "middle_name": forms.line,
    "last_name": forms.line,
    "birthday": forms.birthday,
    "sex": forms.as_is,
    "citizenship": forms.country,
    "id_number": forms.line,
    "id_issued_by": forms.line,
    "passport_number": forms.line,
    "licence_number": forms.line,
    "source": forms.as_is,
    "group_id": forms.as_is,
    "operator_id": forms.as_is,
    "discount": forms.per_cent,
    "payment_days": forms.days,
    "newsletter": forms.as_is,
    "promotional_sms": forms.as_is,
    "do_not_email": forms.as_is,
    "do_not_call": forms.as_is,
    "contact_preference": forms.as_is,
    "blocked": forms.as_is,
    "suppress_registration_email": forms.as_is,
    "store_id": forms.as_is,
    "target_information": forms.lines,
    "role": forms.line,
    "notes": forms.lines,
    "language": forms.language,
    "time_zone": forms.time_zone,
}

MASKED = ("id_number", "passport_number", "licence_number")
"""Papers: shown by their last characters only; a reveal is recorded."""
