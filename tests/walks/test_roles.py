"""What each role may see and do, and where a token's scopes end (R010)."""

from itertools import pairwise
from typing import Any

import asyncpg
import httpx2 as httpx
import pytest

from backend.accounts.permissions import OF_ROLE, Permission, Role, permissions_of
from tests import making
from tests.client import Client
from tests.walks.documents import operations
from tests.world import World

READS = {
    "accountSettings": "{ account { name } }",
    "apiTokens": "{ apiTokens { id } }",
    "calls": "{ calls { totalCount } }",
    "companies": "{ companies { totalCount } }",
    "contacts": "{ contacts { totalCount } }",
    "customers": "{ customers { totalCount } }",
    "groups": "{ groups { id } }",
    "importRuns": "{ importRuns { totalCount } }",
    "lines": "{ lines { id } }",
    "projects": "{ projects { totalCount } }",
    "search": '{ search(text: "Zofia") { totalCount } }',
    "sessions": "{ sessions { id } }",
    "users": "{ users { totalCount } }",
    "userSessions": "{ users { nodes { sessions { id } } } }",
}
OWN = {"accountSettings", "sessions"}
EVERY_ROLE = OWN | {
    "apiTokens", "calls", "companies", "contacts", "customers", "groups", "projects", "search", "users",
}  # fmt: skip
SEES = {
    "crm_admin": set(READS),
    "crm_manager": EVERY_ROLE | {"importRuns"},
    "crm_sales": EVERY_ROLE,
    "crm_marketeer": EVERY_ROLE,
    "none": OWN,
}
DOES = {
    "customerCreate": ('customerCreate(input: {firstName: "A"})', {"crm_admin", "crm_manager", "crm_sales"}),
    "contactCreate": (
        'contactCreate(input: {firstName: "A", lastName: "B"})',
        {"crm_admin", "crm_manager", "crm_sales", "crm_marketeer"},
    ),
    "companyCreate": ('companyCreate(input: {name: "A"})', {"crm_admin", "crm_manager", "crm_sales"}),
    "groupCreate": ('groupCreate(input: {name: "A"})', {"crm_admin"}),
    "userCreate": ('userCreate(input: {name: "A", email: "a@kith.example"})', {"crm_admin"}),
}  # fmt: skip


@pytest.mark.parametrize("role", SEES)
async def test_each_role_sees_its_share(http: httpx.AsyncClient, world: World, role: str) -> None:
    client = Client(http, world.tokens[role])
    seen = set()
    for name, query in READS.items():
        errors = (await client.post(query)).get("errors") or []
        assert {e["extensions"]["code"] for e in errors} <= {"NOT_ALLOWED"}, errors
        if not errors:
            seen.add(name)
    assert seen == SEES[role]


@pytest.mark.parametrize("role", SEES)
async def test_each_role_does_its_share(http: httpx.AsyncClient, world: World, role: str) -> None:
    client = Client(http, world.tokens[role])
    for name, (call, allowed) in DOES.items():
        answer = (await client.ask(f"mutation {{ {call} {{ __typename }} }}"))[name]
        assert (answer["__typename"] != "NotAllowed") == (role in allowed), name


def test_more_standing_never_means_fewer_rights() -> None:
    rising = [Role.CRM_MARKETEER, Role.CRM_SALES, Role.CRM_MANAGER, Role.CRM_ADMIN]
    for lower, higher in pairwise(rising):
        assert OF_ROLE[lower] < OF_ROLE[higher]
    assert permissions_of([]) == {Permission.OWN_MANAGE}
    assert permissions_of(["crm_unknown"]) == {Permission.OWN_MANAGE}


async def test_without_a_role_one_sees_oneself_and_no_record(
    http: httpx.AsyncClient, sales: Client, owner: asyncpg.Connection, world: World
) -> None:
    mine = await making.customer(sales, firstName="Ada", lastName="Own", notes="about her")
    theirs = await making.customer(sales, firstName="Zofia")
    await owner.execute(
        "UPDATE app_user SET customer_id = (SELECT id FROM customer WHERE first_name = 'Ada')"
        " WHERE id = $1",
        world.users["none"],
    )
    client = Client(http, world.tokens["none"])
    viewer = (await client.ask("{ viewer { permissions own { id displayName } } }"))["viewer"]
    assert viewer == {
        "permissions": ["OWN_MANAGE"],
        "own": {"id": mine, "displayName": "Ada Own"},
    }
    for record in (mine, theirs):
        found = await client.ask("query ($id: ID!) { node(id: $id) { id } }", id=record)
        assert found["node"] is None
        refused = await client.errors("query ($id: ID!) { customer(id: $id) { id } }", id=record)
        assert refused[0]["extensions"]["code"] == "NOT_ALLOWED"


async def test_without_a_role_no_question_at_all_finds_a_record(
    http: httpx.AsyncClient, sales: Client, world: World
) -> None:
    record = await making.customer(sales, firstName="Qwertz", lastName="Qwertz")
    client = Client(http, world.tokens["none"])

    def choose(name: str) -> Any:
        return None if name in ("after", "before") else "Qwertz" if name == "text" else record

    for operation in operations("query", choose):
        told = (await client.post(operation.query, operation.variables)).get("data")
        assert "Qwertz" not in str(told), operation.name


async def test_a_token_for_customers_ends_at_the_customer(
    http: httpx.AsyncClient, admin: Client
) -> None:
    company = await making.company(admin, name="Bałtyk Gastro")
    customer = await making.customer(admin, firstName="Ada", mobilePhone="601 412 233")
    await admin.ask(
        "mutation ($id: ID!, $to: ID!) { affiliationAdd(person: $id, input: {company: $to}) { __typename } }",
        id=customer,
        to=company,
    )
    made = await admin.ask(
        'mutation { apiTokenCreate(input: {name: "Shop", scopes: [CUSTOMER_READ]})'
        " { ... on ApiTokenCreated { secret } } }"
    )
    shop = Client(http, made["apiTokenCreate"]["secret"])
    whole = "{ customers { nodes { displayName phones { e164 owner { __typename } } } } }"
    [seen] = (await shop.ask(whole))["customers"]["nodes"]
    assert seen["phones"] == [{"e164": "+48601412233", "owner": {"__typename": "Customer"}}]
    for path in (
        "affiliations { role }",
        "affiliations { company { name } }",
        "companies { nodes { name } }",
        "projects { nodes { name } }",
        "lastCall { id }",
    ):
        answer = await shop.post(f"{{ customers {{ nodes {{ displayName {path} }} }} }}")
        assert "Bałtyk" not in str(answer["data"]), path
