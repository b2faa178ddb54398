"""Companies from the outside: made, listed, changed, deleted, restored (R090)."""

import asyncpg
import httpx2 as httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.core.errors import InvalidInput
from backend.core.links import web_address as website
from tests import making
from tests.client import Client
from tests.world import World, make_account

CREATE = """
mutation ($input: CompanyCreateInput!) {
  companyCreate(input: $input) {
    __typename
    ... on CompanySaved { company {
      displayName legalName registrationNumber vatNumber website industry notes version
      parent { name } phones { e164 } emails { address } } }
    ... on Problem { code message path }
  }
}
"""
UPDATE = """
mutation ($id: ID!, $input: CompanyUpdateInput!) {
  companyUpdate(id: $id, input: $input) {
    __typename
    ... on CompanySaved { company { name industry version parent { id } } }
    ... on Problem { code message path }
    ... on VersionConflict { conflicts { field yours theirs } }
  }
}
"""
MARK = """
mutation ($id: ID!) { companyDelete(id: $id) {
  __typename ... on CompanySaved { company { deletedAt } } ... on Problem { code message } } }
"""
LIST = """
query ($filter: CompanyFilter, $order: CompanyOrder) {
  companies(filter: $filter, order: $order) { nodes { id name } totalCount }
}
"""


async def names(client: Client, **variables: object) -> list[str]:
    """The names in the list."""
    return [n["name"] for n in (await client.ask(LIST, **variables))["companies"]["nodes"]]


async def test_a_new_company_has_all_that_was_said(sales: Client) -> None:
    parent = await making.company(sales, name="Port Holding")
    answer = await sales.ask(
        CREATE,
        input={
            "name": "Bałtyk Gastro",
            "legalName": "Bałtyk Gastro Sp. z o.o.",
            "registrationNumber": "0000123456",
            "vatNumber": "PL5830001122",
            "website": "baltykgastro.example/menu",
            "industry": "restaurants",
            "notes": "Two kitchens\nand a pier.",
            "parent": parent,
            "phone": "58 555 01 12",
            "email": "biuro@baltykgastro.example",
        },
    )
    assert answer["companyCreate"]["company"] == {
        "displayName": "Bałtyk Gastro",
        "legalName": "Bałtyk Gastro Sp. z o.o.",
        "registrationNumber": "0000123456",
        "vatNumber": "PL5830001122",
        "website": "https://baltykgastro.example/menu",
        "industry": "restaurants",
        "notes": "Two kitchens\nand a pier.",
        "version": 1,
        "parent": {"name": "Port Holding"},
        "phones": [{"e164": "+48585550112"}],
        "emails": [{"address": "biuro@baltykgastro.example"}],
    }


async def test_a_company_needs_a_name(sales: Client) -> None:
    refused = (await sales.ask(CREATE, input={"name": " "}))["companyCreate"]
    assert refused["message"] == "A company needs a name."
    assert refused["path"] == ["name"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        ("linia.example", "https://linia.example"),
        ("http://linia.example/a?b=c#d", "http://linia.example/a?b=c#d"),
        ("linia.example:8080/x", "https://linia.example:8080/x"),
        ("żółw.example", "https://żółw.example"),
    ],
)
def test_a_web_address_becomes_a_link(typed: str, kept: str) -> None:
    assert website(typed, "website") == kept


@given(st.sampled_from(["javascript:", "data:", "vbscript:", "file:", "JavaScript:"]), st.text())
def test_no_other_scheme_ever_becomes_a_link(scheme: str, rest: str) -> None:
    try:
        kept = website(scheme + rest, "website")
    except InvalidInput:
        return
    assert kept.startswith("https://")


async def test_no_company_stands_above_itself(sales: Client) -> None:
    top = await making.company(sales, name="Top")
    middle = await making.company(sales, name="Middle", parent=top)
    low = await making.company(sales, name="Low", parent=middle)
    for wanted in (low, middle, top):
        refused = (await sales.ask(UPDATE, id=top, input={"parent": wanted}))["companyUpdate"]
        assert (refused["code"], refused["path"]) == ("INVALID_INPUT", ["parent"])
    freed = await sales.ask(UPDATE, id=low, input={"parent": None})
    assert freed["companyUpdate"]["company"]["parent"] is None


async def test_changes_that_do_not_collide_merge_and_others_come_back(
    sales: Client, admin: Client
) -> None:
    company = await making.company(sales)
    await sales.ask(UPDATE, id=company, input={"industry": "food", "version": 1})
    merged = await admin.ask(UPDATE, id=company, input={"name": "Bałtyk", "version": 1})
    assert merged["companyUpdate"]["company"]["industry"] == "food"
    clash = await admin.ask(UPDATE, id=company, input={"industry": "drink", "version": 1})
    assert clash["companyUpdate"]["conflicts"] == [
        {"field": "industry", "yours": "drink", "theirs": "food"}
    ]


async def test_the_list_follows_the_alphabet_and_leaves_out_the_deleted(sales: Client) -> None:
    for name in ("Żagle", "Łódź Team", "Zebra", "Lis"):
        await making.company(sales, name=name)
    gone = await making.company(sales, name="Gone")
    await sales.ask(MARK, id=gone)
    assert await names(sales) == ["Lis", "Łódź Team", "Żagle", "Zebra"]
    assert await names(sales, filter={"deleted": True}) == ["Gone"]
    newest = {"by": "CREATED", "descending": True}
    assert await names(sales, order=newest) == ["Lis", "Zebra", "Łódź Team", "Żagle"]


async def test_another_accounts_company_is_not_there(
    sales: Client, http: httpx.AsyncClient, owner: asyncpg.Connection
) -> None:
    stranger = Client(http, (await make_account(owner, "Elsewhere")).tokens["crm_admin"])
    theirs = await making.company(stranger)
    assert (await sales.ask(MARK, id=theirs))["companyDelete"]["__typename"] == "NotFound"
    refused = (await sales.ask(CREATE, input={"name": "X", "parent": theirs}))["companyCreate"]
    assert (refused["message"], refused["path"]) == ("There is no such company.", ["parent"])


async def test_a_marketeer_reads_companies_and_changes_none(
    http: httpx.AsyncClient, world: World, sales: Client
) -> None:
    company = await making.company(sales)
    marketeer = Client(http, world.tokens["crm_marketeer"])
    assert await names(marketeer) == ["Bałtyk Gastro"]
    refused = (await marketeer.ask(UPDATE, id=company, input={"name": "Ours"}))["companyUpdate"]
    assert refused["__typename"] == "NotAllowed"
