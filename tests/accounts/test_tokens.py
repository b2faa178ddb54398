"""API tokens: scoped, expiring, shown once (R094)."""

from typing import Any

import asyncpg
import httpx2 as httpx
import pytest

from tests.client import Client
from tests.world import World

CREATE = """
mutation ($input: ApiTokenCreateInput!) {
  apiTokenCreate(input: $input) {
    __typename ... on ApiTokenCreated { secret token { id prefix scopes expiresAt lastUsedAt } }
    ... on Problem { message path }
    ... on InvalidInput { fields { path } }
  }
}
"""
REVOKE = "mutation ($id: ID!) { apiTokenRevoke(id: $id) { __typename } }"
LIST = "{ apiTokens { name prefix lastUsedAt revokedAt user { name } } }"
ADD = """
mutation { customerCreate(input: {firstName: "Ada"}) {
  __typename ... on CustomerSaved { customer { created { via } } }
} }
"""


async def issue(client: Client, *scopes: str, **more: Any) -> dict[str, Any]:
    """The answer to making a token."""
    given = {"name": "Bakery shop", "scopes": scopes, **more}
    return (await client.ask(CREATE, input=given))["apiTokenCreate"]  # type: ignore[no-any-return]


async def test_a_token_may_what_its_scopes_say_and_leaves_its_name(
    http: httpx.AsyncClient, sales: Client
) -> None:
    made = await issue(sales, "CUSTOMER_READ", "CUSTOMER_WRITE")
    assert made["secret"].startswith("kith_")
    assert made["secret"].startswith(made["token"]["prefix"])
    partner = Client(http, made["secret"])
    written = (await partner.ask(ADD))["customerCreate"]
    assert written["customer"]["created"]["via"] == "api:Bakery shop"
    refused = await partner.errors("{ companies { nodes { id } } }")
    assert refused[0]["extensions"]["code"] == "NOT_ALLOWED"


async def test_the_secret_is_nowhere_in_the_database(
    sales: Client, owner: asyncpg.Connection
) -> None:
    secret = (await issue(sales, "CUSTOMER_READ"))["secret"]
    rows = await owner.fetch("SELECT t::text FROM api_token t")
    events = await owner.fetch("SELECT e::text FROM event e")
    assert secret not in str(rows) + str(events)


async def test_nobody_gives_what_they_do_not_have(sales: Client) -> None:
    refused = await issue(sales, "CUSTOMER_READ", "USER_MANAGE")
    assert refused["message"] == "You may not do this yourself: user:manage."


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"days": 0}, "days"),
        ({"days": 367}, "days"),
        ({"scopes": []}, "scopes"),
        ({"name": "  "}, "name"),
    ],
)
async def test_each_token_has_a_name_scopes_and_an_end(
    sales: Client, given: dict[str, Any], field: str
) -> None:
    refused = await issue(sales, "CUSTOMER_READ", **given)
    assert (refused["__typename"], refused["path"]) == ("InvalidInput", [field])


async def test_everything_wrong_with_a_token_is_named_at_once(sales: Client) -> None:
    refused = await issue(sales, name="", days=0)
    assert [one["path"] for one in refused["fields"]] == [["name"], ["days"], ["scopes"]]


async def test_a_token_never_outgrows_its_user(
    http: httpx.AsyncClient, sales: Client, owner: asyncpg.Connection, world: World
) -> None:
    partner = Client(http, (await issue(sales, "CUSTOMER_READ", "CUSTOMER_WRITE"))["secret"])
    await owner.execute(
        "UPDATE app_user SET roles = '[\"crm_marketeer\"]' WHERE id = $1", world.users["crm_sales"]
    )
    assert (await partner.ask(ADD))["customerCreate"]["__typename"] == "NotAllowed"


async def test_revoked_or_run_out_it_is_nobody(
    http: httpx.AsyncClient, sales: Client, owner: asyncpg.Connection
) -> None:
    first, second = await issue(sales, "OWN_MANAGE"), await issue(sales, "OWN_MANAGE")
    await sales.ask(REVOKE, id=first["token"]["id"])
    await owner.execute(
        "UPDATE api_token SET expires_at = now() WHERE prefix = $1", second["token"]["prefix"]
    )
    for made in (first, second):
        viewer = await Client(http, made["secret"]).ask("{ viewer { permissions } }")
        assert viewer["viewer"] is None


async def test_everybody_sees_their_own_and_administrators_all(
    http: httpx.AsyncClient, admin: Client, sales: Client, world: World
) -> None:
    made = await issue(sales, "CUSTOMER_READ")
    await Client(http, made["secret"]).ask("{ customers { totalCount } }")
    mine = [t for t in (await sales.ask(LIST))["apiTokens"] if t["name"] == "Bakery shop"]
    assert mine[0]["lastUsedAt"] is not None
    assert {t["user"]["name"] for t in (await sales.ask(LIST))["apiTokens"]} == {"Test crm_sales"}
    assert len({t["user"]["name"] for t in (await admin.ask(LIST))["apiTokens"]}) == 5
    marketeer = Client(http, world.tokens["crm_marketeer"])
    stolen = await marketeer.ask(REVOKE, id=made["token"]["id"])
    assert stolen["apiTokenRevoke"]["__typename"] == "NotFound"
    done = await admin.ask(REVOKE, id=made["token"]["id"])
    assert done["apiTokenRevoke"]["__typename"] == "ApiTokenRevoked"
