"""One's own record as its owner sees it: nothing of it leads anywhere else in the graph."""

from __future__ import annotations

from typing import Any

import strawberry

from backend.core.names import display_name
from backend.portal import own
from schema.contact_points.address_types import ADDRESSES
from schema.contact_points.types import EMAILS, PHONES
from schema.context import Info


@strawberry.type(description="A telephone number on one's own record.")
class PortalPhone:
    id: strawberry.ID = strawberry.field(description="Its id.")
    label: str = strawberry.field(description="Its generic name.")
    typed: str = strawberry.field(description="As it was typed.")
    international: str = strawberry.field(description="As written from abroad.")
    main: bool = strawberry.field(description="Whether it is the main one.")
    version: int = strawberry.field(description="Hand it back with a change.")


@strawberry.type(description="An e-mail address on one's own record.")
class PortalEmail:
    id: strawberry.ID = strawberry.field(description="Its id.")
    label: str = strawberry.field(description="Its generic name.")
    address: str = strawberry.field(description="As it was typed.")
    main: bool = strawberry.field(description="Whether it is the main one.")
    locked: bool = strawberry.field(description="The main one never changes once given (R055).")
    opted_out: bool = strawberry.field(description="Whether no mail is wanted there.")
    version: int = strawberry.field(description="Hand it back with a change.")


@strawberry.type(description="A postal address on one's own record.")
class PortalAddress:
    id: strawberry.ID = strawberry.field(description="Its id.")
    label: str = strawberry.field(description="Its generic name.")
    lines: list[str] = strawberry.field(description="In its country's layout, line by line.")
    country: str | None = strawberry.field(description="ISO 3166-1 alpha-2.")
    street: str = strawberry.field(description="Street and house; may have several lines.")
    sublocality: str = strawberry.field(description="A part of the city.")
    city: str = strawberry.field(description="City, town or village.")
    region: str = strawberry.field(description="State or province.")
    postal_code: str = strawberry.field(description="Postal code.")
    sorting_code: str = strawberry.field(description="CEDEX and the like.")
    recipient: str = strawberry.field(description="Who opens it there.")
    organisation: str = strawberry.field(description="The house it is in.")
    version: int = strawberry.field(description="Hand it back with a change.")


@strawberry.type(description="The record of whoever is signed in, as far as it is theirs to see.")
class PortalRecord:
    id: strawberry.ID = strawberry.field(description="Always the same: there is one.")
    display_name: str = strawberry.field(description="The whole name.")
    first_name: str = strawberry.field(description="First name.")
    middle_name: str = strawberry.field(description="Middle name.")
    last_name: str = strawberry.field(description="Last name.")
    version: int = strawberry.field(description="Hand it back with a change of the names.")
    mine: strawberry.Private[own.Owner]

    @strawberry.field(description="Telephone numbers.", metadata={"cost": 3})
    async def phones(self, info: Info) -> list[PortalPhone]:
        return [_shown(PortalPhone, phone) for phone in await _of(info, PHONES, self.mine)]

    @strawberry.field(description="E-mail addresses.", metadata={"cost": 3})
    async def emails(self, info: Info) -> list[PortalEmail]:
        return [_shown(PortalEmail, email) for email in await _of(info, EMAILS, self.mine)]

    @strawberry.field(description="Postal addresses.", metadata={"cost": 3})
    async def addresses(self, info: Info) -> list[PortalAddress]:
        return [_address(info, address) for address in await _of(info, ADDRESSES, self.mine)]


async def portal_record(mine: own.Owner) -> PortalRecord:
    """The record of an owner."""
    row = await own.names(mine)
    return PortalRecord(
        id=strawberry.ID("own"),
        display_name=display_name(row["first_name"], row["middle_name"], row["last_name"], None),
        mine=mine,
        **row,
    )


async def _of(info: Info, batches: Any, mine: own.Owner) -> list[Any]:
    loader = info.context.loaders.of(batches[mine.party.kind.lower()])
    return await loader.load(mine.party.id)  # type: ignore[no-any-return]


def _shown(kind: Any, found: Any) -> Any:
    """The fields of a number or an address that its owner sees."""
    return kind(**{name: getattr(found, name) for name in kind.__annotations__})


def _address(info: Info, found: Any) -> PortalAddress:
    place = found.location
    parts = ("country", "street", "sublocality", "city", "region", "postal_code", "sorting_code")
    names = ("recipient", "organisation")
    return PortalAddress(
        id=found.id,
        label=found.label,
        lines=place.lines(info),
        version=found.version,
        **{name: getattr(place, name) for name in parts + names},
    )
