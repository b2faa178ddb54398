"""A user calls and is called as the screens do it (R080, R082): API, switchboard, exchange, phones."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import asyncpg
import httpx2 as httpx
import pytest
from starlette.applications import Starlette

from backend.telephony.switchboard import Switchboard
from schema.relay import global_id
from tests.calls import calling
from tests.client import Client
from tests.live import Socket, serving, signed_in_socket
from tests.telephony.live.agents import CUSTOMER, DOMAIN, PATIENCE, PHONE, Baresip, Exchange
from tests.telephony.live.pressing import Customer, idle
from tests.world import make_account

FOLLOW = """
subscription { callEvents { type call {
  id direction state outcome hungUpBy number viewerCanHangUp parties { displayName } } } }
"""
HEALTH = "query ($id: ID!) { node(id: $id) { ... on Line { health } } }"


@dataclass
class Desk:
    """A salesperson of `office`: their client, a window that follows calls, a customer's number on record."""

    office: str
    client: Client
    window: Socket
    number: str

    async def told(self, *types: str) -> dict[str, Any]:
        """The window is told just this, in this order; the call as it stood at the last."""
        call: dict[str, Any] = {}
        for kind in types:
            event = (await self.window.next(PATIENCE))["callEvents"]
            assert event["type"] == kind, event
            call = event["call"]
        return call


@pytest.fixture
async def desk(
    owner: asyncpg.Connection,
    app: Starlette,
    http: httpx.AsyncClient,
    exchange: Exchange,
    phone: Baresip,
) -> AsyncIterator[Desk]:
    """An account with a line that is registered, and a salesperson whose phone is Anna's."""
    world = await make_account(owner)
    # A name of its own: the exchange remembers for a while who was registered before.
    office = f"desk-{world.account_id}"
    settings = {
        "server": f"127.0.0.1:{exchange.port}",
        "domain": DOMAIN,
        "user": office,
        "ring": f"sip:{PHONE}@{DOMAIN}",
    }
    told = json.dumps(settings)
    line = await calling.line(owner, world, settings=told, password=f"secret-{office}")
    client = Client(http, world.tokens["crm_sales"])
    made = await calling.sip_phone(client, line, PHONE)
    assert made["__typename"] == "DeviceSaved", made
    number = await calling.phone(client, CUSTOMER, lastName="Lis")
    async with AsyncExitStack() as stack:
        board = asyncio.create_task(Switchboard().run(datetime.now(UTC)))
        stack.push_async_callback(asyncio.gather, board, return_exceptions=True)
        stack.callback(board.cancel)
        host = await stack.enter_async_context(serving(app))
        window = await stack.enter_async_context(signed_in_socket(host, world.tokens["crm_sales"]))
        await window.subscribe(FOLLOW)
        admin = Client(http, world.tokens["crm_admin"])
        async with asyncio.timeout(PATIENCE):
            while (await admin.ask(HEALTH, id=global_id("Line", line)))["node"]["health"] != "UP":
                await asyncio.sleep(0.05)
        phone.forget()
        yield Desk(office, client, window, number)
    await owner.execute("UPDATE call_line SET active = false WHERE id = $1", line)


async def test_a_call_is_begun_followed_and_hung_up(
    desk: Desk, phone: Baresip, customer: Customer
) -> None:
    async with customer() as other:
        started = await calling.start(desk.client, phone=desk.number)
        assert started["__typename"] == "CallStarted", started
        await phone.sees("CALL_INCOMING")
        await desk.told("INITIATED", "DEVICE_RINGING")
        await phone.do("accept")
        await other.sees("CALL_INCOMING")
        await desk.told("DEVICE_ANSWERED", "RINGING")
        await other.do("accept")
        call = await desk.told("ANSWERED")
        assert call == {
            "id": started["call"]["id"],
            "direction": "OUTGOING",
            "state": "ANSWERED",
            "outcome": None,
            "hungUpBy": None,
            "number": CUSTOMER,
            "viewerCanHangUp": True,
            "parties": [{"displayName": "Zofia Lis"}],
        }
        # A second press while a call runs.
        second = await calling.start(desk.client, phone=desk.number)
        assert (second["__typename"], second["callId"]) == ("CallRunning", call["id"])
        await hang_up(desk, call)
        await other.sees("CALL_CLOSED")
    await idle(phone)


async def test_a_caller_is_shown_put_through_and_hung_up(
    desk: Desk, phone: Baresip, customer: Customer
) -> None:
    async with customer() as other:
        await other.do("dial", f"sip:{desk.office}@{DOMAIN}")
        ringing = await desk.told("RINGING")
        assert (ringing["direction"], ringing["number"]) == ("INCOMING", CUSTOMER)
        assert ringing["parties"] == [{"displayName": "Zofia Lis"}]
        await phone.sees("CALL_INCOMING")
        await phone.do("accept")
        call = await desk.told("ANSWERED")
        assert (call["id"], call["viewerCanHangUp"]) == (ringing["id"], True)
        await hang_up(desk, call)
        await other.sees("CALL_CLOSED")
    await idle(phone)


async def hang_up(desk: Desk, call: dict[str, Any]) -> None:
    """Hang up from the card: the call has ended, and the window and the record say by whom."""
    asked = (await desk.client.ask(calling.HANG_UP, id=call["id"]))["callHangUp"]
    assert asked["__typename"] == "CallSaved", asked
    ended = await desk.told("ENDED")
    assert (ended["id"], ended["outcome"], ended["hungUpBy"]) == (call["id"], "COMPLETED", "KITH")
    record = await calling.state(desk.client, call["id"])
    assert (record["state"], record["hungUpBy"]) == ("ENDED", "KITH")
