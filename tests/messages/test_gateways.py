"""Mail servers in the settings: checked, tried out, their passwords never shown again."""

import asyncio

import pytest

from backend.messages import house
from tests.client import Client
from tests.messages.conftest import working
from tests.messages.servers import PASSWORD, Mailbox, mail_server

CREATE = """
mutation ($input: GatewayCreateInput!) {
  gatewayCreate(input: $input) {
    __typename
    ... on GatewaySaved { gateway { id health healthNote secretsSet settings { name value } } }
    ... on Problem { message path }
    ... on InvalidInput { fields { path } }
  }
}
"""
CHECK = """
mutation ($id: ID!) {
  gatewayCheck(id: $id) { __typename ... on GatewaySaved { gateway { health healthNote } } }
}
"""
TRY = """
mutation ($id: ID!, $to: String!) {
  gatewayTry(id: $id, address: $to) { __typename ... on Problem { message path } }
}
"""
UPDATE = """
mutation ($id: ID!, $input: GatewayUpdateInput!) {
  gatewayUpdate(id: $id, input: $input) {
    __typename ... on GatewaySaved { gateway { active health secretsSet } }
    ... on Problem { message path }
  }
}
"""


def smtp(at: int, **changes: str) -> dict:
    settings = {
        "host": "127.0.0.1",
        "port": str(at),
        "security": "none",
        "user": "",
        "sender_address": "office@alder.example",
        **changes,
    }
    return {
        "kind": "smtp",
        "name": "Our server",
        "settings": [{"name": name, "value": value} for name, value in settings.items()],
        "secrets": [{"name": "password", "value": PASSWORD}],
    }


async def create(admin: Client, given: dict) -> dict:
    answer: dict = (await admin.ask(CREATE, input=given))["gatewayCreate"]
    return answer


async def test_a_server_is_added_checked_and_carries_mail(
    admin, mailbox, queue_mail, database, becomes
):
    async with mail_server(mailbox) as port:
        made = await create(admin, smtp(port))
        checked = (await admin.ask(CHECK, id=made["gateway"]["id"]))["gatewayCheck"]
        assert checked["gateway"] == {"health": "WELL", "healthNote": ""}
        async with working(database):
            row = await becomes(await queue_mail(), "submitted")
            await becomes(await queue_mail(), "submitted")
    assert row["gateway_id"] is not None
    mail, _another = mailbox.mails
    assert mail["From"].addresses[0].addr_spec == "office@alder.example"


async def test_its_password_is_never_shown_nor_logged(admin, owner):
    made = await create(admin, smtp(25))
    assert made["gateway"]["secretsSet"] is True
    answer = await admin.post("{ gateways { id name settings { name value } } }")
    assert PASSWORD not in str(answer)
    for sql in (
        "SELECT string_agg(changes::text, ' ') FROM event",
        "SELECT string_agg(to_jsonb(g)::text, ' ') FROM gateway g",
    ):
        assert PASSWORD not in (await owner.fetchval(sql))


async def test_a_dead_server_says_what_ails_it(admin):
    async with mail_server(Mailbox()) as port:
        pass
    made = await create(admin, smtp(port))
    checked = (await admin.ask(CHECK, id=made["gateway"]["id"]))["gatewayCheck"]["gateway"]
    assert checked["health"] == "FAILING"
    assert "cannot be reached" in checked["healthNote"]


async def test_a_failing_server_shows_its_health_after_a_mail(
    admin, queue_mail, database, becomes, owner
):
    async with mail_server(Mailbox()) as port:
        pass
    await create(admin, smtp(port))
    message = await queue_mail()
    async with working(database):
        while not (await becomes(message, "queued"))["state_reason"]:
            await asyncio.sleep(0.05)
    assert await owner.fetchval("SELECT health FROM gateway") == "failing"


async def test_a_test_message_goes_through_the_server_it_tests(
    admin, mailbox, served, database, becomes, owner
):
    other = Mailbox()
    async with mail_server(other) as port:
        made = await create(admin, smtp(port))
        answer = await admin.ask(TRY, id=made["gateway"]["id"], to="me@alder.example")
        assert answer["gatewayTry"]["__typename"] == "GatewayTried"
        message = await owner.fetchval("SELECT max(id) FROM message")
        async with working(database):
            await becomes(message, "submitted")
    assert mailbox.mails == []
    assert other.mails[0]["Subject"] == "Test message of Alder & Finch"


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"host": ""}, "host"),
        ({"host": "not a host"}, "host"),
        ({"port": "99999"}, "port"),
        ({"security": "maybe"}, "security"),
        ({"sender_address": "nobody"}, "senderAddress"),
        ({"sender_name": "A\r\nBcc: eve@example.com"}, "senderName"),
    ],
)
async def test_what_cannot_be_a_server_is_refused_by_its_field(admin, change, path):
    answer = await create(admin, smtp(25, **change))
    assert (answer["__typename"], answer["path"]) == ("InvalidInput", [path])


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("smtp", ["name", "host", "senderAddress"]),
        ("kannel", ["name", "url", "username", "sender"]),
        ("twilio", ["name", "accountSid", "sender"]),
        ("smpp", ["name", "host", "systemId", "sender"]),
    ],
)
async def test_everything_that_is_missing_is_named_at_once(admin, kind, fields):
    answer = await create(admin, {"kind": kind, "name": "", "settings": [], "secrets": []})
    assert [one["path"][-1] for one in answer["fields"]] == fields


async def test_a_new_password_replaces_the_old_and_the_rest_stays(admin, owner):
    made = await create(admin, smtp(25))
    before = await owner.fetchval("SELECT sealed FROM gateway")
    answer = await admin.ask(
        UPDATE,
        id=made["gateway"]["id"],
        input={"active": False, "secrets": [{"name": "password", "value": "another one"}]},
    )
    assert answer["gatewayUpdate"]["gateway"] == {
        "active": False,
        "health": "UNKNOWN",
        "secretsSet": True,
    }
    assert await owner.fetchval("SELECT sealed FROM gateway") != before


async def test_only_administrators_see_gateways(sales):
    [error] = await sales.errors("{ gateways { id } }")
    assert error["extensions"]["code"] == "NOT_ALLOWED"
    answer = await sales.ask(CREATE, input=smtp(25))
    assert answer["gatewayCreate"]["__typename"] == "NotAllowed"


async def test_the_instances_own_server_is_named_without_its_password(admin, served):
    answer = await admin.ask("{ instanceMailServer }")
    assert answer["instanceMailServer"] == f"127.0.0.1:{served}"
    assert house.house().smtp is not None
