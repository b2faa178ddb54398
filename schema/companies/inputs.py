"""What clients send about companies. Absent leaves a field alone, null empties it."""

from __future__ import annotations

import strawberry
from strawberry import Maybe

from schema.companies.enums import Order
from schema.custom_fields.inputs import CustomFieldFilter, CustomFieldInput
from schema.search.filtering import TEXT


@strawberry.input(description="What may be written on a company.")
class CompanyFields:
    name: Maybe[str] = strawberry.field(description="Mandatory for a new company.", default=None)
    legal_name: Maybe[str] = strawberry.field(
        description="What the register calls it.", default=None
    )
    registration_number: Maybe[str] = strawberry.field(
        description="Its number in the register.", default=None
    )
    vat_number: Maybe[str] = strawberry.field(
        description="Its number for value-added tax.", default=None
    )
    website: Maybe[str] = strawberry.field(
        description="http or https; https where no scheme is typed.", default=None
    )
    industry: Maybe[str] = strawberry.field(description="What it does.", default=None)
    parent: Maybe[strawberry.ID | None] = strawberry.field(
        description="The company above it.", default=None
    )
    notes: Maybe[str] = strawberry.field(description="Notes.", default=None)
    custom_fields: Maybe[list[CustomFieldInput]] = strawberry.field(
        description="Values for fields of the account's own; those left out stay.", default=None
    )


@strawberry.input(description="A new company with what reaches it.")
class CompanyCreateInput(CompanyFields):
    phone: str | None = strawberry.field(description="In any spelling.", default=None)
    email: str | None = strawberry.field(description="Its main e-mail.", default=None)


@strawberry.input(description="What to change on a company.")
class CompanyUpdateInput(CompanyFields):
    version: int | None = strawberry.field(
        description="The version that was on the screen.", default=None
    )


@strawberry.input(description="Which companies.")
class CompanyFilter:
    text: str | None = strawberry.field(description=TEXT, default=None)
    deleted: bool = strawberry.field(
        description="The deleted ones instead of the others.", default=False
    )
    parent: strawberry.ID | None = strawberry.field(
        description="Directly below this one.", default=None
    )
    person: strawberry.ID | None = strawberry.field(
        description="Of this customer or contact.", default=None
    )
    country: str | None = strawberry.field(
        description="With an address there; ISO 3166-1 alpha-2.", default=None
    )
    custom_fields: list[CustomFieldFilter] | None = strawberry.field(
        description="What fields of the account's own must say.", default=None
    )


@strawberry.input(description="How a list is sorted.")
class CompanyOrder:
    by: Order = strawberry.field(description="What it is sorted by.", default=Order.NAME)
    descending: bool = strawberry.field(description="From the far end.", default=False)
