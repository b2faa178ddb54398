"""Which way a message goes out, and how that way is: read by the outbox, told to Settings."""

from collections.abc import Mapping
from typing import Any

import orjson

from backend.accounts.actor import Actor
from backend.core import database
from backend.core.vault import vault
from backend.events.service import record
from backend.events.types import EventType, Fact, NodeRef
from backend.messages.carriers import KINDS, Way
from backend.messages.house import house
from backend.messages.kinds import Channel

CHOOSE = """
SELECT id, kind, name, slug, region, settings, sealed FROM gateway
 WHERE account_id = $1 AND channel = $2 AND active ORDER BY id = $3 DESC, id LIMIT 1
"""
ONE = """
SELECT id, kind, name, slug, region, settings, sealed FROM gateway WHERE account_id = $1 AND id = $2
"""
HEALTH = """
UPDATE gateway g SET health = $3, health_note = $4, health_at = now()
  FROM gateway b WHERE g.account_id = $1 AND g.id = $2 AND b.account_id = g.account_id AND b.id = g.id
RETURNING b.health AS health, b.health_note AS health_note
"""
GATEWAY_COLUMNS = """id, account_id, slug, name, kind, channel, region, active, health, health_note, health_at,
 last_event_at, sealed <> '' AS secrets_set, settings, version"""
GATEWAYS = f"""
SELECT {GATEWAY_COLUMNS} FROM gateway WHERE account_id = current_account()
 ORDER BY channel, NOT active, lower(name), id LIMIT 200
"""
GATEWAYS_BY_ID = f"SELECT id AS key, {GATEWAY_COLUMNS} FROM gateway WHERE id = ANY ($1::bigint[])"
WELL, FAILING = "well", "failing"


def ref(gateway_id: int) -> NodeRef:
    """A gateway as a node."""
    return NodeRef("Gateway", gateway_id)


def opened_way(account_id: int, row: Mapping[str, Any]) -> Way:
    """The way of a gateway's row, its secrets opened."""
    return Way(
        account_id=account_id,
        gateway_id=row["id"],
        kind=row["kind"],
        name=row["name"],
        slug=row["slug"],
        region=row["region"],
        settings=orjson.loads(row["settings"]),
        secrets=vault().open(account_id, row["sealed"]),
    )


async def way_out(account_id: int, channel: Channel, gateway_id: int | None) -> Way | None:
    """The gateway a message goes through: the one it went through before, else the first that is on.

    None where there is no way out, or its kind is none of ours.
    """
    row = await database.fetchrow(account_id, CHOOSE, account_id, channel.value, gateway_id)
    if row is not None and row["kind"] in KINDS:
        return opened_way(account_id, row)
    return house().smtp if channel is Channel.EMAIL and row is None else None


async def way_of(account_id: int, gateway_id: int) -> Way | None:
    """One gateway, on or off."""
    row = await database.fetchrow(account_id, ONE, account_id, gateway_id)
    return opened_way(account_id, row) if row is not None and row["kind"] in KINDS else None


async def has_way(account_id: int, channel: Channel) -> bool:
    """Whether messages of this channel leave at all."""
    row = await database.fetchrow(account_id, CHOOSE, account_id, channel.value, None)
    return row is not None or (channel is Channel.EMAIL and house().smtp is not None)


async def health_note(actor: Actor, gateway_id: int | None, note: str) -> None:
    """Write down, in the running unit of work, that a gateway is well (empty) or what ails it."""
    if gateway_id is None:
        return
    state = FAILING if note else WELL
    before = await database.execute(HEALTH, actor.account_id, gateway_id, state, note)
    if before and (before[0]["health"], before[0]["health_note"]) != (state, note):
        changes = {"health": (before[0]["health"], state)}
        await record(actor, [Fact(EventType.GATEWAY_UPDATED, ref(gateway_id), changes)])
