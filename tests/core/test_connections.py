"""Connections go back to the pool, whenever their operation ends."""

import asyncio
from typing import Any

import pytest
from starlette.applications import Starlette
from tortoise.backends.asyncpg.client import TransactionWrapper
from tortoise.connection import get_connection

from backend.core.database import fetchval, running_connection, snapshot, writing
from tests.world import World


def in_use() -> int:
    pool = get_connection("default")._pool
    return int(pool.get_size() - pool.get_idle_size())


@pytest.fixture
def stalled(monkeypatch: pytest.MonkeyPatch) -> asyncio.Event:
    """Set once a transaction has its connection and waits for the answer to BEGIN."""
    reached = asyncio.Event()

    async def begin(_: object) -> None:
        reached.set()
        await asyncio.Event().wait()

    monkeypatch.setattr(TransactionWrapper, "begin", begin)
    return reached


async def test_one_that_is_cancelled_before_it_began_gives_its_connection_back(
    app: Starlette, world: World, stalled: asyncio.Event
) -> None:
    before = in_use()
    reading = asyncio.create_task(fetchval(world.account_id, "SELECT 1"))
    await stalled.wait()
    assert in_use() == before + 1
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading
    assert in_use() == before


async def test_one_that_took_too_long_to_begin_leaves_nothing_behind_in_its_task(
    app: Starlette, world: World, stalled: asyncio.Event
) -> None:
    before = in_use()
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05), snapshot(world.account_id):
            pass
    assert in_use() == before
    assert not isinstance(get_connection("default"), TransactionWrapper)


@pytest.mark.parametrize("unit", [snapshot, writing])
@pytest.mark.parametrize("again", [False, True])
async def test_wherever_one_is_cut_short_no_transaction_is_left_open(
    app: Starlette, world: World, unit: Any, again: bool
) -> None:
    loop, before, complaints = asyncio.get_running_loop(), in_use(), []

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
    assert in_use() == before


async def turns(steps: int) -> None:
    """Let the loop turn that many times; a database answers within some of them."""
    for _ in range(steps):
        await asyncio.sleep(0)
