"""Addresses of parties, and the places they may share."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import strawberry

from backend.contact_points.addresses import Place, format_lines
from backend.contact_points.locations import PLACE_FIELDS
from backend.events.types import NodeRef
from schema.batches import NODES, Batch
from schema.contact_points.owners import load_party, owner_ref
from schema.context import Info
from schema.relay import Node
from schema.rows import FromRow, Of, Part, Rows

if TYPE_CHECKING:
    from schema.parties import Party

LazyParty = Annotated["Party", strawberry.lazy("schema.parties")]


@strawberry.type(
    description="A place, in the fields its country uses; several may share it (R062)."
)
class Location(FromRow, Node):
    pk: strawberry.Private[int]
    place: strawberry.Private[Place]
    country: str | None = strawberry.field(description="ISO 3166-1 alpha-2; null where not known.")
    recipient: str = strawberry.field(description="Whom a letter is for, where it is another name.")
    organisation: str = strawberry.field(description="An organisation or a building by its name.")
    street: str = strawberry.field(description="Street and house; may have several lines.")
    sublocality: str = strawberry.field(description="A part of the city, where it matters.")
    city: str = strawberry.field(description="City, town or village.")
    region: str = strawberry.field(description="State, province, prefecture, as it is stored.")
    postal_code: str = strawberry.field(description="Postal code, ZIP code, PIN code, Eircode.")
    sorting_code: str = strawberry.field(description="What some countries add after the code.")
    latitude: float | None = strawberry.field(description="WGS 84, degrees north.")
    longitude: float | None = strawberry.field(description="WGS 84, degrees east.")
    notes: str = strawberry.field(description="How to get there, where to ring.")
    doubtful: bool = strawberry.field(description="An import brought it with parts that look odd.")
    version: int = strawberry.field(description="Hand it back with a change of the place.")

    @strawberry.field(description="The place in its country's layout, line by line.")
    def lines(self, info: Info) -> list[str]:
        return written(self.place, info)

    @strawberry.field(
        description="Everybody at this place whom the viewer may see.", metadata={"cost": 2}
    )
    async def shared_by(self, info: Info) -> list[LazyParty]:
        refs = await info.context.loaders.of(SHARERS).load(self.pk)
        found = [await load_party(info, ref) for ref in refs]
        return [party for party in found if party is not None]


location = Rows(
    Location,
    *PLACE_FIELDS,
    "doubtful",
    "version",
    place=Of(lambda *values: Place(**dict(zip(PLACE_FIELDS, values, strict=True))), *PLACE_FIELDS),
)
"""The place of a row, which may be a part of one."""


def written(place: Place, info: Info) -> list[str]:
    """The lines of a place for this viewer: in their language, without their own country."""
    actor = info.context.signed_in()
    return list(format_lines(place, language=actor.language, home=actor.region))


NODES["Location"] = Batch(
    "location",
    "SELECT id AS key, * FROM location WHERE id = ANY ($1::bigint[])",
    location,
    many=False,
)
SHARERS = Batch(
    "sharers_of_location",
    "SELECT location_id AS key, customer_id, contact_id, company_id FROM address"
    " WHERE location_id = ANY ($1::bigint[]) ORDER BY id",
    owner_ref,
    size=2,
)


@strawberry.type(description="Somebody at a place, under a name people chose (R007).")
class Address(FromRow, Node):
    pk: strawberry.Private[int]
    owner_ref: strawberry.Private[NodeRef]
    label: str = strawberry.field(description="Its generic name: home, work, summer … free text.")
    use: str = strawberry.field(description="What it is for: delivery, billing … free text.")
    since: date | None = strawberry.field(description="From this day on.")
    until: date | None = strawberry.field(description="Up to this day.")
    position: int = strawberry.field(description="Its place in the list.")
    version: int = strawberry.field(description="Hand it back with a change.")
    shared_with: int = strawberry.field(description="How many other addresses are at this place.")

    location: Location = strawberry.field(description="The place.")

    @strawberry.field(description="The address in its country's layout, line by line.")
    def lines(self, info: Info) -> list[str]:
        return written(self.location.place, info)

    @strawberry.field(description="Whose address it is; null where the viewer may not see them.")
    async def owner(self, info: Info) -> LazyParty | None:
        found: LazyParty | None = await load_party(info, self.owner_ref)
        return found


address = Rows(
    Address,
    "label",
    "use",
    "since",
    "until",
    "position",
    "version",
    "shared_with",
    owner_ref=owner_ref,
    location=Part(location, "l_"),
)
"""The address of a row."""

_PLACE = ", ".join(f"l.{name} AS l_{name}" for name in (*PLACE_FIELDS, "id", "doubtful", "version"))
_SELECT = (
    f"SELECT a.{{key}} AS key, a.*, {_PLACE}, (SELECT count(*) - 1 FROM address s"
    " WHERE s.account_id = a.account_id AND s.location_id = a.location_id) AS shared_with"
    " FROM address a JOIN location l ON l.id = a.location_id"
    " WHERE a.{key} = ANY ($1::bigint[]) ORDER BY a.position, a.id"
)
NODES["Address"] = Batch("address", _SELECT.format(key="id"), address, many=False)
ADDRESSES = {
    kind: Batch(f"addresses_of_{kind}", _SELECT.format(key=f"{kind}_id"), address, size=2)
    for kind in ("customer", "contact", "company")
}
