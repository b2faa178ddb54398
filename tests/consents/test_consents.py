"""What people said about being reached, and that nobody is reached against it (R013, R072)."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from backend.accounts.actor import Actor
from backend.accounts.permissions import Permission, permissions_of
from backend.consents.service import demand_reachable
from backend.consents.words import Channel, Purpose
from backend.core.errors import DoNotContact, NotAllowed, NotFound
from backend.events.types import EventType, NodeRef
from schema.relay import read_id
from tests import making
from tests.client import Client
from tests.world import World

RECORD = """
mutation ($party: ID!, $input: ConsentRecordInput!) {
  consentRecord(party: $party, input: $input) {
    __typename ... on ConsentSaved { consent { id state how } } ... on Problem { message path }
  }
}
"""
NO_CALLS = {"purpose": "SERVICE", "channel": "CALL", "state": "WITHDRAWN", "how": "PHONE"}
OFFERS_BY_SMS = {"purpose": "MARKETING", "channel": "SMS", "how": "WEB"}


def actor(world: World, *roles: str) -> Actor:
    return Actor(world.account_id, world.users["crm_sales"], permissions_of(list(roles)))


async def record(client: Client, party: str, **fields: Any) -> dict[str, Any]:
    answer: dict[str, Any] = (await client.ask(RECORD, party=party, input=fields))["consentRecord"]
    return answer


async def refused(world: World, party: str, channel: Channel, **more: Any) -> DoNotContact:
    with pytest.raises(DoNotContact) as problem:
        await demand_reachable(
            actor(world, "crm_sales"), party=NodeRef(*read_id(party)), channel=channel, **more
        )
    return problem.value


async def reached(world: World, party: str, channel: Channel, **more: Any) -> Any:
    return await demand_reachable(
        actor(world, "crm_sales"), party=NodeRef(*read_id(party)), channel=channel, **more
    )


async def test_the_newest_word_of_a_purpose_and_channel_is_the_present_state(
    sales: Client,
) -> None:
    zofia = await making.customer(sales)
    await record(sales, zofia, **OFFERS_BY_SMS, state="GIVEN", at="2026-01-02T10:00:00Z")
    await record(sales, zofia, **OFFERS_BY_SMS, state="WITHDRAWN", at="2026-02-02T10:00:00Z")
    await record(sales, zofia, **NO_CALLS)
    fields = "purpose channel state"
    query = f"query ($id: ID!) {{ customer(id: $id) {{ consents {{ {fields} }} consentHistory {{ state }} }} }}"
    found = (await sales.ask(query, id=zofia))["customer"]
    assert found["consents"] == [
        {"purpose": "MARKETING", "channel": "SMS", "state": "WITHDRAWN"},
        {"purpose": "SERVICE", "channel": "CALL", "state": "WITHDRAWN"},
    ]
    assert [one["state"] for one in found["consentHistory"]] == ["WITHDRAWN", "WITHDRAWN", "GIVEN"]


async def test_a_consent_is_in_the_history_of_its_customer(sales: Client) -> None:
    zofia = await making.customer(sales)
    await record(sales, zofia, **NO_CALLS)
    query = "query ($id: ID!) { customer(id: $id) { history(first: 1) { nodes { type changes { field to } } } } }"
    [event] = (await sales.ask(query, id=zofia))["customer"]["history"]["nodes"]
    assert event["type"] == "consent.recorded"
    assert {"field": "state", "to": "withdrawn"} in event["changes"]


async def test_nobody_consents_tomorrow(sales: Client) -> None:
    zofia = await making.customer(sales)
    later = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    answer = await record(sales, zofia, **NO_CALLS, at=later)
    assert (answer["__typename"], answer["path"]) == ("InvalidInput", ["at"])


async def test_a_marketeer_writes_down_no_consents(http: Any, world: World, sales: Client) -> None:
    zofia = await making.customer(sales)
    answer = await Client(http, world.tokens["crm_marketeer"]).post(
        RECORD, {"party": zofia, "input": NO_CALLS}
    )
    assert answer["data"]["consentRecord"]["__typename"] == "NotAllowed"


async def test_do_not_call_holds_back_calls_and_text_messages_and_says_since_when(
    sales: Client, world: World
) -> None:
    zofia = await making.customer(sales, doNotCall=True)
    for channel in (Channel.CALL, Channel.SMS):
        problem = await refused(world, zofia, channel)
        assert (problem.reason, problem.may_override) == ("do_not_call", True)
        assert problem.since is not None
        assert problem.message.startswith("Do not call. Since ")
    assert (await reached(world, zofia, Channel.EMAIL)).override_reason == ""


async def test_how_they_said_it_is_told(sales: Client, world: World) -> None:
    zofia = await making.customer(sales, doNotCall=True)
    await record(sales, zofia, **NO_CALLS, at="2025-11-03T10:00:00Z")
    problem = await refused(world, zofia, Channel.CALL)
    assert problem.message == "Do not call. Asked by phone on 3 Nov 2025."


async def test_do_not_email_and_an_opted_out_address_hold_back_mail(
    sales: Client, world: World
) -> None:
    barred = await making.contact(sales, doNotEmail=True)
    assert (await refused(world, barred, Channel.EMAIL)).reason == "do_not_email"
    zofia = await making.customer(sales, email="zofia@kith.example")
    query = "query ($id: ID!) { customer(id: $id) { emails { id } } }"
    [email] = (await sales.ask(query, id=zofia))["customer"]["emails"]
    await sales.ask(
        "mutation ($id: ID!) { emailUpdate(id: $id, input: {optedOut: true}) { __typename } }",
        id=email["id"],
    )
    problem = await refused(world, zofia, Channel.EMAIL, address="zofia@kith.example")
    assert problem.reason == "opted_out"
    await reached(world, zofia, Channel.EMAIL, address="other@kith.example")


async def test_offers_by_sms_need_a_wish_or_a_consent(sales: Client, world: World) -> None:
    for_offers = {"channel": Channel.SMS, "purpose": Purpose.MARKETING}
    zofia = await making.customer(sales)
    assert (await refused(world, zofia, **for_offers)).reason == "no_consent"
    await reached(world, zofia, Channel.SMS)
    await record(sales, zofia, **OFFERS_BY_SMS, state="GIVEN")
    await reached(world, zofia, **for_offers)
    await record(sales, zofia, **OFFERS_BY_SMS, state="WITHDRAWN")
    assert (await refused(world, zofia, **for_offers)).reason == "withdrawn"
    willing = await making.customer(sales, firstName="Ada", promotionalSms=True)
    await reached(world, willing, **for_offers)


async def test_a_wish_taken_back_after_a_consent_is_obeyed(sales: Client, world: World) -> None:
    zofia = await making.customer(sales, promotionalSms=True)
    await record(sales, zofia, **OFFERS_BY_SMS, state="GIVEN", at="2026-01-02T10:00:00Z")
    await sales.ask(
        "mutation ($id: ID!) { customerUpdate(id: $id, input: {promotionalSms: false}) { __typename } }",
        id=zofia,
    )
    problem = await refused(world, zofia, Channel.SMS, purpose=Purpose.MARKETING)
    assert problem.reason == "no_consent"


async def test_the_blocked_are_not_reached_even_with_what_they_asked_for(
    sales: Client, world: World
) -> None:
    blocked = await making.customer(sales, blocked=True, doNotEmail=True)
    assert (await refused(world, blocked, Channel.CALL)).reason == "blocked"
    assert (await refused(world, blocked, Channel.EMAIL, asked_for=True)).reason == "blocked"
    free = await making.customer(sales, firstName="Ada", doNotEmail=True)
    await reached(world, free, Channel.EMAIL, asked_for=True)


async def test_an_override_needs_the_right_and_a_reason_and_is_to_be_recorded(
    sales: Client, world: World
) -> None:
    zofia = await making.customer(sales, doNotCall=True)
    assert (await refused(world, zofia, Channel.CALL, override_reason="  ")).may_override
    reach = await reached(world, zofia, Channel.CALL, override_reason="Her delivery waits")
    assert reach.override_reason == "Her delivery waits"
    [fact] = reach.facts
    assert (fact.type, fact.node) == (EventType.RULE_OVERRIDDEN, NodeRef(*read_id(zofia)))
    assert fact.changes["reason"] == (None, "Her delivery waits")


async def test_without_the_right_no_reason_helps(sales: Client, world: World) -> None:
    zofia = NodeRef(*read_id(await making.customer(sales, doNotCall=True)))
    caller = Actor(world.account_id, 1, frozenset({Permission.CALL_START}))
    with pytest.raises(DoNotContact) as problem:
        await demand_reachable(caller, party=zofia, channel=Channel.CALL)
    assert problem.value.may_override is False
    with pytest.raises(NotAllowed):
        await demand_reachable(caller, party=zofia, channel=Channel.CALL, override_reason="Because")


async def test_who_is_deleted_is_not_found(admin: Client, world: World) -> None:
    gone = await making.customer(admin)
    await admin.ask("mutation ($id: ID!) { customerDelete(id: $id) { __typename } }", id=gone)
    with pytest.raises(NotFound):
        await reached(world, gone, Channel.CALL)
