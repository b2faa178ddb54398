"""What owners of a record send about it. Absent leaves a field alone."""

from __future__ import annotations

import strawberry
from strawberry import Maybe


@strawberry.input(description="What to change of one's own names.")
class PortalUpdateInput:
    first_name: Maybe[str] = strawberry.field(description="First name.", default=None)
    middle_name: Maybe[str] = strawberry.field(description="Middle name.", default=None)
    last_name: Maybe[str] = strawberry.field(description="Last name.", default=None)
    version: int | None = strawberry.field(
        description="The version that was on the screen.", default=None
    )


@strawberry.input(description="A postal address, or what to change on one.")
class PortalAddressInput:
    label: Maybe[str] = strawberry.field(description="Its generic name.", default=None)
    country: Maybe[str] = strawberry.field(description="ISO 3166-1 alpha-2.", default=None)
    street: Maybe[str] = strawberry.field(description="May have several lines.", default=None)
    sublocality: Maybe[str] = strawberry.field(description="Part of the city.", default=None)
    city: Maybe[str] = strawberry.field(description="City, town, village.", default=None)
    region: Maybe[str] = strawberry.field(description="By code or by name.", default=None)
    postal_code: Maybe[str] = strawberry.field(description="In any spelling.", default=None)
    sorting_code: Maybe[str] = strawberry.field(
        description="CEDEX and the like, where a country has it.", default=None
    )
    recipient: Maybe[str] = strawberry.field(description="Who opens it there.", default=None)
    organisation: Maybe[str] = strawberry.field(description="The house it is in.", default=None)
    version: int | None = strawberry.field(
        description="The version that was on the screen.", default=None
    )
