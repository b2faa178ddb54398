"""Reads of the event log."""

from collections.abc import Sequence
from typing import Any

import orjson

from backend.core import database
from backend.core.paging import COUNT_CAP
from backend.events.types import EventRow, NodeRef

COLUMNS = "seq, type, node_type, node_id, part_type, part_id, actor_id, via, at, changes"

AFTER = f"SELECT {COLUMNS} FROM event WHERE account_id = $1 AND seq > $2 ORDER BY seq LIMIT $3"
NUMBERED = f"SELECT {COLUMNS} FROM event WHERE account_id = $1 AND seq = ANY ($2::bigint[])"
BOUNDS = """
SELECT (SELECT seq FROM event_counter WHERE account_id = $1) AS head,
       (SELECT min(seq) FROM event WHERE account_id = $1) AS oldest
"""
HEAD = """
SELECT account_id AS key, seq FROM event_counter WHERE account_id = ANY ($1::bigint[])
"""
"""The last number given out, per account."""

_LOOKED = "customer.revealed"


def _beneath(kind: str, columns: str, condition: str) -> str:
    # `kind` is written into the statement, so it must be a name of ours and never a client's word.
    if not kind.isidentifier():
        raise ValueError(kind)
    return (
        "SELECT k.key, n.* FROM unnest($1::bigint[]) AS k (key) CROSS JOIN LATERAL ("
        f"SELECT {columns} FROM event WHERE account_id = current_account()"
        f" AND node_type = '{kind}' AND node_id = k.key{condition}) AS n"
    )


def history(kind: str) -> str:
    """SQL of one page of events of many nodes, newest first: $1 ids, $2 rows, $3 and $4 the last row."""
    behind = " AND ($3::bigint IS NULL OR seq < $4::bigint) ORDER BY seq DESC LIMIT $2"
    return f"{_beneath(kind, COLUMNS, behind)} ORDER BY n.seq DESC"


def history_count(kind: str) -> str:
    """SQL of how many events each of many nodes has, each counted to one past the cap."""
    capped = f"{_beneath(kind, 'seq', f' LIMIT {COUNT_CAP + 1}')}"
    return f"SELECT key, count(*) AS count FROM ({capped}) AS capped GROUP BY key"


def latest(kind: str) -> str:
    """SQL of the newest event of each of many nodes; looking at something is none."""
    return _beneath(kind, COLUMNS, f" AND type <> '{_LOOKED}' ORDER BY seq DESC LIMIT 1")


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


async def numbered(account_id: int, numbers: Sequence[int]) -> Sequence[EventRow]:
    """The events of these numbers, as far as the log still holds them."""
    rows = await database.fetch(account_id, NUMBERED, account_id, list(numbers))
    return [event_row(row) for row in rows]


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
