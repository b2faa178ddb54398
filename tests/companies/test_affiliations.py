"""Who belongs to which company, now and before (R016): added, changed, ended, removed."""

import asyncio

import asyncpg
import httpx2 as httpx

from tests import making
from tests.client import Client
from tests.world import World, make_account

FIELDS = """
__typename
... on AffiliationSaved { affiliation {
  id role since until main company { name } person { __typename ... on Contact { displayName } } } }
... on Problem { code message path }
"""
ADD = f"""
mutation ($person: ID!, $input: AffiliationAddInput!) {{
  done: affiliationAdd(person: $person, input: $input) {{ {FIELDS} }} }}
"""
UPDATE = f"""
mutation ($id: ID!, $input: AffiliationUpdateInput!) {{
  done: affiliationUpdate(id: $id, input: $input) {{ {FIELDS} }} }}
"""
END = f"mutation ($id: ID!, $until: Date) {{ done: affiliationEnd(id: $id, until: $until) {{ {FIELDS} }} }}"
REMOVE = """
mutation ($id: ID!) { done: affiliationRemove(id: $id) {
  __typename
  ... on AffiliationRemoved { company { name } person { ... on Contact { displayName } } }
  ... on Problem { code message } } }
"""
OF_CONTACT = (
    "query ($id: ID!) { contact(id: $id) { affiliations { main until company { name } } } }"
)


async def add(client: Client, person: str, company: str, **fields: object) -> dict:
    """An affiliation added, whatever the answer."""
    return (await client.ask(ADD, person=person, input={"company": company, **fields}))["done"]


async def mains(client: Client, contact: str) -> dict[str, bool]:
    """Company name → whether it is the main one, in the order of the answer."""
    found = (await client.ask(OF_CONTACT, id=contact))["contact"]["affiliations"]
    return {one["company"]["name"]: one["main"] for one in found}


async def test_the_first_company_is_the_main_one(sales: Client) -> None:
    contact, company = await making.contact(sales), await making.company(sales)
    added = await add(sales, contact, company, role="architect", since="2020-01-01")
    added["affiliation"].pop("id")
    assert added["affiliation"] == {
        "role": "architect",
        "since": "2020-01-01",
        "until": None,
        "main": True,
        "company": {"name": "Bałtyk Gastro"},
        "person": {"__typename": "Contact", "displayName": "Ewa Rutkowska"},
    }


async def test_one_main_at_a_time(sales: Client) -> None:
    contact = await making.contact(sales)
    for name in ("Old", "Side", "New"):
        company = await making.company(sales, name=name)
        await add(sales, contact, company, **({"main": True} if name == "New" else {}))
    assert await mains(sales, contact) == {"New": True, "Old": False, "Side": False}


async def test_two_who_name_a_main_one_at_once_leave_one(sales: Client) -> None:
    contact = await making.contact(sales)
    companies = [await making.company(sales, name=f"No. {n}") for n in range(4)]
    added = await asyncio.gather(*(add(sales, contact, c, main=True) for c in companies))
    assert {one["__typename"] for one in added} == {"AffiliationSaved"}
    assert sorted((await mains(sales, contact)).values()) == [False, False, False, True]


async def test_absent_leaves_a_date_and_null_empties_it(sales: Client) -> None:
    contact, company = await making.contact(sales), await making.company(sales)
    one = (await add(sales, contact, company, since="2020-01-01"))["affiliation"]["id"]
    kept = (await sales.ask(UPDATE, id=one, input={"role": "owner"}))["done"]["affiliation"]
    assert (kept["role"], kept["since"]) == ("owner", "2020-01-01")
    emptied = (await sales.ask(UPDATE, id=one, input={"since": None}))["done"]["affiliation"]
    assert (emptied["role"], emptied["since"]) == ("owner", None)


async def test_what_is_over_stays_on_record_and_is_not_the_main_one(sales: Client) -> None:
    contact, company = await making.contact(sales), await making.company(sales)
    one = (await add(sales, contact, company, since="2020-01-01"))["affiliation"]["id"]
    backwards = (await sales.ask(END, id=one, until="2019-12-31"))["done"]
    assert (backwards["code"], backwards["path"]) == ("INVALID_INPUT", ["until"])
    ended = (await sales.ask(END, id=one, until="2024-06-30"))["done"]["affiliation"]
    assert (ended["until"], ended["main"]) == ("2024-06-30", False)
    today = (await sales.ask(END, id=one))["done"]["affiliation"]
    assert today["until"] > "2024-06-30"
    assert await mains(sales, contact) == {"Bałtyk Gastro": False}


async def test_what_was_never_so_is_removed_and_both_ends_stay(sales: Client) -> None:
    contact, company = await making.contact(sales), await making.company(sales)
    one = (await add(sales, contact, company))["affiliation"]["id"]
    assert (await sales.ask(REMOVE, id=one))["done"] == {
        "__typename": "AffiliationRemoved",
        "company": {"name": "Bałtyk Gastro"},
        "person": {"displayName": "Ewa Rutkowska"},
    }
    assert await mains(sales, contact) == {}
    assert (await sales.ask(REMOVE, id=one))["done"]["__typename"] == "NotFound"


async def test_wrong_ids_are_named_and_other_accounts_are_not_there(
    sales: Client, http: httpx.AsyncClient, owner: asyncpg.Connection
) -> None:
    contact, company = await making.contact(sales), await making.company(sales)
    swapped = await add(sales, company, contact)
    assert (swapped["__typename"], swapped["path"]) == ("InvalidInput", ["person"])
    stranger = Client(http, (await make_account(owner, "Elsewhere")).tokens["crm_admin"])
    assert (await add(stranger, contact, company))["__typename"] == "NotFound"
    theirs = await making.company(stranger)
    assert (await add(sales, contact, theirs))["__typename"] == "NotFound"


async def test_a_deleted_company_takes_nobody_in(sales: Client) -> None:
    contact, company = await making.contact(sales), await making.company(sales)
    await sales.ask("mutation ($id: ID!) { companyDelete(id: $id) { __typename } }", id=company)
    refused = await add(sales, contact, company)
    assert refused["__typename"] == "Refused"
    assert "Restore it first" in refused["message"]


async def test_a_marketeer_ties_contacts_to_companies_but_no_customers(
    sales: Client, http: httpx.AsyncClient, world: World
) -> None:
    marketeer = Client(http, world.tokens["crm_marketeer"])
    company, customer = await making.company(sales), await making.customer(sales)
    contact = await making.contact(marketeer)
    assert (await add(marketeer, contact, company))["__typename"] == "AffiliationSaved"
    assert (await add(marketeer, customer, company))["__typename"] == "NotAllowed"
    nobody = Client(http, world.tokens["none"])
    assert (await add(nobody, contact, company))["__typename"] == "NotAllowed"
