"""Through the whole house: a person presses Call, an Asterisk rings, the record knows how it went (R082, R048)."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import asyncpg
import pytest

from backend.telephony.switchboard import Switchboard
from schema.relay import global_id
from tests.calls import calling
from tests.client import Client
from tests.telephony.asterisk import streams
from tests.telephony.asterisk.exchange import AmiExchange
from tests.world import World


@pytest.fixture
async def exchange(owner: asyncpg.Connection, world: World) -> AsyncIterator[AmiExchange]:
    """An Asterisk, and a switchboard that has connected to it as the account's line."""
    async with AmiExchange().running() as found:
        settings = f'{{"server": "127.0.0.1", "port": "{found.port}", "user": "kith", "trunks": "PJSIP/trunk"}}'
        await calling.line(owner, world, kind="asterisk_ami", settings=settings)
        task = asyncio.create_task(Switchboard().run(datetime.now(UTC)))
        await found.signed_in()
        yield found
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


@pytest.fixture
async def line_id(owner: asyncpg.Connection, exchange: AmiExchange) -> int:
    """The line's key."""
    found: int = await owner.fetchval("SELECT id FROM call_line WHERE kind = 'asterisk_ami'")
    return found


async def ended(sales: Client, call: str) -> dict[str, Any]:
    """The call, once it is over."""
    async with asyncio.timeout(10):
        while (found := await calling.state(sales, call))["state"] != "ENDED":
            await asyncio.sleep(0.02)
    return found


async def test_a_call_is_rung_followed_and_kept(exchange: AmiExchange, line_id: int, sales: Client):
    line = global_id("Line", line_id)
    made = await calling.device(
        sales, kind="ASTERISK_ENDPOINT", label="Desk", line=line, address="PJSIP/101"
    )
    assert made["__typename"] == "DeviceSaved", made
    started = await calling.start(sales, phone=await calling.phone(sales, lastName="Lis"))
    assert started["__typename"] == "CallStarted", started
    order = await exchange.given("Originate")
    assert (order["Channel"], order["Exten"]) == ("PJSIP/101", "+48601412233")
    assert "Zofia Lis" in order["CallerID"]
    exchange.play(streams.outgoing(order["ChannelId"]))
    found = await ended(sales, started["call"]["id"])
    assert (found["outcome"], found["hungUpBy"]) == ("COMPLETED", "OTHER")


async def test_a_caller_is_known_and_a_missed_call_is_kept(
    exchange: AmiExchange, line_id: int, sales: Client
):
    await calling.phone(sales, lastName="Lis")
    exchange.play(streams.incoming("NOANSWER"))
    query = "{ calls(filter: {missed: true}) { nodes { outcome parties { displayName } } } }"
    async with asyncio.timeout(10):
        while not (found := (await sales.ask(query))["calls"]["nodes"]):
            await asyncio.sleep(0.02)
    assert found == [{"outcome": "MISSED", "parties": [{"displayName": "Zofia Lis"}]}]
