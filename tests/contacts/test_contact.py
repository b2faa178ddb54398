"""Contacts from the outside: made, listed, changed, deleted, restored (R010–R017)."""

import asyncpg
import httpx2 as httpx
import pytest

from tests import making
from tests.client import Client
from tests.world import World, make_account

CREATE = """
mutation ($input: ContactCreateInput!) {
  contactCreate(input: $input) {
    __typename
    ... on ContactSaved { contact {
      displayName nameParts { text family } active contactPreference manager { displayName }
      phones { e164 label main } emails { address main locked } version } }
    ... on Problem { code message path }
    ... on InvalidInput { fields { path message } }
  }
}
"""
UPDATE = """
mutation ($id: ID!, $input: ContactUpdateInput!) {
  contactUpdate(id: $id, input: $input) {
    __typename
    ... on ContactSaved { contact { displayName jobTitle birthday version manager { id } } }
    ... on Problem { code message path }
    ... on VersionConflict { conflicts { field yours theirs by { name } } }
  }
}
"""
DELETE = """
mutation ($id: ID!) { contactDelete(id: $id) {
  __typename ... on ContactSaved { contact { deletedAt version viewerCanUpdate } }
  ... on Problem { code message } } }
"""
RESTORE = DELETE.replace("contactDelete", "contactRestore")
LIST = """
query ($first: Int, $after: String, $filter: ContactFilter, $order: ContactOrder) {
  contacts(first: $first, after: $after, filter: $filter, order: $order) {
    nodes { displayName phones { international } emails { address } manager { displayName } }
    pageInfo { hasNextPage endCursor } totalCount
  }
}
"""


async def create(client: Client, **fields: object) -> dict:
    """A contact made, whatever the answer."""
    given = {"firstName": "Ewa", "lastName": "Rutkowska", **fields}
    return (await client.ask(CREATE, input=given))["contactCreate"]


async def names(client: Client, **variables: object) -> list[str]:
    """The names in the list."""
    return [n["displayName"] for n in (await client.ask(LIST, **variables))["contacts"]["nodes"]]


async def test_a_new_contact_has_what_reaches_them(sales: Client) -> None:
    manager = await making.contact(sales, firstName="Marta", lastName="Kowalski")
    made = await create(
        sales,
        mobilePhone="601 412 233",
        mobilePhone2="601 412 234",
        workPhone="22 555 01 88",
        email="ewa@linia.example",
        email2="ewa.rutkowska@linia.example",
        manager=manager,
    )
    assert made["contact"] == {
        "displayName": "Ewa Rutkowska",
        "nameParts": [{"text": "Ewa", "family": False}, {"text": "Rutkowska", "family": True}],
        "active": True,
        "contactPreference": "ANY",
        "manager": {"displayName": "Marta Kowalski"},
        "phones": [
            {"e164": "+48601412233", "label": "mobile", "main": True},
            {"e164": "+48601412234", "label": "mobile", "main": False},
            {"e164": "+48225550188", "label": "work", "main": False},
        ],
        "emails": [
            {"address": "ewa@linia.example", "main": True, "locked": False},
            {"address": "ewa.rutkowska@linia.example", "main": False, "locked": False},
        ],
        "version": 1,
    }


@pytest.mark.parametrize(
    ("fields", "path", "message"),
    [
        ({"firstName": " "}, ["firstName"], "A first name is needed."),
        ({"lastName": ""}, ["lastName"], "A last name is needed."),
        ({"birthday": "2999-01-01"}, ["birthday"], "A birthday lies in the past, after 1870."),
        ({"language": "klingon!"}, ["language"], "“klingon!” is not a language tag."),
        ({"timeZone": "Mars/Base"}, ["timeZone"], "“Mars/Base” is not a time zone."),
    ],
)
async def test_what_cannot_be_taken_is_said_beside_its_field(
    sales: Client, fields: dict, path: list, message: str
) -> None:
    refused = await create(sales, **fields)
    assert refused["__typename"] == "InvalidInput"
    assert {"path": path, "message": message} in refused["fields"]
    assert await names(sales) == []


async def test_a_number_that_cannot_be_one_refuses_the_whole_contact(sales: Client) -> None:
    refused = await create(sales, workPhone="12")
    assert (refused["__typename"], refused["path"]) == ("InvalidInput", ["workPhone"])
    assert await names(sales) == []


async def test_a_switchboard_belongs_to_many_contacts_and_to_a_customer(sales: Client) -> None:
    await making.customer(sales, fixedPhone="22 555 01 88")
    for last in ("Rutkowska", "Nowak"):
        made = await create(sales, lastName=last, workPhone="22 555 01 88")
        assert made["__typename"] == "ContactSaved"


async def test_the_list_shows_active_contacts_unless_asked_for_the_rest(sales: Client) -> None:
    await create(sales, lastName="Active")
    await create(sales, lastName="Resting", active=False)
    assert await names(sales) == ["Ewa Active"]
    assert await names(sales, filter={"active": False}) == ["Ewa Resting"]
    assert await names(sales, filter={"active": None}) == ["Ewa Active", "Ewa Resting"]


async def test_pages_follow_each_other_without_gap_or_double(sales: Client) -> None:
    for last in ("Żak", "Abel", "Łoś", "Zając", "Łoś"):
        await create(sales, lastName=last)
    seen, after = [], None
    for _ in range(3):
        page = (await sales.ask(LIST, first=2, after=after))["contacts"]
        seen += [node["displayName"] for node in page["nodes"]]
        after = page["pageInfo"]["endCursor"]
    assert seen == ["Ewa Abel", "Ewa Łoś", "Ewa Łoś", "Ewa Zając", "Ewa Żak"]
    assert page["totalCount"] == 5
    assert page["pageInfo"]["hasNextPage"] is False
    assert await names(sales, first=1, order={"descending": True}) == ["Ewa Żak"]


@pytest.mark.parametrize("size", [10, 100])
async def test_a_list_costs_the_same_number_of_statements_at_any_size(
    sales: Client, size: int
) -> None:
    manager = await making.contact(sales)
    for n in range(14):
        await create(sales, lastName=f"Krall {n}", workPhone="22 555 01 88", manager=manager)
    answer = await sales.post(LIST, {"first": size})
    assert len(answer["data"]["contacts"]["nodes"]) == min(size, 15)
    # The page with all below it, and the count.
    assert answer["extensions"]["cost"]["sqlStatements"] == 2


async def test_absent_leaves_a_field_and_null_empties_it(sales: Client) -> None:
    manager = await making.contact(sales, firstName="Marta")
    contact = await making.contact(sales, birthday="1980-02-29", manager=manager)
    changed = await sales.ask(UPDATE, id=contact, input={"jobTitle": "architect"})
    assert changed["contactUpdate"]["contact"] == {
        "displayName": "Ewa Rutkowska",
        "jobTitle": "architect",
        "birthday": "1980-02-29",
        "version": 2,
        "manager": {"id": manager},
    }
    emptied = await sales.ask(UPDATE, id=contact, input={"birthday": None, "manager": None})
    assert emptied["contactUpdate"]["contact"]["birthday"] is None
    assert emptied["contactUpdate"]["contact"]["manager"] is None


async def test_changes_that_do_not_collide_merge_and_others_come_back(
    sales: Client, admin: Client
) -> None:
    contact = await making.contact(sales)
    await sales.ask(UPDATE, id=contact, input={"jobTitle": "architect", "version": 1})
    merged = await admin.ask(UPDATE, id=contact, input={"lastName": "Nowak", "version": 1})
    assert merged["contactUpdate"]["contact"]["displayName"] == "Ewa Nowak"
    clash = await admin.ask(UPDATE, id=contact, input={"jobTitle": "builder", "version": 1})
    assert clash["contactUpdate"]["conflicts"] == [
        {
            "field": "jobTitle",
            "yours": "builder",
            "theirs": "architect",
            "by": {"name": "Test crm_sales"},
        }
    ]


async def test_a_deleted_contact_is_kept_and_comes_back(sales: Client) -> None:
    contact = await making.contact(sales)
    gone = (await sales.ask(DELETE, id=contact))["contactDelete"]["contact"]
    assert gone["deletedAt"] is not None
    assert (gone["version"], gone["viewerCanUpdate"]) == (2, False)
    assert await names(sales) == []
    assert await names(sales, filter={"deleted": True}) == ["Ewa Rutkowska"]
    back = (await sales.ask(RESTORE, id=contact))["contactRestore"]["contact"]
    assert (back["deletedAt"], back["version"]) == (None, 3)


async def test_nobody_is_their_own_manager(sales: Client) -> None:
    contact = await making.contact(sales)
    refused = (await sales.ask(UPDATE, id=contact, input={"manager": contact}))["contactUpdate"]
    assert (refused["code"], refused["path"]) == ("INVALID_INPUT", ["manager"])


async def test_a_wrong_kind_of_id_is_named(sales: Client) -> None:
    company = await making.company(sales)
    refused = (await sales.ask(UPDATE, id=company, input={}))["contactUpdate"]
    assert refused["message"] == "This is the id of a company, not of a contact."
    refused = await create(sales, manager=company)
    assert (refused["__typename"], refused["path"]) == ("InvalidInput", ["manager"])


async def test_another_accounts_contact_is_not_there(
    sales: Client, http: httpx.AsyncClient, owner: asyncpg.Connection
) -> None:
    stranger = Client(http, (await make_account(owner, "Elsewhere")).tokens["crm_admin"])
    theirs = await making.contact(stranger)
    for query, field in ((UPDATE, "contactUpdate"), (DELETE, "contactDelete")):
        variables = {"input": {"jobTitle": "spy"}} if query == UPDATE else {}
        answer = await sales.ask(query, id=theirs, **variables)
        assert answer[field]["__typename"] == "NotFound"
    found = await sales.ask("query ($id: ID!) { contact(id: $id) { id } }", id=theirs)
    assert found == {"contact": None}
    refused = await create(sales, manager=theirs)
    assert (refused["message"], refused["path"]) == ("There is no such contact.", ["manager"])


async def test_the_four_roles_work_with_contacts_and_others_do_not_see_them(
    http: httpx.AsyncClient, world: World
) -> None:
    for role in ("crm_admin", "crm_manager", "crm_sales", "crm_marketeer"):
        made = await create(Client(http, world.tokens[role]), lastName=role)
        assert made["__typename"] == "ContactSaved", role
    nobody = Client(http, world.tokens["none"])
    assert (await create(nobody))["__typename"] == "NotAllowed"
    refused = await nobody.errors("{ contacts { nodes { id } } }")
    assert refused[0]["extensions"]["code"] == "NOT_ALLOWED"
