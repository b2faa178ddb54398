"""Sending SMS and reading threads, from the outside (R006, R043, R084)."""

import json
from typing import Any

import pytest

from backend.messages import sending
from tests.client import Client
from tests.making import customer
from tests.messages.http_peer import http_peer
from tests.messages.sms_making import gateway

SEND = """
mutation ($input: SmsSendInput!) {
  smsSend(input: $input) {
    __typename
    ... on MessageSaved { node {
      id state address spelled body segments direction channel user { name }
      party { __typename displayName } } }
    ... on Problem { code message path }
    ... on DoNotContact { reason mayOverride }
  }
}
"""
MODULES = """
mutation ($modules: [AccountModule!]!) {
  accountUpdate(input: { modules: $modules }) {
    __typename ... on AccountUpdated { account { modules } } ... on Problem { message } }
}
"""
PHONES = """
query ($id: ID!) { node(id: $id) { ... on Party { phones { id number: e164 viewerCanText } } } }
"""
THREAD = """
query ($filter: MessageFilter) {
  messages(filter: $filter) { totalCount nodes { body direction state readAt } }
}
"""
CONVERSATIONS = """
query ($filter: MessageFilter) {
  conversations(filter: $filter) { totalCount
    nodes { id body address unreadInThread party { displayName } } }
  unreadMessages
}
"""
READ = """
mutation ($id: ID!) { conversationRead(upTo: $id) { __typename ... on Problem { message } } }
"""


@pytest.fixture
def sales(http, world) -> Client:
    return Client(http, world.tokens["crm_sales"])


@pytest.fixture
async def admin(http, world) -> Client:
    """The administrator, who has switched SMS on."""
    client = Client(http, world.tokens["crm_admin"])
    answer = await client.ask(MODULES, modules=["SMS"])
    assert answer["accountUpdate"]["account"]["modules"] == ["SMS"]
    return client


async def phone_of(client: Client, party: str) -> str:
    found = (await client.ask(PHONES, id=party))["node"]["phones"]
    return found[0]["id"]


async def send(client: Client, **input: Any) -> dict[str, Any]:
    return (await client.ask(SEND, input={"body": "Your machine is ready.", **input}))["smsSend"]


async def test_without_a_gateway_an_sms_is_stored_and_never_sent(
    admin, sales, owner, worker, becomes
):
    who = await customer(sales, lastName="Lis", mobilePhone="601 555 018")
    sent = (await send(sales, phone=await phone_of(sales, who)))["node"]
    assert sent["state"] == "QUEUED"
    assert (sent["address"], sent["spelled"]) == ("+48601555018", "+48 601 555 018")
    assert sent["party"] == {"__typename": "Customer", "displayName": "Zofia Lis"}
    assert (sent["segments"], sent["user"]["name"]) == (1, "Test crm_sales")
    await becomes(await owner.fetchval("SELECT id FROM message"), "stored")


async def test_an_sms_goes_out_once_and_says_what_became_of_it(
    admin, sales, owner, http, world, worker, becomes
):
    async with http_peer() as peer:
        peer.says(202, "0: Accepted for delivery")
        way = await gateway(owner, http, world, url=f"{peer.url}/cgi-bin/sendsms")
        who = await customer(sales, mobilePhone="601 555 018")
        await send(sales, phone=await phone_of(sales, who))
        id = await owner.fetchval("SELECT id FROM message")
        await becomes(id, "submitted")
        await way.report(id, 1)
        row = await becomes(id, "delivered")
    assert [form["to"] for form in peer.forms] == ["+48601555018"]
    assert peer.forms[0]["from"] == "Alder"
    assert row["gateway_id"] == way.id
    assert row["delivered_at"] is not None


async def test_a_lost_answer_is_uncertain_and_never_a_second_sms(
    admin, sales, owner, http, world, worker, becomes
):
    async with http_peer() as peer:
        peer.answer = b""
        way = await gateway(owner, http, world, url=peer.url)
        who = await customer(sales, mobilePhone="601 555 018")
        await send(sales, phone=await phone_of(sales, who))
        id = await owner.fetchval("SELECT id FROM message")
        row = await becomes(id, "uncertain")
        assert row["outbox"] == "uncertain"
        assert len(peer.forms) == 1
        # What was uncertain is cleared up by the gateway's own word.
        await way.report(id, 1)
        await becomes(id, "delivered")


async def test_a_refused_sms_says_why(admin, sales, owner, http, world, worker, becomes):
    async with http_peer() as peer:
        peer.says(400, "4: Routing failed")
        await gateway(owner, http, world, url=peer.url)
        who = await customer(sales, mobilePhone="601 555 018")
        await send(sales, phone=await phone_of(sales, who))
        row = await becomes(await owner.fetchval("SELECT id FROM message"), "rejected")
    assert "Routing failed" in row["state_reason"]


async def test_while_the_module_is_off_nobody_sends(sales):
    who = await customer(sales, mobilePhone="601 555 018")
    found = (await sales.ask(PHONES, id=who))["node"]["phones"][0]
    assert found["viewerCanText"] is False
    answer = await send(sales, phone=found["id"])
    assert (answer["code"], "Settings" in answer["message"]) == ("REFUSED", True)


async def test_who_may_send_sees_it_at_the_number(admin, sales, http, world):
    who = await customer(sales, mobilePhone="601 555 018", fixedPhone="58 555 01 40")
    seen = {
        role: [
            phone["viewerCanText"]
            for phone in (await Client(http, world.tokens[role]).ask(PHONES, id=who))["node"][
                "phones"
            ]
        ]
        for role in ("crm_sales", "crm_marketeer")
    }
    assert seen == {"crm_sales": [True, False], "crm_marketeer": [False, False]}


async def test_a_marketeer_reads_and_does_not_send(admin, sales, http, world):
    who = await customer(sales, mobilePhone="601 555 018")
    phone = await phone_of(sales, who)
    marketeer = Client(http, world.tokens["crm_marketeer"])
    answer = await send(marketeer, phone=phone)
    assert answer["code"] == "NOT_ALLOWED"


@pytest.mark.parametrize(
    ("body", "said"), [("", "Write what"), ("  \n", "Write what"), ("a" * 1531, "makes 11 SMS")]
)
async def test_a_text_of_no_or_too_many_parts_is_refused(admin, sales, body, said):
    who = await customer(sales, mobilePhone="601 555 018")
    answer = await send(sales, phone=await phone_of(sales, who), body=body)
    assert (answer["code"], answer["path"]) == ("INVALID_INPUT", ["body"])
    assert said in answer["message"]


async def test_a_number_that_cannot_receive_sms_is_refused(admin, sales):
    who = await customer(sales, fixedPhone="58 555 01 40")
    answer = await send(sales, phone=await phone_of(sales, who))
    assert (answer["code"], answer["path"]) == ("INVALID_INPUT", ["phone"])


@pytest.mark.parametrize("input", [{}, {"phone": None, "replyTo": None}])
async def test_an_sms_to_nowhere_is_refused(admin, sales, input):
    answer = await send(sales, **input)
    assert answer["code"] == "INVALID_INPUT"


async def test_a_country_the_gateway_does_not_write_to_is_refused(admin, sales, owner, http, world):
    await gateway(owner, http, world)
    who = await customer(sales, mobilePhone="+351 912 555 018")
    answer = await send(sales, phone=await phone_of(sales, who))
    assert (answer["code"], "Portugal" in answer["message"]) == ("REFUSED", True)


async def test_an_allowed_country_is_written_to(admin, sales, owner, http, world):
    await gateway(owner, http, world, countries=["PL", "PT"])
    who = await customer(sales, mobilePhone="+351 912 555 018")
    assert (await send(sales, phone=await phone_of(sales, who)))["__typename"] == "MessageSaved"


async def test_whoever_must_not_be_called_gets_no_sms_without_a_reason(admin, sales, owner):
    who = await customer(sales, mobilePhone="601 555 018", doNotCall=True)
    phone = await phone_of(sales, who)
    answer = await send(sales, phone=phone)
    assert (answer["code"], answer["reason"]) == ("DO_NOT_CONTACT", "DO_NOT_CALL")
    reasoned = await send(sales, phone=phone, overrideReason="Asked for the delivery time herself.")
    assert reasoned["__typename"] == "MessageSaved"
    kept = await owner.fetchrow("SELECT override_reason FROM message")
    assert kept["override_reason"].startswith("Asked for")
    assert await owner.fetchval("SELECT count(*) FROM event WHERE type = 'rule.overridden'") == 1


async def test_after_stop_nobody_writes_by_sms(admin, sales, owner, http, world):
    way = await gateway(owner, http, world)
    who = await customer(sales, mobilePhone="601 555 018")
    await way.arrives("48601555018", "STOP")
    answer = await send(sales, phone=await phone_of(sales, who))
    assert (answer["code"], answer["reason"]) == ("DO_NOT_CONTACT", "WITHDRAWN")


async def test_one_user_sends_so_many_a_minute(admin, sales, monkeypatch):
    monkeypatch.setattr(sending, "A_MINUTE", sending.Limit("sms in a minute", 2, 60))
    who = await customer(sales, mobilePhone="601 555 018")
    phone = await phone_of(sales, who)
    answers = [await send(sales, phone=phone) for _ in range(3)]
    assert [a["__typename"] for a in answers] == ["MessageSaved", "MessageSaved", "RateLimited"]


async def test_a_thread_has_both_directions(admin, sales, owner, http, world):
    way = await gateway(owner, http, world)
    who = await customer(sales, mobilePhone="601 555 018")
    await send(sales, phone=await phone_of(sales, who))
    await way.arrives("48601555018", "Thank you!")
    found = (await sales.ask(THREAD, filter={"party": who}))["messages"]
    assert [(m["direction"], m["body"]) for m in found["nodes"]] == [
        ("INCOMING", "Thank you!"),
        ("OUTGOING", "Your machine is ready."),
    ]


async def test_conversations_show_the_newest_of_each_and_what_is_unread(
    admin, sales, owner, http, world
):
    way = await gateway(owner, http, world)
    await customer(sales, lastName="Lis", mobilePhone="601 555 018")
    for sender, text in (
        ("48601555018", "One"),
        ("48601555018", "Two"),
        ("48609999999", "Stranger"),
        ("INFO", "Ad"),
    ):
        await way.arrives(sender, text)
    found = await sales.ask(CONVERSATIONS)
    assert found["unreadMessages"] == 4
    assert [
        (c["body"], c["unreadInThread"], (c["party"] or {}).get("displayName"))
        for c in found["conversations"]["nodes"]
    ] == [("Ad", 1, None), ("Stranger", 1, None), ("Two", 2, "Zofia Lis")]


async def test_a_conversation_that_was_read_is_read_for_everybody(admin, sales, owner, http, world):
    way = await gateway(owner, http, world)
    await customer(sales, lastName="Lis", mobilePhone="601 555 018")
    for text in ("One", "Two"):
        await way.arrives("48601555018", text)
    await way.arrives("48609999999", "Stranger")
    newest = (await sales.ask(CONVERSATIONS))["conversations"]["nodes"]
    zofia = next(c for c in newest if c["party"])
    assert (await sales.ask(READ, id=zofia["id"]))["conversationRead"][
        "__typename"
    ] == "MessageSaved"
    left = await Client(http, world.tokens["crm_manager"]).ask(
        CONVERSATIONS, filter={"unread": True}
    )
    assert [c["body"] for c in left["conversations"]["nodes"]] == ["Stranger"]
    assert left["unreadMessages"] == 1


async def test_a_stranger_is_answered_from_the_conversation(admin, sales, owner, http, world):
    way = await gateway(owner, http, world)
    await way.arrives("48609999999", "Is it open on Saturday?")
    stranger = (await sales.ask(CONVERSATIONS))["conversations"]["nodes"][0]
    answer = await send(sales, replyTo=stranger["id"], body="Yes, until noon.")
    assert (answer["node"]["address"], answer["node"]["party"]) == ("+48609999999", None)
    again = (await sales.ask(CONVERSATIONS))["conversations"]["nodes"]
    assert [c["body"] for c in again] == ["Yes, until noon."]


async def test_a_name_cannot_be_answered(admin, sales, owner, http, world):
    way = await gateway(owner, http, world)
    await way.arrives("INFO", "Ad")
    ad = (await sales.ask(CONVERSATIONS))["conversations"]["nodes"][0]
    answer = await send(sales, replyTo=ad["id"])
    assert (answer["code"], "a name" in answer["message"]) == ("REFUSED", True)


async def test_messages_of_another_account_are_not_there(admin, sales, owner, http, world):
    from tests.world import make_account

    way = await gateway(owner, http, world)
    await way.arrives("48609999999", "Hello")
    id = (await sales.ask(CONVERSATIONS))["conversations"]["nodes"][0]["id"]
    other = Client(http, (await make_account(owner, "Other")).tokens["crm_admin"])
    assert (await other.ask(THREAD))["messages"]["totalCount"] == 0
    assert (await other.ask(READ, id=id))["conversationRead"]["message"] == (
        "There is no such message."
    )


async def test_a_page_of_conversations_costs_what_it_selects(admin, sales, owner, http, world):
    way = await gateway(owner, http, world)
    for number in range(12):
        await customer(sales, mobilePhone=f"601 555 0{number:02}")
        await way.arrives(f"486015550{number:02}", "Hello")
    costs = set()
    for first in (2, 12):
        answer = await sales.post(
            "query ($first: Int) { conversations(first: $first) { nodes { body unreadInThread"
            " user { name } party { displayName } } } }",
            {"first": first},
        )
        costs.add(answer["extensions"]["cost"]["sqlStatements"])
    assert len(costs) == 1
    assert costs.pop() <= 5, json.dumps(answer["extensions"])
