"""Lines to an Asterisk over real sockets: orders reach it, what it says is heard (R082, R083)."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from backend.calls.folding import Heard
from backend.calls.kinds import DeviceKind, LineKind, Outcome
from backend.telephony.asterisk import connection
from backend.telephony.asterisk.ami import AmiProvider
from backend.telephony.asterisk.ari import AriProvider
from backend.telephony.provider import (
    CallRefused,
    Health,
    HealthState,
    LineConfig,
    Origination,
)
from tests.shared_data import shared_data
from tests.telephony.asterisk import streams
from tests.telephony.asterisk.exchange import PASSWORD, USER, AmiExchange, AriExchange
from tests.telephony.asterisk.streams import CUSTOMER
from tests.telephony.asterisk.test_folding import WHOLE, course, words

CALL = "0c0ffee0-0000-4000-8000-000000000001"


@dataclass
class Listening:
    """What a line has told."""

    heard: list[Heard] = field(default_factory=list)
    health: list[Health] = field(default_factory=list)

    async def hear(self, heard: Heard) -> None:
        self.heard.append(heard)

    async def report(self, health: Health) -> None:
        self.health.append(health)

    async def until(self, count: int) -> list[Heard]:
        """What was heard, once there is so much."""
        async with asyncio.timeout(10):
            while len(self.heard) < count:
                await asyncio.sleep(0.01)
        return self.heard

    async def stands(self, state: HealthState) -> Health:
        """The health, once it is this."""
        async with asyncio.timeout(10):
            while not self.health or self.health[-1].state is not state:
                await asyncio.sleep(0.01)
        return self.health[-1]


def config(kind: LineKind, port: int, password: str = PASSWORD, **settings: Any) -> LineConfig:
    told = {
        "server": "127.0.0.1",
        "port": str(port),
        "user": USER,
        "trunks": "PJSIP/trunk",
        **settings,
    }
    return LineConfig(7, 3, "Gdynia", kind, "PL", 1, told, {"password": password})


def order(call: str = CALL, **more: Any) -> Origination:
    given = {
        "external_id": call,
        "device_kind": DeviceKind.ASTERISK_ENDPOINT,
        "device_address": "101",
        "to": CUSTOMER,
        "display": 'Zofia "Lis" <x>\r\nAction: Command',
        **more,
    }
    return Origination(**given)


@pytest.fixture(autouse=True)
def _hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "RETRY_SECONDS", (0.05,))


@pytest.fixture
async def ami() -> AsyncIterator[AmiExchange]:
    async with AmiExchange().running() as exchange:
        yield exchange


@pytest.fixture
async def ari() -> AsyncIterator[AriExchange]:
    async with AriExchange().running() as exchange:
        yield exchange


@pytest.fixture
async def told() -> Listening:
    return Listening()


@pytest.fixture
async def by_ami(ami: AmiExchange, told: Listening) -> AsyncIterator[AmiProvider]:
    line = AmiProvider(config(LineKind.ASTERISK_AMI, ami.port), told.hear, told.report)
    await line.start()
    await told.stands(HealthState.UP)
    yield line
    await line.stop()


@pytest.fixture
async def by_ari(ari: AriExchange, told: Listening) -> AsyncIterator[AriProvider]:
    line = AriProvider(config(LineKind.ASTERISK_ARI, ari.port), told.hear, told.report)
    await line.start()
    await told.stands(HealthState.UP)
    yield line
    await line.stop()


async def test_ami_rings_the_phone_under_our_name_and_follows_to_the_end(
    by_ami: AmiProvider, ami: AmiExchange, told: Listening
):
    await by_ami.originate(order())
    given = await ami.given("Originate")
    assert (given["ChannelId"], given["Channel"]) == (CALL, "PJSIP/101")
    assert (given["Context"], given["Exten"], given["Async"]) == ("internal", CUSTOMER, "true")
    assert not [o for o in ami.orders if o["Action"] == "Command"]
    ami.play(streams.outgoing(CALL))
    assert words(await told.until(5)) == WHOLE


async def test_ami_hangs_up_the_channel_of_the_call(
    by_ami: AmiProvider, ami: AmiExchange, told: Listening
):
    await by_ami.originate(order())
    events = streams.outgoing(CALL)
    ami.play(events[:9])
    await told.until(3)
    await by_ami.hang_up(CALL)
    assert (await ami.given("Hangup"))["Channel"] == events[0]["Channel"]
    await by_ami.hang_up("long over")


async def test_ami_says_when_the_phone_is_not_there(
    by_ami: AmiProvider, ami: AmiExchange, told: Listening
):
    ami.originate = [
        {"Response": "Success", "Message": "Originate successfully queued"},
        {"Event": "OriginateResponse", "Response": "Failure", "Reason": "0"},
    ]
    await by_ami.originate(order())
    assert course(await told.until(1)).outcome is Outcome.DEVICE_UNREACHABLE


async def test_ami_refuses_in_words_what_asterisk_refuses(by_ami: AmiProvider, ami: AmiExchange):
    ami.originate = [{"Response": "Error", "Message": "Permission denied"}]
    with pytest.raises(CallRefused, match="Permission denied"):
        await by_ami.originate(order())


@pytest.mark.parametrize("address", ["PJSIP/101\r\nAction: Command", "Local/1@x/n,s", "", "101;1"])
async def test_an_address_that_is_more_than_one_is_refused(
    by_ami: AmiProvider, ami: AmiExchange, address: str
):
    with pytest.raises(CallRefused):
        await by_ami.originate(order(device_address=address))
    assert not [o for o in ami.orders if o["Action"] == "Originate"]


async def test_ami_comes_back_by_itself_and_ends_what_ended_meanwhile(
    by_ami: AmiProvider, ami: AmiExchange, told: Listening
):
    gone, here = streams.incoming(), streams.incoming()
    ami.play([*gone[:4], *here[:4]])
    await told.until(2)
    ami.alive = [{**here[0], "Event": "CoreShowChannel"}]
    ami.orders.clear()
    ami.hang_up_on_everybody()
    await told.stands(HealthState.DOWN)
    await told.stands(HealthState.UP)
    [*_, ended] = await told.until(3)
    assert (ended.type, ended.call_id) == ("call.ended", gone[0]["Linkedid"])
    ami.play(here[4:])
    assert course(await told.until(5), here[0]["Linkedid"]).outcome is Outcome.COMPLETED
    assert not [o for o in ami.orders if o["Action"] == "Originate"]


async def test_a_call_of_before_is_taken_up_after_a_restart(ami: AmiExchange, told: Listening):
    events = streams.outgoing(CALL)
    ami.alive = [{**events[0], "ChannelStateDesc": "Up"}]
    line = AmiProvider(config(LineKind.ASTERISK_AMI, ami.port), told.hear, told.report)
    await line.start()
    try:
        assert await line.resume([CALL, "lost meanwhile"]) == {CALL}
        ami.play(events[-2:])
        assert words(await told.until(1)) == ["ended"]
    finally:
        await line.stop()


@pytest.mark.parametrize(
    ("settings", "password", "says"),
    [
        ({}, "wrong", "refuses the sign-in"),
        ({"server": ""}, PASSWORD, "Enter the address"),
        ({"server": "pbx.example"}, PASSWORD, "TLS only"),
        ({"trunks": " , "}, PASSWORD, "Name the trunks"),
        ({"device_seconds": "soon"}, PASSWORD, "whole number"),
        ({"context": "x\r\nAction: Command"}, PASSWORD, "letters, digits"),
    ],
)
async def test_what_is_wrong_with_a_line_is_said_in_its_health(
    ami: AmiExchange, told: Listening, settings: dict[str, str], password: str, says: str
):
    given = config(LineKind.ASTERISK_AMI, ami.port, password, **settings)
    line = AmiProvider(given, told.hear, told.report)
    await line.start()
    assert says in (await told.stands(HealthState.DOWN)).note
    assert password not in repr(told.health) + repr(given)
    await line.stop()


@pytest.mark.parametrize(
    "nonsense",
    [b"\x00\xff\xfe" * 50_000, b"HTTP/1.1 400 Bad Request\r\n\r\n", b"a: b\r\n\r\n" * 1_000,
     b"Event: Hangup\r\nUniqueid: \r\nCause: many\r\n\r\n", b"Event: DialEnd\r\n\r\n"],
)  # fmt: skip
async def test_nonsense_from_the_other_end_harms_no_call(
    by_ami: AmiProvider, ami: AmiExchange, told: Listening, nonsense: bytes
):
    ami.raw(nonsense + b"\r\n\r\n")
    ami.play(streams.incoming())
    assert words(await told.until(3)) == ["ringing", "answered", "ended"]


async def test_a_port_where_nobody_is_or_nobody_answers_is_said(told: Listening, ami: AmiExchange):
    ami.silent = True
    for port, says in ((1, "No Asterisk answers"), (ami.port, "")):
        line = AmiProvider(config(LineKind.ASTERISK_AMI, port), told.hear, told.report)
        await line.start()
        if says:
            assert says in (await told.stands(HealthState.DOWN)).note
        with pytest.raises(CallRefused, match="not connected"):
            await line.originate(order())
        await line.stop()


async def test_ari_makes_the_channel_of_our_name_and_follows_to_the_end(
    by_ari: AriProvider, ari: AriExchange, told: Listening
):
    await by_ari.originate(order())
    method, path, given = await ari.given("POST")
    assert (method, path) == ("POST", f"/ari/channels/{CALL}")
    assert (given["endpoint"], given["extension"]) == ("PJSIP/101", CUSTOMER)
    name = "ari_out_completed"
    text = shared_data(f"asterisk/{name}.json").read_text()
    ours = "crm-" + text.partition("crm-")[2][:32]
    await ari.play(json.loads(text.replace(ours, CALL)))
    assert words(await told.until(5)) == WHOLE


@pytest.mark.parametrize(("status", "heard"), [(200, 0), (409, 0), (500, 1)])
async def test_ari_knows_a_call_that_runs_and_a_phone_that_is_not_there(
    by_ari: AriProvider, ari: AriExchange, told: Listening, status: int, heard: int
):
    ari.status = status
    await by_ari.originate(order())
    await asyncio.sleep(0.05)
    assert len(told.heard) == heard


async def test_ari_refuses_in_words(by_ari: AriProvider, ari: AriExchange):
    ari.status = 403
    with pytest.raises(CallRefused, match="as you were told"):
        await by_ari.originate(order())


async def test_ari_comes_back_by_itself(by_ari: AriProvider, ari: AriExchange, told: Listening):
    await ari.raw("no json")
    await ari.raw("[1, 2]")
    await ari.raw('{"type": "ChannelDestroyed", "channel": 7}')
    await ari.hang_up_on_everybody()
    await told.stands(HealthState.DOWN)
    await told.stands(HealthState.UP)


async def test_ari_says_when_the_password_is_wrong(ari: AriExchange, told: Listening):
    given = config(LineKind.ASTERISK_ARI, ari.port, "wrong")
    line = AriProvider(given, told.hear, told.report)
    await line.start()
    assert (await told.stands(HealthState.DOWN)).note
    await line.stop()
