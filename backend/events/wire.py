"""The wake-up between processes: LISTEN and NOTIFY on one connection of its own.

NOTIFY takes a global lock at commit (measured: a fifth of the write throughput when it is inside
the writing transaction), so it is sent after the commit, folded over some milliseconds, ids only.
"""

import asyncio
import contextlib
import logging
from typing import Any

import asyncpg

from backend.core.pool import dsn_parts
from backend.events.hub import Hub

CHANNEL = "kith_events"
FOLD_SECONDS = 0.02
RETRY_SECONDS = (0.05, 0.2, 1.0, 5.0)

log = logging.getLogger("kith.events")


class Wire:
    """Keeps one connection listening, for as long as the process lives, whatever happens to it."""

    def __init__(self, url: str, hub: Hub) -> None:
        self._url = url
        self._hub = hub
        self._dirty: set[int] = set()
        self._work = asyncio.Event()
        self._failures = 0
        hub.tell_others = self._tell

    def _tell(self, account_id: int) -> None:
        self._dirty.add(account_id)
        self._work.set()

    async def run(self) -> None:
        """Listen and notify until cancelled; a lost connection is replaced and everybody woken."""
        while True:
            try:
                await self._serve()
            except (
                OSError,
                TimeoutError,
                asyncpg.PostgresError,
                asyncpg.InterfaceError,
                asyncpg.InternalClientError,
            ) as error:
                pause = RETRY_SECONDS[min(self._failures, len(RETRY_SECONDS) - 1)]
                log.warning(
                    "event listener lost (%s), again in %.2f s", type(error).__name__, pause
                )
                self._failures += 1
                await asyncio.sleep(pause)

    async def _serve(self) -> None:
        connection = await asyncpg.connect(**dsn_parts(self._url), timeout=10)
        lost = asyncio.Event()

        def ended(_: Any) -> None:
            lost.set()
            self._work.set()

        def heard(_: Any, __: int, ___: str, payload: object) -> None:
            for account_id in str(payload).split(","):
                self._hub.wake(int(account_id))

        connection.add_termination_listener(ended)
        try:
            await connection.add_listener(CHANNEL, heard)
            self._failures = 0
            self._hub.wake_all()
            while not lost.is_set():
                await self._work.wait()
                await asyncio.sleep(FOLD_SECONDS)
                self._work.clear()
                if sending := sorted(self._dirty):
                    await connection.execute(
                        "SELECT pg_notify($1, $2)", CHANNEL, ",".join(map(str, sending))
                    )
                    # Only now: what could not be sent is sent again by the next connection.
                    self._dirty.difference_update(sending)
        finally:
            if self._dirty:
                self._work.set()
            with contextlib.suppress(Exception):
                await connection.close(timeout=1)
