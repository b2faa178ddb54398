"""Calls from the outside: a telephone system posts signed events, people see who it is (R080, R086)."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg
import httpx2 as httpx
import pytest
from standardwebhooks import Webhook

from tests.client import Client

LINE = """
mutation ($input: LineCreateInput!) {
  lineCreate(input: $input) { __typename ... on LineSaved { secret line { id hook name } } ... on Problem { message } }
}
"""
ACTIVE = """
{ activeCalls { id state direction international line { name } parties { __typename displayName } } }
"""
CALLS = """
query ($filter: CallFilter) {
  calls(filter: $filter) { totalCount nodes { state outcome talkSeconds cause note disposition
  parties { displayName } } }
}
"""
CUSTOMER = """
mutation { customerCreate(input: { firstName: "Tomás", lastName: "Ribeiro", mobilePhone: "+351 912 555 018" }) {
  ... on CustomerSaved { customer { id } } } }
"""

HISTORY = """
query ($id: ID!) { customer(id: $id) { history {
  nodes { type call { direction international talkSeconds } } } } }
"""


class Exchange:
    """A telephone system that posts signed events to one line."""

    def __init__(self, http: httpx.AsyncClient, hook: str, secret: str) -> None:
        self.http, self.hook, self.webhook = http, hook, Webhook(secret)
        self.sent = 0

    async def post(
        self, kind: str, *, at: datetime | None = None, id: str | None = None, **data: Any
    ) -> httpx.Response:
        """One event, rightly signed."""
        self.sent += 1
        values = {
            "call_id": "c1",
            "direction": "inbound",
            "from": "+351912555018",
            "to": "58 555 01 40",
            **data,
        }
        told = {
            "type": f"call.{kind}",
            "timestamp": (at or datetime.now(UTC)).isoformat(),
            "data": values,
        }
        return await self.send(json.dumps(told), id or f"msg_{self.sent}")

    async def send(
        self, body: str, id: str, *, signed_at: datetime | None = None
    ) -> httpx.Response:
        """Any body, rightly signed at some time."""
        when = signed_at or datetime.now(UTC)
        headers = {
            "webhook-id": id,
            "webhook-timestamp": str(int(when.timestamp())),
            "webhook-signature": self.webhook.sign(id, when, body),
        }
        return await self.http.post(self.hook, content=body, headers=headers)


@pytest.fixture
async def exchange(http: httpx.AsyncClient, admin: Client) -> Exchange:
    """A line called Gdynia, and its telephone system."""
    made = (await admin.ask(LINE, input={"name": "Gdynia", "region": "PL"}))["lineCreate"]
    return Exchange(http, made["line"]["hook"], made["secret"])


async def test_a_ringing_call_shows_who_it_is(exchange: Exchange, sales: Client) -> None:
    await sales.ask(CUSTOMER)
    answer = await exchange.post("ringing")
    assert answer.status_code == 202
    [call] = (await sales.ask(ACTIVE))["activeCalls"]
    assert call["international"] == "+351 912 555 018"
    assert call["parties"] == [{"__typename": "Customer", "displayName": "Tomás Ribeiro"}]
    assert call["line"] == {"name": "Gdynia"}


async def test_an_answered_call_ends_completed_and_counts_its_seconds(
    exchange: Exchange, sales: Client
) -> None:
    start = datetime.now(UTC)
    for kind, seconds in (("ringing", 0), ("answered", 5), ("ended", 65)):
        await exchange.post(kind, at=start + timedelta(seconds=seconds))
    [call] = (await sales.ask(CALLS))["calls"]["nodes"]
    assert (call["state"], call["outcome"], call["talkSeconds"]) == ("ENDED", "COMPLETED", 60)
    assert (await sales.ask(ACTIVE))["activeCalls"] == []


async def test_a_call_nobody_took_is_missed(exchange: Exchange, sales: Client) -> None:
    await exchange.post("ringing")
    await exchange.post("ended", cause="q850:16")
    [call] = (await sales.ask(CALLS, filter={"missed": True}))["calls"]["nodes"]
    assert (call["outcome"], call["cause"]) == ("MISSED", "q850:16")


async def test_the_history_of_whoever_called_tells_the_call(
    exchange: Exchange, sales: Client
) -> None:
    who = (await sales.ask(CUSTOMER))["customerCreate"]["customer"]["id"]
    start = datetime.now(UTC)
    for kind, seconds in (("ringing", 0), ("answered", 5), ("ended", 65)):
        await exchange.post(kind, at=start + timedelta(seconds=seconds))
    events = (await sales.ask(HISTORY, id=who))["customer"]["history"]["nodes"]
    told = [one["call"] for one in events if one["type"].startswith("call.")]
    assert told == [
        {"direction": "INCOMING", "international": "+351 912 555 018", "talkSeconds": 60}
    ]


async def test_a_late_ringing_changes_nothing(exchange: Exchange, sales: Client) -> None:
    for kind in ("answered", "ringing", "ended", "answered"):
        await exchange.post(kind)
    [call] = (await sales.ask(CALLS))["calls"]["nodes"]
    assert (call["state"], call["outcome"]) == ("ENDED", "COMPLETED")


async def test_the_same_event_twice_is_taken_in_once(exchange: Exchange, sales: Client) -> None:
    assert (await exchange.post("ringing", id="same")).status_code == 202
    assert (await exchange.post("ringing", id="same")).status_code == 200
    assert (await sales.ask(CALLS))["calls"]["totalCount"] == 1


@pytest.mark.parametrize(
    "number", ["anonymous", "", "101", "sip:anonymous@anonymous.invalid", "☎" * 50]
)
async def test_a_number_that_is_none_makes_an_unknown_caller(
    exchange: Exchange, sales: Client, number: str
) -> None:
    assert (await exchange.post("ringing", **{"from": number})).status_code == 202
    [call] = (await sales.ask(ACTIVE))["activeCalls"]
    assert call["parties"] == []


@pytest.mark.parametrize(
    "spelling",
    ["912 555 018", "00351912555018", "tel:+351-912-555-018", "<sip:+351912555018@pbx;x=1>"],
)
async def test_a_caller_is_known_in_any_spelling(
    http: httpx.AsyncClient, admin: Client, sales: Client, spelling: str
) -> None:
    made = (await admin.ask(LINE, input={"name": "Lisboa", "region": "PT"}))["lineCreate"]
    await sales.ask(CUSTOMER)
    await Exchange(http, made["line"]["hook"], made["secret"]).post("ringing", **{"from": spelling})
    [call] = (await sales.ask(ACTIVE))["activeCalls"]
    assert [p["displayName"] for p in call["parties"]] == ["Tomás Ribeiro"]


async def test_a_wrong_signature_is_refused_before_anything_is_read(
    exchange: Exchange, sales: Client
) -> None:
    exchange.webhook = Webhook("whsec_d3Jvbmc=")
    assert (await exchange.post("ringing")).status_code == 401
    assert (await sales.ask(CALLS))["calls"]["totalCount"] == 0


@pytest.mark.parametrize("minutes", [-6, 6])
async def test_an_old_or_future_signature_is_refused(exchange: Exchange, minutes: int) -> None:
    when = datetime.now(UTC) + timedelta(minutes=minutes)
    assert (await exchange.send("{}", "msg_old", signed_at=when)).status_code == 401


@pytest.mark.parametrize(
    "body",
    ["", "null", "[]", "{", '{"type": "call.ringing"}', '{"type": "call.flown", "data": {}}',
     '{"type": "call.ringing", "data": {"call_id": "x", "direction": "sideways"}}',
     '{"type": "call.ringing", "data": {"call_id": 5, "direction": "in"}}',
     '{"type": "call.ringing", "timestamp": "yesterday", "data": {"call_id": "x", "direction": "in"}}',
     "[" * 20_000],
)  # fmt: skip
async def test_a_signed_body_that_makes_no_sense_is_answered_400(
    exchange: Exchange, body: str
) -> None:
    answer = await exchange.send(body, "msg_odd")
    assert answer.status_code == 400
    assert answer.json()["message"]


async def test_a_body_too_large_is_answered_413(exchange: Exchange) -> None:
    assert (await exchange.send("x" * 100_000, "msg_big")).status_code == 413


async def test_an_unknown_line_is_not_found(http: httpx.AsyncClient, world: Any) -> None:
    assert (await http.post("/hooks/calls/nowhere", content="{}")).status_code == 404


async def test_what_came_of_a_call_is_written_down(exchange: Exchange, sales: Client) -> None:
    await exchange.post("ringing")
    [call] = (await sales.ask(ACTIVE))["activeCalls"]
    note = """mutation ($id: ID!) { callAnnotate(id: $id, input: { note: "ring back", disposition: CALL_BACK }) {
      __typename ... on CallSaved { call { note disposition } } } }"""
    saved = (await sales.ask(note, id=call["id"]))["callAnnotate"]
    assert saved == {
        "__typename": "CallSaved",
        "call": {"note": "ring back", "disposition": "CALL_BACK"},
    }


async def test_what_a_later_call_settles_is_not_looked_at_again(
    exchange: Exchange, sales: Client, owner: asyncpg.Connection
) -> None:
    for call in ("c1", "c2"):
        await exchange.post("ringing", call_id=call)
        await exchange.post("ended", call_id=call)
    settled = "SELECT settled FROM call ORDER BY id"
    assert await owner.fetch(settled) == [(True,), (False,)]
    assert (await sales.ask(CALLS, filter={"waiting": True}))["calls"]["totalCount"] == 1
    await exchange.post("ringing", call_id="c3")
    await exchange.post("answered", call_id="c3")
    assert await owner.fetch(settled) == [(True,), (True,), (False,)]
    assert (await sales.ask(CALLS, filter={"waiting": True}))["calls"]["totalCount"] == 0
