"""A provider made for tests: it does what the test says, and what it was told can be looked at."""

import asyncio
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any, ClassVar

from backend.calls import line_kinds
from backend.calls.folding import Heard
from backend.calls.kinds import DeviceKind, Direction, LineKind
from backend.calls.line_kinds import Capabilities
from backend.telephony.provider import (
    CallRefused,
    Health,
    HealthState,
    LineConfig,
    Origination,
    Report,
    Sink,
)
from backend.telephony.registry import Make
from backend.telephony.switchboard import Switchboard

KIND = line_kinds.Kind(
    "For tests",
    Capabilities(originate=True, hang_up=True, incoming=True, tells_the_end=True),
    devices=frozenset({DeviceKind.SIP_PHONE, DeviceKind.NUMBER}),
    settings=(
        line_kinds.Setting("server", "Server", line_kinds.SettingForm.HOST, needed=True),
        line_kinds.Setting("password", "Password", line_kinds.SettingForm.SECRET),
    ),
)


class Played:
    """One line's connection; `refuse` makes it refuse, `lost` is what it has forgotten of before."""

    kind: ClassVar[LineKind] = LineKind.SIP
    can: ClassVar[Capabilities] = KIND.can

    def __init__(self, line: LineConfig, sink: Sink, report: Report) -> None:
        self.line, self.sink, self.report = line, sink, report
        self.originated: list[Origination] = []
        self.hung_up: list[str] = []
        self.refuse: Exception | None = None
        self.goes_on: Collection[str] = ()
        self.asked_of: Collection[str] = ()
        self.running = False

    async def start(self) -> None:
        self.running = True
        await self.report(Health(HealthState.UP, "registered"))

    async def stop(self) -> None:
        self.running = False

    async def originate(self, call: Origination) -> None:
        self.originated.append(call)
        if self.refuse is not None:
            raise self.refuse

    async def hang_up(self, external_id: str) -> None:
        self.hung_up.append(external_id)

    async def resume(self, external_ids: Collection[str]) -> Collection[str]:
        self.asked_of = set(external_ids)
        return self.goes_on

    async def tell(self, kind: str, call_id: str | None = None, **more: Any) -> None:
        """Something happens to a call: the newest one, unless said otherwise."""
        call_id = call_id or self.originated[-1].external_id
        defaults: dict[str, Any] = {
            "key": f"{kind}:{call_id}",
            "at": datetime.now(UTC),
            "direction": Direction.OUTGOING,
            "from_typed": "",
            "to_typed": "",
        }
        await self.sink(Heard(**{**defaults, "call_id": call_id, "type": f"call.{kind}", **more}))


class Play:
    """A switchboard with a player for every line."""

    def __init__(self) -> None:
        self.lines: list[Played] = []
        self.switchboard = Switchboard(self.choose)
        self.setting_up: dict[str, Any] = {}

    def choose(self, kind: LineKind) -> Make | None:
        def make(line: LineConfig, sink: Sink, report: Report) -> Played:
            played = Played(line, sink, report)
            for name, value in self.setting_up.items():
                setattr(played, name, value)
            self.lines.append(played)
            return played

        return make if kind is LineKind.SIP else None

    @property
    def line(self) -> Played:
        """The connection made last."""
        return self.lines[-1]


@asynccontextmanager
async def playing(play: Play) -> AsyncIterator[Play]:
    """Run the switchboard while the block runs."""
    task = asyncio.create_task(play.switchboard.run(datetime.now(UTC)))
    try:
        yield play
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def until(true: Any, seconds: float = 10) -> None:
    """Wait until something is so."""
    async with asyncio.timeout(seconds):
        while not true():
            await asyncio.sleep(0.01)


def refusal(cause: str, message: str = "No.") -> CallRefused:
    return CallRefused(message, cause)
