"""Click to call through a real exchange, between phones that are none of ours (R082).

Every case is read from the database: it is the record that must know how a call went.
"""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from tests.telephony.live import agents, scenarios
from tests.telephony.live.agents import Baresip, Exchange
from tests.telephony.live.conftest import Line
from tests.telephony.live.pressing import Customer, idle, ring, take, talk
from tests.telephony.live.tones import heard

TRY = 8


def ended(outcome: str, cause: str, by: str, *, answered: bool = False) -> dict[str, Any]:
    return {
        "state": "ended",
        "outcome": outcome,
        "cause": cause,
        "hung_up_by": by,
        "direction": "outgoing",
        "number_e164": agents.CUSTOMER,
        "answered": answered,
    }


async def test_both_hear_each_other_and_nothing_else_until_the_user_hangs_up(
    line: Line, phone: Baresip, customer: Customer
) -> None:
    async with customer() as other:
        call = await talk(line, phone, other)
        await asyncio.sleep(4)
        await phone.do("hangup")
        assert await line.record(call) == ended("completed", "sip:bye", "user", answered=True)
        await other.sees("CALL_CLOSED")
    at_phone, at_customer = phone.recordings()[-1], other.recordings()[-1]
    assert [heard(at_phone, f) > 7000 for f in (1000, 440, 425)] == [True, False, False]
    assert [heard(at_customer, f) > 7000 for f in (440, 1000, 425)] == [True, False, False]
    assert max(heard(at_phone, 440), heard(at_phone, 425)) < 200
    assert max(heard(at_customer, 1000), heard(at_customer, 425)) < 200


async def test_the_customer_hangs_up(line: Line, phone: Baresip, customer: Customer) -> None:
    async with customer() as other:
        call = await talk(line, phone, other)
        await other.do("hangup")
        assert await line.record(call) == ended("completed", "sip:bye", "other", answered=True)
        await idle(phone)


async def test_the_card_hangs_up(line: Line, phone: Baresip, customer: Customer) -> None:
    async with customer() as other:
        call = await talk(line, phone, other)
        await line.provider.hang_up(call)
        assert await line.record(call) == ended("completed", "sip:bye", "kith", answered=True)
        await idle(phone)
        await other.sees("CALL_CLOSED")


async def test_the_other_end_is_held_and_taken_back(
    line: Line, phone: Baresip, customer: Customer
) -> None:
    async with customer() as other:
        call = await talk(line, phone, other)
        process = line.provider.process
        assert process is not None
        process.hold(str(line.line_id), call, True)
        await asyncio.sleep(1)
        process.hold(str(line.line_id), call, False)
        await phone.do("hold")
        await asyncio.sleep(0.5)
        await phone.do("resume")
        await asyncio.sleep(0.5)
        assert not [e for e in line.events if e.call_id == call and e.state.value == "ended"]
        await other.do("hangup")
        assert (await line.record(call))["outcome"] == "completed"
        await idle(phone)


@pytest.mark.parametrize(
    ("answer", "ringing", "outcome", "by"),
    [
        ("486 Busy Here", False, "busy", "other"),
        ("603 Decline", True, "rejected", "other"),
        ("404 Not Found", False, "invalid_number", "line"),
        ("480 Temporarily Unavailable", False, "no_answer", "line"),
        ("500 Server Internal Error", False, "failed", "line"),
    ],
)
async def test_the_other_end_refuses(
    tmp_path: Path,
    exchange: Exchange,
    line: Line,
    phone: Baresip,
    answer: str,
    ringing: bool,
    outcome: str,
    by: str,
) -> None:
    scenario = scenarios.refuses(answer, ringing=ringing)
    async with agents.sipp(tmp_path, scenario, exchange.trunk_port) as other:
        call = await take(line, phone)
        assert await line.record(call) == ended(outcome, f"sip:{answer[:3]}", by)
        await idle(phone)
        assert await asyncio.wait_for(other.wait(), TRY) == 0


async def test_nobody_answers_in_time(line: Line, phone: Baresip, customer: Customer) -> None:
    async with customer() as other:
        call = await take(line, phone)
        await line.state(call, "ringing")
        assert await line.record(call) == ended("no_answer", "no_answer", "line")
        await other.sees("CALL_CLOSED")
        await idle(phone)


async def test_the_card_cancels_while_the_customer_s_phone_rings(
    line: Line, phone: Baresip, customer: Customer
) -> None:
    async with customer() as other:
        call = await take(line, phone)
        await line.state(call, "ringing")
        await line.provider.hang_up(call)
        assert await line.record(call) == ended("canceled", "canceled", "kith")
        await other.sees("CALL_CLOSED")
        await idle(phone)


async def test_the_user_gives_up_while_the_customer_s_phone_rings(
    line: Line, phone: Baresip, customer: Customer
) -> None:
    async with customer() as other:
        call = await take(line, phone)
        await line.state(call, "ringing")
        await phone.do("hangup")
        assert await line.record(call) == ended("canceled", "canceled", "user")
        await other.sees("CALL_CLOSED")


async def test_the_user_s_phone_declines(line: Line, phone: Baresip) -> None:
    call = await ring(line, phone)
    await phone.do("hangup")
    assert await line.record(call) == ended("device_unreachable", "device:486", "user")


async def test_the_user_s_phone_is_not_registered(line: Line) -> None:
    call = await line.press(device="nobody")
    assert await line.record(call) == ended("device_unreachable", "device:480", "line")


async def test_the_user_does_not_take_their_phone(line: Line, phone: Baresip) -> None:
    call = await ring(line, phone)
    assert await line.record(call) == ended("device_unreachable", "device:no_answer", "line")
    await idle(phone)


async def test_the_card_cancels_while_the_user_s_phone_rings(line: Line, phone: Baresip) -> None:
    call = await ring(line, phone)
    await line.provider.hang_up(call)
    assert await line.record(call) == ended("canceled", "canceled", "kith")
    await idle(phone)


async def test_the_trunk_is_dead(line: Line, phone: Baresip) -> None:
    call = await take(line, phone)
    record = await line.record(call)
    assert (record["outcome"], record["hung_up_by"]) == ("failed", "line")
    await idle(phone)


async def test_the_trunk_announces_and_refreshes_and_the_call_stays(
    tmp_path: Path, exchange: Exchange, line: Line, phone: Baresip
) -> None:
    async with agents.sipp(tmp_path, scenarios.refreshes(), exchange.trunk_port) as other:
        call = await take(line, phone)
        await line.state(call, "ringing")
        await line.state(call, "answered")
        await asyncio.sleep(1.5)
        await phone.do("hangup")
        assert await line.record(call) == ended("completed", "sip:bye", "user", answered=True)
        assert await asyncio.wait_for(other.wait(), TRY) == 0
