"""The history of a record and of its parts (R073), what happened last (R060), who wrote it (R063)."""

import asyncpg
import httpx2 as httpx
import pytest

from backend.accounts.actor import Actor
from backend.core.database import writing
from backend.events.types import NodeRef
from backend.messages.incoming import Arrived, message_receive
from backend.messages.kinds import Channel
from backend.messages.service import message_queue
from schema.relay import pk_of
from tests import making
from tests.client import Client
from tests.messages.sms_making import gateway
from tests.world import World

HISTORY = """
history(first: $first, after: $after) { totalCount pageInfo { hasNextPage endCursor }
  nodes { id seq type via actor { name } nodeId partId changes { field from to } } }
"""
QUERY = f"""
query ($id: ID!, $first: Int, $after: String) {{ node(id: $id) {{
  ... on Customer {{ {HISTORY} }} ... on Contact {{ {HISTORY} }}
  ... on Company {{ {HISTORY} }} ... on Project {{ {HISTORY} }} }} }}
"""
UPDATE = """
mutation ($id: ID!, $input: CustomerUpdateInput!) {
  customerUpdate(id: $id, input: $input) { __typename } }
"""
PHONE = """
mutation ($id: ID!) { phoneAdd(party: $id, input: { number: "601 412 233", label: "work" }) {
  __typename } }
"""

TALKS = """
query ($id: ID!) { node(id: $id) { ... on Customer { history { nodes {
  type call { outcome } message { spelled excerpt } } } } } }
"""


async def write_to(world: World, record: str) -> None:
    """Queue a mail to a customer."""
    async with writing(world.account_id):
        await message_queue(
            Actor(world.account_id, world.users["crm_sales"]),
            channel=Channel.EMAIL,
            address="zofia@example.com",
            party=NodeRef("Customer", pk_of(record, "Customer")),
            body=f"It is\n\n{'so ' * 1000}",
        )


async def history(client: Client, record: str, first: int = 50, after: str | None = None) -> dict:
    """The history of a record."""
    found: dict = (await client.ask(QUERY, id=record, first=first, after=after))["node"]["history"]
    return found


async def types(client: Client, record: str) -> list[str]:
    """What happened to a record, the newest first."""
    return [one["type"] for one in (await history(client, record))["nodes"]]


async def test_each_change_says_who_what_and_from_what_to_what(
    sales: Client, admin: Client
) -> None:
    record = await making.customer(sales, lastName="Krall")
    await admin.ask(UPDATE, id=record, input={"lastName": "Wiśniewska", "discount": 5})
    found = await history(sales, record)
    changed, made = found["nodes"]
    assert found["totalCount"] == 2
    assert (made["type"], made["actor"]) == ("customer.created", {"name": "Test crm_sales"})
    assert changed["type"] == "customer.updated"
    assert changed["actor"] == {"name": "Test crm_admin"}
    assert changed["nodeId"] == record
    assert changed["via"].startswith("api:")
    assert {(one["field"], one["from"], one["to"]) for one in changed["changes"]} == {
        ("lastName", "Krall", "Wiśniewska"),
        ("discount", None, "5"),
    }


async def test_a_part_belongs_to_the_history_of_its_record(sales: Client) -> None:
    record = await making.contact(sales)
    await sales.ask(PHONE, id=record)
    added = (await history(sales, record))["nodes"][0]
    assert added["type"] == "phone.added"
    assert added["partId"] is not None
    assert {"field": "e164", "from": None, "to": "+48601412233"} in added["changes"]


async def test_what_ties_two_records_is_told_by_both(sales: Client) -> None:
    person, company = await making.contact(sales), await making.company(sales)
    project = await making.project(sales)
    join = """mutation ($p: ID!, $c: ID!) { affiliationAdd(person: $p, input: {company: $c}) {
      ... on AffiliationSaved { affiliation { id } } } }"""
    one = (await sales.ask(join, p=person, c=company))["affiliationAdd"]["affiliation"]["id"]
    await sales.ask("mutation ($id: ID!) { affiliationRemove(id: $id) { __typename } }", id=one)
    add = """mutation ($p: ID!, $o: ID!) {
      projectContactAdd(project: $o, input: {person: $p, role: "fitter"}) { __typename } }"""
    await sales.ask(add, p=person, o=project)
    assert await types(sales, person) == [
        "participation.added",
        "affiliation.removed",
        "affiliation.added",
        "contact.created",
    ]
    assert (await types(sales, company))[:2] == ["affiliation.removed", "affiliation.added"]
    added = (await history(sales, project))["nodes"][0]
    told = {one["field"]: (one["from"], one["to"]) for one in added["changes"]}
    assert told == {"person": (None, "Ewa Rutkowska"), "role": (None, "fitter")}
    removed = (await history(sales, company))["nodes"][0]
    assert {"field": "person", "from": "Ewa Rutkowska", "to": None} in removed["changes"]


async def test_a_long_history_is_paged_without_gap_or_double(sales: Client) -> None:
    record = await making.customer(sales)
    other = await making.customer(sales)
    for n in range(6):
        await sales.ask(UPDATE, id=record, input={"role": f"No. {n}"})
        await sales.ask(UPDATE, id=other, input={"role": f"No. {n}"})
    seen, after, more = [], None, True
    while more:
        page = await history(sales, record, first=3, after=after)
        seen += [one["seq"] for one in page["nodes"]]
        after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
    assert len(seen) == len(set(seen)) == page["totalCount"] == 7
    assert seen == sorted(seen, reverse=True)


async def test_what_is_written_to_somebody_is_told_by_their_history(
    sales: Client, world: World
) -> None:
    record = await making.customer(sales)
    await write_to(world, record)
    told = (await sales.ask(TALKS, id=record))["node"]["history"]["nodes"][0]
    assert told == {
        "type": "message.created",
        "call": None,
        "message": {"spelled": "zofia@example.com", "excerpt": f"It is {'so ' * 40}"[:119] + "…"},
    }


async def test_an_sms_that_comes_in_is_told_by_the_history_of_whoever_sent_it(
    sales: Client, http: httpx.AsyncClient, world: World, owner: asyncpg.Connection
) -> None:
    record = await making.customer(sales, mobilePhone="+48 601 555 018")
    await message_receive(
        world.account_id,
        gateway_id=(await gateway(owner, http, world)).id,
        gateway="Kannel",
        region="PL",
        arrived=Arrived("+48601555018", "+48585550140", "Jutro o ósmej"),
    )
    told = (await sales.ask(TALKS, id=record))["node"]["history"]["nodes"][0]
    assert told["message"] == {"spelled": "+48 601 555 018", "excerpt": "Jutro o ósmej"}


async def test_whoever_may_not_read_messages_learns_only_that_there_was_one(
    sales: Client, http: httpx.AsyncClient, world: World, owner: asyncpg.Connection
) -> None:
    record = await making.customer(sales)
    await write_to(world, record)
    await owner.execute(
        'UPDATE api_token SET scopes = \'["customer:read", "event:read"]\' WHERE user_id = $1',
        world.users["crm_manager"],
    )
    partner = Client(http, world.tokens["crm_manager"])
    told = (await partner.ask(TALKS, id=record))["node"]["history"]["nodes"][0]
    assert (told["type"], told["message"]) == ("message.created", None)


async def test_talks_of_a_history_cost_the_same_statements_however_many(
    sales: Client, world: World
) -> None:
    record = await making.customer(sales)
    counts = []
    for n in range(5):
        await write_to(world, record)
        if n in (0, 4):
            answer = await sales.post(TALKS, {"id": record})
            counts.append(answer["extensions"]["cost"]["sqlStatements"])
    assert len(answer["data"]["node"]["history"]["nodes"]) == 6
    assert counts[0] == counts[1]


LATEST = """{ customers { nodes { lastName latestActivity { type } created { via by { name } }
  modified { by { name } } history(first: 2) { totalCount nodes { type actor { name } } } } } }"""


async def test_looking_at_a_masked_number_is_on_record_but_no_activity(sales: Client) -> None:
    record = await making.customer(sales, passportNumber="EA1234567")
    reveal = (
        'mutation ($id: ID!) { customerReveal(id: $id, field: "passportNumber") { __typename } }'
    )
    await sales.ask(reveal, id=record)
    found = (await sales.ask(LATEST))["customers"]["nodes"][0]
    assert found["latestActivity"] == {"type": "customer.created"}
    assert found["history"]["nodes"][0]["type"] == "customer.revealed"
    told = str(await history(sales, record))
    assert "EA1234567" not in told


async def test_histories_of_a_list_cost_the_same_statements_at_any_size(
    sales: Client, admin: Client
) -> None:
    counts = []
    for n in range(8):
        record = await making.customer(sales, lastName=f"N{n}")
        await admin.ask(UPDATE, id=record, input={"role": "guest"})
        if n in (1, 7):
            answer = await sales.post(LATEST)
            assert not answer.get("errors"), answer
            counts.append(answer["extensions"]["cost"]["sqlStatements"])
    first = answer["data"]["customers"]["nodes"][0]
    assert first["created"]["by"] == {"name": "Test crm_sales"}
    assert first["modified"]["by"] == {"name": "Test crm_admin"}
    assert counts[0] == counts[1] <= 6


@pytest.mark.parametrize("cursor", ["WyJhIiwxXQ", "WzEsMiwzXQ", "!"])
async def test_a_cursor_of_another_list_is_refused(sales: Client, cursor: str) -> None:
    record = await making.company(sales)
    refused = await sales.errors(QUERY, id=record, first=1, after=cursor)
    assert refused[0]["extensions"]["code"] == "INVALID_INPUT"


async def test_a_token_without_event_read_sees_no_history(
    sales: Client, http: httpx.AsyncClient, world: World, owner: asyncpg.Connection
) -> None:
    record = await making.customer(sales)
    await owner.execute(
        "UPDATE api_token SET scopes = '[\"customer:read\"]' WHERE user_id = $1",
        world.users["crm_manager"],
    )
    partner = Client(http, world.tokens["crm_manager"])
    for field in ("history { totalCount }", "latestActivity { type }"):
        query = f"query ($id: ID!) {{ customer(id: $id) {{ {field} }} }}"
        refused = await partner.errors(query, id=record)
        assert refused[0]["extensions"]["code"] == "NOT_ALLOWED"
