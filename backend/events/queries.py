"""Reads of the event log."""

from collections.abc import Sequence
from typing import Any

import orjson

from backend.core import database
from backend.events.types import EventRow, NodeRef

COLUMNS = "seq, type, node_type, node_id, part_type, part_id, actor_id, via, at, changes"

AFTER = f"SELECT {COLUMNS} FROM event WHERE account_id = $1 AND seq > $2 ORDER BY seq LIMIT $3"
BOUNDS = """
SELECT (SELECT seq FROM event_counter WHERE account_id = $1) AS head,
       (SELECT min(seq) FROM event WHERE account_id = $1) AS oldest
"""


def event_row(record: Any) -> EventRow:
    """An event from its database record."""
    part = NodeRef(record["part_type"], record["part_id"]) if record["part_type"] else None
    return EventRow(
        seq=record["seq"],
        type=record["type"],
        node=NodeRef(record["node_type"], record["node_id"]),
        part=part,
        actor_id=record["actor_id"],
        via=record["via"],
        at=record["at"],
        changes=orjson.loads(record["changes"]),
    )


async def after(account_id: int, seq: int, limit: int) -> Sequence[EventRow]:
    """The next events behind a cursor, oldest first."""
    return [event_row(r) for r in await database.fetch(account_id, AFTER, account_id, seq, limit)]


async def bounds(account_id: int) -> tuple[int, int]:
    """The last number given out and the oldest one still kept (head + 1 for an empty log)."""
    row = await database.fetchrow(account_id, BOUNDS, account_id)
    head = int(row["head"] or 0) if row else 0
    return head, int(row["oldest"] or head + 1) if row else 1


async def head(account_id: int) -> int:
    """The sequence number this snapshot stands at: hand it to a subscription's `after`."""
    return int(
        await database.fetchval(
            account_id, "SELECT seq FROM event_counter WHERE account_id = $1", account_id
        )
        or 0
    )
