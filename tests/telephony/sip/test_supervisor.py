"""The SIP process is kept running; what it owed is told when it dies. Its place is taken by a script."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from backend.telephony.sip.child import Patience
from backend.telephony.sip.messages import (
    Account,
    CallNews,
    LineNews,
    Message,
    Order,
    Pong,
    Ready,
    Start,
    written,
)
from backend.telephony.sip.supervisor import NotReady, Supervisor

CHILD = Path(__file__).with_name("child.py")
ACCOUNT = Account(line="1", user="kith", domain="pbx", server="pbx:5060", password="geheim")
ORDER = Order(call="c1", line="1", device="sip:101@pbx", to="sip:+48601412233@pbx")
QUICK = Patience(beat=0.1, silence=20, again=0.05, again_at_most=0.2, ready=20, farewell=10)

READY = written(Ready("a script")).decode().strip()
UP = written(LineNews("1", "registered")).decode().strip()


def news(state: str, **more: Any) -> str:
    call = CallNews(call="$call", line="1", direction="outgoing", state=state, at=1.0, **more)
    return written(call).decode().strip()


class Ear:
    """Everything a line was told."""

    def __init__(self) -> None:
        self.told: list[Message] = []
        self._more = asyncio.Event()

    async def __call__(self, message: Message) -> None:
        self.told.append(message)
        self._more.set()

    async def until(self, wanted: Callable[[Message], bool], times: int = 1) -> Message:
        async with asyncio.timeout(60):
            while sum(map(wanted, self.told)) < times:
                self._more.clear()
                await self._more.wait()
        return [m for m in self.told if wanted(m)][times - 1]

    def states(self) -> list[str]:
        return [m.state for m in self.told if isinstance(m, CallNews)]


@asynccontextmanager
async def supervised(
    script: dict[str, Any], patience: Patience = QUICK
) -> AsyncIterator[tuple[Supervisor, Ear]]:
    command = (sys.executable, str(CHILD), json.dumps({"Start": [READY], **script}))
    supervisor, ear = Supervisor(Start("127.0.0.1"), command, patience), Ear()
    supervisor.attach(ACCOUNT, ear)
    try:
        yield supervisor, ear
    finally:
        await supervisor.detach("1")
        assert supervisor.pid is None


def is_up(message: Message) -> bool:
    return isinstance(message, LineNews) and message.face == "registered"


def is_down(message: Message) -> bool:
    return isinstance(message, LineNews) and message.face == "down"


def is_end(message: Message) -> bool:
    return isinstance(message, CallNews) and message.state == "ended"


async def test_a_call_is_ordered_and_its_news_comes_back() -> None:
    script = {"Account": [UP], "Order": [news("device_ringing"), news("ended", cause="sip:486")]}
    async with supervised(script) as (supervisor, ear):
        await supervisor.order(ORDER)
        end = await ear.until(is_end)
        assert isinstance(end, CallNews)
        assert (end.call, end.cause) == ("c1", "sip:486")
        assert ear.states() == ["device_ringing", "ended"]
        assert not supervisor.running("1")


async def test_one_name_is_one_call() -> None:
    script = {"Account": [UP], "Order": [news("device_ringing")], "HangUp": [news("ended")]}
    async with supervised(script) as (supervisor, ear):
        await supervisor.order(ORDER)
        await supervisor.order(ORDER)
        supervisor.hang_up("1", "c1")
        await ear.until(is_end)
        assert ear.states() == ["device_ringing", "ended"]


async def test_what_is_no_message_is_passed_over() -> None:
    noise = ["", "re: warning", "{", "[]", '{"is": "Nothing"}', '{"is": "LineNews"}', "long"]
    async with supervised({"Account": [*noise, UP]}) as (_, ear):
        await ear.until(is_up)


async def test_a_process_that_dies_ends_its_calls_and_is_started_again() -> None:
    script = {"Account": [UP], "Order": [news("device_ringing"), news("answered"), "exit"]}
    async with supervised(script) as (supervisor, ear):
        await supervisor.order(ORDER)
        end = await ear.until(is_end)
        assert isinstance(end, CallNews)
        assert (end.cause, end.by) == ("kith:engine", "line")
        await ear.until(is_down)
        await ear.until(is_up, times=2)
        assert not supervisor.running("1")


async def test_a_call_that_was_only_ordered_ends_too() -> None:
    async with supervised({"Account": [UP], "Order": ["exit"]}) as (supervisor, ear):
        await supervisor.order(ORDER)
        end = await ear.until(is_end)
        assert isinstance(end, CallNews)
        assert (end.caller, end.called) == (ORDER.device, ORDER.to)


async def test_a_process_that_hangs_is_ended_as_if_it_had_died() -> None:
    script = {"Account": [UP], "Order": ["hang"]}
    async with supervised(script, Patience(beat=0.1, silence=2, again=0.05)) as (supervisor, ear):
        await supervisor.order(ORDER)
        end = await ear.until(is_end)
        assert isinstance(end, CallNews)
        assert end.cause == "kith:engine"


async def test_a_process_killed_from_outside_is_started_again() -> None:
    async with supervised({"Account": [UP]}) as (supervisor, ear):
        await ear.until(is_up)
        before = supervisor.pid
        assert before is not None
        os.kill(before, signal.SIGKILL)
        await ear.until(is_up, times=2)
        assert supervisor.pid not in (None, before)


async def test_a_process_that_never_listens_takes_no_order() -> None:
    async with supervised({"Start": []}, Patience(ready=0.1, farewell=10)) as (supervisor, _):
        with pytest.raises(NotReady):
            await supervisor.order(ORDER)


@pytest.mark.parametrize(
    "cause",
    [
        pytest.param(
            lambda s, e: s.attach(Account("1", "new", "pbx", "pbx:5060"), e), id="account"
        ),
        pytest.param(None, id="memory"),
    ],
)
async def test_a_process_is_exchanged_only_when_no_call_runs(
    cause: Callable[[Supervisor, Ear], None] | None,
) -> None:
    pong = written(Pong(9_000, 1)).decode().strip()
    script = {"Account": [UP], "Order": [news("answered")], "HangUp": [news("ended")]}
    if cause is None:
        script["Ping"] = [pong]
    async with supervised(script, Patience(beat=0.3, again=0.05, ready=20)) as (supervisor, ear):
        await supervisor.order(ORDER)
        await ear.until(lambda m: isinstance(m, CallNews) and m.state == "answered")
        before = supervisor.pid
        if cause is not None:
            cause(supervisor, ear)
        await asyncio.sleep(1)
        assert supervisor.pid == before
        supervisor.hang_up("1", "c1")
        await ear.until(is_up, times=2)
        assert supervisor.pid != before
        assert not any(map(is_down, ear.told))


async def test_lines_share_a_process_and_hear_only_their_own() -> None:
    two = written(LineNews("2", "refused", 401)).decode().strip()
    async with supervised({"Account": [UP, two]}) as (supervisor, ear):
        await ear.until(is_up)
        other = Ear()
        supervisor.attach(Account("2", "b", "pbx", "pbx:5060"), other)
        await other.until(lambda m: isinstance(m, LineNews) and m.code == 401)
        assert all(m.line == "1" for m in ear.told if isinstance(m, LineNews))
        await supervisor.detach("2")


async def test_a_listener_that_fails_takes_nothing_with_it() -> None:
    async with supervised({"Account": [UP], "Order": [news("ended")]}) as (supervisor, ear):

        async def broken(_: Message) -> None:
            raise ValueError

        await ear.until(is_up)
        supervisor.attach(ACCOUNT, broken)
        await supervisor.order(ORDER)
        supervisor.attach(ACCOUNT, ear)
        await asyncio.sleep(0.5)
        await supervisor.order(Order(call="c2", line="1", device="d", to="t"))
        await ear.until(lambda m: isinstance(m, CallNews) and m.call == "c2")


async def test_passwords_reach_the_process_and_never_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("DEBUG")
    async with supervised({"Account": ["grumble", UP]}) as (_, ear):
        await ear.until(is_up)
        async with asyncio.timeout(20):
            while "auth_pass=***;a=b" not in caplog.text:
                await asyncio.sleep(0.01)
    assert "geheim" not in caplog.text
    assert "geheim" not in repr(ACCOUNT)
