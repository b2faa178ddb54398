"""What clients send about projects. Absent leaves a field alone, null empties it."""

from __future__ import annotations

from datetime import date
from typing import Any

import strawberry
from strawberry import Maybe

from schema.custom_fields.inputs import CustomFieldFilter, CustomFieldInput
from schema.inputs import given
from schema.money import MoneyInput
from schema.projects.enums import Order, Stage
from schema.search.filtering import TEXT


@strawberry.input(description="What may be written on a project.")
class ProjectFields:
    name: Maybe[str] = strawberry.field(description="Mandatory for a new project.", default=None)
    stage: Maybe[Stage] = strawberry.field(description="Planned unless said.", default=None)
    company: Maybe[strawberry.ID | None] = strawberry.field(
        description="The company it is for.", default=None
    )
    starts_on: Maybe[date | None] = strawberry.field(description="Its first day.", default=None)
    ends_on: Maybe[date | None] = strawberry.field(description="Its last day.", default=None)
    value: Maybe[MoneyInput | None] = strawberry.field(
        description="What it is worth.", default=None
    )
    notes: Maybe[str] = strawberry.field(description="Notes.", default=None)
    custom_fields: Maybe[list[CustomFieldInput]] = strawberry.field(
        description="Values for fields of the account's own; those left out stay.", default=None
    )


@strawberry.input(description="A new project.")
class ProjectCreateInput(ProjectFields):
    pass


@strawberry.input(description="What to change on a project.")
class ProjectUpdateInput(ProjectFields):
    version: int | None = strawberry.field(
        description="The version that was on the screen.", default=None
    )


def fields_of(value: ProjectFields) -> dict[str, Any]:
    """The fields that were given; a value is an amount and a currency, or neither."""
    fields = given(value, {"company": "Company"})
    if "value" in fields:
        money: MoneyInput | None = fields.pop("value")
        fields["value_minor"] = money and money.minor
        fields["value_currency"] = money and money.currency
    return fields


@strawberry.input(description="Which projects.")
class ProjectFilter:
    text: str | None = strawberry.field(description=TEXT, default=None)
    deleted: bool = strawberry.field(
        description="The deleted ones instead of the others.", default=False
    )
    stages: list[Stage] | None = strawberry.field(description="In these stages.", default=None)
    company: strawberry.ID | None = strawberry.field(description="For this company.", default=None)
    person: strawberry.ID | None = strawberry.field(
        description="With this customer or contact.", default=None
    )
    custom_fields: list[CustomFieldFilter] | None = strawberry.field(
        description="What fields of the account's own must say.", default=None
    )


@strawberry.input(description="How a list is sorted.")
class ProjectOrder:
    by: Order = strawberry.field(description="What it is sorted by.", default=Order.NAME)
    descending: bool = strawberry.field(description="From the far end.", default=False)
