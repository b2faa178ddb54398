"""Streams of call events as telephone systems tell them, drawn by Hypothesis: calls that are going on
at once, their events lost, doubled, late and interleaved."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from hypothesis import strategies as st

from backend.calls.folding import Heard
from backend.calls.kinds import Direction

STREAMS = int(os.environ.get("KITH_TEST_CALL_STREAMS", "200"))
"""How many are told; 10,000 take minutes."""

START = datetime(2026, 1, 5, 9, tzinfo=UTC)
OUTGOING = ("initiated", "device_ringing", "device_answered", "ringing", "answered")
INCOMING = ("ringing", "answered")
ENDS = (("ended",), ("missed",), ("ended", "missed"), ("missed", "ended"))
CAUSES = ("", "q850:16", "sip:486", "sip:603", "sip:487", "q850:20", "device:480", "kith:engine")
LINES = 2
LOST, AGAIN, RENAMED = "lost", "again", "renamed"
FATES = (*["told"] * 8, LOST, AGAIN, AGAIN, RENAMED)
LATER = (*[0] * 8, 1, 2, 3, 9)
"""By how many events one comes late."""

T = TypeVar("T")
N = TypeVar("N", "Stream", Heard)


@dataclass(frozen=True, slots=True)
class Stream:
    """One call as it was, and what came of telling it. `line`: the place of the line it is on."""

    call_id: str
    line: int
    direction: Direction
    number: str
    told: Sequence[Heard]


@dataclass(frozen=True, slots=True)
class Telling:
    """Calls that go on at once, and everything that is told of them as it comes in."""

    streams: Sequence[Stream]
    woven: Sequence[tuple[Stream, Heard]]

    def named(self, name: str) -> "Telling":
        """The same of calls by other names: the database still knows those told before."""

        def named(one: N) -> N:
            return replace(one, call_id=f"{name}-{one.call_id}")

        return Telling(
            [named(stream) for stream in self.streams],
            [(named(stream), named(heard)) for stream, heard in self.woven],
        )


@st.composite
def told(draw: st.DrawFn, events: Sequence[T], rename: Callable[[T], T]) -> list[T]:
    """Events with some lost, some late, some told twice: the very same, or as news by another name."""
    placed: list[tuple[int, T]] = []
    for place, event in enumerate(events):
        fate = draw(st.sampled_from(FATES))
        if fate != LOST:
            placed.append((place + draw(st.sampled_from(LATER)), event))
        if fate in (AGAIN, RENAMED):
            again = rename(event) if fate == RENAMED else event
            placed.append((place + draw(st.sampled_from(LATER)), again))
    # What is lost altogether is no call: something is always told.
    return [event for _, event in sorted(placed, key=lambda it: it[0])] or [events[-1]]


@st.composite
def woven(draw: st.DrawFn, series: Sequence[Sequence[T]]) -> list[tuple[int, T]]:
    """Several series as they come in together, each in its own order; with the place of its series."""
    arriving: list[tuple[int, int, T]] = []
    for place, one in enumerate(series):
        begins = draw(st.integers(0, 12))
        arriving += [(begins + n, place, event) for n, event in enumerate(one)]
    arriving.sort(key=lambda it: it[0])
    return [(place, event) for _, place, event in arriving]


@st.composite
def stream(draw: st.DrawFn, call_id: str, line: int, numbers: Sequence[str]) -> Stream:
    """A call made up, told badly."""
    direction = draw(st.sampled_from(Direction))
    number = draw(st.sampled_from(numbers))
    incoming = direction is Direction.INCOMING
    course = INCOMING if incoming else OUTGOING
    came = draw(st.integers(1, len(course)))
    ends = draw(st.sampled_from(ENDS if incoming else ENDS[:1]))
    cause = draw(st.sampled_from(CAUSES))
    at, events = START, []
    for kind in (*course[:came], *ends):
        at += timedelta(seconds=draw(st.sampled_from((1, 7, 0, -30, 300))))
        events.append(
            Heard(
                key=kind,
                call_id=call_id,
                type=f"call.{kind}",
                at=at,
                direction=direction,
                from_typed=number if incoming else "101",
                to_typed="140" if incoming else number,
                cause=cause if kind in ("ended", "missed") else "",
            )
        )
    return Stream(call_id, line, direction, number, draw(told(events, _renamed)))


def _renamed(heard: Heard) -> Heard:
    return replace(heard, key=f"{heard.key}:again")


@st.composite
def tellings(draw: st.DrawFn, count: int, numbers: Sequence[str]) -> Telling:
    """That many calls at once; lines of the same make give the same names to calls of their own."""
    streams = [draw(stream(str(n // LINES), n % LINES, numbers)) for n in range(count)]
    arriving = draw(woven([one.told for one in streams]))
    return Telling(streams, [(streams[place], heard) for place, heard in arriving])
