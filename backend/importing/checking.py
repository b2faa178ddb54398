"""The trial run: every row read, prepared and decided, nothing written but what would happen."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import orjson

from backend.core.database import execute, writing
from backend.importing import feed, runs
from backend.importing.deciding import Decider
from backend.importing.decisions import Decision, Said
from backend.importing.feed import Read
from backend.importing.holdings import Index, groups, load
from backend.importing.overlay import Overlay
from backend.importing.own import own_fields
from backend.importing.prepared import Prepared
from backend.importing.runs import Run
from backend.importing.writing import told

Item = TypeVar("Item")

BLOCK = 500
"""Rows in one transaction: some 0.3 s, short enough for others to wait for a lock."""
BREATH = 50
"""Rows worked on in one go (5 ms); whoever else waits for the event loop has a turn then."""

INSERT = """
INSERT INTO import_row (account_id, run_id, place, row, file, name, phone, verdict, reasons, changes,
                        source, prepared, node_type, node_id, written)
SELECT $1, $2, r.place, r.row, r.file, r.name, r.phone, r.verdict, r.reasons::jsonb,
       r.changes::jsonb, r.source::jsonb, r.prepared::jsonb, r.node_type, r.node_id, false
  FROM unnest($3::int[], $4::int[], $5::int[], $6::text[], $7::text[], $8::text[], $9::text[],
              $10::text[], $11::text[], $12::text[], $13::text[], $14::bigint[])
       AS r (place, row, file, name, phone, verdict, reasons, changes, source, prepared, node_type,
             node_id)
"""


async def check(run: Run, folder: Path) -> None:
    """Decide every row of a run and remember what it would do; begins afresh if it was cut off."""
    actor = await runs.actor_of(run)
    counts = runs.fresh_counts(run.mapping)
    today = datetime.now(UTC).date()
    region = run.mapping.region or actor.region
    own = await own_fields(run.account_id)
    order = feed.Order(run.mapping, run.paths(folder), region, today, own)
    overlay, place, joined = Overlay(), 0, 0
    async with feed.blocks(order, rows=counts["rows"], size=BLOCK) as blocks:
        async with writing(run.account_id):
            await execute("DELETE FROM import_row WHERE run_id = $1", run.id)
            await runs.progress(run, counts)
        async for block in blocks:
            joined = block.joined
            if block.rows:
                counts = await _block(run, overlay, block.rows, place, counts)
            if block.rows and not place:
                async with writing(run.account_id):
                    await execute("SELECT import_analyze()")
            place += len(block.rows)
    counts |= {"rows": place, "joined": joined}
    async with writing(run.account_id):
        await runs.progress(run, counts)
        await runs.move(run.id, runs.RunState.CHECKED, run.state)


async def _block(
    run: Run, overlay: Overlay, rows: Sequence[Read], place: int, counts: dict[str, int]
) -> dict[str, int]:
    prepared = [Prepared.from_text(row.prepared) async for part in breathing(rows) for row in part]
    async with writing(run.account_id, seconds=60):
        decider = await decider_for(run, [row for row in prepared if row], overlay.said, overlay)
        refusals = [row.refusal for row in rows]
        decisions = await decided(decider, list(zip(prepared, refusals, strict=True)))
        await execute(INSERT, run.account_id, run.id, *_columns(rows, decisions, place))
        counts = runs.counted(counts, decisions)
        await runs.progress(run, counts)
    async for some in breathing(decisions):
        overlay.keep(some, decider.next_id)
    overlay.said.keep()
    return counts


async def decided(decider: Decider, rows: Sequence[tuple[Prepared | None, str]]) -> list[Decision]:
    """The decisions on a block of rows or their refusals, in their order."""
    return [decider.decide(row, refusal) async for part in breathing(rows) for row, refusal in part]


async def breathing(items: Sequence[Item]) -> AsyncIterator[Sequence[Item]]:
    """Parts of a block, with a turn for whoever else waits for the event loop before each."""
    for start in range(0, len(items), BREATH):
        await asyncio.sleep(0)
        yield items[start : start + BREATH]


async def decider_for(
    run: Run, rows: Sequence[Prepared], said: Said, overlay: Overlay | None = None
) -> Decider:
    """A decider that knows whom these rows can be about."""
    index = Index()
    for kind in ("Customer", "Company"):
        for holding in await load(kind, rows):
            index.add(holding)
    if overlay is not None:
        overlay.lay_over(index, rows)
    decider = Decider(index, await groups(), run.mapping.same_phone, run.via, said)
    decider.next_id = overlay.next_id if overlay else -1
    return decider


def _columns(rows: Sequence[Read], decisions: Sequence[Decision], place: int) -> list[list[object]]:
    """The columns of INSERT from `place` on."""
    says = [told(decision) for decision in decisions]
    return [
        list(range(place, place + len(rows))),
        *([getattr(row, name) for row in rows] for name in ("row", "file", "name", "phone")),
        [said["verdict"] for said in says],
        *([_json(said[name]) for said in says] for name in ("reasons", "changes")),
        *([getattr(row, name) for row in rows] for name in ("source", "prepared")),
        *([said[name] for said in says] for name in ("node_type", "node_id")),
    ]


def _json(value: object) -> str:
    return orjson.dumps(value, default=str).decode() if value else "[]"
