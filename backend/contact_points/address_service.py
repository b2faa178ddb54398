"""Adding, changing and removing the addresses of a party (R007)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from backend.accounts.actor import Actor
from backend.contact_points import locations, parties, reaching
from backend.contact_points.addresses import CheckedPlace, Place, check
from backend.contact_points.locations import Scope
from backend.contact_points.models import Address
from backend.core.changes import changes_of, created
from backend.core.database import writing
from backend.core.errors import InvalidInput, NotFound
from backend.core.text import clean
from backend.core.versions import refuse_conflicts
from backend.events.service import record
from backend.events.types import EventType, Fact, NodeRef

MISSING = "There is no such address."

_OWN = {"label": "", "use": "", "since": None, "until": None}
"""What an address has apart from its place."""


async def address_add(
    actor: Actor,
    *,
    party: NodeRef,
    place: Place | None = None,
    location_id: int | None = None,
    fields: Mapping[str, Any] | None = None,
    strict: bool = True,
) -> int:
    """Give a party an address, at a new place or at one that others have; returns its id.

    `fields` are label, use, since and until. Not strict, as in an import, a place that its country
    would refuse is kept and marked doubtful.
    """
    parties.demand(actor, party)
    values = _values(fields or {})
    checked = _only_one(place, location_id, strict=strict)
    async with writing(actor.account_id):
        await parties.lock(party)
        location = await (
            locations.make(actor, checked) if checked else locations.held(location_id)
        )
        position = await Address.filter(**parties.owned_by(party)).count()
        address = await Address.create(
            **parties.owned_by(party),
            **values,
            account_id=actor.account_id,
            location_id=location.id,
            position=position,
        )
        told = {**created(address, values), **created(location, locations.told(location))}
        await parties.stamp(actor, party)
        part = NodeRef("Address", address.id)
        await record(actor, [Fact(EventType.ADDRESS_ADDED, party, told, part)])
    return int(address.id)


async def address_update(
    actor: Actor,
    *,
    address_id: int,
    fields: Mapping[str, Any],
    place: Mapping[str, Any] | None = None,
    scope: Scope | None = None,
    version: int | None = None,
    location_version: int | None = None,
) -> NodeRef:
    """Change the address's own fields, and some of the place's; returns the owner.

    A place that others share needs a scope: EVERYBODY changes it for all of them, ONLY_THIS gives
    this party a place of its own.
    """
    values = _values(fields)
    async with writing(actor.account_id):
        address, party = await _locked(actor, address_id)
        owner = (party.kind, party.id)
        await refuse_conflicts(actor.account_id, "Address", address, version, values, owner=owner)
        facts: list[Fact] = []
        if place:
            facts = await locations.change(
                actor, address, party, place, scope=scope, seen=location_version
            )
        facts = [*await _write(address, party, values), *facts]
        if facts:
            await parties.stamp(actor, party)
            await record(actor, facts)
    return party


async def address_remove(actor: Actor, *, address_id: int) -> NodeRef:
    """Take an address away; its place goes too unless others have it. Returns the owner."""
    async with writing(actor.account_id):
        address, party = await _locked(actor, address_id)
        location = await locations.held(address.location_id)
        gone = {**created(address, _OWN), **created(location, locations.told(location))}
        await address.delete()
        await locations.drop_unused(location)
        await parties.stamp(actor, party)
        part = NodeRef("Address", address_id)
        told = {name: (value, None) for name, (_, value) in gone.items()}
        await record(actor, [Fact(EventType.ADDRESS_REMOVED, party, told, part)])
    return party


def _values(given: Mapping[str, Any]) -> dict[str, Any]:
    values = {name: given[name] for name in _OWN if name in given}
    for name in ("label", "use"):
        if name in values:
            values[name] = clean(values[name] or "", (name,), limit=reaching.LABEL_LIMIT)
    _refuse_backwards(values)
    return values


def _only_one(place: Place | None, location_id: int | None, *, strict: bool) -> CheckedPlace | None:
    if (place is None) == (location_id is None):
        raise InvalidInput("Give either a new place or the id of one that is known.", ("location",))
    return check(place, strict=strict, path=("location",)) if place else None


async def _locked(actor: Actor, address_id: int) -> tuple[Address, NodeRef]:
    found = await Address.filter(id=address_id).first()
    if found is None:
        raise NotFound(MISSING)
    party = parties.owner_of(found)
    parties.demand(actor, party)
    await parties.lock(party)
    address = await Address.filter(id=address_id).select_for_update().first()
    if address is None:
        raise NotFound(MISSING)
    return address, party


async def _write(address: Address, party: NodeRef, values: Mapping[str, Any]) -> list[Fact]:
    changes = changes_of(address, values)
    if not changes:
        return []
    _refuse_backwards({name: getattr(address, name) for name in _OWN} | dict(values))
    changes["_version"] = (address.version, address.version + 1)
    address.update_from_dict({**values, "version": address.version + 1})
    await address.save()
    return [Fact(EventType.ADDRESS_UPDATED, party, changes, NodeRef("Address", address.id))]


def _refuse_backwards(values: Mapping[str, Any]) -> None:
    since, until = values.get("since"), values.get("until")
    if isinstance(since, date) and isinstance(until, date) and until < since:
        raise InvalidInput("An address ends after it begins.", ("until",))
