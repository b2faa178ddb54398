"""Somebody new on a project, as typed into its window (R051)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from backend.contacts import people
from backend.core.errors import InvalidInput
from backend.projects.known import Sought


@dataclass(frozen=True, slots=True)
class NewPerson:
    """What is known of them; papers and sex are a customer's alone."""

    kind: str = "Customer"
    first_name: str = ""
    middle_name: str = ""
    last_name: str = ""
    email: str | None = None
    phone: str | None = None
    birthday: date | None = None
    sex: Any = None
    passport_number: str = ""
    licence_number: str = ""
    custom_fields: Mapping[str, str | None] = field(default_factory=dict)

    def sought(self) -> Sought:
        """What tells whether they are known."""
        return Sought(
            self.kind,
            people.spellings(self.first_name, self.middle_name, self.last_name),
            self.email,
            self.phone,
            self.birthday,
        )

    def fields(self) -> dict[str, Any]:
        """What is written on the new record; InvalidInput for what a contact does not have."""
        given = {
            "first_name": self.first_name,
            "middle_name": self.middle_name,
            "last_name": self.last_name,
            "birthday": self.birthday,
            "custom_fields": self.custom_fields,
        }
        papers = {
            "sex": self.sex,
            "passport_number": self.passport_number,
            "licence_number": self.licence_number,
        }
        if self.kind == "Customer":
            return given | papers
        for name, value in papers.items():
            if value:
                raise InvalidInput("Only a customer has this. Make them a customer.", (name,))
        return given
