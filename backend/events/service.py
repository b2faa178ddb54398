"""The event log's only writer: facts get the account's next numbers in the transaction they tell of."""

from collections.abc import Sequence

import orjson

from backend.accounts.actor import Actor
from backend.core import database
from backend.core.metrics import EVENTS
from backend.events.hub import hub
from backend.events.types import Fact

APPEND = """
WITH counter AS (
  UPDATE event_counter SET seq = seq + $2 WHERE account_id = $1 RETURNING seq - $2 AS base
)
INSERT INTO event (account_id, seq, type, node_type, node_id, part_type, part_id, actor_id, via, at, changes)
SELECT $1, base + n, f.type, f.node_type, f.node_id, f.part_type, f.part_id, $9, $10, now(), f.changes::jsonb
  FROM counter,
       unnest($3::text[], $4::text[], $5::bigint[], $6::text[], $7::bigint[], $8::text[])
       WITH ORDINALITY AS f (type, node_type, node_id, part_type, part_id, changes, n)
RETURNING seq
"""


async def record(actor: Actor, facts: Sequence[Fact]) -> int:
    """Append facts as the last write of a unit of work; returns the last number given out.

    Last, because the counter's row lock is held until the commit and orders all writers of the
    account by it. Subscribers are woken after the commit, never before.
    """
    rows = await database.execute(
        APPEND,
        actor.account_id,
        len(facts),
        [f.type.value for f in facts],
        [f.node.kind for f in facts],
        [f.node.id for f in facts],
        [f.part.kind if f.part else None for f in facts],
        [f.part.id if f.part else None for f in facts],
        [orjson.dumps(dict(f.changes), default=str).decode() for f in facts],
        actor.user_id,
        actor.via,
    )
    database.after_commit(lambda: _committed(actor.account_id, len(facts)))
    return max((int(row["seq"]) for row in rows), default=0)


def _committed(account_id: int, count: int) -> None:
    EVENTS.inc(count)
    hub.committed(account_id)
