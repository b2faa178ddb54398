"""What a conversation needs of its legs, so that its rules can be tried without a network."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class LegEvent(StrEnum):
    """What happens to one leg of a call."""

    RINGING = "ringing"
    SOUNDING = "sounding"
    """183 with sound before the answer: an announcement, or the network's own ringing tone."""
    ANSWERED = "answered"
    CLOSED = "closed"
    DIGIT = "digit"


@dataclass(frozen=True, slots=True)
class LegNews:
    """An event with its text: why it closed (`486 Busy Here`), or the digit that was pressed."""

    event: LegEvent
    text: str = ""
    reason: str = ""
    """The Reason header (RFC 3326) of the request that ended the leg."""


@dataclass(frozen=True, slots=True)
class Packets:
    """RTP packets of a leg that has closed."""

    sent: int
    received: int
    lost: int


class Sound(Protocol):
    """A leg's sound: 8 kHz, 16 bit, mono. Without media nothing is read and nothing is taken."""

    def read(self, most: int) -> bytes:
        """Up to so many bytes of what the leg says."""

    def write(self, pcm: bytes) -> None:
        """Have the leg hear this."""

    def flush(self) -> None:
        """Forget what is waiting in both directions."""


Listener = Callable[[LegNews], None]


class Leg(Protocol):
    """One leg. Its deeds raise nothing: what cannot be done any more has happened already."""

    @property
    def sound(self) -> Sound:
        """What is heard and said."""

    @property
    def packets(self) -> Packets | None:
        """Known once it has closed."""

    def watch(self, listener: Listener) -> None:
        """Tell what happens from now on; what happened since the leg began is told first."""

    async def hang_up(self) -> None:
        """CANCEL, BYE, or 486 to an incoming call: whichever fits."""

    async def answer(self) -> None:
        """200 to an incoming call."""

    async def hold(self, on: bool) -> None:
        """A re-INVITE that stops, or starts, the sound."""

    async def press(self, digit: str) -> None:
        """Send one digit."""


class DialFailed(Exception):
    """No INVITE could be sent."""


Dial = Callable[[str, Mapping[str, str]], Awaitable[Leg]]
"""Calls an address with additional headers; raises DialFailed."""


class Timer(Protocol):
    """What `loop.call_later` gives."""

    def cancel(self) -> None:
        """Forget it."""


Later = Callable[[float, Callable[[], None]], Timer]
"""Calls back after seconds, as `loop.call_later` does."""
