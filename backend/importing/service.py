"""What people do with an import: start, map, confirm, stop, undo, mend a row."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import orjson

from backend.accounts.actor import Actor
from backend.accounts.permissions import Permission
from backend.core.database import execute, fetchrow, writing
from backend.core.errors import InvalidInput, NotFound, Refused
from backend.importing import runs
from backend.importing.binding import bound
from backend.importing.checking import decider_for
from backend.importing.decisions import Decision, Said
from backend.importing.feed import shown
from backend.importing.inspecting import Source, inspect, propose
from backend.importing.mapping import (
    TARGETS,
    Column,
    FileMapping,
    Match,
    RunMapping,
    SamePhone,
    TableRole,
)
from backend.importing.own import OwnFields, own_fields
from backend.importing.prepared import prepare
from backend.importing.runs import Run, RunState
from backend.importing.sources import Reader
from backend.importing.tables import DELIMITERS
from backend.importing.uploads import Uploads
from backend.importing.worker import bell
from backend.importing.writing import told

START = """
INSERT INTO import_run (account_id, user_id, state, files, mapping, counts, error, created_at)
VALUES ($1, $2, 'mapping', $3::jsonb, $4::jsonb, $5::jsonb, '', now()) RETURNING id
"""
REMAP = """
UPDATE import_run SET mapping = $2::jsonb, counts = $3::jsonb, state = 'mapping'
 WHERE id = $1 AND state = ANY ('{mapping,checked,failed}') AND seq IS NULL RETURNING id
"""
ROW = """
SELECT id, run_id, place, row, file, source, verdict FROM import_row
 WHERE account_id = current_account() AND id = $1
"""
MEND = """
UPDATE import_row t SET source = r.source, prepared = r.prepared, name = r.name, phone = r.phone,
       verdict = r.verdict, reasons = r.reasons, changes = r.changes, node_type = r.node_type,
       node_id = r.node_id
  FROM jsonb_populate_record(NULL::import_row, $2::jsonb) r
 WHERE t.account_id = current_account() AND t.id = $1 AND NOT t.written RETURNING t.id
"""


async def import_start(
    actor: Actor, uploads: Uploads, *, files: Sequence[str], region: str | None = None
) -> int:
    """Look through uploaded files and propose what becomes of their columns; returns the run's id."""
    actor.demand(Permission.IMPORT_RUN)
    sent = [uploads.find(actor.account_id, name) for name in dict.fromkeys(files)]
    found = await asyncio.to_thread(bound, uploads, actor.account_id, sent)
    paths = [uploads.relative(actor.account_id, upload.id) for upload in found]
    named = list(zip(found, paths, strict=True))
    kept = [{"name": upload.name, "size": upload.size, "path": path} for upload, path in named]
    sources = [Source(upload.name, uploads.folder / path) for upload, path in named]
    mapping = await asyncio.to_thread(propose, sources, region=region or actor.region)
    mapping = (await own_fields(actor.account_id)).proposed(mapping)
    async with writing(actor.account_id):
        rows = await execute(
            START,
            actor.account_id,
            actor.user_id,
            orjson.dumps(kept).decode(),
            orjson.dumps(mapping.to_json()).decode(),
            orjson.dumps(runs.fresh_counts(mapping)).decode(),
        )
    return int(rows[0]["id"])


async def import_map(
    actor: Actor,
    uploads: Uploads,
    *,
    run_id: int,
    files: Mapping[int, Mapping[str, Any]] | None = None,
    source: str | None = None,
    region: str | None = None,
    same_phone: SamePhone | None = None,
) -> None:
    """Change how files are read and what becomes of their columns, then try it out on every row.

    `files` is place → codec, delimiter, role and columns (place → target, label, order).
    """
    actor.demand(Permission.IMPORT_RUN)
    run = await runs.find(actor.account_id, run_id)
    own = await own_fields(actor.account_id)
    mapping = await asyncio.to_thread(_remapped, run, uploads, files or {}, own)
    mapping = replace(
        mapping,
        source=mapping.source if source is None else source.strip()[:60],
        region=mapping.region if region is None else region,
        same_phone=mapping.same_phone if same_phone is None else same_phone,
    )
    stored = orjson.dumps(mapping.to_json()).decode()
    counts = orjson.dumps(runs.fresh_counts(mapping)).decode()
    async with writing(actor.account_id):
        if not await execute(REMAP, run_id, stored, counts):
            raise Refused("This import has begun; its columns cannot be changed any more.")
        await runs.move(run_id, RunState.CHECKING, RunState.MAPPING)
    bell.ring()


def _remapped(
    run: Run, uploads: Uploads, files: Mapping[int, Mapping[str, Any]], own: OwnFields
) -> RunMapping:
    targets = TARGETS.keys() | own.targets().keys()
    mapping = run.mapping
    for place, wanted in files.items():
        if not 0 <= place < len(mapping.files):
            raise InvalidInput("There is no such file in this import.", ("files",))
        source = Source(mapping.files[place].name, run.paths(uploads.folder)[place])
        before = mapping.files[place]
        file = _reread(before, source, wanted, mapping.region)
        if file is not before:  # else what a person has chosen stands
            file = own.proposed_file(file)
        mapping = mapping.with_file(place, _file(file, wanted, targets))
    return mapping


def _reread(
    file: FileMapping, source: Source, wanted: Mapping[str, Any], region: str | None
) -> FileMapping:
    """The file looked through anew, where its character set or what parts its cells is another."""
    codec, delimiter = wanted.get("codec") or file.codec, wanted.get("delimiter")
    if codec == file.codec and delimiter in (None, file.delimiter):
        return file
    if delimiter is not None and delimiter not in DELIMITERS:
        says = "Cells are parted by a comma, a semicolon, a tab or an upright bar."
        raise InvalidInput(says, ("files", "delimiter"))
    found = inspect(source, region=region, codec=codec, delimiter=delimiter)
    return replace(found, role=file.role)


def _file(file: FileMapping, wanted: Mapping[str, Any], targets: Collection[str]) -> FileMapping:
    columns = list(file.columns)
    for place, change in wanted.get("columns", {}).items():
        if not 0 <= place < len(columns):
            raise InvalidInput("There is no such column in this file.", ("files", "columns"))
        columns[place] = _column(columns[place], place, change, targets)
    role = TableRole(wanted.get("role") or file.role)
    return replace(file, columns=tuple(columns), role=role)


def _column(
    column: Column, place: int, change: Mapping[str, Any], targets: Collection[str]
) -> Column:
    target = change.get("target") or column.target
    if target not in targets:
        raise InvalidInput(f"“{target}” is nothing a column can become.", ("files", "columns"))
    slot = column.slot if target == column.target else f"{target} {place}"
    label = change.get("label")
    return replace(
        column,
        target=target,
        label=column.label if label is None else label,
        order=change.get("order") or column.order,
        slot=slot,
        match=Match.CHOSEN,
        how="",
    )


async def import_confirm(actor: Actor, *, run_id: int) -> None:
    """Carry a checked import out."""
    await _set_going(
        actor,
        run_id,
        RunState.IMPORTING,
        (RunState.CHECKED, RunState.STOPPED),
        "Only an import that was tried out can be carried out.",
    )


async def import_undo(actor: Actor, *, run_id: int) -> None:
    """Take back what an import wrote; what people changed since is kept."""
    await _set_going(
        actor,
        run_id,
        RunState.UNDOING,
        (RunState.DONE, RunState.STOPPED, RunState.FAILED),
        "Only an import that has written something can be undone.",
    )


async def _set_going(
    actor: Actor, run_id: int, to: RunState, sources: Sequence[RunState], refusal: str
) -> None:
    actor.demand(Permission.IMPORT_RUN)
    run = await runs.find(actor.account_id, run_id)
    never_wrote = to is RunState.UNDOING and run.seq is None
    async with writing(actor.account_id):
        if never_wrote or not await runs.move(run_id, to, *sources):
            raise Refused(refusal)
    bell.ring()


async def import_cancel(actor: Actor, *, run_id: int) -> None:
    """Stop: what was not begun is cancelled, what was being written stays as far as it came."""
    actor.demand(Permission.IMPORT_RUN)
    await runs.find(actor.account_id, run_id)
    begun = (RunState.IMPORTING, RunState.UNDOING)
    early = (RunState.MAPPING, RunState.CHECKING, RunState.CHECKED)
    async with writing(actor.account_id):
        stopped = await runs.move(run_id, RunState.STOPPED, *begun)
        if not stopped and not await runs.move(run_id, RunState.CANCELLED, *early):
            raise Refused("This import is over; it can only be undone.")


async def import_row_mend(
    actor: Actor, uploads: Uploads, *, row_id: int, cells: Mapping[str, str]
) -> None:
    """Put a row right before it is imported, and decide it again."""
    actor.demand(Permission.IMPORT_RUN)
    row = await fetchrow(actor.account_id, ROW, row_id)
    if row is None:
        raise NotFound("There is no such row.")
    run = await runs.find(actor.account_id, row["run_id"])
    if run.state is not RunState.CHECKED:
        raise Refused("Rows are mended after the trial run and before the import.")
    raw = orjson.loads(row["source"])
    if unknown := set(cells) - set(raw):
        raise InvalidInput(f"The file has no column “{min(unknown)}”.", ("cells",))
    raw |= cells
    reader = await asyncio.to_thread(
        Reader, run.mapping, run.paths(uploads.folder), datetime.now(UTC).date()
    )
    incoming = reader.again(row["file"], row["row"], raw)
    region = run.mapping.region or actor.region
    company = reader.is_company(row["file"])
    own = await own_fields(actor.account_id)
    prepared, refusal = prepare(
        incoming, company=company, source=run.mapping.source, region=region, own=own
    )
    async with writing(actor.account_id):
        decider = await decider_for(run, [prepared] if prepared else [], Said())
        decision = decider.decide(prepared, refusal)
        name, phone = shown(incoming, prepared)
        stored = told(decision) | {
            "source": raw,
            "prepared": prepared,
            "name": name,
            "phone": phone,
        }
        if not await execute(MEND, row_id, orjson.dumps(stored, default=str).decode()):
            raise Refused("This row is imported already.")
        await _recount(run, row["verdict"], decision)


async def _recount(run: Run, before: str, decision: Decision) -> None:
    counts = dict(run.counts)
    counts[before] -= 1
    counts[decision.verdict.value] += 1
    stored = orjson.dumps(counts).decode()
    await execute("UPDATE import_run SET counts = $2::jsonb WHERE id = $1", run.id, stored)
