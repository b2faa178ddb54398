"""One leader among all workers and hosts: whoever holds an advisory lock on a connection of its own.

The lock goes with its session, so a leader that is killed is followed at once, and one whose
network is gone as soon as the server's keep-alives tell. A leader that loses its connection stops
its work before it looks for the lock again.
"""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

import asyncpg

from backend.core.pool import dsn_parts

LOCK = "kith telephony"
TRY_SECONDS = 1.0
PULSE_SECONDS = 2.0
RETRY_SECONDS = 2.0

Work = Callable[[datetime], Awaitable[None]]
"""What the leader does until it is cancelled; it is told the database's time when it began to lead."""

KEEPALIVE = (
    "SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 2; SET tcp_keepalives_count = 3"
)
TRY = "SELECT pg_try_advisory_lock(hashtext($1))"

log = logging.getLogger("kith.telephony")


async def lead(url: str, work: Work, *, name: str = LOCK) -> None:
    """Run `work` whenever this process leads, until cancelled."""
    while True:
        try:
            await _candidate(url, work, name)
        except (
            OSError,
            TimeoutError,
            asyncpg.PostgresError,
            asyncpg.InterfaceError,
            asyncpg.InternalClientError,
        ) as error:
            log.warning("the lock %s was lost (%s)", name, type(error).__name__)
            await asyncio.sleep(RETRY_SECONDS)


async def _candidate(url: str, work: Work, name: str) -> None:
    connection = await asyncpg.connect(**dsn_parts(url), timeout=10)
    try:
        await connection.execute(KEEPALIVE)
        # PostgreSQL tells nobody that a lock is free; waiting inside it would hold a snapshot for days.
        while not await connection.fetchval(TRY, name, timeout=10):  # noqa: ASYNC110 - see above
            await asyncio.sleep(TRY_SECONDS)
        began = await connection.fetchval("SELECT clock_timestamp()")
        log.info("this process leads: %s", name)
        await _while_holding(connection, work, began)
    finally:
        with contextlib.suppress(Exception):
            await connection.close(timeout=2)


async def _while_holding(connection: asyncpg.Connection, work: Work, began: datetime) -> None:
    """Work while the lock's connection lives; whatever ends first ends the other."""
    lost = asyncio.Event()

    def ended(_: Any) -> None:
        lost.set()

    connection.add_termination_listener(ended)
    working = asyncio.ensure_future(work(began))
    holding = asyncio.create_task(_pulse(connection, lost), name="lock of telephony")
    try:
        await asyncio.wait({working, holding}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in (working, holding):
            task.cancel()
        results = await asyncio.gather(working, holding, return_exceptions=True)
    for result in results:
        if isinstance(result, Exception):
            raise result


async def _pulse(connection: asyncpg.Connection, lost: asyncio.Event) -> None:
    while True:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(PULSE_SECONDS):
                await lost.wait()
        if lost.is_set():
            raise ConnectionError("the connection of the lock has ended")
        await connection.fetchval("SELECT 1", timeout=5)
