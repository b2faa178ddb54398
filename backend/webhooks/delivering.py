"""Delivering what is due to one endpoint: taken under a lease, posted, and what came of it written down."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import asyncpg
import httpx2 as httpx

from backend.accounts.actor import Actor
from backend.core.database import execute, writing
from backend.events import queries as events
from backend.webhooks.kinds import GIVE_UP, DeliveryState, wait_after
from backend.webhooks.models import WebhookEndpoint
from backend.webhooks.payload import body_of
from backend.webhooks.posting import Addressed, Told, post
from backend.webhooks.service import change, locked

AT_ONCE = 20
LEASE = timedelta(seconds=60)
"""Longer than any try may take; a worker that dies leaves its deliveries to the next after it."""

# Those tried least go first, so that an event an endpoint cannot digest does not hold up the others.
CLAIM = """
UPDATE webhook_delivery d
   SET state = 'sending', attempts = attempts + 1, lease_until = now() + $3
  FROM (SELECT id FROM webhook_delivery
         WHERE endpoint_id = $1 AND state IN ('queued', 'sending') AND next_try_at <= now()
           AND (lease_until IS NULL OR lease_until < now())
         ORDER BY attempts, seq LIMIT $2 FOR UPDATE SKIP LOCKED) due
 WHERE d.id = due.id
RETURNING d.id, d.seq, d.webhook_id, d.attempts
"""
# Only of the try it speaks of: one that was told to begin anew meanwhile begins anew.
NOTE = """
UPDATE webhook_delivery
   SET state = $2, status = $3, answer = $4, error = $5, took_ms = $6, lease_until = NULL,
       next_try_at = coalesce($7, next_try_at),
       delivered_at = CASE WHEN $2 = 'delivered' THEN now() END
 WHERE id = $1 AND state = 'sending' AND attempts = $8
"""
WELL = """
UPDATE webhook_endpoint SET failing_since = NULL, knock_at = NULL WHERE id = $1 AND failing_since IS NOT NULL
"""
# A dead address is knocked at, not stormed: one try, then a wait that grows to five minutes.
ILL = """
UPDATE webhook_endpoint
   SET failing_since = coalesce(failing_since, now()),
       knock_at = now() + least(interval '5 minutes',
                                interval '5 seconds' + (now() - coalesce(failing_since, now())) / 4)
 WHERE id = $1
"""


async def deliver(http: httpx.AsyncClient, account_id: int, endpoint_id: int) -> int:
    """Try what is due at an endpoint, at most `AT_ONCE` of it; how many tries were made."""
    async with writing(account_id):
        endpoint = await WebhookEndpoint.get_or_none(id=endpoint_id, active=True, paused_at=None)
        if endpoint is None or (endpoint.knock_at and endpoint.knock_at > datetime.now(UTC)):
            return 0
        most = 1 if endpoint.failing_since else AT_ONCE
        claimed = await execute(CLAIM, endpoint_id, most, LEASE)
    if not claimed:
        return 0
    to = Addressed(account_id, endpoint.url, endpoint.sealed, endpoint.allow_private)
    told = await _tell(http, to, claimed)
    await _note(account_id, endpoint_id, list(zip(claimed, told, strict=True)))
    return len(claimed)


async def _tell(
    http: httpx.AsyncClient, to: Addressed, claimed: Sequence[asyncpg.Record]
) -> Sequence[Told]:
    found = await events.numbered(to.account_id, [record["seq"] for record in claimed])
    rows = {event.seq: event for event in found}

    async def one(record: asyncpg.Record) -> Told:
        event = rows.get(record["seq"])
        if event is None:
            return Told(None, "", "The event is no longer kept.", 0)
        return await post(http, to, record["webhook_id"], body_of(event))

    return await asyncio.gather(*(one(record) for record in claimed))


async def _note(
    account_id: int, endpoint_id: int, told: Sequence[tuple[asyncpg.Record, Told]]
) -> None:
    async with writing(account_id):
        await locked(endpoint_id)
        for record, said in told:
            wait = None if said.accepted else wait_after(record["attempts"])
            state = DeliveryState.FAILED if wait is None else DeliveryState.QUEUED
            if said.accepted:
                state = DeliveryState.DELIVERED
            await execute(
                NOTE,
                record["id"],
                state.value,
                said.status,
                said.answer,
                said.error,
                said.took_ms,
                datetime.now(UTC) + wait if wait else None,
                record["attempts"],
            )
        await execute(WELL if any(s.accepted for _, s in told) else ILL, endpoint_id)
        await _pause_dead(account_id, endpoint_id, [said for _, said in told])


async def _pause_dead(account_id: int, endpoint_id: int, told: Sequence[Told]) -> None:
    """Pause an endpoint that says it is gone, or has accepted nothing for three days."""
    endpoint = await locked(endpoint_id)
    now = datetime.now(UTC)
    reason = ""
    if any(said.gone for said in told):
        reason = "It answered 410: it wants to be told nothing any more."
    elif endpoint.failing_since and endpoint.failing_since < now - GIVE_UP:
        reason = f"It has accepted nothing since {endpoint.failing_since:%Y-%m-%d %H:%M} UTC."
    if reason and endpoint.paused_at is None:
        actor = Actor(account_id=account_id, user_id=None, via="kith")
        await change(actor, endpoint, {"paused_at": now, "paused_reason": reason})
