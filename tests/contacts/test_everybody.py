"""Everybody in one list, with their projects (R052, R057)."""

import httpx2 as httpx
import pytest

from tests import making
from tests.client import Client
from tests.world import World

PEOPLE = """
query ($first: Int, $after: String, $last: Int, $before: String, $offset: Int, $filter: PersonFilter) {
  people(first: $first, after: $after, last: $last, before: $before, offset: $offset, filter: $filter) {
    nodes { __typename
      ... on Customer { displayName participations { role project { name } }
        formerParticipations { project { name deletedAt } } }
      ... on Contact { displayName participations { role project { name } } } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount
  }
}
"""
TAKE_PART = """
mutation ($project: ID!, $person: ID!) {
  projectContactAdd(project: $project, input: { person: $person, role: "fitter" }) { __typename } }
"""


async def people(client: Client, **variables: object) -> list[tuple[str, str]]:
    """Kind and name of everybody on a page."""
    found = (await client.ask(PEOPLE, **variables))["people"]
    return [(one["__typename"], one["displayName"]) for one in found["nodes"]]


async def settle(client: Client) -> list[tuple[str, str]]:
    """People of both kinds, several of one name; what the whole list must be."""
    for last in ("Abel", "Lis", "Lis", "Żak"):
        await making.customer(client, firstName="Ewa", lastName=last)
    for last in ("Lis", "Lis", "Bąk"):
        await making.contact(client, firstName="Ewa", lastName=last)
    contacts = [("Contact", "Ewa Bąk"), *[("Contact", "Ewa Lis")] * 2]
    customers = [*[("Customer", "Ewa Lis")] * 2, ("Customer", "Ewa Żak")]
    return [("Customer", "Ewa Abel"), *contacts, *customers]


@pytest.mark.parametrize("size", [1, 2, 3, 5, 100])
async def test_pages_of_any_size_hold_everybody_once_in_order(sales: Client, size: int) -> None:
    whole, seen, after, more = await settle(sales), [], None, True
    while more:
        page = (await sales.ask(PEOPLE, first=size, after=after))["people"]
        assert page["totalCount"] == 7
        assert page["pageInfo"]["hasPreviousPage"] is (after is not None)
        seen += [(one["__typename"], one["displayName"]) for one in page["nodes"]]
        after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
    assert seen == whole


@pytest.mark.parametrize("size", [1, 2, 3])
async def test_pages_lead_back_the_same_way(sales: Client, size: int) -> None:
    whole, seen, before, more = await settle(sales), [], None, True
    while more:
        page = (await sales.ask(PEOPLE, last=size, before=before))["people"]
        seen = [(one["__typename"], one["displayName"]) for one in page["nodes"]] + seen
        before, more = page["pageInfo"]["startCursor"], page["pageInfo"]["hasPreviousPage"]
    assert seen == whole
    assert await people(sales, first=2, offset=3) == whole[3:5]


async def test_everybody_comes_with_their_projects(sales: Client) -> None:
    person = await making.customer(sales, lastName="Krall")
    for name in ("Pier cafés", "Tri-City rollout"):
        project = await making.project(sales, name=name)
        await sales.ask(TAKE_PART, project=project, person=person)
    gone = "mutation ($id: ID!) { projectDelete(id: $id) { __typename } }"
    await sales.ask(gone, id=project)
    found = (await sales.ask(PEOPLE))["people"]["nodes"][0]
    assert found["participations"] == [{"role": "fitter", "project": {"name": "Pier cafés"}}]
    former = found["formerParticipations"][0]["project"]
    assert former["name"] == "Tri-City rollout"
    assert former["deletedAt"] is not None
    assert await people(sales, filter={"project": project}) == [("Customer", "Zofia Krall")]


async def test_a_text_finds_people_of_both_kinds_by_name_and_by_email(sales: Client) -> None:
    await making.customer(
        sales, firstName="Katarzyna", lastName="Wróbel", email="k.wrobel@port.example"
    )
    await making.contact(sales, firstName="Michał", lastName="Wróblewski")
    await making.contact(sales, firstName="Ewa", lastName="Lis")
    both = [("Customer", "Katarzyna Wróbel"), ("Contact", "Michał Wróblewski")]
    assert await people(sales, filter={"text": "wrob"}) == both
    assert await people(sales, filter={"text": "K.Wrobel@port"}) == both[:1]
    assert await people(sales, filter={"text": "wrob", "kind": "CONTACT"}) == both[1:]
    assert await people(sales, filter={"text": "nobody"}) == []
    assert len(await people(sales, filter={"text": " "})) == 3


async def test_the_deleted_are_listed_apart(sales: Client, admin: Client) -> None:
    person = await making.customer(sales, lastName="Gone")
    await making.contact(sales)
    await admin.ask("mutation ($id: ID!) { customerDelete(id: $id) { __typename } }", id=person)
    assert await people(sales) == [("Contact", "Ewa Rutkowska")]
    assert await people(sales, filter={"deleted": True}) == [("Customer", "Zofia Gone")]


async def test_at_any_size_the_list_costs_the_same_statements(sales: Client) -> None:
    project = await making.project(sales)
    for n in range(6):
        for make in (making.customer, making.contact):
            person = await make(sales, lastName=f"N{n}")
            await sales.ask(TAKE_PART, project=project, person=person)
    counts = []
    for size in (2, 100):
        answer = await sales.post(PEOPLE, {"first": size})
        assert not answer.get("errors"), answer
        counts.append(answer["extensions"]["cost"]["sqlStatements"])
    assert counts[0] == counts[1] <= 9


@pytest.mark.parametrize("cursor", ["WyJhIiwiQ29tcGFueSIsMV0", "WyJhIiwxXQ", "e30"])
async def test_a_cursor_of_another_list_is_refused(sales: Client, cursor: str) -> None:
    refused = await sales.errors(PEOPLE, after=cursor)
    assert refused[0]["extensions"] == {"code": "INVALID_INPUT", "path": ["after"]}


async def test_without_a_role_nobody_is_listed(http: httpx.AsyncClient, world: World) -> None:
    refused = await Client(http, world.tokens["none"]).errors(PEOPLE)
    assert refused[0]["extensions"]["code"] == "NOT_ALLOWED"
