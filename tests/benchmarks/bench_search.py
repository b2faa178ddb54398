"""Search at 10,000, 100,000 and 1,000,000 customers: time per kind of query, and what writing costs.

    python -m tests.benchmarks.bench_search --sizes 10000,100000,1000000

Each size has a database of its own in a PostgreSQL started for the run; nine customers in ten are
in the account that is searched. A search is what the API does for one: the service, in its own
snapshot, as the application's role, with the planner's defaults.
"""

import argparse
import asyncio
import gc
import shutil
import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from random import Random

import asyncpg
from tortoise import Tortoise

from backend.accounts.actor import Actor
from backend.accounts.permissions import Permission
from backend.core.database import call_definer
from backend.core.embedded import running
from backend.core.migrate import migrate
from backend.core.pool import dsn_parts, tortoise_config
from backend.core.postgres import provision
from backend.search.service import search
from tests.benchmarks.clock import Clock
from tests.benchmarks.generator.filling import fill
from tests.benchmarks.generator.people import People
from tests.benchmarks.search_queries import COMMON, Query, queries
from tests.benchmarks.search_writes import writing_costs

PAGE = 20
BUDGET_MS = 25
BUDGET_RATIO = 3

SHARES = (0.9, 0.1)
ROUNDS = 4

Times = dict[str, list[float]]


@dataclass(frozen=True, slots=True)
class Measured:
    """Per kind of query: milliseconds on the wall and of work, and whether the meant one was shown."""

    wall: Times
    work: Times
    shown: dict[str, list[bool]]


async def measure(actor: Actor, asked: list[Query], clock: Clock) -> Measured:
    """The best of some searches for each query, warm, and whether it showed whom it was meant to."""
    found = Measured({}, {}, {})
    for query in asked:
        best = (float("inf"), float("inf"))
        for _ in range(ROUNDS):
            wall, work = clock.now()
            result = await search(actor, text=query.text, first=PAGE)
            then = clock.now()
            best = (min(best[0], then[0] - wall), min(best[1], then[1] - work))
        found.wall.setdefault(query.kind, []).append(best[0])
        found.work.setdefault(query.kind, []).append(best[1])
        if query.meant:
            hit = any(h.id == query.meant and h.kind == "customer" for h in result.hits)
            found.shown.setdefault(query.kind, []).append(hit)
    return found


def p95(values: list[float]) -> float:
    """The 95th percentile."""
    return sorted(values)[min(int(len(values) * 0.95), len(values) - 1)]


async def of_size(cluster: str, size: int, each: int) -> Measured:
    """Search a database of this size, filled before if it was not."""
    urls = await provision(cluster, f"search_{size}")
    people = await _people(urls.owner_url, size)
    context = await Tortoise.init(
        config=tortoise_config(urls.app_url, pool=1), _enable_global_fallback=True
    )
    try:
        (backend,) = await call_definer("SELECT pg_backend_pid() AS pid")
        actor = Actor(people.account_id, None, frozenset(Permission), region="PL")
        asked = await queries(actor, people, each, Random(5))
        gc.freeze()
        result = await measure(actor, asked, Clock(backend["pid"]))
    finally:
        await context.close_connections()
    await _sizes(urls.owner_url)
    for line in await writing_costs(urls.owner_url, people):
        print("  " + line, flush=True)
    return result


async def _people(owner_url: str, size: int) -> People:
    """The people of the account that is searched."""
    owner = await asyncpg.connect(**dsn_parts(owner_url))
    try:
        if await owner.fetchval("SELECT to_regclass('customer')"):
            await migrate(owner_url)  # kept from an older version, perhaps
            print(f"\n{size:,} customers, filled by an earlier run", flush=True)
            account_id = await owner.fetchval("SELECT min(id) FROM account")
            return People(account_id, int(size * SHARES[0]), 1, seed=0)
    finally:
        await owner.close()
    await migrate(owner_url)
    began = time.monotonic()
    filled = await fill(owner_url, size, shares=SHARES, screens=False)
    print(f"\n{size:,} customers: filled in {time.monotonic() - began:.0f} s", flush=True)
    return filled[0].people


async def _sizes(owner_url: str) -> None:
    owner = await asyncpg.connect(**dsn_parts(owner_url))
    row = await owner.fetchrow(
        "SELECT pg_size_pretty(pg_relation_size('party_search')) AS documents,"
        " pg_size_pretty(pg_relation_size('party_search_tsv')) AS index,"
        " (SELECT count(DISTINCT (account_id, word)) FROM search_word) AS words"
    )
    print(f"  documents {row['documents']}, index {row['index']}, {row['words']:,} words")
    await owner.close()


def table(results: dict[int, Measured]) -> str:
    """A row per kind of query, p50 / p95 of the work in ms for each size."""
    sizes, last = list(results), list(results.values())[-1]
    lines = [
        "| query | " + " | ".join(f"{size:,}" for size in sizes) + " | meant one shown |",
        "|---|" + "---|" * (len(sizes) + 1),
    ]
    for kind in last.work:
        hits = last.shown.get(kind)
        shown = f"{100 * sum(hits) // len(hits)} %" if hits else ""
        cells = " | ".join(_cell(one.work[kind]) for one in results.values())
        lines.append(f"| {kind} | {cells} | {shown} |")
    for name, every in (
        ("**all but the common words**", [_all(one.work) for one in results.values()]),
        ("the same on the wall", [_all(one.wall) for one in results.values()]),
    ):
        lines.append(f"| {name} | " + " | ".join(map(_cell, every)) + " | |")
    return "\n".join([*lines, "", _verdict(sizes, results)])


def _verdict(sizes: list[int], results: dict[int, Measured]) -> str:
    first, last = (_all(results[size].work) for size in (sizes[0], sizes[-1]))
    ratios = (statistics.median(last) / statistics.median(first), p95(last) / p95(first))
    kept = p95(last) <= BUDGET_MS and ratios[0] <= BUDGET_RATIO
    return (
        f"{sizes[-1]:,} against {sizes[0]:,}: p50 {ratios[0]:.1f}×, p95 {ratios[1]:.1f}×; budget"
        f" (p95 ≤ {BUDGET_MS} ms, p50 ≤ {BUDGET_RATIO}×): {'kept' if kept else 'MISSED'}"
    )


def _cell(times: list[float]) -> str:
    return f"{statistics.median(times):.1f} / {p95(times):.1f}"


def _all(times: Times) -> list[float]:
    return [value for kind, values in times.items() if kind != COMMON for value in values]


async def run(cluster: str, sizes: list[int], each: int) -> None:
    """Every size after the other, then the table."""
    admin = await asyncpg.connect(**dsn_parts(cluster))
    await admin.execute("ALTER SYSTEM SET fsync = off")
    await admin.execute("ALTER SYSTEM SET max_wal_size = '8GB'")
    await admin.execute("SELECT pg_reload_conf()")
    await admin.close()
    results = {size: await of_size(cluster, size, each) for size in sizes}
    print("\np50 / p95 in ms of work, service and PostgreSQL, first 20 hits\n\n" + table(results))


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.bench_search")
    parser.add_argument("--sizes", default="10000,100000", help="customers, parted by commas")
    parser.add_argument("--queries", type=int, default=25, help="of each kind")
    parser.add_argument("--folder", type=Path, help="keep the databases here for the next run")
    given = parser.parse_args()
    folder = given.folder or Path(tempfile.mkdtemp(prefix="kith-bench-"))
    try:
        with running(folder) as cluster:
            asyncio.run(run(cluster, [int(size) for size in given.sizes.split(",")], given.queries))
    finally:
        if not given.folder:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
