"""What clients send about contact points. Absent leaves a field alone."""

from __future__ import annotations

from datetime import date

import strawberry
from strawberry import Maybe

from schema.contact_points.enums import Scope


@strawberry.input(description="A new telephone number.")
class PhoneAddInput:
    number: str = strawberry.field(description="In any spelling, with or without an extension.")
    label: str = strawberry.field(description="Its generic name: free text.", default="")
    region: str | None = strawberry.field(
        description="The country a number without a prefix is of; the account's unless said.",
        default=None,
    )
    main: bool = strawberry.field(description="Makes it the main one.", default=False)


@strawberry.input(description="What to change on a telephone number.")
class PhoneUpdateInput:
    number: Maybe[str] = strawberry.field(description="In any spelling.", default=None)
    label: Maybe[str] = strawberry.field(description="Its generic name.", default=None)
    region: Maybe[str] = strawberry.field(
        description="The country a number without a prefix is of.", default=None
    )
    main: Maybe[bool] = strawberry.field(description="True makes it the main one.", default=None)
    version: int | None = strawberry.field(
        description="The version that was on the screen.", default=None
    )


@strawberry.input(description="A new e-mail address.")
class EmailAddInput:
    address: str = strawberry.field(description="The address.")
    label: str = strawberry.field(description="Its generic name: free text.", default="")
    main: bool = strawberry.field(description="Makes it the main one.", default=False)


@strawberry.input(description="What to change on an e-mail address.")
class EmailUpdateInput:
    address: Maybe[str] = strawberry.field(
        description="A customer's main one never changes (R055).", default=None
    )
    label: Maybe[str] = strawberry.field(description="Its generic name.", default=None)
    main: Maybe[bool] = strawberry.field(description="True makes it the main one.", default=None)
    opted_out: Maybe[bool] = strawberry.field(description="No mail there.", default=None)
    version: int | None = strawberry.field(
        description="The version that was on the screen.", default=None
    )


@strawberry.input(description="A place in the fields its country uses; see `addressRules`.")
class LocationInput:
    country: Maybe[str] = strawberry.field(description="ISO 3166-1 alpha-2.", default=None)
    recipient: Maybe[str] = strawberry.field(description="Whom a letter is for.", default=None)
    organisation: Maybe[str] = strawberry.field(description="Organisation.", default=None)
    street: Maybe[str] = strawberry.field(description="May have several lines.", default=None)
    sublocality: Maybe[str] = strawberry.field(description="Part of the city.", default=None)
    city: Maybe[str] = strawberry.field(description="City, town, village.", default=None)
    region: Maybe[str] = strawberry.field(description="By code or by name.", default=None)
    postal_code: Maybe[str] = strawberry.field(description="In any spelling.", default=None)
    sorting_code: Maybe[str] = strawberry.field(description="After the code.", default=None)
    latitude: Maybe[float | None] = strawberry.field(description="Degrees north.", default=None)
    longitude: Maybe[float | None] = strawberry.field(description="Degrees east.", default=None)
    notes: Maybe[str] = strawberry.field(description="How to get there.", default=None)
    version: int | None = strawberry.field(
        description="The place's version that was on the screen.", default=None
    )


@strawberry.input(description="A new address: at a new place, or at one that others have.")
class AddressAddInput:
    location: LocationInput | None = strawberry.field(description="A new place.", default=None)
    location_id: strawberry.ID | None = strawberry.field(
        description="A place that is known, to be shared.", default=None
    )
    label: Maybe[str] = strawberry.field(description="Its generic name: free text.", default=None)
    use: Maybe[str] = strawberry.field(description="What it is for: free text.", default=None)
    since: Maybe[date | None] = strawberry.field(description="From this day on.", default=None)
    until: Maybe[date | None] = strawberry.field(description="Up to this day.", default=None)


@strawberry.input(description="What to change on an address and its place.")
class AddressUpdateInput:
    location: LocationInput | None = strawberry.field(
        description="The fields of the place that change.", default=None
    )
    scope: Scope | None = strawberry.field(
        description="For whom, where the place is shared (R062).", default=None
    )
    label: Maybe[str] = strawberry.field(description="Its generic name.", default=None)
    use: Maybe[str] = strawberry.field(description="What it is for.", default=None)
    since: Maybe[date | None] = strawberry.field(description="From this day on.", default=None)
    until: Maybe[date | None] = strawberry.field(description="Up to this day.", default=None)
    version: int | None = strawberry.field(
        description="The version that was on the screen.", default=None
    )
