"""What can be done to webhooks: added, changed, given a new secret, taken away (R086)."""

from collections.abc import Mapping, Sequence
from typing import Any

from backend.accounts.actor import Actor
from backend.accounts.permissions import Permission
from backend.core import forms
from backend.core.changes import changes_of, created
from backend.core.database import execute, writing
from backend.core.errors import InvalidInput, NotFound
from backend.core.vault import vault
from backend.events.queries import head
from backend.events.service import record
from backend.events.types import EventType, Fact, NodeRef
from backend.webhooks.addresses import web_address
from backend.webhooks.models import WebhookEndpoint
from backend.webhooks.signing import new_secret, sealed

MOST = 50
"""Endpoints of one account: each is work for every event."""

NAME_TAKEN = "There is a webhook of this name."
EVERY_TYPE = frozenset(kind.value for kind in EventType)
EVERY_ROOM = frozenset(kind.value.partition(".")[0] + ".*" for kind in EventType)


def ref(endpoint_id: int) -> NodeRef:
    """A webhook as a node."""
    return NodeRef("Webhook", endpoint_id)


async def webhook_create(
    actor: Actor, *, name: str, url: str, types: Sequence[str] = (), allow_private: bool = False
) -> tuple[int, str]:
    """Tell an address of what happens from now on; its id, and its secret, which is shown this once."""
    actor.demand(Permission.WEBHOOK_MANAGE)
    given = {"name": name, "url": url, "types": types, "allow_private": allow_private}
    values = checked_fields(given, allow_private=allow_private)
    secret = new_secret()
    async with writing(actor.account_id):
        await _refuse_taken(values["name"])
        if await WebhookEndpoint.all().count() >= MOST:
            raise InvalidInput(f"There are {MOST} webhooks, and that is the most.", ("name",))
        endpoint = await WebhookEndpoint.create(
            account_id=actor.account_id,
            sealed=sealed(actor.account_id, secret),
            cursor=await head(actor.account_id),
            **values,
        )
        facts = [Fact(EventType.WEBHOOK_CREATED, ref(endpoint.id), created(endpoint, values))]
        await record(actor, facts)
    return int(endpoint.id), secret


async def webhook_update(actor: Actor, *, endpoint_id: int, fields: Mapping[str, Any]) -> None:
    """Change a webhook's name, address, types, whether it is active or may call private addresses."""
    actor.demand(Permission.WEBHOOK_MANAGE)
    async with writing(actor.account_id):
        endpoint = await locked(endpoint_id)
        private = fields.get("allow_private", endpoint.allow_private)
        # The address is looked at again when the leave to call private ones is taken away.
        values = checked_fields({"url": endpoint.url, **fields}, allow_private=private)
        await _refuse_taken(values.get("name", endpoint.name), but=endpoint_id)
        await change(actor, endpoint, values)


async def webhook_rotate_secret(actor: Actor, *, endpoint_id: int) -> str:
    """A new secret, shown this once; for a day the old one signs beside it."""
    actor.demand(Permission.WEBHOOK_MANAGE)
    async with writing(actor.account_id):
        endpoint = await locked(endpoint_id)
        secret = new_secret()
        old = vault().open(actor.account_id, endpoint.sealed)
        endpoint.sealed = sealed(actor.account_id, secret, old)
        await endpoint.save(update_fields=["sealed"])
        changes = {"secret": (None, None)}
        await record(actor, [Fact(EventType.WEBHOOK_UPDATED, ref(endpoint_id), changes)])
    return secret


async def webhook_delete(actor: Actor, *, endpoint_id: int) -> None:
    """Tell an address nothing any more; what was on its way goes with it."""
    actor.demand(Permission.WEBHOOK_MANAGE)
    async with writing(actor.account_id):
        endpoint = await locked(endpoint_id)
        await execute("DELETE FROM webhook_delivery WHERE endpoint_id = $1", endpoint_id)
        await endpoint.delete()
        changes = {"name": (endpoint.name, None)}
        await record(actor, [Fact(EventType.WEBHOOK_DELETED, ref(endpoint_id), changes)])


async def change(actor: Actor, endpoint: WebhookEndpoint, values: Mapping[str, Any]) -> None:
    """Write what differs, and say so; inside the running unit of work."""
    if changes := changes_of(endpoint, values):
        await endpoint.update_from_dict({**values, "version": endpoint.version + 1}).save()
        await record(actor, [Fact(EventType.WEBHOOK_UPDATED, ref(endpoint.id), changes)])


async def locked(endpoint_id: int) -> WebhookEndpoint:
    """A webhook's row, locked until the running unit of work ends.

    Whoever changes deliveries locks their webhook first: in one order nobody waits for each other.
    """
    endpoint = await WebhookEndpoint.filter(id=endpoint_id).select_for_update().first()
    if endpoint is None:
        raise NotFound("There is no such webhook.")
    return endpoint


def checked_fields(given: Mapping[str, Any], *, allow_private: bool) -> dict[str, Any]:
    """The fields of a webhook, each in its form."""
    return forms.checked(
        {
            "name": forms.needed("Type a name for the webhook."),
            "url": lambda value, name: web_address(value, name, allow_private=allow_private),
            "types": _types,
            "active": forms.as_is,
            "allow_private": forms.as_is,
        },
        given,
    )


def _types(value: Sequence[str], name: str) -> list[str]:
    """Event types, or all of a room as `room.*`; none means all there are."""
    unknown = [one for one in value if one not in EVERY_TYPE | EVERY_ROOM]
    if unknown:
        raise InvalidInput(f"“{unknown[0][:60]}” is no type of event.", (name,))
    return sorted(set(value))


async def _refuse_taken(name: str, *, but: int = 0) -> None:
    if await WebhookEndpoint.filter(name=name).exclude(id=but).exists():
        raise InvalidInput(NAME_TAKEN, ("name",))
