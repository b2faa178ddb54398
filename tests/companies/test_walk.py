"""One graph, walkable in every direction, for a fixed number of statements (R090, R091)."""

import asyncio

import asyncpg
import httpx2 as httpx
import pytest

from tests import making
from tests.client import Client
from tests.world import World

JOIN = """
mutation ($person: ID!, $company: ID!) {
  affiliationAdd(person: $person, input: { company: $company }) { __typename } }
"""
TAKE_PART = """
mutation ($project: ID!, $person: ID!) {
  projectContactAdd(project: $project, input: { person: $person }) { __typename } }
"""

PEOPLE = 24


async def settle(client: Client) -> None:
    """24 customers and 24 contacts, each at two of 8 companies and on two of 8 projects."""
    companies = await asyncio.gather(*(making.company(client, name=f"C{n}") for n in range(8)))
    projects = await asyncio.gather(
        *(making.project(client, name=f"P{n}", company=companies[n]) for n in range(8))
    )
    makers = [making.customer, making.contact]
    people = await asyncio.gather(
        *(make(client, lastName=f"N{n:02}") for make in makers for n in range(PEOPLE))
    )
    for n, person in enumerate(people):
        for place in (n % 8, (n * 3 + 1) % 8):
            await client.ask(JOIN, person=person, company=companies[place])
            await client.ask(TAKE_PART, project=projects[place], person=person)


@pytest.fixture
async def settled(sales: Client) -> Client:
    """A salesperson's client of an account in which everybody knows each other."""
    await settle(sales)
    return sales


LISTS = """
query ($first: Int) { customers(first: $first) { nodes {
  displayName
  affiliations { main company { name people(first: 2) { nodes { person { ... on Contact { displayName } } } } } }
  companies(first: 2) { totalCount seq nodes { name
    contacts(first: 2) { totalCount nodes { displayName
      affiliations { company { name parent { name } } }
    } }
  } }
  participations { project { name company { name } participations { person {
    ... on Customer { displayName } ... on Contact { displayName } } } } }
} } }
"""


async def test_neither_page_size_nor_breadth_costs_statements(settled: Client) -> None:
    few = await settled.post(LISTS, {"first": 2})
    many = await settled.post(LISTS, {"first": 100})
    assert not few.get("errors"), few
    assert not many.get("errors"), many
    assert len(many["data"]["customers"]["nodes"]) == PEOPLE
    statements = [answer["extensions"]["cost"]["sqlStatements"] for answer in (few, many)]
    assert statements[0] == statements[1] <= 20


DEPTHS = [
    "displayName",
    "companies(first: 4) { nodes { name } }",
    "companies(first: 4) { nodes { name contacts(first: 4) { nodes { displayName } } } }",
    "companies(first: 4) { nodes { name contacts(first: 4) { nodes { companies(first: 4) { nodes { name } } } } } }",
]


async def test_each_step_of_a_walk_costs_one_statement(settled: Client) -> None:
    for depth, fields in enumerate(DEPTHS):
        query = f"{{ customers(first: 10) {{ nodes {{ {fields} }} }} }}"
        answer = await settled.post(query)
        assert not answer.get("errors"), answer
        assert answer["extensions"]["cost"]["sqlStatements"] == depth + 1, fields


WALK = """
query ($id: ID!) { contact(id: $id) {
  companies(first: 1) { nodes {
    projects(first: 1) { nodes {
      participations { role person {
        ... on Customer { number projects(first: 1) { nodes { company {
          customers(first: 1) { nodes { displayName companies { totalCount } } }
        } } } }
        ... on Contact { projects { totalCount } }
      } }
    } }
  } }
} }
"""


async def test_from_a_contact_to_a_customers_companies_by_way_of_a_project(
    settled: Client,
) -> None:
    first = (await settled.ask("{ contacts(first: 1) { nodes { id } } }"))["contacts"]["nodes"][0]
    found = (await settled.ask(WALK, id=first["id"]))["contact"]
    project = found["companies"]["nodes"][0]["projects"]["nodes"][0]
    customers = [p["person"] for p in project["participations"] if "number" in p["person"]]
    company = customers[0]["projects"]["nodes"][0]["company"]
    assert company["customers"]["nodes"][0]["companies"]["totalCount"] == 2


PAGES = """
query ($id: ID!, $after: String) { company(id: $id) { people(first: 3, after: $after) {
  totalCount totalCountIsExact pageInfo { hasNextPage hasPreviousPage endCursor }
  nodes { person { ... on Customer { displayName } ... on Contact { displayName } } } } } }
"""


async def test_a_company_pages_through_its_people_by_name(settled: Client) -> None:
    company = (await settled.ask("{ companies(first: 1) { nodes { id } } }"))["companies"]["nodes"]
    seen, after, more = [], None, True
    while more:
        page = (await settled.ask(PAGES, id=company[0]["id"], after=after))["company"]["people"]
        assert page["pageInfo"]["hasPreviousPage"] is (after is not None)
        seen += [node["person"]["displayName"] for node in page["nodes"]]
        after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
    assert len(seen) == page["totalCount"]
    families = [name.split()[-1] for name in seen]
    assert families == sorted(families)


@pytest.mark.parametrize("cursor", ["WzEsMl0", "WyJhIiwiYiIsM10", "nonsense!"])
async def test_a_cursor_of_another_list_is_refused(sales: Client, cursor: str) -> None:
    company = await making.company(sales)
    refused = await sales.errors(PAGES, id=company, after=cursor)
    assert refused[0]["extensions"] == {"code": "INVALID_INPUT", "path": ["after"]}


async def test_a_person_is_once_in_a_company_whatever_their_roles(sales: Client) -> None:
    person, company = await making.customer(sales), await making.company(sales)
    for _ in range(2):
        await sales.ask(JOIN, person=person, company=company)
    query = """query ($id: ID!) { company(id: $id) {
      customers { totalCount nodes { companies { totalCount } affiliations { role } } } } }"""
    found = (await sales.ask(query, id=company))["company"]["customers"]
    assert found == {
        "totalCount": 1,
        "nodes": [{"companies": {"totalCount": 1}, "affiliations": [{"role": ""}] * 2}],
    }


async def test_the_deleted_are_left_out_of_a_walk(sales: Client, admin: Client) -> None:
    person, company = await making.customer(sales), await making.company(sales)
    project = await making.project(sales, company=company)
    await sales.ask(JOIN, person=person, company=company)
    await sales.ask(TAKE_PART, project=project, person=person)
    await admin.ask("mutation ($id: ID!) { customerDelete(id: $id) { __typename } }", id=person)
    query = """query ($id: ID!) { company(id: $id) {
      people { totalCount } customers { totalCount } projects { nodes { participations { id } } } } }"""
    assert (await sales.ask(query, id=company))["company"] == {
        "people": {"totalCount": 0},
        "customers": {"totalCount": 0},
        "projects": {"nodes": [{"participations": []}]},
    }


async def test_every_part_of_the_graph_is_found_again_by_its_id(sales: Client) -> None:
    person, company = await making.contact(sales), await making.company(sales)
    project = await making.project(sales)
    await sales.ask(JOIN, person=person, company=company)
    await sales.ask(TAKE_PART, project=project, person=person)
    query = (
        """query ($id: ID!) { contact(id: $id) { affiliations { id } participations { id } } }"""
    )
    found = (await sales.ask(query, id=person))["contact"]
    ids = [
        person,
        company,
        project,
        found["affiliations"][0]["id"],
        found["participations"][0]["id"],
    ]
    again = await sales.ask("query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }", ids=ids)
    kinds = ["Contact", "Company", "Project", "Affiliation", "Participation"]
    assert again["nodes"] == [
        {"__typename": kind, "id": given} for kind, given in zip(kinds, ids, strict=True)
    ]


async def test_a_relation_asks_for_the_permission_of_what_it_leads_to(
    sales: Client, http: httpx.AsyncClient, world: World, owner: asyncpg.Connection
) -> None:
    person, company = await making.customer(sales), await making.company(sales)
    await sales.ask(JOIN, person=person, company=company)
    await owner.execute("UPDATE api_token SET scopes = '[\"company:read\"]' WHERE user_id = $1",
                        world.users["crm_manager"])  # fmt: skip
    partner = Client(http, world.tokens["crm_manager"])
    query = "query ($id: ID!) {{ company(id: $id) {{ name {} }} }}"
    assert (await partner.ask(query.format("people { totalCount }"), id=company))["company"] == {
        "name": "Bałtyk Gastro",
        "people": {"totalCount": 1},
    }
    for closed in (
        "people { nodes { person { __typename } } }",
        "customers { totalCount }",
        "contacts { totalCount }",
        "projects { totalCount }",
    ):
        refused = await partner.errors(query.format(closed), id=company)
        assert refused[0]["extensions"]["code"] == "NOT_ALLOWED", closed
