"""Imports: rows checked and written a second, and what others notice of it meanwhile.

    python -m tests.benchmarks.bench_importing --rows 100000

A table of invented people with a number, an e-mail, an address and a company goes the whole way:
proposed, tried out, carried out, imported again, undone. Beside it one list is read over and over
on the same event loop and the same pool; its times alone and during each step are compared. Rows a
second are those of the wall, and those of a second of work: the processor time of Python and of
PostgreSQL together, which neighbours on the machine do not stretch as they do the wall.
"""

import argparse
import asyncio
import csv
import gc
import os
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable
from dataclasses import dataclass
from pathlib import Path

import asyncpg
from tortoise import Tortoise

from backend.accounts.actor import Actor
from backend.accounts.permissions import Permission
from backend.core.embedded import running
from backend.core.listing import Sorted
from backend.core.migrate import migrate
from backend.core.paging import Page
from backend.core.pool import dsn_parts, tortoise_config
from backend.core.postgres import provision
from backend.customers import queries
from backend.importing import runs, service
from backend.importing.uploads import Uploads
from backend.importing.worker import work_once
from tests.benchmarks.clock import spent
from tests.world import make_account

HEADER = (
    "Customer id,First name,Last name,Birthday,Mobile phone,E-mail,"
    "Home street,Home city,Home postal code,Home country,Company,Notes"
).split(",")
CHECKED, WRITTEN = 2_000, 1_000


def table(path: Path, rows: int) -> None:
    """A CSV file of this many people of two hundred companies, no two of them alike."""
    with path.open("w", newline="", encoding="utf-8") as target:
        writer = csv.writer(target)
        writer.writerow(HEADER)
        for n in range(rows):
            birthday = f"{1940 + n % 60}-{1 + n % 12:02}-{1 + n % 28:02}"
            phone, email = f"+48 60{n // 1_000_000} {n % 1_000_000:06}", f"p{n}@mail.example"
            place = (f"ul. Portowa {n % 999 + 1}", "Gdynia", f"81-{n % 1000:03}", "Poland")
            names = (f"Anna{n % 1009}", f"Nowak{n % 9973}")
            writer.writerow([n, *names, birthday, phone, email, *place, f"Firma {n % 200}", "x"])


async def chunks(path: Path) -> AsyncIterator[bytes]:
    """The bytes of a file in pieces."""
    with path.open("rb") as source:
        while piece := source.read(1 << 20):
            yield piece


async def listening(actor: Actor, times: list[float]) -> None:
    """Read a list again and again, noting the milliseconds of each."""
    first = Sorted(queries.Filter(), queries.Order.NAME, False, Page(limit=50))
    while True:
        began = time.perf_counter()
        await queries.CUSTOMERS.page(actor.account_id, first)
        times.append((time.perf_counter() - began) * 1000)
        await asyncio.sleep(0.02)


@dataclass(frozen=True, slots=True)
class Steps:
    """Does one thing after the other and prints what each took; `postgres` is the postmaster's id."""

    actor: Actor
    postgres: int

    async def step(self, name: str, rows: int, work: Awaitable[object]) -> None:
        """Do one thing, and say how long it took and how a list was served meanwhile."""
        times: list[float] = []
        other = asyncio.create_task(listening(self.actor, times))
        began, before = time.perf_counter(), spent(os.getpid(), self.postgres)
        await work
        seconds = time.perf_counter() - began
        worked = spent(os.getpid(), self.postgres) - before
        other.cancel()
        times.sort()
        p95 = times[int(len(times) * 0.95)] if times else 0
        middle = statistics.median(times) if times else 0
        print(
            f"{name:14} {seconds:7.1f} s {rows / seconds:7,.0f} rows/s, of work {worked:6.1f} s"
            f" {rows / worked:7,.0f} rows/s   list {middle:6.1f} ms, p95 {p95:6.1f} ms"
            f"   load {os.getloadavg()[0]:.1f}",
            flush=True,
        )


async def measure(app_url: str, owner_url: str, folder: Path, rows: int) -> None:
    """One run of everything on an empty database."""
    await Tortoise.init(config=tortoise_config(app_url), _enable_global_fallback=True)
    owner = await asyncpg.connect(**dsn_parts(owner_url))
    world = await make_account(owner)
    actor = Actor(world.account_id, world.users["crm_admin"], frozenset(Permission), region="PL")
    path, uploads = folder / "people.csv", Uploads(folder, most=10**9)
    table(path, rows)
    gc.freeze()  # as the server does, in which imports run
    gc.set_threshold(50_000, 20, 50)
    postgres = int((folder / "db/postgres/postmaster.pid").read_text().split()[0])
    step = Steps(actor, postgres).step
    await step("nothing", 0, asyncio.sleep(2))
    for name in ("first", "again"):
        upload = await uploads.keep(world.account_id, path.name, chunks(path))
        run_id = await service.import_start(actor, uploads, files=[upload.id])
        await service.import_map(actor, uploads, run_id=run_id)
        await step(f"{name}: check", rows, work_once(uploads.folder, run_id))
        await service.import_confirm(actor, run_id=run_id)
        await step(f"{name}: import", rows, work_once(uploads.folder, run_id))
        run = await runs.find(world.account_id, run_id)
        print(f"{'':14} {run.state.value}, {run.counts}")
    first = await owner.fetchval("SELECT min(id) FROM import_run")
    await service.import_undo(actor, run_id=first)
    await step("undo", rows, work_once(uploads.folder, first))
    await owner.close()
    await Tortoise.close_connections()


def main() -> None:
    """Start a PostgreSQL for the run and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=20_000)
    rows = parser.parse_args().rows
    print(f"{rows:,} rows; budgets: {CHECKED:,} checked and {WRITTEN:,} written a second")
    with tempfile.TemporaryDirectory() as place, running(Path(place) / "db") as admin:
        urls = asyncio.run(provision(admin, "kith"))
        asyncio.run(migrate(urls.owner_url))
        asyncio.run(measure(urls.app_url, urls.owner_url, Path(place), rows))


if __name__ == "__main__":
    main()
