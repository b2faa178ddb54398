"""Following an account's log: one read per process and account, however many subscribers."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator

from backend.events import queries
from backend.events.hub import hub
from backend.events.types import EventRow

BATCH = 200
KEPT = 1_000
FARTHEST = 10_000
POLL_SECONDS = 5.0
"""Bells can be lost with a connection; the poll bounds how long that can go unnoticed."""


class Tail:
    """The newest events of one account, read once and shared by its subscribers in this process."""

    def __init__(self, account_id: int) -> None:
        self._account_id = account_id
        self._recent: deque[EventRow] = deque(maxlen=KEPT)
        self._lock = asyncio.Lock()
        self.subscribers = 0

    async def after(self, seq: int) -> list[EventRow]:
        """Events behind `seq`: from memory where they are there, else from the table."""
        if self._holds(seq) and (known := self._from_memory(seq)):
            return known
        async with self._lock:
            if self._holds(seq):
                if known := self._from_memory(seq):
                    return known
                fresh = await queries.after(self._account_id, seq, BATCH)
                self._recent.extend(fresh)
                return list(fresh)
        fresh = await queries.after(self._account_id, seq, BATCH)
        self._keep(list(fresh))
        return list(fresh)

    def _from_memory(self, seq: int) -> list[EventRow]:
        behind = self._recent[-1].seq - seq
        return list(self._recent)[-behind:][:BATCH] if behind > 0 else []

    def _holds(self, seq: int) -> bool:
        return bool(self._recent) and self._recent[0].seq <= seq + 1 <= self._recent[-1].seq + 1

    def _keep(self, fresh: list[EventRow]) -> None:
        if fresh and (not self._recent or fresh[0].seq > self._recent[-1].seq + 1):
            self._recent.clear()
            self._recent.extend(fresh)


_tails: dict[int, Tail] = {}


async def follow(account_id: int, after: int | None) -> AsyncIterator[list[EventRow] | int]:
    """Batches of events behind a cursor, in order, without end; `None` begins now.

    An int instead of a batch means RESYNC: the cursor is too old or from another world. Read the
    screen afresh; what follows begins at that number. Never yields inside a transaction.
    """
    bell = hub.join(account_id)
    tail = _tails.setdefault(account_id, Tail(account_id))
    tail.subscribers += 1
    try:
        head, oldest = await queries.bounds(account_id)
        cursor = head if after is None else after
        if cursor > head or cursor < oldest - 1 or head - cursor > FARTHEST:
            cursor = head
            yield head
        while True:
            bell.clear()
            while batch := await tail.after(cursor):
                cursor = batch[-1].seq
                yield batch
            try:
                await asyncio.wait_for(bell.wait(), POLL_SECONDS)
            except TimeoutError:
                continue
    finally:
        hub.leave(account_id, bell)
        tail.subscribers -= 1
        if tail.subscribers == 0:
            _tails.pop(account_id, None)
