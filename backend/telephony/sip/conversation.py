"""What every conversation is: legs, a course that only climbs, sound, and one end that is told once."""

import asyncio
import time
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from backend.telephony.sip.audio import Ringback, Through
from backend.telephony.sip.causes import CANCELED, KITH, NORMAL, End
from backend.telephony.sip.legs import Dial, DialFailed, Later, Leg, LegEvent, LegNews, Timer
from backend.telephony.sip.messages import CallNews, Message, SoundNews

DEVICE, OTHER_END = "device", "other"
RANK = ("initiated", "device_ringing", "device_answered", "ringing", "answered", "ended")
"""The words of `backend.calls.kinds.State`; this process reads nothing of the database's rooms."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a conversation is given: where its news goes, a timer and a clock."""

    tell: Callable[[Message], None]
    later: Later
    clock: Callable[[], float] = field(default=time.time)


class Conversation:
    """A phone of ours and somebody else. Told its end at once; legs are let go of behind it."""

    direction = ""

    def __init__(self, call: str, line: str, around: Surroundings) -> None:
        self.call, self.line = call, line
        self.state = ""
        self.ringback: Ringback | None = None
        self.through: Through | None = None
        self._around = around
        self._legs: dict[str, Leg] = {}
        self._timer: Timer | None = None
        self._dials = 0
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def over(self) -> bool:
        """Whether the end has been told."""
        return self.state == "ended"

    @property
    def gone(self) -> bool:
        """Whether nothing is left of it: the end told, legs closed, deeds done, no leg to come."""
        return self.over and not self._legs and not self._tasks and not self._dials

    def hang_up(self) -> None:
        """End it because a person pressed the button in Kith."""
        self.end(End(NORMAL if self.state == "answered" else CANCELED, KITH))

    async def hold(self, on: bool) -> None:
        """Put the other end on hold, or take it off; only while people talk."""
        if self.state == "answered":
            await self._legs[OTHER_END].hold(on)

    def give_sound(self) -> None:
        """Carry 20 ms of sound; called by the pump."""
        if self.over:
            return
        if self.through is not None:
            self.through.give()
        elif self.ringback is not None and DEVICE in self._legs:
            self.ringback.give(self._legs[DEVICE].sound)

    def end(self, end: End) -> None:
        """Tell the end, unless it has been told, and let go of every leg."""
        if self.over:
            return
        self._wait(None)
        self.climb("ended", cause=end.cause, by=end.by)
        for leg in self._legs.values():
            self._soon(leg.hang_up())

    def climb(self, state: str, cause: str = "", by: str = "") -> bool:
        """Tell a state that lies above the present one; False where it does not."""
        if self.state and RANK.index(state) <= RANK.index(self.state):
            return False
        self.state = state
        caller, called, device = self.parties()
        self._around.tell(
            CallNews(
                call=self.call,
                line=self.line,
                direction=self.direction,
                state=state,
                at=self._around.clock(),
                caller=caller,
                called=called,
                device=device,
                cause=cause,
                by=by,
            )
        )
        return True

    def parties(self) -> tuple[str, str, str]:
        """Who calls, who is called, and the user's phone."""
        raise NotImplementedError

    async def dial(self, name: str, dial: Dial, address: str, headers: Mapping[str, str]) -> bool:
        """Reach somebody and follow the leg; False where no INVITE could be sent."""
        self._dials += 1
        try:
            self.adopt(name, await dial(address, headers))
        except DialFailed:
            return False
        finally:
            self._dials -= 1
        return True

    def adopt(self, name: str, leg: Leg) -> None:
        """Follow a leg from now on; one that comes after the end is let go of at once."""
        self._legs[name] = leg
        leg.watch(partial(self._happened, name))
        if self.over and name in self._legs:
            self._soon(leg.hang_up())

    def connect(self) -> None:
        """Let both hear each other."""
        if self.through is None and {DEVICE, OTHER_END} <= self._legs.keys():
            self.through = Through(self._legs[DEVICE].sound, self._legs[OTHER_END].sound)

    def on_device(self, news: LegNews) -> None:
        """What the user's phone does, before the end."""
        raise NotImplementedError

    def on_other(self, news: LegNews) -> None:
        """What the other end does, before the end."""
        raise NotImplementedError

    def _happened(self, name: str, news: LegNews) -> None:
        if news.event is LegEvent.CLOSED:
            self._closed(name)
        if self.over:
            return
        if news.event is LegEvent.DIGIT:
            self._pass_on(name, news.text)
        elif name == DEVICE:
            self.on_device(news)
        else:
            self.on_other(news)

    def _closed(self, name: str) -> None:
        leg = self._legs.pop(name, None)
        if leg is not None and (packets := leg.packets):
            news = SoundNews(
                self.line, self.call, name, packets.sent, packets.received, packets.lost
            )
            self._around.tell(news)

    def _pass_on(self, name: str, digit: str) -> None:
        """Keys travel beside the sound (RFC 4733), so copying the sound does not carry them."""
        other = self._legs.get(OTHER_END if name == DEVICE else DEVICE)
        if other is not None and self.through is not None:
            self._soon(other.press(digit))

    def _wait(self, seconds: float | None, then: Callable[[], None] | None = None) -> None:
        """Have at most one timer run: this one, or none."""
        if self._timer is not None:
            self._timer.cancel()
        self._timer = self._around.later(seconds, then) if seconds and then else None

    def _soon(self, deed: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(deed)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
