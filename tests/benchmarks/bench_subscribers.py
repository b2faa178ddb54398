"""One event to a thousand subscribers of one worker: the time until each has it.

    python -m tests.benchmarks.bench_subscribers [--subscribers 1000] [--events 12]

Measured from just before the mutation is sent to its arrival at each client, so the write itself
and the clients' own work on the same machine are within it.
"""

import argparse
import asyncio
import contextlib
import os
import statistics
import tempfile
import time
from pathlib import Path

import asyncpg
import httpx2 as httpx

from backend.core.embedded import running
from backend.core.migrate import migrate
from backend.core.pool import dsn_parts
from backend.core.postgres import DatabaseUrls, provision
from tests.client import Client
from tests.live import Socket, signed_in_socket
from tests.transport.worker import worker
from tests.world import make_account

BUDGET_MS = 100
CHANGED = """
subscription ($after: Int) {
  customerChanged(after: $after) {
    seq type customer { id number displayName version doNotCall phones { id e164 label } emails { id address } }
  }
}
"""
CREATE = """mutation { customerCreate(input: { firstName: "Ada", mobilePhone: "+48 601 412 233" }) {
  ... on CustomerSaved { customer { id } } } }"""
UPDATE = """mutation ($id: ID!, $n: String!) { customerUpdate(id: $id, input: { notes: $n }) {
  ... on CustomerSaved { customer { version } } } }"""


async def run(urls: DatabaseUrls, subscribers: int, events: int) -> float:
    """Connect, write, wait; print the table, return the worst 99th percentile of the rounds' median."""
    owner = await asyncpg.connect(**dsn_parts(urls.owner_url))
    world = await make_account(owner)
    await owner.close()
    async with (
        worker(urls.app_url) as (host, _),
        httpx.AsyncClient(base_url=f"http://{host}", timeout=30) as http,
        contextlib.AsyncExitStack() as stack,
    ):
        sales = Client(http, world.tokens["crm_sales"])
        made = (await sales.ask(CREATE))["customerCreate"]["customer"]["id"]
        started = time.perf_counter()
        sockets = [
            await stack.enter_async_context(signed_in_socket(host, world.tokens["crm_sales"]))
            for _ in range(subscribers)
        ]
        for socket in sockets:
            await socket.subscribe(CHANGED, after=2)
        print(f"{subscribers} connected and subscribed in {time.perf_counter() - started:.1f} s")
        rounds = [await _round(sales, sockets, made, n) for n in range(events)]
    kept = rounds[2:]
    print(f"{'round':>6} {'p50 ms':>8} {'p99 ms':>8} {'last ms':>8}")
    for number, (p50, p99, last) in enumerate(kept):
        print(f"{number:>6} {p50:>8.1f} {p99:>8.1f} {last:>8.1f}")
    return statistics.median(p99 for _, p99, _ in kept)


async def _round(
    sales: Client, sockets: list[Socket], made: str, n: int
) -> tuple[float, float, float]:
    async def arrival(socket: Socket) -> float:
        await socket.connection.recv()
        return time.perf_counter()

    waiting = [asyncio.create_task(arrival(socket)) for socket in sockets]
    await asyncio.sleep(0.3)
    sent = time.perf_counter()
    await sales.ask(UPDATE, id=made, n=f"{n}")
    times = sorted((at - sent) * 1000 for at in await asyncio.gather(*waiting))
    return times[len(times) // 2], times[int(len(times) * 0.99) - 1], times[-1]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--subscribers", type=int, default=1_000)
    parser.add_argument("--events", type=int, default=12)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        os.chmod(folder, 0o755)
        with running(Path(folder) / "data") as admin:
            urls = asyncio.run(provision(admin, "bench"))
            asyncio.run(migrate(urls.owner_url))
            p99 = asyncio.run(run(urls, given.subscribers, given.events))
    print(f"\nbudget: p99 {BUDGET_MS} ms; measured {p99:.0f} ms (median of the rounds)")


if __name__ == "__main__":
    main()
