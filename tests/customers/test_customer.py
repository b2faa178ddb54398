"""Customers from the outside: made, listed, changed, deleted, restored (R001, R033, R034, R090)."""

import pytest

from tests.client import Client

CREATE = """
mutation ($input: CustomerCreateInput!) {
  customerCreate(input: $input) {
    __typename
    ... on CustomerSaved { customer { id number displayName version phones { e164 label } emails { address locked } } }
    ... on Problem { code message path }
    ... on InvalidInput { fields { path message } }
    ... on Taken { ownerDeleted masked label owner { displayName } }
  }
}
"""
LIST = """
query ($first: Int, $after: String) {
  customers(first: $first, after: $after) {
    nodes { displayName phones { international } emails { address } }
    pageInfo { hasNextPage endCursor } totalCount totalCountIsExact seq
  }
}
"""
UPDATE = """
mutation ($id: ID!, $input: CustomerUpdateInput!) {
  customerUpdate(id: $id, input: $input) {
    __typename
    ... on CustomerSaved { customer { firstName lastName discount version } }
    ... on Problem { code message }
    ... on VersionConflict { conflicts { field yours theirs by { name } } }
  }
}
"""


async def create(client: Client, **fields: object) -> dict:
    """A customer made, whatever the answer."""
    return (await client.ask(CREATE, input={"firstName": "Zofia", **fields}))["customerCreate"]


async def test_a_new_customer_has_what_reaches_them(sales: Client) -> None:
    made = await create(
        sales, lastName="Krall", mobilePhone="601 412 233", email="zofia@krall.example"
    )
    assert made["__typename"] == "CustomerSaved"
    assert made["customer"]["phones"] == [{"e164": "+48601412233", "label": "mobile"}]
    assert made["customer"]["emails"] == [{"address": "zofia@krall.example", "locked": True}]
    assert made["customer"]["number"] == 10001


async def test_a_number_somebody_has_names_them_and_nothing_is_written(sales: Client) -> None:
    await create(sales, firstName="Piotr", lastName="Kowalski", mobilePhone="512 555 904")
    refused = await create(sales, firstName="Jerzy", mobilePhone="+48 512-555-904")
    assert refused["__typename"] == "PhoneTaken"
    assert refused["owner"]["displayName"] == "Piotr Kowalski"
    assert refused["message"].startswith("Piotr Kowalski has this number.")
    assert (await sales.ask(LIST))["customers"]["totalCount"] == 1


async def test_a_first_name_is_needed(sales: Client) -> None:
    refused = await create(sales, firstName="  ")
    assert refused["fields"] == [{"path": ["firstName"], "message": "A first name is needed."}]


async def test_changes_that_do_not_collide_merge_and_others_come_back(
    sales: Client, admin: Client
) -> None:
    made = (await create(sales, lastName="Krall"))["customer"]
    first = await sales.ask(UPDATE, id=made["id"], input={"discount": 5, "version": 1})
    assert first["customerUpdate"]["customer"] == {
        "firstName": "Zofia",
        "lastName": "Krall",
        "discount": 5.0,
        "version": 2,
    }
    merged = await admin.ask(UPDATE, id=made["id"], input={"lastName": "Wiśniewska", "version": 1})
    assert merged["customerUpdate"]["customer"]["discount"] == 5.0
    clash = await admin.ask(UPDATE, id=made["id"], input={"discount": 10, "version": 1})
    assert clash["customerUpdate"]["conflicts"] == [
        {"field": "discount", "yours": "10.0", "theirs": "5.0", "by": {"name": "Test crm_sales"}}
    ]


@pytest.mark.parametrize("size", [10, 100])
async def test_a_list_costs_the_same_number_of_statements_at_any_size(
    sales: Client, size: int
) -> None:
    for n in range(15):
        await create(sales, lastName=f"Krall {n}", mobilePhone=f"601 412 2{n:02}")
    answer = await sales.post(LIST, {"first": size})
    # The page with all below it, the count, the log's head.
    assert answer["extensions"]["cost"]["sqlStatements"] == 3
    assert len(answer["data"]["customers"]["nodes"]) == min(size, 15)
