"""`python -m backend.telephony.demo.phone FOLDER PHONE PORT`: one demo phone, a process of its own.

A real SIP phone on 127.0.0.1 whose buttons are pressed through its socket. It takes calls to any
number, makes no sound, and ends with its stdin.
"""

import asyncio
import json
import logging
import os
import sys
import time
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

from backend.telephony.demo.control import (
    Button,
    DemoPhone,
    PhoneState,
    Press,
    Shown,
    shown_line,
    socket_of,
)
from backend.telephony.sip.legs import DialFailed, Leg, LegEvent, LegNews
from backend.telephony.sip.messages import Start
from backend.telephony.sip.stack import Line, Stack

HOST = "127.0.0.1"
DEAD = 70
LONGEST = 4096

log = logging.getLogger("kith.demo")


class Phone:
    """One phone with one call at a time; a second caller finds it busy."""

    def __init__(self, stack: Stack, domain: str, name: str) -> None:
        self._stack, self._domain, self._name = stack, domain, name
        self._faces: dict[str, Line] = {}
        self._leg: Leg | None = None
        self._changed = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        self.shown = Shown(PhoneState.IDLE, since=time.time())

    async def open(self) -> None:
        """Listen to calls, whatever number they are for."""
        await self._face(self._name, anybody=True)

    async def press(self, press: Press) -> None:
        """Do what a button does now; one that means nothing now does nothing."""
        ringing = self.shown.state is PhoneState.RINGING
        if press.button is Button.CALL:
            if self._leg is None and self.shown.state is PhoneState.IDLE:
                await self._call(press.caller, press.to)
        elif self._leg is None:
            return
        elif press.button is Button.ANSWER and ringing:
            await self._leg.answer()
        elif press.button is Button.HANG_UP or (press.button is Button.BUSY and ringing):
            await self._leg.hang_up()

    async def leave(self) -> None:
        """Hang up, and go off."""
        await self.press(Press(Button.HANG_UP))
        self._show(PhoneState.OFF)

    async def changed(self) -> None:
        """Wait until it shows something else."""
        await self._changed.wait()

    async def _call(self, caller: str, to: str) -> None:
        self._show(PhoneState.CALLING, to)
        try:
            leg = await (await self._face(caller)).dial(to, {})
        except DialFailed:
            self._show(PhoneState.IDLE)
            return
        self._take(leg)

    async def _face(self, user: str, *, anybody: bool = False) -> Line:
        if user not in self._faces:
            line = await self._stack.own(user, self._domain, anybody=anybody)
            line.on_incoming(self._incoming)
            self._faces[user] = line
        return self._faces[user]

    def _incoming(self, _call_id: str, who: str, leg: Leg) -> None:
        if self._leg is not None or self.shown.state is not PhoneState.IDLE:
            self._soon(leg.hang_up())
            return
        self._show(PhoneState.RINGING, who)
        self._take(leg)

    def _take(self, leg: Leg) -> None:
        self._leg = leg
        leg.watch(self._happened)

    def _happened(self, news: LegNews) -> None:
        if news.event is LegEvent.ANSWERED:
            self._show(PhoneState.TALKING, self.shown.peer)
        elif news.event is LegEvent.CLOSED:
            self._leg = None
            self._show(PhoneState.IDLE)

    def _show(self, state: PhoneState, peer: str = "") -> None:
        self.shown = Shown(state, peer, time.time())
        self._changed.set()
        self._changed = asyncio.Event()

    def _soon(self, deed: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(deed)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


class Control:
    """The socket through which a phone's buttons are pressed."""

    def __init__(self, phone: Phone) -> None:
        self._phone = phone

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one connection: a button pressed, or every change until it closes."""
        try:
            told = json.loads(await reader.readline() or b"{}")
            if "press" in told:
                given = told["press"]
                await self._phone.press(
                    Press(Button(given["button"]), given["caller"], given["to"])
                )
            writer.write(shown_line(self._phone.shown))
            if told.get("watch"):
                await self._watched(reader, writer)
        except (ValueError, KeyError, TypeError, ConnectionError):
            log.warning("a button could not be read")
        finally:
            writer.close()

    async def _watched(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Tell every change, until whoever watches has gone or the phone goes off."""
        gone = asyncio.create_task(reader.read())
        while not gone.done() and self._phone.shown.state is not PhoneState.OFF:
            changed = asyncio.create_task(self._phone.changed())
            await asyncio.wait({gone, changed}, return_when=asyncio.FIRST_COMPLETED)
            if not changed.cancel():
                writer.write(shown_line(self._phone.shown))
                await writer.drain()
        gone.cancel()


async def main(folder: Path, which: DemoPhone, port: int) -> None:
    """Be one phone until stdin ends."""
    stack = Stack()
    await stack.open(Start(HOST, port), lambda: os._exit(DEAD))
    phone = Phone(stack, f"{HOST}:{port}", which.value)
    await phone.open()
    path = socket_of(folder, which)
    path.unlink(missing_ok=True)
    os.umask(0o177)
    server = await asyncio.start_unix_server(Control(phone).serve, str(path), limit=LONGEST)
    try:
        await _end_of_stdin()
    finally:
        server.close()
        await phone.leave()
        await stack.close()
        path.unlink(missing_ok=True)


async def _end_of_stdin() -> None:
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(reader), sys.stdin
    )
    while await reader.read(LONGEST):
        pass


if __name__ == "__main__":
    logging.basicConfig(stream=sys.stderr, level=logging.ERROR)
    asyncio.run(main(Path(sys.argv[1]), DemoPhone(sys.argv[2]), int(sys.argv[3])))
