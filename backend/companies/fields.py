"""What may be written on a company, and the form of each value."""

from collections.abc import Mapping

from backend.core import forms
from backend.core.forms import Form
from backend.core.links import web_address

FORMS: Mapping[str, Form] = {
    "name": forms.needed("A company needs a name."),
    "legal_name": forms.line,
    "registration_number": forms.line,
    "vat_number": forms.line,
    "website": web_address,
    "industry": forms.line,
    "parent_id": forms.as_is,
    "notes": forms.lines,
}
