"""Connections go back to the pool, whenever their operation ends."""

import asyncio
from contextvars import ContextVar
from typing import Any

import pytest
from starlette.applications import Starlette
from tortoise.backends.asyncpg.client import TransactionWrapper
from tortoise.connection import get_connection

from backend.core.database import fetchval, running_connection, snapshot, writing
from tests.world import World

stalls: ContextVar[bool] = ContextVar("stalls", default=False)
"""Whether transactions of this task wait for ever at BEGIN."""


def in_use() -> int:
    pool = get_connection("default")._pool
    return int(pool.get_size() - pool.get_idle_size())


async def at_rest() -> None:
    """No connection is in use: what the app does by itself ends soon."""
    async with asyncio.timeout(10):
        while in_use():
            await asyncio.sleep(0.01)


@pytest.fixture
def stalled(monkeypatch: pytest.MonkeyPatch) -> asyncio.Event:
    """Set once this test's transaction has its connection and waits for the answer to BEGIN."""
    reached, begin = asyncio.Event(), TransactionWrapper.begin

    async def never_begin(transaction: TransactionWrapper) -> None:
        if stalls.get():
            reached.set()
            await asyncio.Event().wait()
        await begin(transaction)

    monkeypatch.setattr(TransactionWrapper, "begin", never_begin)
    return reached


async def test_one_that_is_cancelled_before_it_began_gives_its_connection_back(
    app: Starlette, world: World, stalled: asyncio.Event
) -> None:
    stalls.set(True)
    reading = asyncio.create_task(fetchval(world.account_id, "SELECT 1"))
    await stalled.wait()
    assert in_use() >= 1
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading
    await at_rest()


async def test_one_that_took_too_long_to_begin_leaves_nothing_behind_in_its_task(
    app: Starlette, world: World, stalled: asyncio.Event
) -> None:
    stalls.set(True)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05), snapshot(world.account_id):
            pass
    assert not isinstance(get_connection("default"), TransactionWrapper)
    await at_rest()


@pytest.mark.parametrize("unit", [snapshot, writing])
@pytest.mark.parametrize("again", [False, True])
async def test_wherever_one_is_cut_short_no_transaction_is_left_open(
    app: Starlette, world: World, unit: Any, again: bool
) -> None:
    loop, complaints = asyncio.get_running_loop(), []

    async def work() -> None:
        async with unit(world.account_id), running_connection() as connection:
            await connection.fetch("SELECT 1")
            await connection.fetch("SELECT 2")

    loop.set_exception_handler(lambda _, context: complaints.append(context["message"]))
    try:
        for steps in range(60):
            task = asyncio.create_task(work())
            await turns(steps)
            task.cancel()
            if again:
                await turns(steps % 5)
                task.cancel()
            await asyncio.gather(task, return_exceptions=True)
    finally:
        loop.set_exception_handler(None)
    assert complaints == []
    await at_rest()


async def turns(steps: int) -> None:
    """Let the loop turn that many times; a database answers within some of them."""
    for _ in range(steps):
        await asyncio.sleep(0)
