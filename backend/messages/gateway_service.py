"""Gateways in the settings: added, changed, tried out. A secret once kept is never shown again."""

import secrets as tokens
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from backend.accounts import limits
from backend.accounts.actor import Actor
from backend.accounts.permissions import Permission
from backend.contact_points.emails import parse_email
from backend.contact_points.phones import try_phone
from backend.core import forms
from backend.core.changes import Changes, changes_of
from backend.core.database import writing
from backend.core.errors import InvalidInput, NotFound
from backend.core.forms import Form, checked, together
from backend.core.vault import vault
from backend.events.service import record
from backend.events.types import EventType, Fact
from backend.messages import gateways, kinds_of_gateways
from backend.messages.carriers import KINDS, Kind, opened
from backend.messages.kinds import Channel, Purpose
from backend.messages.models import Gateway
from backend.messages.service import message_queue

MISSING = "There is no such gateway."
TAKEN = "Another gateway has this name."
TRIES = limits.Limit("gateway tries", 20, 600)
"""Looks at a server and test messages of one account: a look at a dead server takes half a minute."""

FORMS: Mapping[str, Form] = {
    "name": forms.needed("Type a name for the gateway."),
    "region": forms.country,
    "active": forms.as_is,
}


async def gateway_create(
    actor: Actor,
    *,
    kind: str,
    name: str,
    region: str | None = None,
    settings: Mapping[str, Any],
    secrets: Mapping[str, str],
) -> int:
    """Add a gateway; returns its id. It is used from the next message on."""
    actor.demand(Permission.LINE_MANAGE)
    known = kind_of(kind)
    typed = {"name": name, "region": region or actor.region}
    values = _checked(typed, lambda: _settings(known, settings, secrets))
    async with writing(actor.account_id):
        await _refuse_known(values["name"])
        gateway = await Gateway.create(
            account_id=actor.account_id,
            channel=known.channel.value,
            kind=known.name,
            slug=tokens.token_urlsafe(12),
            sealed=vault().seal(actor.account_id, dict(secrets)) if secrets else "",
            **values,
        )
        told: Changes = {"name": (None, gateway.name), "kind": (None, kind)}
        fact = Fact(EventType.GATEWAY_CREATED, gateways.ref(gateway.id), told)
        await record(actor, [fact])
    return int(gateway.id)


async def gateway_update(
    actor: Actor,
    *,
    gateway_id: int,
    fields: Mapping[str, Any],
    settings: Mapping[str, Any] | None = None,
    secrets: Mapping[str, str] | None = None,
) -> None:
    """Change a gateway. Settings are given whole; of the secrets, only those that are new."""
    actor.demand(Permission.LINE_MANAGE)
    async with writing(actor.account_id):
        gateway = await _locked(gateway_id)
        known, fresh = kind_of(gateway.kind), {k: v for k, v in (secrets or {}).items() if v}
        look = None if settings is None else partial(_settings, known, settings, fresh)
        values = _checked(fields, look)
        if values.get("name", gateway.name) != gateway.name:
            await _refuse_known(values["name"])
        changes = dict(changes_of(gateway, values))
        if fresh:
            _refuse_strange(known, fresh)
            held = vault().open(actor.account_id, gateway.sealed)
            values["sealed"] = vault().seal(actor.account_id, {**held, **fresh})
            changes["secret"] = (None, None)
        if not changes:
            return
        if changes.keys() - {"name"}:
            values |= {"health": "unknown", "health_note": ""}
        gateway.update_from_dict({**values, "version": gateway.version + 1})
        await gateway.save()
        await record(actor, [Fact(EventType.GATEWAY_UPDATED, gateways.ref(gateway_id), changes)])


async def gateway_check(actor: Actor, *, gateway_id: int) -> str:
    """Sign in at a gateway without sending; an empty text, or what ails it. Kept as its health."""
    actor.demand(Permission.LINE_MANAGE)
    await limits.spend(TRIES, str(actor.account_id))
    way = await gateways.way_of(actor.account_id, gateway_id)
    if way is None:
        raise NotFound(MISSING)
    note = await opened(way).check()
    async with writing(actor.account_id):
        await gateways.health_note(actor, gateway_id, note)
    return note


async def gateway_try(actor: Actor, *, gateway_id: int, address: str) -> int:
    """Queue a test message through this gateway; its id."""
    actor.demand(Permission.LINE_MANAGE)
    await limits.spend(TRIES, str(actor.account_id))
    async with writing(actor.account_id):
        gateway = await _locked(gateway_id)
        return await message_queue(
            actor,
            channel=Channel(gateway.channel),
            address=_testable(gateway.channel, address),
            body="" if gateway.channel == Channel.EMAIL else "Kith: a test message.",
            template="test" if gateway.channel == Channel.EMAIL else "",
            purpose=Purpose.ASKED,
            language=actor.language,
            gateway_id=gateway_id,
        )


def kind_of(name: str) -> Kind:
    """A kind of gateway by its name."""
    if name not in kinds_of_gateways.load():
        raise InvalidInput("There is no such kind of gateway.", ("kind",))
    return KINDS[name]


def _checked(
    fields: Mapping[str, Any], settings: Callable[[], dict[str, Any]] | None
) -> dict[str, Any]:
    """The fields of a gateway, with its settings where some are given; all that is wrong at once."""
    looks: dict[str, Callable[[], Any]] = {"fields": lambda: checked(FORMS, fields)}
    if settings is not None:
        looks["settings"] = settings
    found = together(looks)
    return {**found.pop("fields"), **found}


def _settings(
    kind: Kind, settings: Mapping[str, Any], secrets: Mapping[str, str]
) -> dict[str, Any]:
    _refuse_strange(kind, secrets)
    return kind.check(settings, secrets)


def _refuse_strange(kind: Kind, secrets: Mapping[str, str]) -> None:
    if strange := secrets.keys() - kind.secrets:
        raise InvalidInput("This kind of gateway has no such secret.", (min(strange),))


def _testable(channel: str, address: str) -> str:
    if channel == Channel.EMAIL:
        return parse_email(address).address
    phone = try_phone(address)
    if phone is None:
        raise InvalidInput("Type a number with its country: +44 …", ("address",))
    return phone.e164


async def _locked(gateway_id: int) -> Gateway:
    gateway = await Gateway.filter(id=gateway_id).select_for_update().first()
    if gateway is None:
        raise NotFound(MISSING)
    return gateway


async def _refuse_known(name: str) -> None:
    if await Gateway.filter(name=name).exists():
        raise InvalidInput(TAKEN, ("name",))
