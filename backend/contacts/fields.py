"""What may be written on a contact, and the form of each value."""

from collections.abc import Mapping

from backend.core import forms
from backend.core.forms import Form

FORMS: Mapping[str, Form] = {
    "first_name": forms.needed("A first name is needed."),
    "middle_name": forms.line,
    "last_name": forms.needed("A last name is needed."),
    "birthday": forms.birthday,
    "job_title": forms.line,
    "certificate": forms.line,
    "manager_id": forms.as_is,
    "other_means": forms.lines,
    "do_not_email": forms.as_is,
    "do_not_call": forms.as_is,
    "contact_preference": forms.as_is,
    "active": forms.as_is,
    "notes": forms.lines,
    "language": forms.language,
    "time_zone": forms.time_zone,
}
