"""What clients send about customers. Absent leaves a field alone, null empties it."""

from __future__ import annotations

from datetime import date

import strawberry
from strawberry import Maybe

from schema.custom_fields.inputs import CustomFieldFilter, CustomFieldInput
from schema.customers.enums import ContactPreference, Order, Sex, Source
from schema.search.filtering import TEXT


@strawberry.input(description="What may be written on a customer.")
class CustomerFields:
    first_name: Maybe[str] = strawberry.field(
        description="Mandatory for a new customer.", default=None
    )
    middle_name: Maybe[str] = strawberry.field(description="Middle names.", default=None)
    last_name: Maybe[str] = strawberry.field(description="Family name.", default=None)
    birthday: Maybe[date | None] = strawberry.field(description="Day of birth.", default=None)
    sex: Maybe[Sex | None] = strawberry.field(description="Null is not said.", default=None)
    citizenship: Maybe[str | None] = strawberry.field(
        description="ISO 3166-1 alpha-2.", default=None
    )
    id_number: Maybe[str] = strawberry.field(description="Identity card.", default=None)
    id_issued_by: Maybe[str] = strawberry.field(description="Who issued it.", default=None)
    passport_number: Maybe[str] = strawberry.field(description="Passport.", default=None)
    licence_number: Maybe[str] = strawberry.field(description="Licence.", default=None)
    source: Maybe[Source] = strawberry.field(
        description="How they came; by telephone unless said.", default=None
    )
    group: Maybe[strawberry.ID | None] = strawberry.field(description="Their group.", default=None)
    operator: Maybe[strawberry.ID | None] = strawberry.field(
        description="Their dedicated operator.", default=None
    )
    discount: Maybe[float | None] = strawberry.field(description="Per cent.", default=None)
    payment_days: Maybe[int | None] = strawberry.field(
        description="Days after the invoice.", default=None
    )
    newsletter: Maybe[bool] = strawberry.field(description="True unless said.", default=None)
    promotional_sms: Maybe[bool] = strawberry.field(description="False unless said.", default=None)
    do_not_email: Maybe[bool] = strawberry.field(
        description="Must not be written to.", default=None
    )
    do_not_call: Maybe[bool] = strawberry.field(description="Must not be called.", default=None)
    contact_preference: Maybe[ContactPreference] = strawberry.field(
        description="Any unless said.", default=None
    )
    blocked: Maybe[bool] = strawberry.field(description="May not sign in.", default=None)
    suppress_registration_email: Maybe[bool] = strawberry.field(
        description="No registration e-mail.", default=None
    )
    store: Maybe[strawberry.ID | None] = strawberry.field(
        description="The default store unless said.", default=None
    )
    target_information: Maybe[str] = strawberry.field(
        description="What they are after.", default=None
    )
    role: Maybe[str] = strawberry.field(description="Their role.", default=None)
    notes: Maybe[str] = strawberry.field(description="Notes.", default=None)
    language: Maybe[str | None] = strawberry.field(description="BCP 47.", default=None)
    time_zone: Maybe[str | None] = strawberry.field(description="IANA zone.", default=None)
    custom_fields: Maybe[list[CustomFieldInput]] = strawberry.field(
        description="Values for fields of the account's own; those left out stay.", default=None
    )


@strawberry.input(description="A new customer with what reaches them.")
class CustomerCreateInput(CustomerFields):
    email: str | None = strawberry.field(
        description="Their first e-mail, which then never changes.", default=None
    )
    mobile_phone: str | None = strawberry.field(description="In any spelling.", default=None)
    fixed_phone: str | None = strawberry.field(description="In any spelling.", default=None)


@strawberry.input(description="What to change on a customer.")
class CustomerUpdateInput(CustomerFields):
    version: int | None = strawberry.field(
        description="The version that was on the screen.", default=None
    )


@strawberry.input(description="Which customers.")
class CustomerFilter:
    text: str | None = strawberry.field(description=TEXT, default=None)
    deleted: bool = strawberry.field(
        description="The deleted ones instead of the others.", default=False
    )
    group: strawberry.ID | None = strawberry.field(description="Of this group.", default=None)
    operator: strawberry.ID | None = strawberry.field(description="Of this operator.", default=None)
    company: strawberry.ID | None = strawberry.field(description="At this company.", default=None)
    project: strawberry.ID | None = strawberry.field(description="On this project.", default=None)
    do_not_call: bool | None = strawberry.field(
        description="Must not, or may, be called.", default=None
    )
    do_not_email: bool | None = strawberry.field(
        description="Must not, or may, be written to.", default=None
    )
    blocked: bool | None = strawberry.field(description="Blocked or not.", default=None)
    country: str | None = strawberry.field(
        description="With an address there; ISO 3166-1 alpha-2.", default=None
    )
    custom_fields: list[CustomFieldFilter] | None = strawberry.field(
        description="What fields of the account's own must say.", default=None
    )


@strawberry.input(description="How a list is sorted.")
class CustomerOrder:
    by: Order = strawberry.field(description="What it is sorted by.", default=Order.NAME)
    descending: bool = strawberry.field(description="From the far end.", default=False)
