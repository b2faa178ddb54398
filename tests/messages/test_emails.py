"""An e-mail from the record: obeys what its addressee wished, is in the thread, answers go to its writer."""

import pytest

from tests import making
from tests.messages.conftest import working

SEND = """
mutation ($input: EmailSendInput!) { emailSend(input: $input) {
  __typename
  ... on MessageSaved { node { state subject body channel party { displayName } user { name } } }
  ... on Problem { message path }
  ... on DoNotContact { reason mayOverride }
} }
"""
EMAILS = "query ($id: ID!) { customer(id: $id) { emails { id } } }"


@pytest.fixture
async def zofia(sales) -> str:
    """A customer who is not mailed at registration."""
    return await making.customer(
        sales, firstName="Zofia", email="zofia@lis.example", suppressRegistrationEmail=True
    )


async def mail(client, customer: str, **changes: str) -> dict:
    [email] = (await client.ask(EMAILS, id=customer))["customer"]["emails"]
    given = {
        "email": email["id"],
        "subject": "Your order",
        "body": "It is here.\n\nAnna",
        **changes,
    }
    answer: dict = (await client.ask(SEND, input=given))["emailSend"]
    return answer


async def test_a_mail_is_queued_with_its_text_and_writer(sales, zofia):
    answer = await mail(sales, zofia)
    assert answer["node"] == {
        "state": "QUEUED",
        "subject": "Your order",
        "body": "It is here.\n\nAnna",
        "channel": "EMAIL",
        "party": {"displayName": "Zofia"},
        "user": {"name": "Test crm_sales"},
    }


async def test_it_leaves_as_its_writers_and_answers_go_to_them(
    sales, zofia, served, mailbox, database, becomes, owner, world
):
    await mail(sales, zofia, body="a < b & c")
    async with working(database):
        await becomes(await owner.fetchval("SELECT max(id) FROM message"), "submitted")
    [found] = mailbox.mails
    assert found["From"].addresses[0].display_name == "Test crm_sales"
    own = await owner.fetchval("SELECT email FROM app_user WHERE id = $1", world.users["crm_sales"])
    assert found["Reply-To"] == own
    assert "a &lt; b &amp; c" in found.get_body(("html",)).get_content()
    assert found["Auto-Submitted"] is None


async def test_do_not_email_is_obeyed_and_an_override_is_recorded(sales, zofia, owner):
    await sales.ask(
        "mutation ($id: ID!) { customerUpdate(id: $id, input: {doNotEmail: true}) { __typename } }",
        id=zofia,
    )
    refused = await mail(sales, zofia)
    assert (refused["reason"], refused["mayOverride"]) == ("DO_NOT_EMAIL", True)
    assert await owner.fetchval("SELECT count(*) FROM message") == 0
    sent = await mail(sales, zofia, overrideReason="She asked for it")
    assert sent["__typename"] == "MessageSaved"
    assert await owner.fetchval("SELECT override_reason FROM message") == "She asked for it"
    assert await owner.fetchval("SELECT count(*) FROM event WHERE type = 'rule.overridden'") == 1


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"subject": ""}, "subject"),
        ({"subject": "Hello\r\nBcc: eve@example.com"}, "subject"),
        ({"body": "   "}, "body"),
        ({"body": "x" * 100_001}, "body"),
        ({"purpose": "ASKED"}, "purpose"),
    ],
)
async def test_what_cannot_be_sent_is_refused_by_its_field(sales, zofia, owner, change, path):
    answer = await mail(sales, zofia, **change)
    assert (answer["__typename"], answer["path"]) == ("InvalidInput", [path])
    assert await owner.fetchval("SELECT count(*) FROM message") == 0


async def test_who_may_not_write_messages_writes_none(http, world, sales, zofia):
    from tests.client import Client

    answer = await mail(Client(http, world.tokens["crm_marketeer"]), zofia)
    assert answer["__typename"] == "NotAllowed"
