"""A search shows nobody what their role or token does not (R030, R094)."""

import asyncpg
import pytest
from httpx2 import AsyncClient

from tests import making
from tests.client import Client
from tests.search.finding import belong, names, search
from tests.world import World


async def scoped(owner: asyncpg.Connection, world: World, *scopes: str) -> None:
    """Narrow the salesperson's token to these permissions."""
    listed = ",".join(f'"{scope}"' for scope in ("search:use", *scopes))
    await owner.execute(
        "UPDATE api_token SET scopes = $1::jsonb WHERE user_id = $2",
        f"[{listed}]",
        world.users["crm_sales"],
    )


@pytest.fixture
async def baltyk(sales: Client, owner: asyncpg.Connection, world: World) -> None:
    """A company with a customer, and a contact of the same name."""
    company = await making.company(sales, name="Bałtyk Gastro")
    person = await making.customer(sales, lastName="Krall", idNumber="ABC 123456")
    await making.contact(sales, lastName="Krall")
    await belong(owner, world, person, company)


async def test_kinds_the_viewer_may_not_see_are_left_out(
    sales: Client, owner: asyncpg.Connection, world: World, baltyk: None
) -> None:
    await scoped(owner, world, "contact:read")
    found = await search(sales, "krall")
    assert [hit["kind"] for hit in found["hits"]] == ["CONTACT"]
    assert found["totalCount"] == 1


async def test_without_companies_nobody_is_found_by_theirs(
    sales: Client, owner: asyncpg.Connection, world: World, baltyk: None
) -> None:
    assert await names(sales, "baltyk") == ["Bałtyk Gastro", "Zofia Krall"]
    await scoped(owner, world, "customer:read")
    assert await names(sales, "baltyk") == []
    assert await names(sales, "krall") == ["Zofia Krall"]


async def test_an_identity_number_cannot_be_found_out_digit_by_digit(
    sales: Client, owner: asyncpg.Connection, world: World, baltyk: None
) -> None:
    assert await names(sales, "ABC 12") == ["Zofia Krall"]
    await scoped(owner, world, "customer:read")
    assert await names(sales, "ABC 12") == []
    assert await names(sales, "ABC 123456") == ["Zofia Krall"]


async def test_without_a_role_there_is_no_search(http: AsyncClient, world: World) -> None:
    nobody = Client(http, world.tokens["none"])
    errors = await nobody.errors('{ search(text: "krall") { totalCount } }')
    assert "search:use" in errors[0]["message"]
