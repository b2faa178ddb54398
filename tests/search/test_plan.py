"""The index is used under row-level security with the planner's defaults; statements do not grow."""

import asyncpg
import pytest

from backend.core.pool import dsn_parts
from backend.core.postgres import DatabaseUrls
from tests import making
from tests.benchmarks.generator.filling import copy_people
from tests.benchmarks.generator.people import People
from tests.client import Client
from tests.search.finding import SEARCH
from tests.world import World

FIND = """
SELECT search_find(NULL, $1::text::tsquery, $1::text::tsquery, NULL, '{}', '{}', '{}',
                   '{customer,contact,company,project}', 20, 500, 500)
"""
SCANS = "SELECT idx_scan, seq_scan FROM pg_stat_xact_user_tables WHERE relname = 'party_search'"


async def test_a_search_reads_the_index_and_never_the_whole_table(
    database: DatabaseUrls, owner: asyncpg.Connection, world: World
) -> None:
    await copy_people(owner, People(world.account_id, 2_000, 2_000_000), screens=False)
    await owner.execute("ANALYZE party_search")
    application = await asyncpg.connect(**dsn_parts(database.app_url))
    try:
        # More often than it takes PostgreSQL to think of a plan for all arguments alike.
        for word in ("smith", "smi", "s", "nobody", "k", "ma", "anna"):
            async with application.transaction():
                await application.execute(
                    f"SELECT set_config('app.account_id', '{world.account_id}', true)"
                )
                await application.fetchval(FIND, f"'{world.account_id}:w{word}':*")
                scans = await application.fetchrow(SCANS)
                assert scans["idx_scan"] > 0
                assert scans["seq_scan"] == 0
    finally:
        await application.close()


@pytest.mark.parametrize("first", [10, 100])
async def test_a_search_costs_two_statements_and_one_for_each_relation(
    sales: Client, first: int
) -> None:
    for number in range(15):
        await making.customer(
            sales, lastName=f"Krall {number}", mobilePhone=f"601 412 2{number:02}"
        )
    answer = await sales.post(SEARCH, {"text": "krall", "first": first, "kinds": ["CUSTOMER"]})
    assert len(answer["data"]["search"]["hits"]) == min(first, 15)
    # The search itself, the customers it found, their telephone numbers.
    assert answer["extensions"]["cost"]["sqlStatements"] == 3
