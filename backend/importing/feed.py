"""Reads and prepares the rows of a run beside the server: in a process, or in a thread if few.

What passes between the two is JSON, the very text that is stored: rows go over as they will be kept,
and the trial run reads them as the import will.
"""

import asyncio
import threading
from collections import deque
from collections.abc import AsyncIterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

import orjson

from backend.importing.incoming import Incoming
from backend.importing.mapping import RunMapping
from backend.importing.own import OwnFields
from backend.importing.prepared import Prepared, prepare
from backend.importing.sources import Reader

PROCESS_FROM = 2000
"""Rows from which a process of its own pays for its start (0.4 s): parsing holds up nobody then."""
AHEAD = 2
"""Blocks that are prepared while the one before them is being decided."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be read; national numbers are those of `region`."""

    mapping: RunMapping
    paths: Sequence[Path]
    region: str | None
    today: date
    own: OwnFields


class Read(NamedTuple):
    """One row: how lists show it, its cells and its normal form as JSON, or why it is refused."""

    row: int
    file: int
    name: str
    phone: str
    source: str
    prepared: str | None
    refusal: str


class Block(NamedTuple):
    """The next rows, none at the end; `joined` counts those that went into others so far."""

    rows: list[Read]
    joined: int


class Feed:
    """The rows of an order, a block at a time."""

    def __init__(self, order: Order) -> None:
        self._order = order
        self._reader = Reader(order.mapping, order.paths, order.today)
        self._records = self._reader.records()

    def block(self, size: int) -> Block:
        """The next `size` rows."""
        rows = [self._read(incoming) for incoming in islice(self._records, size)]
        return Block(rows, self._reader.joined)

    def _read(self, incoming: Incoming) -> Read:
        company = self._reader.is_company(incoming.file)
        source, region = self._order.mapping.source, self._order.region
        prepared, refusal = prepare(
            incoming, company=company, source=source, region=region, own=self._order.own
        )
        name, phone = shown(incoming, prepared)
        raw = orjson.dumps(incoming.raw).decode()
        normal = prepared.to_json() if prepared else None
        return Read(incoming.row, incoming.file, name, phone, raw, normal, refusal)


def shown(incoming: Incoming, prepared: Prepared | None) -> tuple[str, str]:
    """Name and number by which people know a row again: in normal form where it has one."""
    name = (prepared.name if prepared else incoming.name)[:300]
    if prepared and prepared.phones:
        return name, prepared.phones[0].e164
    return name, next((phone.number[:100] for phone in incoming.phones), "")


_own = threading.local()
"""The feed of the process, or of the thread, that reads for one run."""


def _begin(order: Order) -> None:
    _own.order, _own.feed = order, None


def _next(size: int) -> Block:
    if _own.feed is None:  # not in _begin, whose exceptions an executor does not hand on
        _own.feed = Feed(_own.order)
    feed: Feed = _own.feed
    return feed.block(size)


def _executor(rows: int, order: Order) -> Executor:
    if rows < PROCESS_FROM:
        return ThreadPoolExecutor(1, initializer=_begin, initargs=(order,))
    context = get_context("spawn")
    return ProcessPoolExecutor(1, mp_context=context, initializer=_begin, initargs=(order,))


@asynccontextmanager
async def blocks(order: Order, *, rows: int, size: int) -> AsyncIterator[AsyncIterator[Block]]:
    """The blocks of an order of about this many rows; the last one is empty."""
    executor = _executor(rows, order)
    try:
        yield _blocks(executor, size)
    finally:
        # Waiting for the process to end would hold up everybody else.
        await asyncio.to_thread(executor.shutdown, cancel_futures=True)


async def _blocks(executor: Executor, size: int) -> AsyncIterator[Block]:
    loop = asyncio.get_running_loop()
    waiting = deque(loop.run_in_executor(executor, _next, size) for _ in range(AHEAD))
    while True:
        block = await waiting.popleft()
        yield block
        if not block.rows:
            return
        waiting.append(loop.run_in_executor(executor, _next, size))
