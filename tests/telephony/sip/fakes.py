"""Legs, dials and timers that a test moves by hand."""

import asyncio
from collections.abc import Callable, Mapping

from backend.telephony.sip.conversation import Surroundings
from backend.telephony.sip.legs import DialFailed, LegEvent, LegNews, Listener, Packets
from backend.telephony.sip.messages import CallNews, Message


class Ear:
    """Sound that remembers what it was given, and says what it is told to."""

    def __init__(self) -> None:
        self.heard = b""
        self.saying = b""

    def read(self, most: int) -> bytes:
        said, self.saying = self.saying[:most], self.saying[most:]
        return said

    def write(self, pcm: bytes) -> None:
        self.heard += pcm

    def flush(self) -> None:
        self.saying = b""


class FakeLeg:
    """A leg; hanging it up closes it, as a stack does."""

    def __init__(self, address: str = "") -> None:
        self.address = address
        self.sound = Ear()
        self.packets: Packets | None = None
        self.closed = self.answered = False
        self.digits = ""
        self.held: list[bool] = []
        self._listener: Listener | None = None

    def watch(self, listener: Listener) -> None:
        self._listener = listener

    def say(self, event: LegEvent, text: str = "", reason: str = "") -> None:
        if self.closed or self._listener is None:
            return
        if event is LegEvent.CLOSED:
            self.closed = True
            self.packets = Packets(1, 1, 0)
        self._listener(LegNews(event, text, reason))

    async def hang_up(self) -> None:
        await asyncio.sleep(0)
        self.say(LegEvent.CLOSED, "Rejected by user")

    async def answer(self) -> None:
        self.answered = True
        self.say(LegEvent.ANSWERED)

    async def hold(self, on: bool) -> None:
        self.held.append(on)

    async def press(self, digit: str) -> None:
        self.digits += digit


class Timers:
    """Timers that run out when a test says so."""

    def __init__(self) -> None:
        self.waiting: list[FakeTimer] = []

    def later(self, seconds: float, then: Callable[[], None]) -> "FakeTimer":
        timer = FakeTimer(self, then)
        self.waiting.append(timer)
        return timer

    def run_out(self) -> None:
        for timer in list(self.waiting):
            timer.cancel()
            timer.then()


class FakeTimer:
    def __init__(self, timers: Timers, then: Callable[[], None]) -> None:
        self._timers, self.then = timers, then

    def cancel(self) -> None:
        if self in self._timers.waiting:
            self._timers.waiting.remove(self)


class Network:
    """Dials that succeed at once, wait for the test, or fail."""

    def __init__(self, fails: bool = False, slow: bool = False) -> None:
        self.fails, self.slow = fails, slow
        self.legs: list[FakeLeg] = []
        self.headers: Mapping[str, str] = {}
        self._waiting = asyncio.Event()

    def let_through(self) -> None:
        self._waiting.set()

    async def dial(self, address: str, headers: Mapping[str, str]) -> FakeLeg:
        self.headers = headers
        if self.slow:
            await self._waiting.wait()
        if self.fails:
            raise DialFailed("no route")
        self.legs.append(FakeLeg(address))
        return self.legs[-1]

    def say(self, event: LegEvent, text: str = "", reason: str = "") -> None:
        """Have the newest leg do something, if there is one."""
        if self.legs:
            self.legs[-1].say(event, text, reason)


class Told:
    """What a conversation told."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self.timers = Timers()

    @property
    def around(self) -> Surroundings:
        return Surroundings(tell=self.messages.append, later=self.timers.later, clock=lambda: 1.0)

    @property
    def calls(self) -> list[CallNews]:
        return [m for m in self.messages if isinstance(m, CallNews)]

    @property
    def states(self) -> list[str]:
        return [news.state for news in self.calls]

    @property
    def end(self) -> tuple[str, str]:
        last = self.calls[-1]
        assert last.state == "ended"
        return last.cause, last.by


async def settle() -> None:
    """Let every task that can go on go on."""
    for _ in range(12):
        await asyncio.sleep(0)
