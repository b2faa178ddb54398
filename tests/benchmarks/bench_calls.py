"""A call rings: the time from its event's arrival at the hook until every window has its card's data.

    python -m tests.benchmarks.bench_calls [--windows 200] [--rate 50] [--seconds 30] [--ends] [--browser]

Windows are sockets that follow `callEvents` as the web app does, half on each of two workers;
events are posted, signed, to either. The time runs from just before the request is sent, so the
write, and the clients' own work on the same machine, are within it. `--browser` adds a Chromium with
the web app open, whose very words the others then use, and counts until the page tells of the call.
"""

import argparse
import asyncio
import contextlib
import json
import os
import statistics
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import asyncpg
import httpx2 as httpx
from standardwebhooks import Webhook
from websockets.asyncio.client import ClientConnection

from backend.core.embedded import running
from backend.core.migrate import migrate
from backend.core.pool import dsn_parts
from backend.core.postgres import DatabaseUrls, provision
from tests.benchmarks.browser import BrowserWindow
from tests.client import Client
from tests.execution.frontend import operations_of
from tests.live import signed_in_socket
from tests.transport.worker import worker
from tests.world import World, make_account

BUDGET_MS = 250
PATIENCE = 30
PING, PONG = 0x9, 0x8A
LINE = 'mutation { lineCreate(input: {name: "Bench", region: "PL"}) { ... on LineSaved { secret line { hook } } } }'
SOMEBODY = """mutation ($n: String!) { customerCreate(input: { firstName: "Zofia", mobilePhone: $n }) {
  __typename } }"""


class Arrivals:
    """When each call was sent, and how long each window waited for it, in milliseconds."""

    def __init__(self, wanted: int) -> None:
        self.sent: list[float] = []
        self.sent_at: list[float] = []
        self.waits: list[float] = []
        self._wanted = wanted
        self.complete = asyncio.Event()

    def came(self, place: int) -> None:
        """A window has a ringing call, which its number's last digits name."""
        self.waits.append((time.perf_counter() - self.sent[place]) * 1000)
        if len(self.waits) == self._wanted:
            self.complete.set()


class Window(asyncio.Protocol):
    """Reads frames off a socket that has subscribed, as cheaply as can be.

    The clients share the server's cores here; a library for each of 10,000 frames a second takes one.
    """

    def __init__(self, arrivals: Arrivals, connection: ClientConnection) -> None:
        self._arrivals = arrivals
        self._connection = connection
        self._unread = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember where answers go."""
        assert isinstance(transport, asyncio.WriteTransport)
        self._transport = transport

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell the library, which waits for the end."""
        self._connection.connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take whole frames: short, or with sixteen bits of length (RFC 6455, 5.2)."""
        data = self._unread + data
        start = 0
        while len(data) - start >= 4:
            length = data[start + 1]
            body = start + 2
            if length == 126:
                length, body = int.from_bytes(data[start + 2 : start + 4], "big"), start + 4
            if len(data) < body + length:
                break
            self._frame(data[start] & 0x0F, data[body : body + length])
            start = body + length
        self._unread = data[start:]

    def _frame(self, opcode: int, text: bytes) -> None:
        if opcode == PING:
            mask = bytes(4)
            self._transport.write(bytes((PONG, 0x80 | len(text))) + mask + text)
        if b'"type":"RINGING"' in text:
            end = text.index(b'"number":"') + len(b'"number":"+48601410000')
            self._arrivals.came(int(text[end - 4 : end]))


async def run(
    urls: DatabaseUrls, windows: int, rate: int, seconds: int, *, browser: bool, ends: bool
) -> float:
    """Connect, ring, wait; print the table, return the 95th percentile."""
    owner = await asyncpg.connect(**dsn_parts(urls.owner_url))
    world = await make_account(owner)
    async with contextlib.AsyncExitStack() as stack:
        stack.push_async_callback(owner.close)
        first, _ = await stack.enter_async_context(worker(urls.app_url))
        second, _ = await stack.enter_async_context(worker(urls.app_url))
        http = await stack.enter_async_context(httpx.AsyncClient(timeout=60))
        hook, secret = await _furnish(stack, first, world, rate * seconds)
        token = world.tokens["crm_sales"]
        sockets = [
            await stack.enter_async_context(signed_in_socket((first, second)[n % 2], token))
            for n in range(windows)
        ]
        page = None
        if browser:
            page = await BrowserWindow.open(first, owner, world.users["crm_sales"])
        events = page.events if page else _events()
        for socket in sockets:
            await socket.subscribe(events)
        await asyncio.sleep(1)
        count = rate * seconds
        arrivals = Arrivals(count * windows)
        for socket in sockets:
            window, transport = Window(arrivals, socket.connection), socket.connection.transport
            window.connection_made(transport)
            transport.set_protocol(window)
        await _ring(http, (first, second), hook, Webhook(secret), arrivals, count, rate, ends=ends)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                await arrivals.complete.wait()
        shown = await page.waits(arrivals.sent_at) if page else []
        for socket in sockets:
            socket.connection.transport.abort()
    if not arrivals.complete.is_set():
        raise SystemExit(
            f"{len(arrivals.waits)} of {count * windows} cards had come after {PATIENCE} s"
        )
    print(f"{count} calls at {rate} a second to {windows} windows on two workers")
    p95 = _row("at the windows", arrivals.waits)
    return max(p95, _row(f"in the browser, {len(shown)} calls", shown)) if page else p95


def _events() -> str:
    """The subscription by which the web app follows calls, from its sources."""
    named = {node.name.value: text for node, text in operations_of("subscription") if node.name}
    return named["CallEvents"]


def _row(name: str, waits: list[float]) -> float:
    """Print a distribution; its 95th percentile."""
    waits = sorted(waits)
    p50, p95, p99 = (waits[int(len(waits) * q) - 1] for q in (0.5, 0.95, 0.99))
    mean = statistics.mean(waits)
    print(f"{name}: p50 {p50:.0f} ms, p95 {p95:.0f} ms, p99 {p99:.0f} ms, mean {mean:.0f} ms")
    return p95


async def _furnish(
    stack: contextlib.AsyncExitStack, host: str, world: World, count: int
) -> tuple[str, str]:
    """A line, and somebody for every number."""
    http = await stack.enter_async_context(httpx.AsyncClient(base_url=f"http://{host}", timeout=60))
    admin = Client(http, world.tokens["crm_admin"])
    made = (await admin.ask(LINE))["lineCreate"]
    for n in range(count):
        await admin.ask(SOMEBODY, n=f"+4860141{n:04d}")
    return made["line"]["hook"], made["secret"]


async def _ring(
    http: httpx.AsyncClient,
    hosts: tuple[str, str],
    hook: str,
    webhook: Webhook,
    arrivals: Arrivals,
    count: int,
    rate: int,
    *,
    ends: bool,
) -> None:
    """Post each call at its time, whether or not the posts before have been answered."""
    began, posts = time.perf_counter(), []

    def post(happened: str, n: int) -> None:
        data = {"call_id": f"c{n}", "direction": "in", "from": f"+4860141{n:04d}", "to": "140"}
        now = datetime.now(UTC)
        body = json.dumps({"type": f"call.{happened}", "timestamp": now.isoformat(), "data": data})
        headers = {
            "webhook-id": f"{happened}{n}",
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": webhook.sign(f"{happened}{n}", now, body),
        }
        url = f"http://{hosts[n % 2]}{hook}"
        posts.append(asyncio.create_task(http.post(url, content=body, headers=headers)))

    for n in range(count):
        await asyncio.sleep(max(0.0, began + n / rate - time.perf_counter()))
        arrivals.sent.append(time.perf_counter())
        arrivals.sent_at.append(time.time() * 1000)
        post("ringing", n)
        if ends and n >= 2 * rate:
            post("ended", n - 2 * rate)
    answers = await asyncio.gather(*posts)
    assert {answer.status_code for answer in answers} == {202}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--windows", type=int, default=200)
    parser.add_argument("--rate", type=int, default=50)
    parser.add_argument("--seconds", type=int, default=30)
    parser.add_argument("--ends", action="store_true", help="each call ends after two seconds")
    parser.add_argument("--browser", action="store_true", help="a Chromium is one window more")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        os.chmod(folder, 0o755)
        os.environ["KITH_DATA_DIR"] = folder  # the workers share one key for sealed secrets
        with running(Path(folder) / "data") as admin:
            urls = asyncio.run(provision(admin, "bench"))
            asyncio.run(migrate(urls.owner_url))
            p95 = asyncio.run(
                run(
                    urls,
                    given.windows,
                    given.rate,
                    given.seconds,
                    browser=given.browser,
                    ends=given.ends,
                )
            )
    print(f"\nbudget: p95 {BUDGET_MS} ms; measured {p95:.0f} ms")


if __name__ == "__main__":
    main()
