"""Following records of every kind from one subscription, or of one kind (R099)."""

import asyncpg
import pytest

from tests import making
from tests.client import Client
from tests.live import signed_in_socket
from tests.world import World

RECORDS = """
subscription ($after: Int, $ids: [ID!]) { recordChanged(after: $after, ids: $ids) {
  seq type resync nodeId partId
  node { id ... on Customer { lastName } ... on Project { participations { role } } } } }
"""
ADD = """
mutation ($p: ID!, $o: ID!) {
  projectContactAdd(project: $o, input: {person: $p, role: "fitter"}) { __typename } }
"""


async def test_one_subscription_follows_records_of_every_kind(
    host: str, world: World, sales: Client
) -> None:
    async with signed_in_socket(host, world.tokens["crm_sales"]) as client:
        await client.subscribe(RECORDS, after=0)
        makers = (making.customer, making.contact, making.company, making.project)
        made = [await make(sales) for make in makers]
        got = [(await client.next())["recordChanged"] for _ in made]
    kinds = ("customer", "contact", "company", "project")
    assert [one["type"] for one in got] == [f"{kind}.created" for kind in kinds]
    assert [one["nodeId"] for one in got] == [one["node"]["id"] for one in got] == made
    assert [one["seq"] for one in got] == [1, 2, 3, 4]


async def test_a_screen_follows_only_its_own_records_and_their_parts(
    host: str, world: World, sales: Client
) -> None:
    person, project = await making.customer(sales, lastName="Krall"), await making.project(sales)
    async with signed_in_socket(host, world.tokens["crm_sales"]) as client:
        await client.subscribe(RECORDS, after=2, ids=[person, project])
        await making.customer(sales, lastName="Other")
        await sales.ask(ADD, p=person, o=project)
        first, second = [(await client.next())["recordChanged"] for _ in range(2)]
    assert first["node"] == {"id": project, "participations": [{"role": "fitter"}]}
    assert second["node"] == {"id": person, "lastName": "Krall"}
    assert first["type"] == second["type"] == "participation.added"
    assert first["partId"] == second["partId"] is not None


async def test_a_token_hears_nothing_of_what_it_may_not_see(
    host: str, world: World, sales: Client, owner: asyncpg.Connection
) -> None:
    await owner.execute(
        'UPDATE api_token SET scopes = \'["event:read", "company:read"]\' WHERE user_id = $1',
        world.users["crm_manager"],
    )
    async with signed_in_socket(host, world.tokens["crm_manager"]) as client:
        await client.subscribe(RECORDS, after=0)
        await making.customer(sales)
        company = await making.company(sales)
        heard = (await client.next())["recordChanged"]
    assert (heard["nodeId"], heard["seq"]) == (company, 2)


async def test_a_cursor_from_the_future_is_told_to_read_afresh(host: str, world: World) -> None:
    async with signed_in_socket(host, world.tokens["crm_sales"]) as client:
        await client.subscribe(RECORDS, after=999)
        assert (await client.next())["recordChanged"] == {
            "seq": 0,
            "type": "RESYNC",
            "resync": True,
            "nodeId": None,
            "partId": None,
            "node": None,
        }


@pytest.mark.parametrize(
    ("kind", "field"), [("contact", "displayName"), ("company", "name"), ("project", "name")]
)
async def test_each_kind_is_followed_by_itself_with_the_record_as_it_stands(
    host: str, world: World, sales: Client, kind: str, field: str
) -> None:
    query = f"""subscription ($after: Int, $ids: [ID!]) {{
      {kind}Changed(after: $after, ids: $ids) {{ seq type resync {kind} {{ id {field} }} }} }}"""
    make = getattr(making, kind)
    followed, other = await make(sales), await make(sales)
    update = f"""mutation ($id: ID!) {{
      {kind}Update(id: $id, input: {{ notes: "Ring twice." }}) {{ __typename }} }}"""
    async with signed_in_socket(host, world.tokens["crm_marketeer"]) as client:
        await client.subscribe(query, after=2, ids=[followed])
        for record in (other, followed):
            await sales.ask(update, id=record)
        heard = (await client.next())[f"{kind}Changed"]
    assert heard["seq"] == 4
    assert (heard["type"], heard["resync"]) == (f"{kind}.updated", False)
    assert heard[kind]["id"] == followed


async def test_nobody_without_a_role_follows_anything(host: str, world: World) -> None:
    async with signed_in_socket(host, world.tokens["none"]) as client:
        for field in ("recordChanged", "contactChanged", "companyChanged", "projectChanged"):
            await client.subscribe(f"subscription {{ {field} {{ seq }} }}", id=field)
            frame = await client.receive()
            while frame["type"] == "complete":
                frame = await client.receive()
            assert frame["id"] == field
            assert "NOT_ALLOWED" in str(frame), frame


async def test_ids_must_be_ids(host: str, world: World, sales: Client) -> None:
    company = await making.company(sales)
    async with signed_in_socket(host, world.tokens["crm_sales"]) as client:
        query = "subscription ($ids: [ID!]) { contactChanged(ids: $ids) { seq } }"
        await client.subscribe(query, ids=[company])
        frame = await client.receive()
    assert "This is the id of a company, not of a contact." in str(frame)
