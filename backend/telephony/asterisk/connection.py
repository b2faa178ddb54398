"""What both interfaces have alike: one folder, what is heard in order, and a look at what lives.

The interface is a `Link`: it connects, gives signals, and is told what to do. Connections end; then
the calls that ended meanwhile are found by asking which channels are left.
"""

import asyncio
import contextlib
import logging
from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from typing import ClassVar

from backend.calls.folding import Heard
from backend.telephony.asterisk.folding import CallFolder
from backend.telephony.asterisk.settings import AsteriskLine
from backend.telephony.asterisk.signals import Channel, Signal
from backend.telephony.provider import (
    CallRefused,
    Capabilities,
    Health,
    HealthState,
    LineConfig,
    Origination,
    Report,
    Sink,
)
from backend.telephony.typed import Unusable

LOOK_SECONDS = 60.0
"""How often it is looked which channels live, against an end that was never told."""
RETRY_SECONDS = (1.0, 2.0, 5.0, 10.0, 30.0)

log = logging.getLogger("kith.asterisk")


class LinkLost(Exception):
    """The connection has ended or cannot be made; the message says why, for Settings → Lines."""


class AsteriskProvider:
    """A line to an Asterisk; what speaks to it is in the subclasses."""

    can: ClassVar[Capabilities] = Capabilities(
        originate=True, hang_up=True, incoming=True, tells_the_end=True
    )

    def __init__(self, line: LineConfig, sink: Sink, report: Report) -> None:
        self._config, self._sink, self._report = line, sink, report
        self._line: AsteriskLine | None = None
        self._folder = CallFolder(())
        self._heard: asyncio.Queue[Heard] = asyncio.Queue()
        self._up = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    def read(self, config: LineConfig) -> AsteriskLine:
        """The line's settings; raises Unusable."""
        raise NotImplementedError

    async def serve(self, line: AsteriskLine) -> None:
        """Connect, call `connected`, give signals to `take` until the end; raises LinkLost."""
        raise NotImplementedError

    async def channels(self) -> Sequence[Channel]:
        """The channels there are; raises LinkLost."""
        raise NotImplementedError

    async def dial(self, line: AsteriskLine, call: Origination) -> None:
        """Have the user's phone rung, then the number; raises CallRefused."""
        raise NotImplementedError

    async def end(self, channel: Channel) -> None:
        """Hang a channel up; raises CallRefused."""
        raise NotImplementedError

    async def start(self) -> None:
        """Keep a connection, for as long as the line is run."""
        try:
            self._line = self.read(self._config)
        except Unusable as problem:
            await self._report(Health(HealthState.DOWN, str(problem)))
            return
        self._folder = CallFolder(self._line.trunks)
        self._tasks = [
            asyncio.create_task(self._keep(self._line)),
            asyncio.create_task(self._tell()),
            asyncio.create_task(self._look()),
        ]

    async def stop(self) -> None:
        """Let go; calls go on without us."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks = []

    async def originate(self, call: Origination) -> None:
        """Ring the user's phone, then the number. A call of the same name is under way already."""
        if call.external_id in self._folder.running():
            return
        line = self._connected()
        device = line.endpoint(call.device_address)
        self._folder.expect(call.external_id, device=device, to=call.to)
        try:
            await self.dial(line, call)
        except BaseException:
            # Whoever gave the command hears of it; the folder must not tell it a second time.
            self._folder.forget(call.external_id)
            raise

    async def hang_up(self, external_id: str) -> None:
        """End a call, whichever side began it."""
        self._connected()
        channel = self._folder.hanging_up(external_id)
        if channel is not None:
            await self.end(channel)

    async def resume(self, external_ids: Collection[str]) -> Collection[str]:
        """Of the calls of an earlier life, those that still have a channel."""
        await self._up.wait()
        try:
            return self._folder.resume(external_ids, await self.channels())
        except LinkLost:
            return ()

    async def connected(self) -> None:
        """Say that the link is up, and end what ended while it was not."""
        self._up.set()
        await self._report(Health(HealthState.UP))
        await self._reconcile()

    def take(self, signal: Signal | None) -> None:
        """Fold a signal; what it makes heard is told in order, by one task."""
        if signal is not None:
            self.hear(self._folder.take(signal))

    def hear(self, heard: Sequence[Heard]) -> None:
        """Queue what is to be told."""
        for one in heard:
            self._heard.put_nowait(one)

    def failed(self, external_id: str, cause: str) -> None:
        """The user's phone was not reached."""
        self.hear(self._folder.never_began(external_id, cause, datetime.now(UTC)))

    def _connected(self) -> AsteriskLine:
        if self._line is None or not self._up.is_set():
            raise CallRefused("The line is not connected.", "kith:not_connected")
        return self._line

    async def _keep(self, line: AsteriskLine) -> None:
        failures = 0
        while True:
            try:
                await self.serve(line)
                why = "The connection has ended."
            except LinkLost as lost:
                why = str(lost)
            failures = 0 if self._up.is_set() else failures + 1
            self._up.clear()
            log.warning("line %s: %s", self._config.name, why)
            await self._report(Health(HealthState.DOWN, why))
            await asyncio.sleep(RETRY_SECONDS[min(failures, len(RETRY_SECONDS) - 1)])

    async def _tell(self) -> None:
        while True:
            await self._sink(await self._heard.get())

    async def _look(self) -> None:
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            if self._up.is_set():
                await self._reconcile()

    async def _reconcile(self) -> None:
        with contextlib.suppress(LinkLost):
            self.hear(self._folder.reconcile(await self.channels(), datetime.now(UTC)))
