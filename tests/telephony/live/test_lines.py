"""Lines at a real exchange: how they stand, over which transport, who calls them, and a process that dies."""

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import trustme

from backend.telephony.provider import HealthState
from tests.telephony.live.agents import CUSTOMER, DOMAIN, PHONE, Baresip, Exchange
from tests.telephony.live.conftest import Line
from tests.telephony.live.pressing import Customer, idle, talk

Lines = Callable[..., Any]


async def test_a_wrong_password_is_told(lines: Lines) -> None:
    line = await lines("sales", password="wrong")
    assert await line.stands(HealthState.DOWN) == (
        "The exchange refuses the name or the password (401)."
    )
    await line.provider.stop()


async def test_an_exchange_nobody_answers_at_is_told(lines: Lines, exchange: Exchange) -> None:
    line = await lines("sales", server="127.0.0.1:1", transport="tcp")
    assert "does not register the line" in await line.stands(HealthState.DOWN)
    await line.provider.stop()


@pytest.mark.parametrize(
    ("transport", "srtp"), [("tcp", "off"), ("tls", "off"), ("udp", "required")]
)
async def test_a_call_goes_over_every_transport_and_encrypted(
    lines: Lines,
    exchange: Exchange,
    phone: Baresip,
    customer: Customer,
    transport: str,
    srtp: str,
) -> None:
    port = exchange.tls_port if transport == "tls" else exchange.port
    line = await lines(transport, server=f"127.0.0.1:{port}", transport=transport, srtp=srtp)
    await line.stands(HealthState.UP)
    async with customer() as other:
        call = await talk(line, phone, other)
        await phone.do("hangup")
        assert (await line.record(call))["outcome"] == "completed"
    await idle(phone)
    if srtp == "required":
        await phone.says("SRTP is Enabled")
    await line.provider.stop()


async def test_an_exchange_with_a_certificate_nobody_signed_is_not_trusted(
    lines: Lines, exchange: Exchange, tmp_path: Path
) -> None:
    trustme.CA().cert_pem.write_to_path(tmp_path / "other.pem")
    line = await lines(
        "sales",
        server=f"127.0.0.1:{exchange.tls_port}",
        transport="tls",
        ca_file=str(tmp_path / "other.pem"),
    )
    assert "does not register the line" in await line.stands(HealthState.DOWN)
    await line.provider.stop()


async def test_a_watched_call_that_nobody_takes_is_missed(line: Line, customer: Customer) -> None:
    async with customer() as other:
        after = len(line.events)
        await other.do("dial", f"sip:office@{DOMAIN}")
        call = await line.rings(after)
        await other.sees("CALL_RINGING")
        await other.do("hangup")
        record = await line.record(call)
    assert (record["outcome"], record["direction"]) == ("missed", "incoming")
    assert (record["number_e164"], record["hung_up_by"]) == (CUSTOMER, "other")


async def test_a_watched_call_taken_on_the_desk_phone_was_answered_elsewhere(
    lines: Lines, phone: Baresip, customer: Customer
) -> None:
    line = await lines(PHONE)
    await line.stands(HealthState.UP)
    phone.forget()
    async with customer() as other:
        await other.do("dial", f"sip:{PHONE}@{DOMAIN}")
        call = await line.rings(0)
        await phone.sees("CALL_INCOMING")
        await phone.do("accept")
        record = await line.record(call)
        assert (record["outcome"], record["answered"]) == ("answered_elsewhere", False)
        await other.sees("CALL_ESTABLISHED")
        await phone.do("hangup")
        await other.sees("CALL_CLOSED")
    await line.provider.stop()


async def test_a_caller_that_nobody_takes_is_sent_away_in_time(
    lines: Lines, customer: Customer
) -> None:
    line = await lines("night", incoming_seconds="1")
    await line.stands(HealthState.UP)
    async with customer() as other:
        await other.do("dial", f"sip:night@{DOMAIN}")
        record = await line.record(await line.rings(0))
        await other.sees("CALL_CLOSED")
    assert (record["outcome"], record["cause"]) == ("missed", "no_answer")
    await line.provider.stop()


async def test_a_caller_is_put_through_to_the_phone_of_the_line(
    lines: Lines, phone: Baresip, customer: Customer
) -> None:
    line = await lines("shop", ring=f"sip:{PHONE}@{DOMAIN}")
    await line.stands(HealthState.UP)
    phone.forget()
    async with customer() as other:
        await other.do("dial", f"sip:shop@{DOMAIN}")
        call = await line.rings(0)
        await phone.sees("CALL_INCOMING")
        await phone.do("accept")
        await line.state(call, "answered")
        await other.sees("CALL_ESTABLISHED")
        await phone.do("hangup")
        record = await line.record(call)
        await other.sees("CALL_CLOSED")
    assert (record["outcome"], record["answered"], record["hung_up_by"]) == (
        "completed",
        True,
        "user",
    )
    await line.provider.stop()


async def test_a_process_that_crashes_in_mid_call_ends_the_call_and_the_next_one_goes(
    line: Line, phone: Baresip, customer: Customer
) -> None:
    process = line.provider.process
    assert process is not None
    async with customer() as other:
        call = await talk(line, phone, other)
        before = process.pid
        assert before is not None
        os.kill(before, signal.SIGSEGV)
        record = await line.record(call)
        assert (record["outcome"], record["cause"]) == ("failed", "kith:engine")
        assert await line.stands(HealthState.DOWN) == (
            "The SIP process ended and is started again."
        )
        # Nobody is left who could say BYE for the dead process: each phone hangs up by itself.
        await phone.do("hangup")
        await idle(phone)
        await other.do("hangup")
        await other.sees("CALL_CLOSED")
        await line.stands(HealthState.UP)
        assert process.pid not in (None, before)
        again = await talk(line, phone, other)
        await line.provider.hang_up(again)
        assert (await line.record(again))["outcome"] == "completed"
        await idle(phone)
