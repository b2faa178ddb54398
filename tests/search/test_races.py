"""Two writers at the same moment leave documents that tell what both of them wrote."""

import asyncio
from collections.abc import AsyncIterator

import asyncpg
import pytest

from backend.core.pool import dsn_parts
from backend.core.postgres import DatabaseUrls
from schema.relay import read_id
from tests import making
from tests.client import Client
from tests.search.finding import belong, names
from tests.world import World

RENAME = "UPDATE company SET match_names = 'mewa' WHERE id = $1"


@pytest.fixture
async def other(database: DatabaseUrls) -> AsyncIterator[asyncpg.Connection]:
    """A second writer."""
    connection = await asyncpg.connect(**dsn_parts(database.owner_url))
    yield connection
    await connection.close()


async def meanwhile(first: asyncpg.Connection, second: asyncio.Task[object]) -> None:
    """Wait until the second writer waits for the first."""
    blocked = "SELECT count(*) FROM pg_locks WHERE NOT granted"
    while not await first.fetchval(blocked):
        assert not second.done(), "it did not wait"
        await asyncio.sleep(0.01)


async def test_a_rename_and_a_companys_rename(
    sales: Client, owner: asyncpg.Connection, other: asyncpg.Connection, world: World
) -> None:
    company = await making.company(sales, name="Bałtyk")
    person = await making.customer(sales, lastName="Krall")
    await belong(owner, world, person, company)
    async with owner.transaction():
        await owner.execute(RENAME, read_id(company)[1])
        second = asyncio.create_task(
            other.execute(
                "UPDATE customer SET match_names = 'mazur zofia' WHERE id = $1", read_id(person)[1]
            )
        )
        await meanwhile(owner, second)
    await second
    assert await names(sales, "mewa mazur") == ["Zofia Krall"]


async def test_somebody_joins_a_company_while_it_is_renamed(
    sales: Client, owner: asyncpg.Connection, other: asyncpg.Connection, world: World
) -> None:
    company = await making.company(sales, name="Bałtyk")
    person = await making.customer(sales, lastName="Krall")
    async with owner.transaction():
        await owner.execute(RENAME, read_id(company)[1])
        second = asyncio.create_task(belong(other, world, person, company))
        await meanwhile(owner, second)
    await second
    assert await names(sales, "mewa krall") == ["Zofia Krall"]


async def test_many_people_of_one_new_name_do_not_wait_for_one_another(
    sales: Client, owner: asyncpg.Connection, other: asyncpg.Connection, world: World
) -> None:
    first, second = [await making.customer(sales, firstName=name) for name in ("Ewa", "Jan")]
    change = "UPDATE customer SET match_names = 'unheard' WHERE id = $1"
    async with owner.transaction():
        await owner.execute(change, read_id(first)[1])
        await asyncio.wait_for(other.execute(change, read_id(second)[1]), 30)
    assert len(await names(sales, "unheard")) == 2
    assert len(await names(sales, "unhaerd")) == 2
