"""Projects from the outside: made, listed, changed, deleted, restored (R050, R090)."""

import asyncpg
import httpx2 as httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.core.errors import InvalidInput
from backend.core.money import amount, currency
from tests import making
from tests.client import Client
from tests.world import World, make_account

CREATE = """
mutation ($input: ProjectCreateInput!) {
  projectCreate(input: $input) {
    __typename
    ... on ProjectSaved { project {
      number name stage company { name } startsOn endsOn value { minor currency } notes version } }
    ... on Problem { code message path }
  }
}
"""
UPDATE = """
mutation ($id: ID!, $input: ProjectUpdateInput!) {
  projectUpdate(id: $id, input: $input) {
    __typename
    ... on ProjectSaved { project { name stage endsOn value { minor currency } version } }
    ... on Problem { code message path }
    ... on VersionConflict { conflicts { field yours theirs } }
  }
}
"""
DELETE = """
mutation ($id: ID!) { projectDelete(id: $id) {
  __typename ... on ProjectSaved { project { deletedAt } } ... on Problem { code message } } }
"""
LIST = """
query ($filter: ProjectFilter, $order: ProjectOrder) {
  projects(filter: $filter, order: $order) { nodes { name number } totalCount }
}
"""


async def create(client: Client, **fields: object) -> dict:
    """A project made, whatever the answer."""
    return (await client.ask(CREATE, input={"name": "Tri-City rollout", **fields}))["projectCreate"]


async def names(client: Client, **variables: object) -> list[str]:
    """The names in the list."""
    return [n["name"] for n in (await client.ask(LIST, **variables))["projects"]["nodes"]]


async def test_a_new_project_has_a_number_and_all_that_was_said(sales: Client) -> None:
    company = await making.company(sales)
    made = await create(
        sales,
        stage="ACTIVE",
        company=company,
        startsOn="2026-01-01",
        endsOn="2026-03-31",
        value={"minor": 12_345_678_900, "currency": "pln"},
        notes="Eleven cafés.",
    )
    assert made["project"] == {
        "number": 10001,
        "name": "Tri-City rollout",
        "stage": "ACTIVE",
        "company": {"name": "Bałtyk Gastro"},
        "startsOn": "2026-01-01",
        "endsOn": "2026-03-31",
        "value": {"minor": 12_345_678_900, "currency": "PLN"},
        "notes": "Eleven cafés.",
        "version": 1,
    }
    assert (await create(sales))["project"]["number"] == 10002


@pytest.mark.parametrize(
    ("fields", "path"),
    [
        ({"name": ""}, ["name"]),
        ({"startsOn": "2026-02-01", "endsOn": "2026-01-31"}, ["endsOn"]),
        ({"value": {"minor": -1, "currency": "EUR"}}, ["value", "minor"]),
        ({"value": {"minor": 1, "currency": "DEM"}}, ["value", "currency"]),
    ],
)
async def test_what_cannot_be_taken_is_said_beside_its_field(
    sales: Client, fields: dict, path: list
) -> None:
    refused = await create(sales, **fields)
    assert (refused["__typename"], refused["path"]) == ("InvalidInput", path)


@pytest.mark.parametrize("minor", [0.5, "100", 2**53, True])
async def test_an_amount_is_a_whole_number(sales: Client, minor: object) -> None:
    query = CREATE.replace("$input: ProjectCreateInput!", "$value: MoneyInput!").replace(
        "$input", '{name: "x", value: $value}'
    )
    assert await sales.errors(query, value={"minor": minor, "currency": "EUR"})


@given(st.integers(), st.text(max_size=4))
def test_only_amounts_and_currencies_that_clients_can_read_pass(minor: int, code: str) -> None:
    try:
        assert 0 <= (amount(minor, "minor") or 0) < 2**53
        kept = currency(code, "currency")
    except InvalidInput:
        return
    assert kept is not None
    assert kept.isascii()
    assert len(kept) == 3


async def test_absent_leaves_a_value_and_null_empties_it(sales: Client) -> None:
    value = {"minor": 500, "currency": "EUR"}
    project = await making.project(sales, value=value, endsOn="2026-03-31")
    kept = await sales.ask(UPDATE, id=project, input={"name": "Rollout"})
    assert kept["projectUpdate"]["project"]["value"] == value
    emptied = await sales.ask(UPDATE, id=project, input={"value": None, "endsOn": None})
    assert emptied["projectUpdate"]["project"] == {
        "name": "Rollout",
        "stage": "PLANNED",
        "endsOn": None,
        "value": None,
        "version": 3,
    }


async def test_the_same_field_changed_by_two_comes_back(sales: Client, admin: Client) -> None:
    project = await making.project(sales)
    await sales.ask(UPDATE, id=project, input={"stage": "ACTIVE", "version": 1})
    merged = await admin.ask(UPDATE, id=project, input={"name": "Rollout", "version": 1})
    assert merged["projectUpdate"]["project"]["stage"] == "ACTIVE"
    clash = await admin.ask(UPDATE, id=project, input={"stage": "PAUSED", "version": 1})
    assert clash["projectUpdate"]["conflicts"] == [
        {"field": "stage", "yours": "paused", "theirs": "active"}
    ]


async def test_the_list_is_filtered_and_sorted(sales: Client) -> None:
    company = await making.company(sales)
    await making.project(sales, name="Pier", stage="DONE", company=company)
    await making.project(sales, name="Ölmühle", stage="ACTIVE")
    gone = await making.project(sales, name="Old")
    await sales.ask(DELETE, id=gone)
    assert await names(sales) == ["Ölmühle", "Pier"]
    assert await names(sales, order={"by": "NUMBER"}) == ["Pier", "Ölmühle"]
    assert await names(sales, filter={"stages": ["DONE", "PAUSED"]}) == ["Pier"]
    assert await names(sales, filter={"stages": []}) == []
    assert await names(sales, filter={"company": company}) == ["Pier"]
    assert await names(sales, filter={"deleted": True}) == ["Old"]


async def test_another_accounts_project_is_not_there(
    sales: Client, http: httpx.AsyncClient, owner: asyncpg.Connection
) -> None:
    stranger = Client(http, (await make_account(owner, "Elsewhere")).tokens["crm_admin"])
    theirs = await making.project(stranger)
    assert (await sales.ask(DELETE, id=theirs))["projectDelete"]["__typename"] == "NotFound"
    refused = await create(sales, company=await making.company(stranger))
    assert (refused["message"], refused["path"]) == ("There is no such company.", ["company"])


async def test_a_marketeer_reads_projects_and_changes_none(
    http: httpx.AsyncClient, world: World, sales: Client
) -> None:
    project = await making.project(sales)
    marketeer = Client(http, world.tokens["crm_marketeer"])
    assert await names(marketeer) == ["Tri-City rollout"]
    refused = (await marketeer.ask(DELETE, id=project))["projectDelete"]
    assert refused["__typename"] == "NotAllowed"
