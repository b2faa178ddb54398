"""`kith import`: files of other programs, tried out and carried out by the same service as the web's."""

import asyncio
import sys
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import click

from backend.accounts.actor import Actor
from backend.accounts.opening import acting_as
from backend.cli.opened import data_dir_option, settings_with, work
from backend.core.database import fetch
from backend.core.errors import InvalidInput
from backend.core.postgres import DatabaseUrls
from backend.importing import runs, service
from backend.importing.runs import AT_WORK, Run, RunState
from backend.importing.uploads import Uploads, plain_name
from backend.importing.worker import work_once

CHUNK = 1 << 20
SUFFIXES = frozenset({".csv", ".tsv", ".vcard", ".vcf"})
LISTED = 20
LOOK_SECONDS = 0.3
REFUSED = """
SELECT f.name AS file, r.row, r.name, x ->> 'reason' AS reason
  FROM import_row r
  JOIN import_run i ON i.account_id = r.account_id AND i.id = r.run_id
 CROSS JOIN LATERAL (SELECT i.files -> r.file ->> 'name' AS name) f
 CROSS JOIN LATERAL jsonb_array_elements(r.reasons) x
 WHERE r.account_id = current_account() AND r.run_id = $1 ORDER BY r.place LIMIT $2
"""


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--user", "email", required=True, help="E-mail of the user who imports.")
@click.option("--dry-run", is_flag=True, help="Only say what would happen.")
@click.option("--region", help="Country of numbers and addresses without one [the account's].")
@click.option("--account", help="Name of the account, where the user is in several.")
@data_dir_option
def import_files(
    files: Sequence[Path],
    email: str,
    dry_run: bool,
    region: str | None,
    account: str | None,
    data_dir: Path | None,
) -> None:
    """Import CSV and vCard files, or folders of them.

    Files that belong together (customers, their numbers, their addresses) are given together.
    Every row is tried out first; --dry-run stops there. In the web app the import can be undone.
    """
    settings = settings_with(data_dir=data_dir)
    uploads = Uploads(settings.data_dir, most=settings.max_upload_bytes)

    async def body(_urls: DatabaseUrls) -> Run:
        actor = await acting_as(email, account)
        sent = [i for path in _inside(files) if (i := await _send(uploads, actor, path))]
        run_id = await service.import_start(actor, uploads, files=sent, region=region)
        await service.import_map(actor, uploads, run_id=run_id)
        run = await _finished(actor, uploads, run_id, "Trying out")
        if run.state is RunState.CHECKED and not dry_run:
            await service.import_confirm(actor, run_id=run_id)
            run = await _finished(actor, uploads, run_id, "Importing")
        await _report(actor, run)
        if dry_run:
            await service.import_cancel(actor, run_id=run_id)
        return run

    run = work(settings, body)
    if run.state not in (RunState.DONE, RunState.CHECKED):
        raise click.ClickException(f"The import is {run.state.value}.")


def _inside(paths: Sequence[Path]) -> list[Path]:
    """Return the files, and the tables and cards in the folders, in the order of their names."""
    found: list[Path] = []
    for path in paths:
        inside = (p for p in path.rglob("*") if p.suffix.lower() in SUFFIXES)
        found += sorted(inside) if path.is_dir() else [path]
    return found


async def _send(uploads: Uploads, actor: Actor, path: Path) -> str | None:
    """Hand a file over; one that cannot be taken is named and does not stop the others."""

    async def chunks() -> AsyncIterator[bytes]:
        with path.open("rb") as source:
            while chunk := await asyncio.to_thread(source.read, CHUNK):
                yield chunk

    try:
        return (await uploads.keep(actor.account_id, plain_name(path.name), chunks())).id
    except InvalidInput as problem:
        click.echo(f"{path}: {problem.message}", err=True)
        return None


async def _finished(actor: Actor, uploads: Uploads, run_id: int, doing: str) -> Run:
    """Work on the run until it is done with; a server beside us may be faster to take it up."""
    working = asyncio.create_task(work_once(uploads.folder, only=run_id))
    while True:
        done, _ = await asyncio.wait([working], timeout=LOOK_SECONDS)
        run = await runs.find(actor.account_id, run_id)
        if sys.stderr.isatty():
            click.echo(
                f"\r{doing} {run.counts['done']:,} of {run.counts['rows']:,}", err=True, nl=False
            )
        if done:
            working.result()
        if run.state not in AT_WORK:
            break
        if done:
            await asyncio.sleep(LOOK_SECONDS)
            working = asyncio.create_task(work_once(uploads.folder, only=run_id))
    await working
    if sys.stderr.isatty():
        click.echo(err=True)
    return await runs.find(actor.account_id, run_id)


async def _report(actor: Actor, run: Run) -> None:
    """Print the sum, then what was refused and why."""
    words = {
        "create": "created",
        "update": "updated",
        "unchanged": "unchanged",
        "refused": "refused",
    }
    counts = ", ".join(f"{run.counts[verdict]:,} {word}" for verdict, word in words.items())
    click.echo(f"{run.counts['done']:,} rows: {counts}.")
    rows = await fetch(actor.account_id, REFUSED, run.id, LISTED + 1)
    for row in rows[:LISTED]:
        click.echo(f"  {row['file']}, row {row['row']}, {row['name'] or '–'}: {row['reason']}")
    if len(rows) > LISTED:
        click.echo("  … The whole list is in the web app, and can be downloaded there.")
