"""Calls of a customer, of a company and its people, of oneself; and those not yet called back (R048)."""

import pytest

from schema.relay import global_id, read_id
from tests import making
from tests.calls.past import Past
from tests.client import Client
from tests.world import World

COUNT = "query ($filter: CallFilter) { calls(filter: $filter) { totalCount nodes { number } } }"


async def numbers(client: Client, **filter: object) -> list[str]:
    found = (await client.ask(COUNT, filter=filter))["calls"]
    assert found["totalCount"] == len(found["nodes"])
    return [call["number"] for call in found["nodes"]]


async def test_a_missed_call_waits_until_somebody_speaks_with_them(
    past: Past, sales: Client
) -> None:
    await past.call("+48601000001", 0, "missed")
    await past.call("+48601000002", 0, "missed")
    await past.call("+48601000002", 5, "completed", direction="outgoing")
    await past.call("+48601000003", 0, "missed")
    await past.call("+48601000003", 5, "completed")
    await past.call("+48601000004", 0, "completed")
    await past.call("+48601000004", 5, "missed")
    await past.call("+48601000005", 0, "missed")
    await past.call("+48601000005", 5, "answered_elsewhere")
    await past.call(None, 5, "missed")
    assert sorted(await numbers(sales, waiting=True)) == ["+48601000001", "+48601000004"]


@pytest.mark.parametrize("outcome", ["busy", "no_answer", "canceled", "failed", "unknown"])
async def test_an_attempt_that_reached_nobody_takes_nobody_off_the_list(
    past: Past, sales: Client, outcome: str
) -> None:
    await past.call("+48601000001", 0, "missed")
    await past.call("+48601000001", 5, outcome, direction="outgoing")
    assert await numbers(sales, waiting=True) == ["+48601000001"]


async def test_a_number_missed_twice_waits_once_with_its_last_call(
    past: Past, sales: Client
) -> None:
    await past.call("+48601000001", 0, "missed")
    last = await past.call("+48601000001", 5, "missed")
    found = await sales.ask(
        "{ calls(filter: { waiting: true }) { totalCount nodes { id } } }",
    )
    assert found["calls"] == {"totalCount": 1, "nodes": [{"id": global_id("Call", last)}]}


CALLED_BACK = """
mutation ($id: ID!, $calledBack: Boolean!) { callAnnotate(id: $id, input: { calledBack: $calledBack }) {
  ... on CallSaved { call { calledBackAt version } } ... on Problem { message } ... on InvalidInput { path } } }
"""


async def test_what_is_said_to_be_called_back_waits_no_more_until_that_is_taken_back(
    past: Past, sales: Client
) -> None:
    await past.call("+48601000001", 0, "missed")
    call = global_id("Call", await past.call("+48601000001", 5, "missed"))
    said = (await sales.ask(CALLED_BACK, id=call, calledBack=True))["callAnnotate"]["call"]
    assert said["calledBackAt"] is not None
    assert await numbers(sales, waiting=True) == []
    again = (await sales.ask(CALLED_BACK, id=call, calledBack=True))["callAnnotate"]["call"]
    assert again == said
    await past.call("+48601000001", 9, "missed")
    assert await numbers(sales, waiting=True) == ["+48601000001"]
    back = (await sales.ask(CALLED_BACK, id=call, calledBack=False))["callAnnotate"]["call"]
    assert back == {"calledBackAt": None, "version": said["version"] + 1}


async def test_only_what_waits_can_be_said_to_be_called_back(past: Past, sales: Client) -> None:
    call = global_id("Call", await past.call("+48601000001", 0, "completed"))
    assert (await sales.ask(CALLED_BACK, id=call, calledBack=True))["callAnnotate"] == {
        "message": "Only a missed call, or one whose outcome says so, is to be called back.",
        "path": ["calledBack"],
    }


async def test_whoever_was_promised_a_call_waits_for_it_once(past: Past, sales: Client) -> None:
    note = """mutation ($id: ID!, $input: CallAnnotateInput!) { callAnnotate(id: $id, input: $input) {
      __typename ... on InvalidInput { message path } } }"""
    await past.call("+48601000001", 0, "missed")
    spoken = global_id("Call", await past.call("+48601000001", 1, "completed"))
    tried = global_id("Call", await past.call("+48601000002", 2, "no_answer", direction="outgoing"))
    assert await numbers(sales, waiting=True) == []
    for call in (spoken, tried):
        await sales.ask(note, id=call, input={"disposition": "CALL_BACK"})
    assert await numbers(sales, waiting=True) == ["+48601000002", "+48601000001"]
    # Nobody answered once more; another talk is what was promised.
    await past.call("+48601000002", 3, "no_answer", direction="outgoing")
    await past.call("+48601000001", 4, "completed")
    assert await numbers(sales, waiting=True) == ["+48601000002"]
    await sales.ask(note, id=tried, input={"calledBack": True})
    assert await numbers(sales, waiting=True) == []
    refused = await sales.ask(note, id=tried, input={"disposition": None, "calledBack": False})
    assert refused["callAnnotate"]["path"] == ["calledBack"]


async def test_a_companys_calls_are_its_own_and_those_of_its_people_of_today(
    past: Past, sales: Client
) -> None:
    company = await making.company(sales)
    now, former = await making.customer(sales), await making.contact(sales)
    add = "mutation ($p: ID!, $i: AffiliationAddInput!) { affiliationAdd(person: $p, input: $i) { __typename } }"
    await sales.ask(add, p=now, i={"company": company})
    await sales.ask(add, p=former, i={"company": company, "until": "2020-01-01"})
    await past.call("+48601000001", 0, "completed", company_id=read_id(company)[1])
    await past.call("+48601000002", 1, "completed", customer_id=read_id(now)[1])
    await past.call("+48601000003", 2, "completed", contact_id=read_id(former)[1])
    assert await numbers(sales, party=company) == ["+48601000002", "+48601000001"]
    assert await numbers(sales, party=now) == ["+48601000002"]


LAST_SPOKEN = "query ($id: ID!) { node(id: $id) { ... on Customer { lastSpoken { id } } } }"


async def test_the_last_call_spoken_with_somebody_is_one_they_alone_can_have_had(
    past: Past, sales: Client
) -> None:
    who, beside = await making.customer(sales), await making.contact(sales)
    theirs, others = read_id(who)[1], read_id(beside)[1]
    spoken = await past.call("+48601000001", 0, "completed", customer_id=theirs)
    await past.call("+48601000001", 1, "missed", customer_id=theirs)
    await past.call("+48601000002", 2, "completed", customer_id=theirs, contact_id=others)
    found = (await sales.ask(LAST_SPOKEN, id=who))["node"]
    assert found["lastSpoken"] == {"id": global_id("Call", spoken)}


async def test_ones_own_calls_are_those_one_had(past: Past, sales: Client, world: World) -> None:
    await past.call("+48601000001", 0, "completed", user_id=world.users["crm_sales"])
    await past.call("+48601000002", 1, "completed", user_id=world.users["crm_admin"])
    me = (await sales.ask("{ viewer { user { id } } }"))["viewer"]["user"]["id"]
    assert await numbers(sales, user=me) == ["+48601000001"]


async def test_an_outcome_once_noted_can_be_corrected(past: Past, sales: Client) -> None:
    call = global_id("Call", await past.call("+48601000001", 0, "completed"))
    note = """mutation ($id: ID!, $input: CallAnnotateInput!) { callAnnotate(id: $id, input: $input) {
      ... on CallSaved { call { disposition note version } } } }"""
    for version, (input, disposition) in enumerate(
        [({"disposition": "COMPLAINT", "note": "wet"}, "COMPLAINT"), ({"disposition": None}, None)]
    ):
        saved = (await sales.ask(note, id=call, input=input))["callAnnotate"]["call"]
        assert saved == {"disposition": disposition, "note": "wet", "version": version + 2}
