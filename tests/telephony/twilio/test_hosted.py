"""Through the whole house with a hosted provider: orders reach it, its signed callbacks become calls (R082, R086)."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import asyncpg
import httpx2 as httpx
import orjson
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from backend.core.vault import vault
from backend.messages.house import house
from backend.telephony.switchboard import Switchboard
from backend.telephony.twilio import hooks
from schema.relay import global_id
from tests.calls import calling
from tests.client import Client
from tests.live import serving
from tests.world import World
from twilio.request_validator import RequestValidator

ORIGIN = "http://127.0.0.1:8000"
TOKEN, ACCOUNT = "a token of the provider's", "AC0123456789"
OWN, CUSTOMER = "+48585550140", "+48601412233"


@dataclass
class Provider:
    """The provider's REST API, and its callbacks."""

    http: httpx.AsyncClient
    address: str = ""
    status: int = 201
    orders: list[dict[str, Any]] = field(default_factory=list)

    async def take(self, request: Request) -> JSONResponse:
        """Take an order."""
        form = parse_qs((await request.body()).decode())
        self.orders.append({"path": request.url.path, **form})
        if self.status >= 400:
            return JSONResponse({"code": 21211, "message": "Invalid 'To'"}, self.status)
        return JSONResponse({"sid": "CA1"}, self.status)

    async def order(self, number: int = 1) -> dict[str, Any]:
        """The order of this number, once it has come."""
        async with asyncio.timeout(10):
            while len(self.orders) < number:
                await asyncio.sleep(0.01)
        return self.orders[number - 1]

    async def call_back(self, url: str, *, token: str = TOKEN, **form: str) -> httpx.Response:
        """Post a callback to an address it was given, signed as the provider signs."""
        form = {"AccountSid": ACCOUNT, "From": OWN, "To": CUSTOMER, **form}
        signature = RequestValidator(token).compute_signature(url, form)
        parts = urlsplit(url)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        return await self.http.post(path, data=form, headers={"X-Twilio-Signature": signature})


@pytest.fixture
async def provider(
    http: httpx.AsyncClient, owner: asyncpg.Connection, world: World, monkeypatch: Any
) -> AsyncIterator[Provider]:
    """A provider, a line to it, and a switchboard that runs the line."""
    monkeypatch.setattr(hooks, "LATE_SECONDS", 0.2)
    found = Provider(http)
    account = f"/2010-04-01/Accounts/{ACCOUNT}"
    routes = [
        Route(f"{account}.json", lambda _request: JSONResponse({"status": "active"})),
        Route(f"{account}/Calls.json", found.take, methods=["POST"]),
        Route(f"{account}/Calls/{{sid}}.json", found.take, methods=["POST"]),
    ]
    async with serving(Starlette(routes=routes)) as address:
        settings = {"url": f"http://{address}", "account_sid": ACCOUNT, "number": OWN, "ring": OWN}
        line = await calling.line(
            owner, world, kind="twilio", settings=orjson.dumps(settings).decode()
        )
        sealed = vault().seal(world.account_id, {"auth_token": TOKEN})
        await owner.execute("UPDATE call_line SET sealed = $2 WHERE id = $1", line, sealed)
        task = asyncio.create_task(Switchboard(origin=ORIGIN).run(datetime.now(UTC)))
        yield found
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def begun(owner: asyncpg.Connection, sales: Client) -> str:
    """Call somebody on one's own mobile; the call's id."""
    line = await owner.fetchval("SELECT id FROM call_line WHERE kind = 'twilio'")
    made = await calling.device(
        sales, kind="NUMBER", label="Mobile", line=global_id("Line", line), address="601 999 888"
    )
    assert made["__typename"] == "DeviceSaved", made
    started = await calling.start(sales, phone=await calling.phone(sales, lastName="Lis"))
    assert started["__typename"] == "CallStarted", started
    found: str = started["call"]["id"]
    return found


@pytest.fixture
async def call(provider: Provider, owner: asyncpg.Connection, sales: Client) -> str:
    """A call begun."""
    return await begun(owner, sales)


async def until(sales: Client, call: str, state: str) -> dict[str, Any]:
    """The call, once it stands so."""
    async with asyncio.timeout(10):
        while (found := await calling.state(sales, call))["state"] != state:
            await asyncio.sleep(0.02)
    return found


async def test_ones_own_phone_is_rung_then_the_number_and_all_of_it_is_followed(
    provider: Provider, call: str, sales: Client
):
    order = await provider.order()
    assert (order["To"], order["From"]) == (["+48601999888"], [OWN])
    assert order["StatusCallbackEvent"] == ["initiated", "ringing", "answered", "completed"]
    [device], [voice] = order["StatusCallback"], order["Url"]
    await provider.call_back(device, CallSid="CA1", CallStatus="ringing")
    await until(sales, call, "DEVICE_RINGING")
    await provider.call_back(device, CallSid="CA1", CallStatus="in-progress")
    answer = await provider.call_back(voice, CallSid="CA1", CallStatus="in-progress")
    assert answer.headers["content-type"].startswith("application/xml")
    assert f">{CUSTOMER}</Number>" in answer.text
    dialled = answer.text.partition('statusCallback="')[2].partition('"')[0].replace("&amp;", "&")
    await provider.call_back(dialled, CallSid="CA2", CallStatus="ringing")
    await until(sales, call, "RINGING")
    await provider.call_back(dialled, CallSid="CA2", CallStatus="completed", CallDuration="7")
    ended = await until(sales, call, "ENDED")
    assert (ended["outcome"], ended["talkSeconds"]) == ("COMPLETED", 7)


async def test_hanging_up_ends_the_first_leg(provider: Provider, call: str, sales: Client):
    await provider.order()
    await sales.ask(calling.HANG_UP, id=call)
    order = await provider.order(2)
    assert order["path"].endswith("/Calls/CA1.json")
    assert order["Status"] == ["completed"]


async def test_a_refusal_ends_the_call_and_is_shown_in_the_providers_words(
    provider: Provider, owner: asyncpg.Connection, sales: Client
):
    provider.status = 400
    found = await until(sales, await begun(owner, sales), "ENDED")
    assert (found["outcome"], found["failure"]) == (
        "INVALID_NUMBER",
        "The provider refuses: Invalid 'To'",
    )


async def over(sales: Client) -> list[dict[str, str]]:
    """The calls once the newest is over: a callback is answered before it is taken in."""
    query = "{ calls { nodes { outcome direction } } }"
    async with asyncio.timeout(30):
        while True:
            found: list[dict[str, str]] = (await sales.ask(query))["calls"]["nodes"]
            if found and found[0]["outcome"] is not None:
                return found
            await asyncio.sleep(0.02)


async def test_the_addresses_to_set_up_are_told_and_are_the_ones_that_answer(
    provider: Provider, admin: Client, sales: Client
):
    [line] = [
        one
        for one in (await admin.ask("{ lines { kind callbacks { label url } } }"))["lines"]
        if one["kind"] == "TWILIO"
    ]
    told = {one["label"]: one["url"].removeprefix(house().origin) for one in line["callbacks"]}
    assert list(told) == ["A call comes in", "Call status changes"]
    caller = {"CallSid": "CA5", "From": CUSTOMER, "To": OWN}
    for path, status in zip(told.values(), ("ringing", "no-answer"), strict=True):
        answer = await provider.call_back(f"{ORIGIN}{path}", CallStatus=status, **caller)
        assert answer.status_code in (200, 204), answer.text
    assert [call["outcome"] for call in await over(sales)] == ["MISSED"]


async def test_a_caller_is_put_through_and_missed_where_nobody_answers(
    provider: Provider, owner: asyncpg.Connection, sales: Client
):
    await calling.phone(sales, lastName="Lis")
    slug = await owner.fetchval("SELECT slug FROM call_line WHERE kind = 'twilio'")
    hook = f"{ORIGIN}/hooks/voice/{slug}"
    caller = {"CallSid": "CA3", "From": CUSTOMER, "To": OWN}
    answer = await provider.call_back(f"{hook}/incoming", CallStatus="ringing", **caller)
    assert f">{OWN}</Number>" in answer.text
    active = "{ activeCalls { state parties { displayName } } }"
    assert (await sales.ask(active))["activeCalls"] == [
        {"state": "RINGING", "parties": [{"displayName": "Zofia Lis"}]}
    ]
    await provider.call_back(f"{hook}/status", CallStatus="no-answer", **caller)
    assert await over(sales) == [{"outcome": "MISSED", "direction": "INCOMING"}]


@pytest.mark.parametrize("how", ["token", "form", "address", "none"])
async def test_a_callback_nobody_signed_is_refused_and_changes_nothing(
    provider: Provider, call: str, sales: Client, how: str
):
    [device] = (await provider.order())["StatusCallback"]
    form = {
        "AccountSid": ACCOUNT,
        "From": OWN,
        "To": CUSTOMER,
        "CallSid": "CA1",
        "CallStatus": "busy",
    }
    signature = RequestValidator("x" if how == "token" else TOKEN).compute_signature(device, form)
    path = device.removeprefix(ORIGIN)
    if how == "form":
        form["CallStatus"] = "failed"
    if how == "address":
        path = path.replace("device", "dialled")
    headers = {} if how == "none" else {"X-Twilio-Signature": signature}
    answer = await provider.http.post(path, data=form, headers=headers)
    assert answer.status_code == 403
    assert (await calling.state(sales, call))["state"] == "INITIATED"


async def test_bad_callbacks_are_answered_and_do_no_harm(
    provider: Provider, call: str, sales: Client
):
    [device] = (await provider.order())["StatusCallback"]
    path = device.removeprefix(ORIGIN)
    assert (await provider.http.post("/hooks/voice/nobody/device")).status_code == 404
    assert (await provider.http.post(path, content=b"x" * 70_000)).status_code == 413
    assert (await provider.http.post(path, content=b"a=1&" * 200)).status_code == 400
    assert (await provider.call_back(device.replace("device", "toaster"))).status_code == 404
    answer = await provider.call_back(device, CallSid="C\x00A", CallStatus="ringing\x00")
    assert answer.status_code == 204
    for _ in range(2):
        await provider.call_back(device, CallSid="CA1", CallStatus="ringing")
    assert (await calling.state(sales, call))["state"] == "DEVICE_RINGING"
