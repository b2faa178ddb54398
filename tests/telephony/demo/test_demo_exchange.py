"""The demo exchange, end to end over real SIP on this machine: one calls, and is called (R082, R083)."""

import asyncio
import importlib.util
import socket
import tempfile
from collections.abc import AsyncIterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from backend.accounts.opening import operator
from backend.telephony.demo import control, starting
from backend.telephony.demo.control import Button, DemoExchange, DemoPhone, PhoneState, Press
from backend.telephony.demo.line import demo_line
from backend.telephony.demo.starting import exchange
from backend.telephony.registry import provider_of
from backend.telephony.switchboard import Switchboard
from schema.relay import global_id
from tests.calls import calling
from tests.client import Client
from tests.telephony.playing import Play, playing
from tests.world import World

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("baresip") is None, reason="baresip-python is not installed here"
)

HEALTH = "SELECT health FROM call_line WHERE id = $1"
PHONES = "{ demoPhones { name state peer } }"
PRESS = """
mutation ($phone: DemoPhoneName!, $button: DemoPhoneButton!) {
  demoPhonePress(phone: $phone, button: $button) {
    __typename ... on DemoPhonePressed { phone { state } } ... on Problem { message } } }
"""
CALLS = """{ calls(first: 5) { nodes { state outcome direction hungUpBy number
  parties { displayName } line { name } } } }"""


class Phones:
    """The two phones as a user sees them."""

    def __init__(self, client: Client) -> None:
        self._client = client

    async def until(self, name: str, state: str) -> dict[str, Any]:
        async with asyncio.timeout(30):
            while True:
                shown = (await self._client.ask(PHONES))["demoPhones"]
                phone: dict[str, Any] = next(p for p in shown if p["name"] == name)
                if phone["state"] == state:
                    return phone
                await asyncio.sleep(0.05)

    async def press(self, phone: str, button: str) -> dict[str, Any]:
        answer = await self._client.ask(PRESS, phone=phone, button=button)
        pressed: dict[str, Any] = answer["demoPhonePress"]
        return pressed


@pytest.fixture
async def line(
    owner: asyncpg.Connection, world: World, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[int]:
    """The demo exchange, the account's line to it, and the switchboard that runs it."""
    with ExitStack() as running:
        folder = Path(running.enter_context(tempfile.TemporaryDirectory(prefix="kith-demo-")))
        ports = await asyncio.to_thread(running.enter_context, exchange(folder))
        monkeypatch.setattr(control._Here, "exchange", DemoExchange(folder))
        line_id = await demo_line(await operator(world.account_id), ports)
        play = Play()
        play.switchboard = Switchboard(provider_of)
        async with playing(play):
            async with asyncio.timeout(30):
                while await owner.fetchval(HEALTH, line_id) != "up":
                    await asyncio.sleep(0.05)
            yield line_id


async def until_call(client: Client, **wanted: Any) -> dict[str, Any]:
    """Wait until the newest call is so."""
    async with asyncio.timeout(30):
        while True:
            calls = (await client.ask(CALLS))["calls"]["nodes"]
            if calls and {k: calls[0][k] for k in wanted} == wanted:
                return dict(calls[0])
            await asyncio.sleep(0.05)


@pytest.fixture
async def phone_id(sales: Client, line: int) -> str:
    """Somebody to call; the desk phone is one's device."""
    made = await calling.device(
        sales, kind="SIP_PHONE", label="Desk", line=global_id("Line", line), address="desk"
    )
    assert made["device"]["active"], made
    return await calling.phone(sales)


async def test_one_calls_a_customer_and_both_answer(sales: Client, phone_id: str) -> None:
    phones = Phones(sales)
    assert (await calling.start(sales, phone=phone_id))["__typename"] == "CallStarted"
    assert (await phones.until("DESK", "RINGING"))["peer"] == "Calling Zofia"
    await phones.press("DESK", "ANSWER")
    await phones.until("CUSTOMER", "RINGING")
    await until_call(sales, state="RINGING")
    await phones.press("CUSTOMER", "ANSWER")
    await until_call(sales, state="ANSWERED")
    await phones.until("DESK", "TALKING")
    await phones.press("CUSTOMER", "HANG_UP")
    await until_call(sales, state="ENDED", outcome="COMPLETED", hungUpBy="OTHER")
    await phones.until("DESK", "IDLE")


async def test_the_customer_is_busy(sales: Client, phone_id: str) -> None:
    phones = Phones(sales)
    await calling.start(sales, phone=phone_id)
    await phones.until("DESK", "RINGING")
    await phones.press("DESK", "ANSWER")
    await phones.until("CUSTOMER", "RINGING")
    await phones.press("CUSTOMER", "BUSY")
    await until_call(sales, state="ENDED", outcome="BUSY", hungUpBy="OTHER")
    await phones.until("DESK", "IDLE")


async def test_a_customer_calls_and_is_answered_at_the_desk(sales: Client, phone_id: str) -> None:
    phones = Phones(sales)
    assert (await phones.press("CUSTOMER", "CALL"))["phone"]["state"] == "CALLING"
    call = await until_call(sales, state="RINGING", direction="INCOMING")
    assert [party["displayName"] for party in call["parties"]] != []
    await phones.until("DESK", "RINGING")
    await phones.press("DESK", "ANSWER")
    await until_call(sales, state="ANSWERED")
    await phones.until("CUSTOMER", "TALKING")
    await phones.press("DESK", "HANG_UP")
    await until_call(sales, state="ENDED", outcome="COMPLETED", hungUpBy="USER")
    await phones.until("CUSTOMER", "IDLE")


async def test_a_customer_gives_up_and_was_missed(sales: Client, phone_id: str) -> None:
    phones = Phones(sales)
    await phones.press("CUSTOMER", "CALL")
    await phones.until("DESK", "RINGING")
    await phones.press("CUSTOMER", "HANG_UP")
    await until_call(sales, state="ENDED", outcome="MISSED", direction="INCOMING")
    await phones.until("DESK", "IDLE")


async def test_the_desk_phone_calls_nobody_by_itself(sales: Client, line: int) -> None:
    pressed = await Phones(sales).press("DESK", "CALL")
    assert pressed["__typename"] == "Refused"


async def test_without_a_demo_exchange_there_is_no_phone(sales: Client) -> None:
    assert (await sales.ask(PHONES))["demoPhones"] == []
    pressed = await Phones(sales).press("CUSTOMER", "CALL")
    assert pressed["message"].startswith("The demo exchange is not running.")


async def test_phones_go_elsewhere_when_a_port_is_taken_under_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket(type=socket.SOCK_DGRAM) as other:
        other.bind((starting.HOST, 0))
        taken = other.getsockname()[1]
        finds = iter([[*starting._free_ports(1), taken, *starting._free_ports(1)]])
        found = starting._free_ports
        monkeypatch.setattr(starting, "_free_ports", lambda n: next(finds, None) or found(n))
        with ExitStack() as running:
            ports = await asyncio.to_thread(running.enter_context, exchange(tmp_path))
            assert taken not in (ports.desk, ports.customer)
            shown = await DemoExchange(tmp_path).shown()
            assert {one.state for one in shown.values()} == {PhoneState.IDLE}
            await asyncio.to_thread(running.close)


async def test_whoever_watches_a_phone_sees_every_change_and_its_going_off(tmp_path: Path) -> None:
    seen: list[PhoneState] = []
    with ExitStack() as running:
        ports = await asyncio.to_thread(running.enter_context, exchange(tmp_path))
        phones = DemoExchange(tmp_path)

        async def watch() -> None:
            async for shown in phones.watch(DemoPhone.CUSTOMER):
                seen.append(shown.state)  # noqa: PERF401 - it is read while it grows

        watching = asyncio.create_task(watch())
        desk = Press(Button.CALL, "+442079460999", f"sip:desk@127.0.0.1:{ports.desk}")
        async with asyncio.timeout(20):
            while not seen:
                await asyncio.sleep(0.02)
            await phones.press(DemoPhone.CUSTOMER, desk)
            while (await phones.shown())[DemoPhone.DESK].state is not PhoneState.RINGING:
                await asyncio.sleep(0.02)
            await phones.press(DemoPhone.CUSTOMER, Press(Button.HANG_UP))
            while seen[-1] is not PhoneState.IDLE or len(seen) < 3:
                await asyncio.sleep(0.02)
        await asyncio.to_thread(running.close)
        async with asyncio.timeout(20):
            while seen[-1] is not PhoneState.OFF:
                await asyncio.sleep(0.02)
        watching.cancel()
    assert seen[:4] == [PhoneState.IDLE, PhoneState.CALLING, PhoneState.IDLE, PhoneState.OFF]
