"""The import itself: block by block, each one transaction, going on where it was cut off."""

import asyncio
import logging
from collections.abc import Sequence
from typing import Any

import asyncpg
import orjson
from tortoise.exceptions import IntegrityError, OperationalError

from backend.accounts.actor import Actor
from backend.core.database import GAVE_WAY, execute, fetch, writing
from backend.events.service import record
from backend.events.types import EventType, Fact, NodeRef
from backend.importing import runs
from backend.importing.blocks import Block, Overtaken
from backend.importing.checking import BLOCK, decided, decider_for
from backend.importing.decisions import Decision, Reason, Said, Verdict
from backend.importing.prepared import Prepared
from backend.importing.runs import Run
from backend.importing.writing import write

TRIES = 6
"""Times a block is decided anew because others wrote meanwhile, before it is cut in two."""

NEXT = """
SELECT id, prepared, reasons FROM import_row
 WHERE account_id = current_account() AND run_id = $1 AND NOT written
 ORDER BY place LIMIT $2
"""
SAID = """
SELECT r.node_type, r.node_id, array_agg(DISTINCT k.name) AS fields
  FROM import_row r, jsonb_object_keys(r.prepared -> 'fields') AS k (name)
 WHERE r.account_id = current_account() AND r.run_id = $1 AND r.written AND r.node_id IS NOT NULL
 GROUP BY r.node_type, r.node_id
"""
BEGIN = """
UPDATE import_run SET seq = coalesce(seq, (SELECT c.seq FROM event_counter c WHERE c.account_id = $2))
 WHERE id = $1
"""
CONFLICTS = (
    Overtaken,
    IntegrityError,
    OperationalError,
    asyncpg.IntegrityConstraintViolationError,
    asyncpg.SerializationError,
    *GAVE_WAY,
)

log = logging.getLogger("kith.importing")


async def carry_out(run: Run) -> None:
    """Write every row of a checked run that is not written yet."""
    actor = await runs.actor_of(run)
    counts = run.counts
    if run.seq is None:
        counts = {
            **runs.fresh_counts(run.mapping),
            "rows": counts["rows"],
            "joined": counts["joined"],
        }
        async with writing(run.account_id):
            await execute(BEGIN, run.id, run.account_id)
            await runs.progress(run, counts)
            await record(actor, [Fact(EventType.IMPORT_STARTED, NodeRef("ImportRun", run.id))])
    said = await _said(run)
    while True:
        before = counts["done"]
        counts = await _block(run, actor, said, counts, BLOCK)
        if counts["done"] == before:
            break
        if grown(before, counts["done"]):
            async with writing(run.account_id):
                await execute("SELECT import_analyze()")
        await asyncio.sleep(0)
    async with writing(run.account_id):
        await runs.progress(run, counts)
        await runs.move(run.id, runs.RunState.DONE, run.state)
        changes = {
            name: (None, counts[name]) for name in ("create", "update", "unchanged", "refused")
        }
        await record(
            actor, [Fact(EventType.IMPORT_FINISHED, NodeRef("ImportRun", run.id), changes)]
        )


def grown(before: int, now: int) -> bool:
    """Whether a run passed 500, 1,000, 2,000, 4,000 … rows: the tables are not what they were."""
    return now.bit_length() > before.bit_length() and now >= BLOCK


async def _said(run: Run) -> Said:
    """Which fields the rows written before the run was cut off have spoken of."""
    said = Said()
    if run.seq is not None:
        for row in await fetch(run.account_id, SAID, run.id):
            said.before[row["node_type"], row["node_id"]] = frozenset(row["fields"])
    return said


async def _block(
    run: Run, actor: Actor, said: Said, counts: dict[str, int], size: int
) -> dict[str, int]:
    """Write the next block; where others keep getting in between, half of it, down to one row."""
    for attempt in range(TRIES):
        try:
            return await _once(run, actor, said, counts, size)
        except CONFLICTS as conflict:
            said.now.clear()
            log.info("import %s decides a block again: %s", run.id, type(conflict).__name__)
            await asyncio.sleep(0.02 * attempt)
    if size == 1:
        return await _refuse_one(run, counts)
    return await _block(run, actor, said, counts, max(1, size // 8))


async def _once(
    run: Run, actor: Actor, said: Said, counts: dict[str, int], size: int
) -> dict[str, int]:
    async with writing(run.account_id, seconds=60):
        rows = await execute(NEXT, run.id, size)
        if not rows:
            return counts
        prepared = [Prepared.from_text(row["prepared"]) for row in rows]
        decider = await decider_for(run, [p for p in prepared if p], said)
        known = iter(await decided(decider, [(p, "") for p in prepared if p]))
        decisions = [
            next(known) if p else _refused_before(row["reasons"])
            for p, row in zip(prepared, rows, strict=True)
        ]
        ids = [row["id"] for row in rows]
        facts = await write(Block(actor), run.id, list(zip(ids, decisions, strict=True)))
        counts = runs.counted(counts, decisions)
        await runs.progress(run, counts)
        if facts:
            await record(actor, facts)
    said.keep()
    return counts


def _refused_before(reasons: str) -> Decision:
    """A row that could not even be read keeps the reasons the trial run found."""
    known: Sequence[dict[str, Any]] = orjson.loads(reasons)
    return Decision(Verdict.REFUSED, reasons=[Reason(**reason) for reason in known])


async def _refuse_one(run: Run, counts: dict[str, int]) -> dict[str, int]:
    """A row others would not let in after many tries is refused, so that the rest arrives."""
    async with writing(run.account_id):
        rows = await execute(NEXT, run.id, 1)
        if not rows:
            return counts
        says = "Others kept changing the same record meanwhile. Send this row again."
        decision = Decision(Verdict.REFUSED, reasons=[Reason("", "", says)])
        actor = await runs.actor_of(run)
        await write(Block(actor), run.id, [(rows[0]["id"], decision)])
        counts = runs.counted(counts, [decision])
        await runs.progress(run, counts)
    return counts
