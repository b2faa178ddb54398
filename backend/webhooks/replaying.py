"""Telling again: from a cursor on, a single delivery, an endpoint that was paused, or a trial."""

import secrets

from backend.accounts.actor import Actor
from backend.accounts.permissions import Permission
from backend.core.database import execute, fetchrow, writing
from backend.core.errors import InvalidInput, NotFound
from backend.events.queries import bounds
from backend.webhooks.models import WebhookDelivery
from backend.webhooks.payload import trial_body
from backend.webhooks.posting import Addressed, Told, client, post
from backend.webhooks.service import change, locked

AGAIN = """
UPDATE webhook_delivery SET state = 'queued', attempts = 0, next_try_at = now(), lease_until = NULL
 WHERE endpoint_id = $1 AND seq > $2
"""
ADDRESSED = "SELECT url, sealed, allow_private FROM webhook_endpoint WHERE id = $1"


async def webhook_resume(actor: Actor, *, endpoint_id: int) -> None:
    """Go on telling a paused endpoint, from where it stopped: nothing has been lost meanwhile."""
    actor.demand(Permission.WEBHOOK_MANAGE)
    async with writing(actor.account_id):
        endpoint = await locked(endpoint_id)
        if endpoint.paused_at is None:
            return
        await execute(
            "UPDATE webhook_delivery SET next_try_at = now() WHERE endpoint_id = $1 AND state = 'queued'",
            endpoint_id,
        )
        fresh = {"paused_at": None, "paused_reason": "", "failing_since": None, "knock_at": None}
        await change(actor, endpoint, fresh)


async def webhook_replay(actor: Actor, *, endpoint_id: int, after: int) -> None:
    """Tell an endpoint again of everything behind the event number `after`.

    What it was told before comes with the same webhook-id, so that it can be recognised.
    InvalidInput where the log does not reach back so far.
    """
    actor.demand(Permission.WEBHOOK_MANAGE)
    head, oldest = await bounds(actor.account_id)
    if not oldest - 1 <= after <= head:
        raise InvalidInput(f"The log holds the numbers {oldest} to {head}.", ("after",))
    async with writing(actor.account_id):
        endpoint = await locked(endpoint_id)
        await execute(AGAIN, endpoint_id, after)
        await change(actor, endpoint, {"cursor": min(endpoint.cursor, after)})


async def delivery_repeat(actor: Actor, *, delivery_id: int) -> None:
    """Try one delivery again now, whatever came of it."""
    actor.demand(Permission.WEBHOOK_MANAGE)
    async with writing(actor.account_id):
        delivery = await WebhookDelivery.get_or_none(id=delivery_id)
        if delivery is None:
            raise NotFound("There is no such delivery.")
        endpoint = await locked(delivery.endpoint_id)
        await execute(
            "UPDATE webhook_delivery SET state = 'queued', attempts = 0, next_try_at = now(), lease_until = NULL"
            " WHERE id = $1",
            delivery_id,
        )
        # A change of the endpoint wakes whoever delivers, in whatever process.
        await change(actor, endpoint, {"version": endpoint.version + 1})


async def webhook_try(actor: Actor, *, endpoint_id: int) -> Told:
    """Post a trial now, which speaks of nothing, and give what was answered."""
    actor.demand(Permission.WEBHOOK_MANAGE)
    row = await fetchrow(actor.account_id, ADDRESSED, endpoint_id)
    if row is None:
        raise NotFound("There is no such webhook.")
    to = Addressed(actor.account_id, row["url"], row["sealed"], row["allow_private"])
    async with client() as http:
        return await post(http, to, f"try_{secrets.token_hex(8)}", trial_body())
