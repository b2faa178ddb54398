"""What clients send about contacts. Absent leaves a field alone, null empties it."""

from __future__ import annotations

from datetime import date

import strawberry
from strawberry import Maybe

from schema.contacts.enums import Order
from schema.custom_fields.inputs import CustomFieldFilter, CustomFieldInput
from schema.customers.enums import ContactPreference
from schema.search.filtering import TEXT


@strawberry.input(description="What may be written on a contact.")
class ContactFields:
    first_name: Maybe[str] = strawberry.field(
        description="Mandatory for a new contact.", default=None
    )
    middle_name: Maybe[str] = strawberry.field(description="Middle names.", default=None)
    last_name: Maybe[str] = strawberry.field(
        description="Mandatory for a new contact.", default=None
    )
    birthday: Maybe[date | None] = strawberry.field(description="Day of birth.", default=None)
    job_title: Maybe[str] = strawberry.field(
        description="What they are called at work.", default=None
    )
    certificate: Maybe[str] = strawberry.field(
        description="What they are certified for.", default=None
    )
    manager: Maybe[strawberry.ID | None] = strawberry.field(
        description="The contact they report to.", default=None
    )
    other_means: Maybe[str] = strawberry.field(
        description="Other ways to reach them.", default=None
    )
    do_not_email: Maybe[bool] = strawberry.field(
        description="Must not be written to.", default=None
    )
    do_not_call: Maybe[bool] = strawberry.field(description="Must not be called.", default=None)
    contact_preference: Maybe[ContactPreference] = strawberry.field(
        description="Any unless said.", default=None
    )
    active: Maybe[bool] = strawberry.field(description="True unless said.", default=None)
    notes: Maybe[str] = strawberry.field(description="Notes.", default=None)
    language: Maybe[str | None] = strawberry.field(description="BCP 47.", default=None)
    time_zone: Maybe[str | None] = strawberry.field(description="IANA zone.", default=None)
    custom_fields: Maybe[list[CustomFieldInput]] = strawberry.field(
        description="Values for fields of the account's own; those left out stay.", default=None
    )


@strawberry.input(description="A new contact with what reaches them (R017).")
class ContactCreateInput(ContactFields):
    mobile_phone: str | None = strawberry.field(description="In any spelling.", default=None)
    mobile_phone2: str | None = strawberry.field(
        name="mobilePhone2", description="In any spelling.", default=None
    )
    work_phone: str | None = strawberry.field(
        description="In any spelling; a switchboard may be shared.", default=None
    )
    email: str | None = strawberry.field(description="Their main e-mail.", default=None)
    email2: str | None = strawberry.field(
        name="email2", description="Another e-mail.", default=None
    )


@strawberry.input(description="What to change on a contact.")
class ContactUpdateInput(ContactFields):
    version: int | None = strawberry.field(
        description="The version that was on the screen.", default=None
    )


@strawberry.input(description="Which contacts.")
class ContactFilter:
    text: str | None = strawberry.field(description=TEXT, default=None)
    deleted: bool = strawberry.field(
        description="The deleted ones instead of the others.", default=False
    )
    active: bool | None = strawberry.field(
        description="The active ones unless said; false the others, null both (R011).", default=True
    )
    manager: strawberry.ID | None = strawberry.field(description="Of this manager.", default=None)
    company: strawberry.ID | None = strawberry.field(description="At this company.", default=None)
    project: strawberry.ID | None = strawberry.field(description="On this project.", default=None)
    do_not_call: bool | None = strawberry.field(
        description="Must not, or may, be called.", default=None
    )
    do_not_email: bool | None = strawberry.field(
        description="Must not, or may, be written to.", default=None
    )
    custom_fields: list[CustomFieldFilter] | None = strawberry.field(
        description="What fields of the account's own must say.", default=None
    )


@strawberry.input(description="How a list is sorted.")
class ContactOrder:
    by: Order = strawberry.field(description="What it is sorted by.", default=Order.NAME)
    descending: bool = strawberry.field(description="From the far end.", default=False)
