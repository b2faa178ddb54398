"""What the cases have in common: Call is pressed, phones are taken, people talk."""

from collections.abc import Callable
from typing import Any

from tests.telephony.live.agents import Baresip
from tests.telephony.live.conftest import Line

Customer = Callable[[], Any]


async def ring(line: Line, phone: Baresip) -> str:
    """Press Call; the user's phone rings."""
    phone.forget()
    call = await line.press()
    await line.state(call, "device_ringing")
    await phone.sees("CALL_INCOMING")
    return call


async def take(line: Line, phone: Baresip) -> str:
    """Press Call and answer the phone."""
    call = await ring(line, phone)
    await phone.do("accept")
    await line.state(call, "device_answered")
    return call


async def talk(line: Line, phone: Baresip, other: Baresip) -> str:
    """Press Call; both answer."""
    call = await take(line, phone)
    await other.sees("CALL_INCOMING")
    await line.state(call, "ringing")
    await other.do("accept")
    await line.state(call, "answered")
    return call


async def idle(phone: Baresip) -> None:
    """The phone is free again."""
    await phone.sees("CALL_CLOSED")
