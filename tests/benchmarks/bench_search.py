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
from pathlib import Path
from random import Random

import asyncpg
from tortoise import Tortoise

from backend.accounts.actor import Actor
from backend.accounts.permissions import Permission
from backend.core.database import call_definer, dsn_parts, tortoise_config
from backend.core.embedded import running
from backend.core.migrate import migrate
from backend.core.postgres import provision
from backend.search.service import search
from tests.benchmarks.generator.filling import Filled, fill
from tests.benchmarks.search_queries import COMMON, Query, queries
from tests.benchmarks.search_writes import writing_costs

PAGE = 20
BUDGET_MS = 25
BUDGET_RATIO = 3

Times = dict[str, list[float]]


async def measure(actor: Actor, asked: list[Query]) -> tuple[Times, dict[str, list[bool]]]:
    """Milliseconds of each query, warm, and whether it showed whom it was meant to."""
    times: Times = {}
    found: dict[str, list[bool]] = {}
    for query in asked:
        best = float("inf")
        for _ in range(3):
            began = time.perf_counter()
            result = await search(actor, text=query.text, first=PAGE)
            best = min(best, (time.perf_counter() - began) * 1000)
        times.setdefault(query.kind, []).append(best)
        if query.meant:
            hit = any(h.id == query.meant and h.kind == "customer" for h in result.hits)
            found.setdefault(query.kind, []).append(hit)
    return times, found


def p95(values: list[float]) -> float:
    """The 95th percentile."""
    return sorted(values)[min(int(len(values) * 0.95), len(values) - 1)]


async def of_size(cluster: str, size: int, each: int) -> tuple[Times, dict[str, list[bool]]]:
    """Fill a database of this size and search it."""
    urls = await provision(cluster, f"search_{size}")
    await migrate(urls.owner_url)
    began = time.monotonic()
    filled = await fill(urls.owner_url, size, screens=False)
    print(f"\n{size:,} customers: filled in {time.monotonic() - began:.0f} s", flush=True)
    context = await Tortoise.init(
        config=tortoise_config(urls.app_url, pool=2), _enable_global_fallback=True
    )
    try:
        await call_definer("SELECT 1")
        actor = _actor(filled[0])
        asked = await queries(actor, filled[0].people, each, Random(5))
        gc.freeze()
        result = await measure(actor, asked)
    finally:
        await context.close_connections()
    await _sizes(urls.owner_url)
    for line in await writing_costs(urls.owner_url, filled[0]):
        print("  " + line, flush=True)
    return result


def _actor(filled: Filled) -> Actor:
    world = filled.world
    return Actor(world.account_id, world.users["crm_sales"], frozenset(Permission), region="PL")


async def _sizes(owner_url: str) -> None:
    owner = await asyncpg.connect(**dsn_parts(owner_url))
    row = await owner.fetchrow(
        "SELECT pg_size_pretty(pg_relation_size('party_search')) AS documents,"
        " pg_size_pretty(pg_relation_size('party_search_tsv')) AS index,"
        " (SELECT count(DISTINCT (account_id, word)) FROM search_word) AS words"
    )
    print(f"  documents {row['documents']}, index {row['index']}, {row['words']:,} words")
    await owner.close()


def table(results: dict[int, tuple[Times, dict[str, list[bool]]]]) -> str:
    """A row per kind of query, p50 / p95 in ms for each size, and how many were on the first page."""
    sizes = list(results)
    lines = [
        "| query | " + " | ".join(f"{size:,}" for size in sizes) + " | meant one shown |",
        "|---|" + "---|" * (len(sizes) + 1),
    ]
    for kind in next(iter(results.values()))[0]:
        cells = [
            f"{statistics.median(t[kind]):.1f} / {p95(t[kind]):.1f}" for t, _ in results.values()
        ]
        hits = results[sizes[-1]][1].get(kind)
        shown = f"{100 * sum(hits) // len(hits)} %" if hits else ""
        lines.append(f"| {kind} | " + " | ".join(cells) + f" | {shown} |")
    every = [_all(times) for times, _ in results.values()]
    cells = [f"**{statistics.median(t):.1f} / {p95(t):.1f}**" for t in every]
    lines.append("| **all but the common words** | " + " | ".join(cells) + " | |")
    ratios = [
        statistics.median(every[-1]) / statistics.median(every[0]),
        p95(every[-1]) / p95(every[0]),
    ]
    verdict = "kept" if p95(every[-1]) <= BUDGET_MS and ratios[0] <= BUDGET_RATIO else "MISSED"
    lines.append(
        f"\n{sizes[-1]:,} against {sizes[0]:,}: p50 {ratios[0]:.1f}×, p95 {ratios[1]:.1f}×;"
        f" budget (p95 ≤ {BUDGET_MS} ms, ≤ {BUDGET_RATIO}×): {verdict}"
    )
    return "\n".join(lines)


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
    print("\np50 / p95 in ms, first 20 hits\n\n" + table(results))


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.bench_search")
    parser.add_argument("--sizes", default="10000,100000", help="customers, parted by commas")
    parser.add_argument("--queries", type=int, default=25, help="of each kind")
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="kith-bench-"))
    try:
        with running(folder) as cluster:
            asyncio.run(run(cluster, [int(size) for size in given.sizes.split(",")], given.queries))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
