"""Following an account's log: one read per process and account, however many subscribers."""

import asyncio
import contextlib
import contextvars
import logging
from collections import deque
from collections.abc import AsyncIterator, Sequence

import asyncpg
from tortoise.exceptions import BaseORMException

from backend.events import queries
from backend.events.hub import hub
from backend.events.types import EventRow

BATCH = 200
KEPT = 1_000
FARTHEST = 10_000
"""A subscriber further behind than this is told to read afresh: cheaper for both sides."""
POLL_SECONDS = 5.0
"""Bells can be lost with a connection; the poll bounds how long that can go unnoticed."""
RETRY_SECONDS = 0.3

log = logging.getLogger("kith.events")


class Tail:
    """The newest events of one account, read once and shared by its followers in this process."""

    def __init__(self, account_id: int) -> None:
        self._account_id = account_id
        self._recent: deque[EventRow] = deque(maxlen=KEPT)
        self._bell = hub.join(account_id)
        self._grown = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self.head = 0
        self.followers = 0

    def start(self, head: int) -> None:
        """Begin watching behind `head`."""
        self.head = head
        # A context of its own: the first follower's would keep its statement count alive.
        self._task = asyncio.create_task(
            self._watch(), name=f"tail of account {self._account_id}", context=contextvars.Context()
        )

    async def stop(self) -> None:
        """Stop watching."""
        hub.leave(self._account_id, self._bell)
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def after(self, seq: int) -> Sequence[EventRow]:
        """Events behind `seq`, at least one: waits for the next where there is none yet."""
        while True:
            grown = self._grown
            if seq < self.head:
                return self._remembered(seq) or await self._read(seq)
            await grown.wait()

    def _remembered(self, seq: int) -> list[EventRow]:
        if not self._recent or self._recent[0].seq > seq + 1:
            return []
        behind = self._recent[-1].seq - seq
        return list(self._recent)[-behind:][:BATCH]

    async def _watch(self) -> None:
        while True:
            self._bell.clear()
            whole = True
            while whole and (fresh := await self._read(self.head)):
                self._recent.extend(fresh)
                self.head = fresh[-1].seq
                self._grown.set()
                self._grown = asyncio.Event()
                # What is committed after a read that was not full has rung the bell again.
                whole = len(fresh) == BATCH
            # Not wait_for: Python 3.11's loses a cancellation that comes with the bell.
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(POLL_SECONDS):
                    await self._bell.wait()

    async def _read(self, seq: int) -> Sequence[EventRow]:
        while True:
            try:
                return await queries.after(self._account_id, seq, BATCH)
            except (
                OSError,
                TimeoutError,
                asyncpg.PostgresError,
                asyncpg.InterfaceError,
                BaseORMException,
            ) as error:
                log.warning("reading the event log failed (%s), again soon", type(error).__name__)
                await asyncio.sleep(RETRY_SECONDS)


_tails: dict[int, Tail] = {}


async def follow(account_id: int, after: int | None) -> AsyncIterator[Sequence[EventRow] | int]:
    """Batches of events behind a cursor, in order, without end; `None` begins now.

    An int instead of a batch means RESYNC: the cursor is too old or from another world. Read the
    screen afresh; what follows begins at that number. Never yields inside a transaction.
    """
    head, oldest = await queries.bounds(account_id)
    tail = _tails.get(account_id)
    if tail is None:
        tail = _tails[account_id] = Tail(account_id)
        tail.start(head)
    tail.followers += 1
    try:
        cursor = head if after is None else after
        if cursor > head or cursor < oldest - 1 or head - cursor > FARTHEST:
            cursor = head
            yield head
        while True:
            batch = await tail.after(cursor)
            cursor = batch[-1].seq
            yield batch
    finally:
        tail.followers -= 1
        if tail.followers == 0 and _tails.get(account_id) is tail:
            del _tails[account_id]
            await tail.stop()
