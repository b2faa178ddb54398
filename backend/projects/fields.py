"""What may be written on a project, and the form of each value."""

from collections.abc import Mapping
from enum import StrEnum

from backend.core import forms, money
from backend.core.forms import Form


class Stage(StrEnum):
    """How far a project is."""

    PLANNED = "planned"
    ACTIVE = "active"
    PAUSED = "paused"
    DONE = "done"
    CANCELLED = "cancelled"


FORMS: Mapping[str, Form] = {
    "name": forms.needed("A project needs a name."),
    "stage": forms.as_is,
    "company_id": forms.as_is,
    "starts_on": forms.as_is,
    "ends_on": forms.as_is,
    "value_minor": money.amount,
    "value_currency": money.currency,
    "notes": forms.lines,
}
