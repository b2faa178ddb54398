"""Places, which addresses may share: an edit of a shared one says for whom it changes (R062)."""

from collections.abc import Mapping
from dataclasses import asdict, fields, replace
from enum import StrEnum
from typing import Any

from backend.accounts.actor import Actor
from backend.contact_points import parties
from backend.contact_points.addresses import CheckedPlace, Place, check
from backend.contact_points.models import Address, Location
from backend.core.changes import changes_of
from backend.core.database import execute
from backend.core.errors import InvalidInput, NotFound
from backend.core.versions import refuse_conflicts
from backend.events.types import EventType, Fact, NodeRef

PLACE_FIELDS = tuple(field.name for field in fields(Place))

DROP_UNUSED = """
DELETE FROM location l WHERE id = $1
   AND NOT EXISTS (SELECT FROM address a WHERE a.location_id = l.id)
   AND NOT EXISTS (SELECT FROM project p WHERE p.location_id = l.id)
"""


class Scope(StrEnum):
    """For whom a change of a shared place is."""

    ONLY_THIS = "only_this"
    EVERYBODY = "everybody"


async def make(actor: Actor, checked: CheckedPlace) -> Location:
    """A new place."""
    return await Location.create(
        account_id=actor.account_id, **asdict(checked.place), doubtful=checked.doubtful
    )


async def held(location_id: int | None) -> Location:
    """A place that exists, locked: its last address cannot take it away meanwhile."""
    location = await Location.filter(id=location_id).select_for_update().first()
    if location is None:
        raise NotFound("There is no such place.", ("location_id",))
    return location


async def drop_unused(location: Location) -> None:
    """Delete a place that nobody is at any more."""
    await execute(DROP_UNUSED, location.id)


def told(location: Location) -> dict[str, Any]:
    """What the history keeps of a place."""
    return {name: getattr(location, name) for name in PLACE_FIELDS}


async def change(
    actor: Actor,
    address: Address,
    party: NodeRef,
    given: Mapping[str, Any],
    *,
    scope: Scope | None,
    seen: int | None,
) -> list[Fact]:
    """Change some fields of an address's place, for everybody there or for this address alone."""
    location = await held(address.location_id)
    checked = _merged(location, given)
    wanted = {name: getattr(checked.place, name) for name in given}
    owner = (party.kind, party.id)
    await refuse_conflicts(actor.account_id, "Location", location, seen, wanted, owner=owner)
    if not changes_of(location, asdict(checked.place)):
        return []
    sharers = await Address.filter(location_id=location.id).order_by("id")
    if len(sharers) == 1 or scope is Scope.EVERYBODY:
        return await _rewrite(actor, location, checked, [parties.owner_of(row) for row in sharers])
    if scope is None:
        raise InvalidInput(_ask(len(sharers) - 1), ("scope",))
    return await _split(actor, address, party, checked)


def _merged(location: Location, given: Mapping[str, Any]) -> CheckedPlace:
    """The place with these fields. Only what is given is refused; doubts elsewhere stay doubts."""
    before = Place(**told(location))
    checked = check(replace(before, **given), strict=False, path=("location",))
    judged = set(PLACE_FIELDS) if "country" in given else set(given)
    wrong = [doubt for doubt in checked.doubts if doubt.path[-1] in judged]
    if wrong:
        raise InvalidInput(wrong[0].message, wrong[0].path, wrong)
    return checked


async def _split(
    actor: Actor, address: Address, party: NodeRef, checked: CheckedPlace
) -> list[Fact]:
    """Give the address a place of its own; the others keep theirs."""
    shared = await Location.get(id=address.location_id)
    own = await make(actor, checked)
    changes = changes_of(shared, asdict(checked.place))
    changes["location_id"] = (shared.id, own.id)
    address.location_id = own.id
    await address.save(update_fields=["location_id"])
    return [Fact(EventType.ADDRESS_UPDATED, party, changes, NodeRef("Address", address.id))]


async def _rewrite(
    actor: Actor, location: Location, checked: CheckedPlace, sharers: list[NodeRef]
) -> list[Fact]:
    """Change the place itself; whoever does must be allowed to change each party at it."""
    for party in sharers:
        parties.demand(actor, party)
    wanted = asdict(checked.place) | {"doubtful": checked.doubtful}
    changes = changes_of(location, wanted)
    changes["_version"] = (location.version, location.version + 1)
    location.update_from_dict({**wanted, "version": location.version + 1})
    await location.save()
    part = NodeRef("Location", location.id)
    return [Fact(EventType.ADDRESS_UPDATED, party, changes, part) for party in sharers]


def _ask(others: int) -> str:
    who = "Somebody else is" if others == 1 else f"{others} others are"
    return f"{who} at this place. Say whether it changes for everybody or only here."
