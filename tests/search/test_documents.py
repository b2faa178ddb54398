"""A search sees what was just written, whoever wrote it and how (R030)."""

import asyncpg
import pytest
from httpx2 import AsyncClient

from schema.relay import read_id
from tests import making
from tests.benchmarks.generator.filling import copy_people
from tests.benchmarks.generator.people import People
from tests.client import Client
from tests.search.finding import belong, names, search
from tests.world import World, make_account


@pytest.fixture
async def zofia(sales: Client) -> str:
    return await making.customer(
        sales, lastName="Krall", mobilePhone="601 412 233", email="zofia@krall.example"
    )


async def test_a_changed_name_is_found_and_the_old_one_is_not(sales: Client, zofia: str) -> None:
    await sales.ask(
        'mutation ($id: ID!) { customerUpdate(id: $id, input: {lastName: "Mazur"}) { __typename } }',
        id=zofia,
    )
    assert await names(sales, "zofia mazur") == ["Zofia Mazur"]
    assert await names(sales, "zofia krall") == []


async def test_a_changed_number_is_found_and_the_old_one_is_not(
    sales: Client, zofia: str, owner: asyncpg.Connection
) -> None:
    await owner.execute("UPDATE phone_number SET e164 = '+48512555904'")
    assert await names(sales, "512 555 904") == ["Zofia Krall"]
    assert await names(sales, "601 412 233") == []
    await owner.execute("DELETE FROM phone_number")
    assert await names(sales, "512 555 904") == []


async def test_a_number_that_moves_to_somebody_else_leaves_nothing_behind(
    sales: Client, zofia: str, owner: asyncpg.Connection
) -> None:
    other = await making.customer(sales, firstName="Adam", lastName="Mazur")
    await owner.execute("UPDATE phone_number SET customer_id = $1", read_id(other)[1])
    assert await names(sales, "601 412 233") == ["Adam Mazur"]


async def test_an_address_is_found_until_it_goes(
    sales: Client, zofia: str, owner: asyncpg.Connection
) -> None:
    await owner.execute(
        "UPDATE email_address SET typed = 'z@lis.example', normalised = 'z@lis.example'"
    )
    assert await names(sales, "z@lis") == ["Zofia Krall"]
    await owner.execute("DELETE FROM email_address")
    assert await names(sales, "z@lis") == []


async def test_a_company_that_is_renamed_takes_its_people_along(
    sales: Client, zofia: str, owner: asyncpg.Connection, world: World
) -> None:
    company = await making.company(sales, name="Bałtyk Gastro")
    await making.project(sales, name="Harbour", company=company)
    await belong(owner, world, zofia, company)
    assert await names(sales, "baltyk") == ["Bałtyk Gastro", "Zofia Krall", "Harbour"]
    await sales.ask(
        'mutation ($id: ID!) { companyUpdate(id: $id, input: {name: "Mewa"}) { __typename } }',
        id=company,
    )
    assert await names(sales, "mewa") == ["Mewa", "Zofia Krall", "Harbour"]
    assert await names(sales, "baltyk") == []
    await owner.execute("DELETE FROM affiliation")
    assert await names(sales, "mewa") == ["Mewa", "Harbour"]


async def test_a_deleted_customer_is_marked_until_restored(
    sales: Client, admin: Client, zofia: str
) -> None:
    for action, marked in (("Delete", True), ("Restore", False)):
        await admin.ask(
            f"mutation ($id: ID!) {{ customer{action}(id: $id) {{ __typename }} }}", id=zofia
        )
        (hit,) = (await search(sales, "krall"))["hits"]
        assert (hit["node"]["deletedAt"] is not None) is marked


async def test_who_is_removed_for_good_leaves_no_document(
    sales: Client, zofia: str, owner: asyncpg.Connection
) -> None:
    # The registration mail and the login made with it go first.
    await owner.execute("UPDATE app_user SET customer_id = NULL")
    for table in ("outbox", "message", "phone_number", "email_address", "customer"):
        await owner.execute(f"DELETE FROM {table}")
    assert await names(sales, "krall") == []
    assert await owner.fetchval("SELECT count(*) FROM party_search") == 0


async def test_people_copied_in_bulk_are_found(
    sales: Client, owner: asyncpg.Connection, world: World
) -> None:
    people = People(world.account_id, 300, 1_000_000)
    await copy_people(owner, people, screens=False)
    row = await owner.fetchrow(
        "SELECT c.first_name, c.last_name, c.number, p.e164, e.typed FROM customer c"
        " JOIN phone_number p ON p.customer_id = c.id JOIN email_address e ON e.customer_id = c.id"
        " WHERE c.id = 1000123"
    )
    assert await owner.fetchval("SELECT count(*) FROM party_search") == 300 + 30 + 15 + 30
    for text in (str(row["number"]), row["e164"], row["typed"]):
        found = await search(sales, text)
        assert "Q3VzdG9tZXI6MTAwMDEyMw==" in [hit["node"]["id"] for hit in found["hits"]]


async def test_documents_written_anew_are_the_same(
    sales: Client, zofia: str, owner: asyncpg.Connection, world: World
) -> None:
    company = await making.company(sales)
    await belong(owner, world, zofia, company)
    every = "SELECT * FROM party_search ORDER BY customer_id, company_id"
    before = await owner.fetch(every)
    await owner.execute("SELECT search_rebuild()")
    assert await owner.fetch(every) == before


async def test_another_accounts_people_are_never_found(
    sales: Client, zofia: str, owner: asyncpg.Connection, http: AsyncClient, world: World
) -> None:
    strangers = await make_account(owner, "Others")
    theirs = Client(http, strangers.tokens["crm_admin"])
    for text in (
        "krall",
        "kral",
        "krahl",
        "601412233",
        "2233",
        "zofia@krall.example",
        "10001",
        "z",
    ):
        found = await search(theirs, text)
        assert (found["hits"], found["totalCount"], found["corrected"]) == ([], 0, None)
    # Lexemes begin with the account's number: typed by hand it is a word like any other.
    assert await names(theirs, f"{world.account_id}:wkrall") == []


async def test_the_documents_themselves_are_sealed(
    zofia: str, database: object, owner: asyncpg.Connection
) -> None:
    async with owner.transaction():
        stranger = await make_account(owner, "Others")
        await owner.execute(f"SELECT set_config('app.account_id', '{stranger.account_id}', true)")
        found = await owner.fetchval(
            "SELECT search_find(NULL, $1::text::tsquery, $1::text::tsquery, NULL, '{}', '{krall}',"
            " '{krall}', '{customer}', 20, 500, 500)",
            f"'{await owner.fetchval('SELECT account_id FROM customer')}:wkrall'",
        )
    assert '"hits": []' in found
    assert "zofia" not in found
