"""Connections go back to the pool, whenever their operation ends."""

import asyncio
from contextvars import ContextVar
from typing import Any

import asyncpg
import pytest
from starlette.applications import Starlette
from tortoise.backends.asyncpg.client import TransactionWrapper
from tortoise.connection import get_connection

from backend.core.database import fetchval, running_connection, snapshot, writing
from backend.core.pool import CountingConnection
from tests.world import World

NAME = "SELECT name FROM account WHERE id = current_account()"

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
    reached, execute = asyncio.Event(), CountingConnection.execute

    async def never_begin(connection: CountingConnection, query: str, *args: Any) -> Any:
        if stalls.get() and query.startswith("BEGIN"):
            reached.set()
            await asyncio.Event().wait()
        return await execute(connection, query, *args)

    monkeypatch.setattr(CountingConnection, "execute", never_begin)
    return reached


async def read(account_id: int) -> None:
    """Two statements of one snapshot."""
    async with snapshot(account_id):
        await fetchval(account_id, "SELECT 1")
        await fetchval(account_id, "SELECT 2")


async def write(account_id: int) -> None:
    """Two statements of one unit of work."""
    async with writing(account_id), running_connection() as connection:
        await connection.fetch("SELECT 1")
        await connection.fetch("SELECT 2")


@pytest.mark.parametrize("unit", [read, write])
async def test_one_that_is_cancelled_before_it_began_gives_its_connection_back(
    app: Starlette, world: World, stalled: asyncio.Event, unit: Any
) -> None:
    stalls.set(True)
    beginning = asyncio.create_task(unit(world.account_id))
    await stalled.wait()
    assert in_use() >= 1
    beginning.cancel()
    with pytest.raises(asyncio.CancelledError):
        await beginning
    await at_rest()


@pytest.mark.parametrize("unit", [read, write])
async def test_one_that_took_too_long_to_begin_leaves_nothing_behind_in_its_task(
    app: Starlette, world: World, stalled: asyncio.Event, unit: Any
) -> None:
    stalls.set(True)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await unit(world.account_id)
    stalls.set(False)
    assert not isinstance(get_connection("default"), TransactionWrapper)
    await write(world.account_id)
    await at_rest()


async def test_what_asks_too_late_is_told_that_it_is_over(app: Starlette, world: World) -> None:
    async with snapshot(world.account_id):
        asked = asyncio.create_task(later(world.account_id))
    with pytest.raises(RuntimeError, match="is over"):
        await asked
    await at_rest()


async def later(account_id: int) -> Any:
    """Ask once the snapshot this task was begun in has ended."""
    await asyncio.sleep(0.05)
    return await fetchval(account_id, "SELECT 1")


async def test_a_snapshot_is_of_one_moment_and_for_reading_alone(
    app: Starlette, world: World, owner: asyncpg.Connection
) -> None:
    async with snapshot(world.account_id):
        name = await fetchval(world.account_id, NAME)
        await owner.execute("UPDATE account SET name = 'Changed' WHERE id = $1", world.account_id)
        assert await fetchval(world.account_id, NAME) == name
        with pytest.raises(RuntimeError, match="nothing is written"):
            await write(world.account_id)
        with pytest.raises(asyncpg.ReadOnlySQLTransactionError):
            await fetchval(world.account_id, "UPDATE account SET name = 'Mine' RETURNING 1")
    assert await fetchval(world.account_id, NAME) == "Changed"
    await at_rest()


@pytest.mark.parametrize("unit", [read, write])
@pytest.mark.parametrize("again", [False, True])
async def test_wherever_one_is_cut_short_no_transaction_is_left_open(
    app: Starlette, world: World, unit: Any, again: bool
) -> None:
    loop, complaints = asyncio.get_running_loop(), []

    loop.set_exception_handler(lambda _, context: complaints.append(context["message"]))
    try:
        for steps in range(60):
            task = asyncio.create_task(unit(world.account_id))
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
