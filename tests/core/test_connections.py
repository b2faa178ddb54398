"""Connections go back to the pool, whenever their operation ends."""

import asyncio

import pytest
from starlette.applications import Starlette
from tortoise.backends.asyncpg.client import TransactionWrapper
from tortoise.connection import get_connection

from backend.core.database import fetchval, snapshot
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
