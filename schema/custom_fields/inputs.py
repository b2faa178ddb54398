"""What clients send about custom fields and their values."""

from __future__ import annotations

import strawberry
from strawberry import Maybe

from backend.custom_fields.values import Condition
from schema.custom_fields.enums import FieldType, RecordKind


@strawberry.input(description="A value for one custom field.")
class CustomFieldInput:
    key: str = strawberry.field(description="The field's key.")
    value: str | None = strawberry.field(
        description="In the form its type says; null or empty takes the value away.", default=None
    )


@strawberry.input(description="What a list asks of one custom field; all that is given must hold.")
class CustomFieldFilter:
    key: str = strawberry.field(description="The field's key.")
    equals: str | None = strawberry.field(description="Exactly this value.", default=None)
    contains: str | None = strawberry.field(
        description="This text somewhere in it, in either case.", default=None
    )
    least: str | None = strawberry.field(description="This number or date, or later.", default=None)
    most: str | None = strawberry.field(
        description="This number or date, or earlier.", default=None
    )

    def condition(self) -> Condition:
        """The service's form of it."""
        return Condition(self.key, self.equals, self.contains, self.least, self.most)


@strawberry.input(description="What may be said of a custom field at any time.")
class CustomFieldUpdateInput:
    label: Maybe[str] = strawberry.field(description="Its name for people.", default=None)
    choices: Maybe[list[str]] = strawberry.field(
        description="All entries of a choice; one taken out stays where it was chosen.",
        default=None,
    )
    mandatory: Maybe[bool] = strawberry.field(
        description="Whether a new record needs a value; false unless said.", default=None
    )
    position: Maybe[int] = strawberry.field(
        description="Its place, from 0; those behind move on.", default=None
    )


@strawberry.input(description="A new custom field.")
class CustomFieldCreateInput(CustomFieldUpdateInput):
    kind: RecordKind = strawberry.field(description="The kind of record that gets it.")
    type: FieldType = strawberry.field(description="What it holds; never changes.")
