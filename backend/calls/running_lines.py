"""Lines as whoever runs them sees them: which there are, how each is reached, how it stands."""

from collections.abc import Sequence
from typing import Any

import asyncpg
import orjson

from backend.accounts.actor import Actor
from backend.accounts.permissions import Permission
from backend.core.database import call_definer, execute, fetchrow, writing
from backend.events.service import record
from backend.events.types import EventType, Fact, NodeRef

LINE = """
SELECT id, name, kind, slug, settings, sealed, region, version FROM call_line
 WHERE account_id = current_account() AND id = $1
"""
STAND = """
UPDATE call_line l SET health = $2, health_note = $3, health_at = now()
  FROM (SELECT id, health, health_note FROM call_line WHERE id = $1 FOR UPDATE) b
 WHERE l.id = b.id RETURNING b.health AS health_before, b.health_note AS note_before
"""
PULSE = "UPDATE call_line SET health_at = now() WHERE id = ANY ($1::bigint[])"


def actor_of(account_id: int, name: str, region: str) -> Actor:
    """A line as the one who acts: it tells of calls, and may do nothing else."""
    permissions = frozenset({Permission.CALL_TAKE})
    return Actor(account_id, None, permissions, via=f"line:{name}", region=region)


async def to_run() -> Sequence[asyncpg.Record]:
    """Account, id and print of each active line that wants a connection; the print tells a change."""
    return await call_definer("SELECT * FROM lines_to_run()")


async def line_row(account_id: int, line_id: int) -> dict[str, Any] | None:
    """A line with its plain settings and its sealed secrets."""
    row = await fetchrow(account_id, LINE, line_id)
    return {**row, "settings": orjson.loads(row["settings"])} if row else None


async def line_stands(actor: Actor, *, line_id: int, health: str, note: str) -> None:
    """Note how a line stands; a change is told to whoever looks at the lines."""
    async with writing(actor.account_id):
        rows = await execute(STAND, line_id, health, note)
        if not rows:
            return
        before = rows[0]
        if (before["health_before"], before["note_before"]) == (health, note):
            return
        changes = {"health": (before["health_before"], health), "health_note": (None, note)}
        await record(actor, [Fact(EventType.LINE_STOOD, NodeRef("Line", line_id), changes)])


async def lines_pulse(account_id: int, line_ids: Sequence[int]) -> None:
    """Note that these lines of an account are being run: who looks sees how old the news are."""
    async with writing(account_id):
        await execute(PULSE, list(line_ids))
