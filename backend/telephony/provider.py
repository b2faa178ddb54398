"""What an adapter of a telephone system is: it translates, and decides nothing.

One provider serves one line. It turns what its system says into `backend.calls.folding.Heard` and
gives it to the sink; the rules (ranks, matching, events) are those of `backend.calls.service`.
Where the protocol lets us choose a call's name, it is our own external id, so that a command that
was given twice, or answered after a crash, still speaks of the same call.
"""

from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar, Protocol, runtime_checkable

from backend.calls.folding import Heard
from backend.calls.kinds import DeviceKind, LineKind
from backend.calls.line_kinds import Capabilities

__all__ = [
    "CallProvider",
    "CallRefused",
    "Capabilities",
    "Health",
    "HealthState",
    "LineConfig",
    "Origination",
    "Report",
    "Resumes",
    "Sink",
]


@dataclass(frozen=True, slots=True)
class LineConfig:
    """A line as its provider gets it: plain settings and opened secrets, never logged.

    `origin` is the server's public address, `slug` the part of its hooks that is this line's.
    """

    account_id: int
    line_id: int
    name: str
    kind: LineKind
    region: str
    version: int
    settings: Mapping[str, Any]
    secrets: Mapping[str, str] = field(repr=False)
    slug: str = ""
    origin: str = ""


class HealthState(StrEnum):
    """How a line or a gateway stands with its far end."""

    UNKNOWN = "unknown"
    CONNECTING = "connecting"
    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Health:
    """A state with its reason in words, as Settings → Lines shows it."""

    state: HealthState
    note: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Origination:
    """A call to be set up: the user's device rings first, then the number is called.

    `external_id` is the call's name on the line; numbers are E.164. `display` is what the device shows
    while it rings, for its own user: "Calling Zofia Lis".
    """

    external_id: str
    device_kind: DeviceKind
    device_address: str
    to: str
    caller_id: str | None = None
    display: str = ""
    auto_answer: str = ""


Sink = Callable[[Heard], Awaitable[None]]
"""Takes one event of the line; raises nothing that a provider could act on."""

Report = Callable[[Health], Awaitable[None]]
"""Takes a change of the line's health."""


class CallRefused(Exception):
    """The line cannot do what it was told; the message is shown to the user, `cause` kept raw."""

    def __init__(self, message: str, cause: str) -> None:
        super().__init__(message)
        self.cause = cause


class CallProvider(Protocol):
    """One line's connection. `start` returns at once; reconnecting is the provider's own business."""

    kind: ClassVar[LineKind]
    can: ClassVar[Capabilities]

    def __init__(self, line: LineConfig, sink: Sink, report: Report) -> None: ...

    async def start(self) -> None:
        """Connect, register or subscribe in the background; never raises for a dead peer."""

    async def stop(self) -> None:
        """Let go of everything, running calls left to their system."""

    async def originate(self, call: Origination) -> None:
        """Set up a call; twice with one external id is once. Raises CallRefused."""

    async def hang_up(self, external_id: str) -> None:
        """End a call; one that is over is no mistake. Raises CallRefused."""


@runtime_checkable
class Resumes(Protocol):
    """A provider that can say, after it was started anew, which calls of before still go on."""

    async def resume(self, external_ids: Collection[str]) -> Collection[str]:
        """Those of these open calls that go on and whose events will follow; the others are lost.

        Asked once after `start`. A provider whose system tells the end by itself, as through a
        webhook, has no need of this.
        """
