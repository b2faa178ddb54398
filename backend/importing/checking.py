"""The trial run: every row read, prepared and decided, nothing written but what would happen."""

import asyncio
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from datetime import UTC, datetime
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

import orjson

from backend.core.database import execute, writing
from backend.importing import runs
from backend.importing.deciding import Decider
from backend.importing.decisions import Decision, Said
from backend.importing.holdings import Index, groups, load
from backend.importing.incoming import Incoming
from backend.importing.overlay import Overlay
from backend.importing.prepared import Prepared, prepare
from backend.importing.runs import Run
from backend.importing.sources import Reader
from backend.importing.writing import told

BLOCK = 500
"""Rows in one transaction: some 0.3 s, short enough for others to wait for a lock."""
POOL_FROM = 2000
"""Rows from which preparing in processes of its own pays for starting them (about 1 s)."""

INSERT = """
INSERT INTO import_row (account_id, run_id, place, row, file, name, phone, verdict, reasons, changes,
                        source, prepared, node_type, node_id, written)
SELECT $1, $2, place, row, file, name, phone, verdict, reasons, changes, source, prepared, node_type,
       node_id, false
  FROM jsonb_populate_recordset(NULL::import_row, $3::jsonb)
"""

Job = tuple[Incoming, bool]


def prepare_all(
    jobs: Sequence[Job], source: str, region: str | None
) -> list[tuple[Prepared | None, str]]:
    """Prepare a block of rows; runs in a process of its own for large files."""
    return [prepare(row, company=company, source=source, region=region) for row, company in jobs]


def pool(rows: int) -> Executor:
    """Where a file of this many rows is prepared: parsing must not hold up those being served."""
    if rows < POOL_FROM:
        return ThreadPoolExecutor(1)
    workers = max(1, min(3, (os.cpu_count() or 2) - 1))
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"))


async def check(run: Run, folder: Path) -> None:
    """Decide every row of a run and remember what it would do; begins afresh if it was cut off."""
    actor = await runs.actor_of(run)
    counts = runs.fresh_counts(run.mapping)
    async with writing(run.account_id):
        await execute("DELETE FROM import_row WHERE run_id = $1", run.id)
        await runs.progress(run, counts)
    today = datetime.now(UTC).date()
    reader = await asyncio.to_thread(Reader, run.mapping, run.paths(folder), today)
    records = reader.records()
    overlay, place = Overlay(), 0
    region = run.mapping.region or actor.region
    with pool(counts["rows"]) as executor:
        waiting = _next(executor, reader, records, run.mapping.source, region)
        while (block := await waiting)[0]:
            waiting = _next(executor, reader, records, run.mapping.source, region)
            counts = await _block(run, overlay, block, place, counts)
            place += len(block[0])
            if place == len(block[0]):
                async with writing(run.account_id):
                    await execute("SELECT import_analyze()")
            await asyncio.sleep(0)
    counts |= {"rows": place, "joined": reader.joined}
    async with writing(run.account_id):
        await runs.progress(run, counts)
        await runs.move(run.id, runs.RunState.CHECKED, run.state)


def _next(
    executor: Executor, reader: Reader, records: Iterator[Incoming], source: str, region: str | None
) -> "asyncio.Task[tuple[list[Job], list[tuple[Prepared | None, str]]]]":
    """Read and prepare the next block while the one before it is being decided."""

    async def work() -> tuple[list[Job], list[tuple[Prepared | None, str]]]:
        rows = await asyncio.to_thread(lambda: list(islice(records, BLOCK)))
        jobs = [(row, reader.is_company(row.file)) for row in rows]
        loop = asyncio.get_running_loop()
        return jobs, await loop.run_in_executor(executor, prepare_all, jobs, source, region)

    return asyncio.create_task(work())


async def _block(
    run: Run,
    overlay: Overlay,
    block: tuple[list[Job], list[tuple[Prepared | None, str]]],
    place: int,
    counts: dict[str, int],
) -> dict[str, int]:
    jobs, prepared = block
    async with writing(run.account_id, seconds=60):
        rows = [row for row, _ in prepared if row]
        decider = await decider_for(run, rows, overlay.said, overlay)
        decisions = [decider.decide(row, refusal) for row, refusal in prepared]
        stored = [
            _stored(incoming, decision, place + n)
            for n, ((incoming, _), decision) in enumerate(zip(jobs, decisions, strict=True))
        ]
        await execute(INSERT, run.account_id, run.id, orjson.dumps(stored, default=str).decode())
        counts = runs.counted(counts, decisions)
        await runs.progress(run, counts)
    overlay.keep(decisions, decider.next_id)
    overlay.said.keep()
    return counts


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


def _stored(incoming: Incoming, decision: Decision, place: int) -> dict[str, object]:
    row = decision.row
    phone = next(iter(row.phones), None) if row else None
    raw = next(iter(incoming.phones), None)
    return told(decision) | {
        "place": place,
        "row": incoming.row,
        "file": incoming.file,
        "name": (row.name if row else incoming.name)[:300],
        "phone": phone.e164 if phone else raw.number[:100] if raw else "",
        "source": incoming.raw,
        "prepared": row.to_json() if row else None,
    }
