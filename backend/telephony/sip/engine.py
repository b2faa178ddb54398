"""`python -m backend.telephony.sip.engine`: the process that speaks SIP, steered on stdin.

It knows no account of Kith's, no database and no secret but those it is told. The end of its stdin
is the end of it, so it never outlives whoever started it: running calls are hung up first.
"""

import asyncio
import logging
import os
import sys
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Coroutine
from importlib.metadata import version
from typing import Any

import psutil

from backend.telephony.sip.audio import pump
from backend.telephony.sip.causes import LINE, STOPPED, End
from backend.telephony.sip.conversation import Conversation, Surroundings
from backend.telephony.sip.incoming import Incoming
from backend.telephony.sip.legs import Dial, Leg
from backend.telephony.sip.messages import (
    LONGEST,
    Account,
    CallNews,
    HangUp,
    Hold,
    LineNews,
    Message,
    Order,
    Ping,
    Pong,
    Ready,
    Start,
    Trouble,
    read,
    written,
)
from backend.telephony.sip.outgoing import Outgoing
from backend.telephony.sip.stack import Line, Stack, StackRefused

REMEMBERED = 1000
FAREWELL_SECONDS = 2.0
DEAD = 70
"""Exit status where the stack's own thread has ended (EX_SOFTWARE of sysexits.h)."""

log = logging.getLogger("kith.sip")


class Engine:
    """Accounts and conversations of this process."""

    def __init__(self, say: Callable[[Message], None]) -> None:
        self._say = say
        self._stack = Stack()
        self._lines: dict[str, Line] = {}
        self._accounts: dict[str, Account] = {}
        self._direct: Line | None = None
        self._running: dict[tuple[str, str], Conversation] = {}
        self._known: OrderedDict[tuple[str, str], None] = OrderedDict()
        self._tasks: set[asyncio.Task[None]] = set()

    async def open(self, start: Start) -> None:
        """Listen where one was told to."""
        await self._stack.open(start, lambda: os._exit(DEAD))
        self._direct = await self._stack.direct(start.address)
        self._soon(pump(self._sounds))
        self._say(Ready(f"baresip-python {version('baresip-python')}"))

    async def close(self) -> None:
        """Hang up whatever runs, and leave the exchanges."""
        for conversation in self._running.values():
            conversation.end(End(STOPPED, LINE))
        deadline = asyncio.get_running_loop().time() + FAREWELL_SECONDS
        while self._running and asyncio.get_running_loop().time() < deadline:
            await asyncio.sleep(0.05)
            self._forget()
        for task in self._tasks:
            task.cancel()
        await self._stack.close()

    async def obey(self, message: Message) -> None:
        """Do what one was told; only an account is waited for, since orders may follow it."""
        match message:
            case Account():
                await self._line(message)
            case Order():
                self._order(message)
            case HangUp(line=line, call=call) if (line, call) in self._running:
                self._running[line, call].hang_up()
            case Hold(line=line, call=call, on=on) if (line, call) in self._running:
                self._soon(self._running[line, call].hold(on))
            case Ping():
                self._forget()
                memory = psutil.Process().memory_info().rss // 2**20
                self._say(Pong(memory, len(self._running)))

    async def _line(self, account: Account) -> None:
        if account.line in self._lines:
            return
        try:
            line = await self._stack.line(account, self._say)
        except StackRefused as problem:
            self._say(LineNews(account.line, "refused", detail=str(problem)))
            return
        self._lines[account.line] = line
        line.on_incoming(lambda call, who, leg: self._incoming(account, call, who, leg))
        self._accounts[account.line] = account

    def _order(self, order: Order) -> None:
        account = self._accounts.get(order.line)
        if account is None:
            self._say(_undone(order))
        elif self._new(order.line, order.call):
            around, line = self._around(), self._lines[order.line]
            call = Outgoing(order, self._reach(account, order.device), line.dial, around)
            self._running[order.line, order.call] = call
            self._soon(call.begin())

    def _incoming(self, account: Account, call: str, who: str, leg: Leg) -> None:
        if not self._new(account.line, call):
            self._soon(leg.hang_up())
            return
        dial = self._reach(account, account.ring)
        conversation = Incoming(call, who, account, dial, self._around())
        self._running[account.line, call] = conversation
        self._soon(conversation.begin(leg))

    def _reach(self, account: Account, address: str) -> Dial:
        """A phone of the exchange is called through it, one named in full directly."""
        own = address.rpartition("@")[2] == account.domain
        return (self._lines[account.line] if own or self._direct is None else self._direct).dial

    def _around(self) -> Surroundings:
        return Surroundings(tell=self._say, later=asyncio.get_running_loop().call_later)

    def _new(self, line: str, call: str) -> bool:
        """Whether this call was never heard of; remembers it."""
        fresh = (line, call) not in self._known
        self._known[line, call] = None
        if len(self._known) > REMEMBERED:
            self._known.popitem(last=False)
        return fresh

    def _sounds(self) -> list[Callable[[], None]]:
        return [c.give_sound for c in self._running.values()]

    def _forget(self) -> None:
        for key in [k for k, c in self._running.items() if c.gone]:
            del self._running[key]

    def _soon(self, deed: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(deed)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (problem := task.exception()):
            log.error("a deed failed", exc_info=problem)
            self._say(Trouble(f"{type(problem).__name__}: {problem}"))


def _undone(order: Order) -> CallNews:
    return CallNews(
        call=order.call,
        line=order.line,
        direction=Outgoing.direction,
        state="ended",
        at=time.time(),
        caller=order.device,
        called=order.to,
        device=order.device,
        cause="line:unknown",
        by=LINE,
    )


def only_ours() -> Callable[[Message], None]:
    """Take stdout for messages alone; what native code prints goes to stderr."""
    ours = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)

    def say(message: Message) -> None:
        ours.write(written(message))
        ours.flush()

    return say


async def messages() -> AsyncIterator[Message]:
    """What is told on stdin, to its end."""
    reader = asyncio.StreamReader(limit=LONGEST)
    await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(reader), sys.stdin
    )
    while line := await reader.readline():
        if message := read(line):
            yield message


async def main() -> None:
    """Listen as the first message says, then obey until stdin ends."""
    engine = Engine(only_ours())
    told = messages()
    start = await anext(told, None)
    if not isinstance(start, Start):
        return
    await engine.open(start)
    try:
        async for message in told:
            await engine.obey(message)
    finally:
        await engine.close()


if __name__ == "__main__":
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING)
    asyncio.run(main())
