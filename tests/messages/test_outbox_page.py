"""The Outbox page: what has not left and what it says; a link is for an administrator without a server."""

import re

import pytest

from schema.relay import global_id
from tests import making
from tests.messages.conftest import working

OUTBOX = """
query ($states: [MessageState!]) { outbox(first: 10, states: $states) {
  totalCount
  nodes { canBeSent message { id state stateReason address party { displayName } }
          sending { attempts nextTryAt lastError } }
} }
"""
PREVIEW = "query ($id: ID!) { messagePreview(id: $id) { subject text html hasLink } }"
REVEAL = """
mutation ($id: ID!) { messageReveal(id: $id) {
  __typename ... on MessageRevealed { link preview { text html } } ... on Problem { message }
} }
"""
RETRY = """
mutation ($id: ID!) { messageRetry(id: $id) {
  __typename ... on MessageSaved { node { state } } ... on Problem { message }
} }
"""


@pytest.fixture
async def registered(sales, owner) -> str:
    """The id of the registration mail of a new client, whose name tries to be HTML."""
    await making.customer(sales, firstName="Zofia <b>", email="zofia@lis.example")
    return global_id("Message", await owner.fetchval("SELECT max(id) FROM message"))


async def test_a_kept_mail_is_listed_as_kept(registered, admin, database, becomes, owner):
    async with working(database):
        await becomes(await owner.fetchval("SELECT max(id) FROM message"), "stored")
    page = (await admin.ask(OUTBOX))["outbox"]
    assert page["totalCount"] == 1
    [entry] = page["nodes"]
    assert entry["message"]["state"] == "STORED"
    assert entry["message"]["party"] == {"displayName": "Zofia <b>"}
    assert entry["sending"] == {"attempts": 1, "nextTryAt": None, "lastError": ""}
    assert entry["canBeSent"] is True


async def test_a_preview_has_no_link_and_escapes_what_people_typed(registered, admin):
    found = (await admin.ask(PREVIEW, id=registered))["messagePreview"]
    assert found["hasLink"] is True
    assert "/welcome#…" in found["text"]
    assert "Hello Zofia <b>," in found["text"]
    assert "Hello Zofia &lt;b&gt;," in found["html"]
    assert "&amp;amp;" not in found["html"]


async def test_an_administrator_without_a_server_is_shown_the_link_and_it_is_recorded(
    registered, admin, owner
):
    shown = (await admin.ask(REVEAL, id=registered))["messageReveal"]
    assert re.search(r"/welcome#\S{43}$", shown["link"])
    assert shown["link"] in shown["preview"]["text"]
    event = await owner.fetchval("SELECT type FROM event ORDER BY seq DESC LIMIT 1")
    assert event == "message.revealed"


async def test_with_a_server_nobody_is_shown_the_link(registered, admin, served):
    shown = (await admin.ask(REVEAL, id=registered))["messageReveal"]
    assert shown["__typename"] == "Refused"


async def test_nobody_else_sees_the_outbox(registered, sales, http, world):
    from tests.client import Client

    for client in (sales, Client(http, world.tokens["crm_manager"])):
        for query in (OUTBOX, PREVIEW):
            assert (await client.post(query, {"id": registered}))["errors"]
        answer = await client.ask(REVEAL, id=registered)
        assert answer["messageReveal"]["__typename"] == "NotAllowed"


async def test_a_kept_mail_is_sent_once_there_is_a_server(
    registered, admin, mailbox, database, becomes, owner, served_later
):
    message = await owner.fetchval("SELECT max(id) FROM message")
    async with working(database):
        await becomes(message, "stored")
        early = (await admin.ask(RETRY, id=registered))["messageRetry"]
        assert early["__typename"] == "Refused"
        await served_later()
        again = (await admin.ask(RETRY, id=registered))["messageRetry"]
        assert again["node"]["state"] == "QUEUED"
        row = await becomes(message, "submitted")
    [mail] = mailbox.mails
    assert mail["Message-ID"] == row["message_id"]
    body = mail.get_body(("plain",)).get_content()
    assert re.search(r"/welcome#\S{43}", body)


async def test_everything_kept_is_sent_with_one_press(
    queue_mail, admin, mailbox, database, becomes, served_later
):
    kept = [await queue_mail(f"p{n}@example.com") for n in range(3)]
    async with working(database):
        for message in kept:
            await becomes(message, "stored")
        await served_later()
        answer = await admin.ask(
            "mutation { storedSend { __typename ... on StoredQueued { count } } }"
        )
        assert answer["storedSend"] == {"__typename": "StoredQueued", "count": 3}
        for message in kept:
            await becomes(message, "submitted")
    assert len(mailbox.mails) == 3


async def test_what_has_left_is_not_sent_again(queue_mail, admin, served, worker, becomes):
    message = await queue_mail()
    await becomes(message, "submitted")
    answer = (await admin.ask(RETRY, id=global_id("Message", message)))["messageRetry"]
    assert answer["__typename"] == "Refused"


async def test_a_mail_to_whoever_was_blocked_meanwhile_does_not_leave(
    registered, sales, served, mailbox, database, becomes, owner
):
    customer = await owner.fetchval("SELECT max(id) FROM customer")
    await sales.ask(
        "mutation ($id: ID!) { customerUpdate(id: $id, input: {blocked: true}) { __typename } }",
        id=global_id("Customer", customer),
    )
    async with working(database):
        row = await becomes(await owner.fetchval("SELECT max(id) FROM message"), "rejected")
    assert "blocked" in row["state_reason"]
    assert mailbox.mails == []


async def test_the_html_is_a_document_without_any_right(registered, admin, http, world):
    [entry] = (await admin.ask("{ outbox(first: 1) { nodes { page } } }"))["outbox"]["nodes"]
    answer = await http.get(entry["page"], headers=admin.headers)
    assert answer.status_code == 200
    policy = answer.headers["content-security-policy"]
    assert "sandbox" in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'self'" in policy
    assert "Zofia &lt;b&gt;" in answer.text
    assert "/welcome#…" in answer.text


async def test_the_html_is_for_administrators_alone(registered, sales, http, admin):
    [entry] = (await admin.ask("{ outbox(first: 1) { nodes { page } } }"))["outbox"]["nodes"]
    assert (await http.get(entry["page"], headers=sales.headers)).status_code == 403
    assert (await http.get(entry["page"])).status_code == 401
    assert (await http.get("/outbox/999999999.html", headers=admin.headers)).status_code == 404
