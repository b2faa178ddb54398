"""The provider of SIP lines: orders for the SIP process, and its news as events of calls.

Lines that reach their exchanges from one address of this machine share one process.
"""

import asyncio
import importlib.util
import logging
from collections.abc import Collection
from datetime import UTC, datetime
from typing import ClassVar

from backend.calls.folding import Heard
from backend.calls.kinds import Direction, HungUpBy, LineKind
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
from backend.telephony.sip.messages import CallNews, LineNews, Message, Order, Start
from backend.telephony.sip.settings import SipLine, sip_line
from backend.telephony.sip.supervisor import NotReady, Supervisor
from backend.telephony.typed import Unusable

AGAIN_SECONDS = 30
NOT_INSTALLED = (
    "The SIP engine is not installed on this machine. Install it with: pip install 'kith[sip]'."
)

log = logging.getLogger("kith.sip")

_processes: dict[Start, Supervisor] = {}


class SipProvider:
    """One line."""

    kind: ClassVar[LineKind] = LineKind.SIP
    can: ClassVar[Capabilities] = Capabilities(
        originate=True, hang_up=True, incoming=True, tells_the_end=True
    )

    def __init__(self, line: LineConfig, sink: Sink, report: Report) -> None:
        self._config, self._sink, self._report = line, sink, report
        self._id = str(line.line_id)
        self._line: SipLine | None = None
        self._process: Supervisor | None = None
        self._starting: asyncio.Task[None] | None = None

    @property
    def process(self) -> Supervisor | None:
        """The process that serves the line, once its address is known."""
        return self._process

    async def start(self) -> None:
        """Have the line served, as soon as its exchange's address can be found."""
        if importlib.util.find_spec("baresip") is None:
            await self._stands(HealthState.DOWN, NOT_INSTALLED)
            return
        self._starting = asyncio.get_running_loop().create_task(self._begin())

    async def stop(self) -> None:
        """Leave the process; the last line to leave ends it, and with it what still runs."""
        if self._starting is not None:
            self._starting.cancel()
            await asyncio.gather(self._starting, return_exceptions=True)
        if self._process is not None:
            await self._process.detach(self._id)

    async def originate(self, call: Origination) -> None:
        """Ring the phone, then the number."""
        line, process = self._served()
        if len(process.running(self._id)) >= line.at_once:
            raise CallRefused(f"All {line.at_once} calls of this line are taken.", "line:full")
        order = Order(
            call=call.external_id,
            line=self._id,
            device=line.phone(call.device_address),
            to=line.number(call.to),
            display=call.display,
            auto_answer=call.auto_answer,
            device_seconds=line.device_seconds,
            ring_seconds=line.ring_seconds,
        )
        try:
            await process.order(order)
        except NotReady as problem:
            raise CallRefused("The SIP engine is not running.", "kith:engine") from problem

    async def hang_up(self, external_id: str) -> None:
        """End a call."""
        _, process = self._served()
        process.hang_up(self._id, external_id)

    async def resume(self, external_ids: Collection[str]) -> Collection[str]:
        """The process carries the calls: those it does not know ended with the one before it."""
        return self._process.running(self._id) & set(external_ids) if self._process else set()

    async def _begin(self) -> None:
        while self._process is None:
            try:
                line = sip_line(self._config)
                start = await asyncio.to_thread(line.start)
            except Unusable as problem:
                await self._stands(HealthState.DOWN, str(problem))
                await asyncio.sleep(AGAIN_SECONDS)
                continue
            self._line = line
            self._process = _processes.setdefault(start, Supervisor(start))
            self._process.attach(line.account, self._take)

    def _served(self) -> tuple[SipLine, Supervisor]:
        if self._line is None or self._process is None:
            raise CallRefused("The line is not connected.", "kith:not_connected")
        return self._line, self._process

    async def _take(self, message: Message) -> None:
        match message:
            case LineNews():
                await self._stands(*_health(message))
            case CallNews():
                await self._sink(heard(message))

    async def _stands(self, state: HealthState, note: str = "") -> None:
        await self._report(Health(state, note, datetime.now(UTC)))


def heard(news: CallNews) -> Heard:
    """What the rest of Kith is told of a call's state."""
    return Heard(
        key=f"{news.state}:{news.call}",
        call_id=news.call,
        type=f"call.{news.state}",
        at=datetime.fromtimestamp(news.at, UTC),
        direction=Direction(news.direction),
        from_typed=news.caller,
        to_typed=news.called,
        device=news.device,
        cause=news.cause,
        hung_up_by=HungUpBy(news.by) if news.by else None,
    )


def _health(news: LineNews) -> tuple[HealthState, str]:
    if news.face in ("registered", "ready"):
        return HealthState.UP, "" if news.face == "registered" else "Calls out; does not register."
    if news.face == "down":
        return HealthState.DOWN, "The SIP process ended and is started again."
    if news.code in (401, 403):
        return HealthState.DOWN, f"The exchange refuses the name or the password ({news.code})."
    return HealthState.DOWN, f"The exchange does not register the line: {news.detail}."
