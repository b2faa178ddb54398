"""One SIP process: started, told things, listened to, and ended should it not answer."""

import asyncio
import contextlib
import logging
import re
import sys
import time
from asyncio.subprocess import PIPE, Process
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from backend.telephony.sip.messages import LONGEST, Message, Ping, read, written

COMMAND = (sys.executable, "-m", "backend.telephony.sip.engine")
NOT_STARTED = -1
_PASSWORD = re.compile(r'(auth_pass=)("[^"]*"|[^;>\s]*)')

log = logging.getLogger("kith.sip")


@dataclass(frozen=True, slots=True)
class Patience:
    """How long is waited for what, in seconds, and how large a process may grow."""

    beat: float = 5
    silence: float = 15
    again: float = 2
    """A killed process still holds its port for a second."""
    again_at_most: float = 30
    steady: float = 60
    ready: float = 5
    farewell: float = 4
    memory_mb: int = 200


class Child:
    """A process that speaks `messages.py` on its stdin and stdout."""

    def __init__(
        self,
        command: tuple[str, ...],
        take: Callable[[Message], Awaitable[None]],
        patience: Patience,
    ) -> None:
        self._command, self._take, self._patience = command, take, patience
        self._process: Process | None = None
        self._heard_at = 0.0

    @property
    def pid(self) -> int | None:
        """Its number while it runs."""
        return self._process.pid if self._process else None

    def say(self, message: Message) -> None:
        """Tell it something; one that is gone hears nothing, which its end will show."""
        if self._process is not None and self._process.stdin is not None:
            with contextlib.suppress(OSError, RuntimeError):
                self._process.stdin.write(written(message))

    def leave(self) -> None:
        """Have it end in order: the end of its stdin is the end of it."""
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.close()

    async def run(self, first: Message) -> int:
        """Run it to its end, with a first message; its status."""
        try:
            process = await asyncio.create_subprocess_exec(
                *self._command,
                stdin=PIPE,
                stdout=PIPE,
                stderr=PIPE,
                limit=LONGEST,
                start_new_session=True,  # Ctrl-C is for the server, which then ends this in order
            )
        except OSError as problem:
            log.error("the SIP process does not start: %s", problem)
            return NOT_STARTED
        assert process.stdout is not None  # noqa: S101 - both were asked for
        assert process.stderr is not None  # noqa: S101
        self._process, self._heard_at = process, time.monotonic()
        beside = [
            asyncio.create_task(self._beat(process)),
            asyncio.create_task(_grumble(process.stderr)),
        ]
        try:
            self.say(first)
            await self._listen(process.stdout)
        finally:
            self._process = None
            for task in beside:
                task.cancel()
            if process.returncode is None:
                await _end(process, self._patience.farewell)
        return await process.wait()

    async def _listen(self, stdout: asyncio.StreamReader) -> None:
        while line := await _line_of(stdout):
            self._heard_at = time.monotonic()
            if (message := read(line)) is not None:
                await self._take(message)
                self._heard_at = (
                    time.monotonic()
                )  # a database that is slow is no fault of the child

    async def _beat(self, process: Process) -> None:
        while True:
            await asyncio.sleep(self._patience.beat)
            self.say(Ping())
            if time.monotonic() - self._heard_at > self._patience.silence:
                log.error("the SIP process %s does not answer: it is ended", process.pid)
                process.kill()
                return


async def _end(process: Process, seconds: float) -> None:
    """Its stdout has ended: so does it, by itself or by force."""
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(process.wait(), seconds)
    with contextlib.suppress(ProcessLookupError):
        process.kill()


async def _grumble(stderr: asyncio.StreamReader) -> None:
    """What it says on stderr goes to the log, without passwords."""
    while line := await _line_of(stderr):
        text = line.decode(errors="replace").strip()
        log.info("SIP process: %s", _PASSWORD.sub(r"\1***", text))


async def _line_of(stream: asyncio.StreamReader) -> bytes:
    """The next line; one beyond every limit is dropped like any other that is no message."""
    while True:
        try:
            return await stream.readline()
        except ValueError:
            continue
