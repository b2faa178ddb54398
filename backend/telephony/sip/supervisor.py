"""Keeps one SIP process running for the lines that share it, and says what becomes of their calls.

A process that dies takes its calls with it: each is told as ended at once, nothing is pretended.
One that has grown too large, or whose accounts have changed, is exchanged for a new one as soon as
no call runs.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from backend.telephony.sip.causes import ENGINE, LINE
from backend.telephony.sip.child import COMMAND, Child, Patience
from backend.telephony.sip.messages import (
    Account,
    CallNews,
    HangUp,
    Hold,
    LineNews,
    Message,
    Order,
    Pong,
    Ready,
    SoundNews,
    Start,
    Trouble,
)

USUAL = Patience()

log = logging.getLogger("kith.sip")

Listener = Callable[[Message], Awaitable[None]]


@dataclass(slots=True)
class Open:
    """A call the process owes an end, and who is told of it."""

    news: CallNews
    listener: Listener


class NotReady(Exception):
    """The process is not there, or does not listen yet."""


class Supervisor:
    """One process and the lines on it."""

    def __init__(
        self,
        start: Start,
        command: tuple[str, ...] = COMMAND,
        patience: Patience = USUAL,
    ) -> None:
        self._start, self._patience = start, patience
        self._child = Child(command, self._take, patience)
        self._lines: dict[str, tuple[Account, Listener]] = {}
        self._open: dict[tuple[str, str], Open] = {}
        self._ready = asyncio.Event()
        self._outdated = False
        self._leaving = False
        self._task: asyncio.Task[None] | None = None

    @property
    def pid(self) -> int | None:
        """The running process."""
        return self._child.pid

    def running(self, line: str) -> set[str]:
        """The calls of a line that have not ended."""
        return {call for on, call in self._open if on == line}

    def attach(self, account: Account, listener: Listener) -> None:
        """Serve a line; one that is served already gets its new account when no call runs."""
        known = self._lines.get(account.line)
        self._lines[account.line] = (account, listener)
        if known is not None and known[0] != account:
            self._outdated = True
            self._exchange()
        elif known is None and self._ready.is_set():
            self._child.say(account)
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._run(), name="sip process")

    async def detach(self, line: str) -> None:
        """Serve a line no longer, its running calls followed to their end by the lines that remain.

        The last line takes the process with it, which hangs up and says so.
        """
        if self._lines.pop(line, None) is None:
            return
        self._outdated = True
        if self._lines:
            self._exchange()
        elif self._task is not None:
            self._leave()
            if self.pid is None:
                self._task.cancel()
            _, late = await asyncio.wait({self._task}, timeout=self._patience.farewell)
            for task in late:
                task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def order(self, order: Order) -> None:
        """Set up a call, once per name; NotReady where the process does not come up in time."""
        if (order.line, order.call) in self._open:
            return
        try:
            await asyncio.wait_for(self._ready.wait(), self._patience.ready)
        except TimeoutError as late:
            raise NotReady from late
        if order.line not in self._lines:
            raise NotReady
        self._open[order.line, order.call] = Open(_ordered(order), self._lines[order.line][1])
        self._child.say(order)

    def hang_up(self, line: str, call: str) -> None:
        """End a call, if it runs."""
        self._child.say(HangUp(line, call))

    def hold(self, line: str, call: str, on: bool) -> None:
        """Put a call's other end on hold, or take it off."""
        self._child.say(Hold(line, call, on))

    async def _run(self) -> None:
        wait = self._patience.again
        while self._lines:
            began = time.monotonic()
            self._outdated = self._leaving = False
            status = await self._child.run(self._start)
            self._ready.clear()
            await self._lost(status)
            if self._leaving or time.monotonic() - began > self._patience.steady:
                wait = self._patience.again
            if self._lines:
                await asyncio.sleep(wait)
                wait = min(wait * 2, self._patience.again_at_most)

    async def _take(self, message: Message) -> None:
        match message:
            case Ready():
                log.info("SIP process %s: %s", self.pid, message.engine)
                for account, _ in self._lines.values():
                    self._child.say(account)
                self._ready.set()
            case CallNews():
                await self._call(message)
            case LineNews(line=line) if line in self._lines:
                await self._tell(self._lines[line][1], message)
            case SoundNews():
                log.info("%s", message)
            case Pong(memory_mb=memory):
                self._outdated = self._outdated or memory > self._patience.memory_mb
                self._exchange()
            case Trouble(detail=detail):
                log.error("SIP process: %s", detail)

    async def _call(self, news: CallNews) -> None:
        key = (news.line, news.call)
        known = self._open.get(key)
        listener = known.listener if known else self._lines.get(news.line, (None, None))[1]
        if listener is None:
            return
        if news.state == "ended":
            self._open.pop(key, None)
        else:
            self._open[key] = Open(news, listener)
        await self._tell(listener, news)
        self._exchange()

    async def _lost(self, status: int) -> None:
        """The dialogs died with the process: every call ends, every line is down."""
        lost, self._open = list(self._open.values()), {}
        for one in lost:
            end = replace(one.news, state="ended", at=time.time(), cause=ENGINE, by=LINE)
            await self._tell(one.listener, end)
        if self._leaving:
            return
        log.error("the SIP process ended with status %d, and %d calls with it", status, len(lost))
        for account, listener in list(self._lines.values()):
            await self._tell(listener, LineNews(account.line, "down", detail=f"status {status}"))

    def _exchange(self) -> None:
        """End a process that is to be replaced, once it is idle."""
        if self._outdated and not self._open and self._ready.is_set():
            self._leave()

    def _leave(self) -> None:
        self._leaving = True
        self._ready.clear()
        self._child.leave()

    async def _tell(self, listener: Listener, message: Message) -> None:
        try:
            await listener(message)
        except Exception:
            log.exception("news of a line could not be taken in")


def _ordered(order: Order) -> CallNews:
    return CallNews(
        call=order.call,
        line=order.line,
        direction="outgoing",
        state="initiated",
        at=time.time(),
        caller=order.device,
        called=order.to,
        device=order.device,
    )
