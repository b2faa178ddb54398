"""Streams of call events as telephone systems tell them: repeated, out of order, with losses, all at once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from random import Random

from backend.calls.folding import Heard
from backend.calls.kinds import Direction

START = datetime(2026, 1, 5, 9, tzinfo=UTC)
OUTGOING = ("initiated", "device_ringing", "device_answered", "ringing", "answered", "ended")
INCOMING = ("ringing", "answered", "ended")
CAUSES = ("", "q850:16", "sip:486", "sip:603", "sip:487", "q850:20", "device:480", "nonsense")
LOST, DOUBLED, LATE, ENDLESS = 0.2, 0.15, 0.3, 0.04


@dataclass(frozen=True, slots=True)
class Stream:
    """One call as it was, and what came of telling it; `ends`: its end was told."""

    call_id: str
    direction: Direction
    number: str
    told: Sequence[Heard]

    @property
    def ends(self) -> bool:
        """Whether any telling says that it is over."""
        return any(heard.type in ("call.ended", "call.missed") for heard in self.told)


def stream(random: Random, call_id: str, number: str) -> Stream:
    """A call made up, told badly."""
    direction = random.choice(list(Direction))
    course = OUTGOING if direction is Direction.OUTGOING else INCOMING
    answered = random.random() < 0.5
    kinds = [k for k in course if answered or k != "answered"]
    at, events = START + timedelta(seconds=random.randrange(100_000)), []
    for kind in kinds:
        at += timedelta(seconds=random.randrange(1, 30))
        events.append(_heard(random, call_id, kind, at, direction, number))
    return Stream(call_id, direction, number, told(random, events))


def again(random: Random, events: Sequence[Heard], call_id: str, number: str) -> Stream:
    """A call that was once recorded, with somebody else, told badly."""
    moved = timedelta(seconds=random.randrange(100_000))
    mine = [
        replace(
            heard,
            key=f"{heard.key}:{call_id}",
            call_id=call_id,
            at=heard.at + moved,
            from_typed=_theirs(heard, Direction.INCOMING, number),
            to_typed=_theirs(heard, Direction.OUTGOING, number),
        )
        for heard in events
    ]
    return Stream(call_id, events[0].direction, number, told(random, mine))


def _theirs(heard: Heard, direction: Direction, number: str) -> str:
    typed = heard.from_typed if direction is Direction.INCOMING else heard.to_typed
    return number if heard.direction is direction else typed


def _heard(
    random: Random, call_id: str, kind: str, at: datetime, direction: Direction, number: str
) -> Heard:
    ends = kind == "ended"
    incoming = direction is Direction.INCOMING
    return Heard(
        key=f"{kind}:{call_id}",
        call_id=call_id,
        type=f"call.{kind}",
        at=at,
        direction=direction,
        from_typed=number if incoming else "101",
        to_typed="140" if incoming else number,
        cause=random.choice(CAUSES) if ends else "",
    )


def told(random: Random, events: Sequence[Heard]) -> list[Heard]:
    """Events with some lost, some repeated, some late; something is always told."""
    last = events[-1]
    kept = [
        heard for heard in events if random.random() > (ENDLESS if heard is last else LOST)
    ] or [last]
    for heard in list(kept):
        if random.random() < DOUBLED:
            # The very same again, or as news under another name.
            again = replace(heard, key=f"{heard.key}:again") if random.random() < 0.5 else heard
            kept.insert(random.randrange(len(kept) + 1), again)
    for place in range(len(kept) - 1):
        if random.random() < LATE:
            kept[place], kept[place + 1] = kept[place + 1], kept[place]
    return kept


def woven(random: Random, streams: Sequence[Stream]) -> Iterator[Heard]:
    """The tellings of all streams as they come in: mixed, each stream's own order kept."""
    waiting = [list(reversed(one.told)) for one in streams]
    while waiting:
        place = random.randrange(len(waiting))
        yield waiting[place].pop()
        if not waiting[place]:
            waiting[place] = waiting[-1]
            waiting.pop()
