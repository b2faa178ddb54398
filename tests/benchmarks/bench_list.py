"""The list screen: processor time of the server for a page, against the floor of the same run.

    python -m tests.benchmarks.bench_list [--customers 20000] [--seconds 4]

The floor is one SQL statement that returns the same rows as JSON through a bare Starlette route;
that its plan uses indexes is checked. Only ratios within the run mean anything on a busy machine.
"""

import argparse
import asyncio
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from itertools import count
from pathlib import Path

import httpx2 as httpx

from backend.core.embedded import running
from backend.core.migrate import migrate
from backend.core.postgres import DatabaseUrls, provision
from tests.benchmarks.generator.filling import Filled, fill
from tests.benchmarks.server import LIST
from tests.live import free_port

BUDGET = 5
"""Times the floor's processor time at 16 at once, sign-in and row-level security included."""

Ask = Callable[[httpx.AsyncClient, int], Awaitable[httpx.Response]]


def asks(token: str) -> dict[str, Ask]:
    """How the floor and the product are asked for the page of a letter."""
    letters = "abcdefghijklmnoprstuvwz"

    async def floor(client: httpx.AsyncClient, n: int) -> httpx.Response:
        return await client.get("/bench/floor", params={"from": letters[n % len(letters)]})

    async def product(client: httpx.AsyncClient, n: int) -> httpx.Response:
        from backend.core.paging import encode_cursor

        after = encode_cursor((letters[n % len(letters)], 0))
        body = {"query": LIST, "variables": {"after": after}}
        return await client.post(
            "/graphql", json=body, headers={"authorization": f"Bearer {token}"}
        )

    return {"floor": floor, "product": product}


async def load(
    client: httpx.AsyncClient, ask: Ask, at_once: int, seconds: float
) -> tuple[float, int]:
    """Milliseconds of the server's processor per request, and requests a second."""
    numbers, done = count(), 0
    until = time.perf_counter() + seconds
    before = (await client.get("/bench/cpu")).json()["seconds"]

    async def one() -> None:
        nonlocal done
        while time.perf_counter() < until:
            answer = await ask(client, next(numbers))
            assert answer.status_code == 200, answer.text
            assert "errors" not in answer.text[:20], answer.text[:500]
            done += 1

    await asyncio.gather(*(one() for _ in range(at_once)))
    spent = (await client.get("/bench/cpu")).json()["seconds"] - before
    return spent / done * 1000, int(done / seconds)


async def measure(port: int, filled: Filled, seconds: float) -> float:
    """Print the table; returns the ratio at 16 at once."""
    limits = httpx.Limits(max_connections=32)
    ratio = 0.0
    async with httpx.AsyncClient(
        base_url=f"http://127.0.0.1:{port}", limits=limits, timeout=30
    ) as client:
        await _ready(client)
        ways = asks(filled.world.tokens["crm_sales"])
        for way in ways.values():
            await load(client, way, 1, 1)
        assert not (await client.get("/bench/plan")).json()["sequential"], (
            "the floor's plan scans a table"
        )
        print(
            f"{'at once':>8} {'floor ms':>9} {'product ms':>11} {'ratio':>6} {'floor/s':>8} {'product/s':>10}"
        )
        for at_once in (1, 16):
            rounds = [
                [await load(client, way, at_once, seconds) for way in ways.values()]
                for _ in range(3)
            ]
            floor, product = (statistics.median(r[i][0] for r in rounds) for i in (0, 1))
            rates = [statistics.median(r[i][1] for r in rounds) for i in (0, 1)]
            ratio = product / floor
            print(
                f"{at_once:>8} {floor:>9.2f} {product:>11.2f} {ratio:>5.1f}x {rates[0]:>8.0f} {rates[1]:>10.0f}"
            )
    return ratio


async def _ready(client: httpx.AsyncClient) -> None:
    for _ in range(300):
        try:
            await client.get("/readyz")
            return
        except httpx.TransportError:
            await asyncio.sleep(0.1)


async def run(urls: DatabaseUrls, customers: int, seconds: float) -> float:
    """Fill a database, start a server on it, measure."""
    filled, *_ = await fill(urls.owner_url, customers)
    port = free_port()
    environment = {
        "KITH_DATABASE_URL": urls.app_url,
        "BENCH_OWNER": urls.owner_url,
        "BENCH_ACCOUNT": str(filled.world.account_id),
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "uvicorn", "--factory", "tests.benchmarks.server:app",
        "--port", str(port), "--log-level", "warning", "--no-access-log",
        env={**os.environ, **environment},
    )  # fmt: skip
    try:
        return await measure(port, filled, seconds)
    finally:
        process.terminate()
        await process.wait()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--customers", type=int, default=20_000)
    parser.add_argument("--seconds", type=float, default=4)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        os.chmod(folder, 0o755)
        with running(Path(folder) / "data") as admin:
            urls = asyncio.run(provision(admin, "bench"))
            asyncio.run(migrate(urls.owner_url))
            ratio = asyncio.run(run(urls, given.customers, given.seconds))
    print(f"\nbudget at 16 at once: {BUDGET}x; measured {ratio:.1f}x")


if __name__ == "__main__":
    main()
