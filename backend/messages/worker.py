"""The worker that empties the outbox: pgqueuer hands out the tickets, a sweep finds what it lost.

Any number of processes may run one. Each keeps one connection of its own for the queue, and takes
further ones from the pool only for the moment of a claim and of an answer.
"""

import asyncio
import contextlib
import logging
from datetime import timedelta

import asyncpg
from pgqueuer import AsyncpgDriver, Job, QueueManager
from pgqueuer.errors import FailingListenerError, PgqException
from tortoise.exceptions import BaseORMException

from backend.core.pool import dsn_parts
from backend.messages import kinds_of_gateways
from backend.messages.outbox import take_turn
from backend.messages.queue import ENTRYPOINT, Ticket, queries, settings

AT_ONCE = 10
"""Messages of one process on their way at the same time."""
SWEEP_SECONDS = 15.0
GRACE_SECONDS = 5.0
DEAD_SECONDS = 10.0
"""Without a sign of life for so long, a process's tickets go to others; its claims keep their lease."""
RETRY_SECONDS = (0.2, 1.0, 5.0)
LOST = (
    OSError,
    TimeoutError,
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    BaseORMException,
    FailingListenerError,
    PgqException,
)

DUE = "SELECT account_id, outbox_id, turns FROM outbox_due($1)"
TIDY = """
DELETE FROM pgqueuer_log WHERE created < now() - interval '1 day' AND aggregated;
DELETE FROM pgqueuer_statistics WHERE created < now() - interval '30 days'
"""
MOST_AT_A_SWEEP = 1000

log = logging.getLogger("kith.messages")


class Worker:
    """Works on the outboxes of all accounts of one database, until cancelled."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._failures = 0
        kinds_of_gateways.load()

    async def run(self) -> None:
        """Work for ever; a lost connection is replaced."""
        while True:
            try:
                await self._serve()
            except LOST as error:
                pause = RETRY_SECONDS[min(self._failures, len(RETRY_SECONDS) - 1)]
                self._failures += 1
                log.warning("the outbox stopped (%s), again in %.1f s", type(error).__name__, pause)
                await asyncio.sleep(pause)

    async def _serve(self) -> None:
        connection = await asyncpg.connect(**dsn_parts(self._url), timeout=10)
        try:
            manager = QueueManager(queries(AsyncpgDriver(connection)), settings().channel)
            manager.entrypoint(ENTRYPOINT)(_turn)
            running = asyncio.create_task(
                manager.run(
                    dequeue_timeout=timedelta(seconds=SWEEP_SECONDS),
                    batch_size=AT_ONCE // 2,
                    max_concurrent_tasks=AT_ONCE,
                    shutdown_on_listener_failure=True,
                    heartbeat_timeout=timedelta(seconds=DEAD_SECONDS),
                )
            )
            sweeping = asyncio.create_task(self._sweep(manager))
            await _first_of(manager, running, sweeping)
        finally:
            await connection.close(timeout=2)

    async def _sweep(self, manager: QueueManager) -> None:
        """Every while, queue what is due and has no ticket, and clear away old lines of the queue's log."""
        driver = manager.queries.driver
        while True:
            rows = await driver.fetch(DUE, MOST_AT_A_SWEEP)
            await _enqueue(manager, [Ticket(*row.values()) for row in rows])  # type: ignore[arg-type]
            for statement in TIDY.split(";"):
                await driver.execute(statement)
            self._failures = 0
            await asyncio.sleep(SWEEP_SECONDS)


async def _turn(job: Job) -> None:
    """One ticket. What goes wrong is logged by the queue; the row's lease brings it back."""
    await take_turn(Ticket.read(job.payload))


async def _enqueue(manager: QueueManager, tickets: list[Ticket]) -> None:
    if tickets:
        await manager.queries.enqueue(
            [ENTRYPOINT] * len(tickets),
            [ticket.payload() for ticket in tickets],
            [0] * len(tickets),
            None,
            [ticket.payload().decode() for ticket in tickets],
            on_conflict="skip",
        )


async def _first_of(
    manager: QueueManager, running: asyncio.Task[None], sweeping: asyncio.Task[None]
) -> None:
    """Wait for either task to end; cancelled, let what is on its way come to its end first."""
    try:
        done, _ = await asyncio.wait({running, sweeping}, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        sweeping.cancel()
        manager.shutdown.set()
        with contextlib.suppress(TimeoutError, *LOST):
            await asyncio.wait_for(running, GRACE_SECONDS)
        await asyncio.gather(sweeping, running, return_exceptions=True)
