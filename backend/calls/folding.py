"""Folding what a telephone system says into one call: pure, so that recorded traffic can be replayed.

A call accepts an event only if it climbs (`kinds.RANK`); everything else is kept as history and
not told to anybody. MISSED is the end of an incoming call that nobody took, ENDED of every other.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from backend.calls.kinds import RANK, Direction, HungUpBy, Outcome, State, outcome_of
from backend.core.errors import InvalidInput
from backend.events.types import EventType

STATE_OF_TYPE = {
    "call.initiated": State.INITIATED,
    "call.device_ringing": State.DEVICE_RINGING,
    "call.device_answered": State.DEVICE_ANSWERED,
    "call.ringing": State.RINGING,
    "call.answered": State.ANSWERED,
    "call.ended": State.ENDED,
    "call.missed": State.ENDED,
}
DIRECTIONS = {
    "incoming": Direction.INCOMING,
    "inbound": Direction.INCOMING,
    "in": Direction.INCOMING,
    "outgoing": Direction.OUTGOING,
    "outbound": Direction.OUTGOING,
    "out": Direction.OUTGOING,
}
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Heard:
    """One event as a telephone system tells it."""

    key: str
    call_id: str
    type: str
    at: datetime
    direction: Direction
    from_typed: str
    to_typed: str
    device: str = ""
    cause: str = ""
    answered_at: datetime | None = None
    hung_up_by: HungUpBy | None = None

    @property
    def state(self) -> State:
        """The state this event speaks of."""
        return STATE_OF_TYPE[self.type]


@dataclass(frozen=True, slots=True)
class Course:
    """How far a call has come."""

    direction: Direction
    state: State | None = None
    outcome: Outcome | None = None
    raised_at: datetime | None = None
    answered_at: datetime | None = None
    ended_at: datetime | None = None
    cause: str = ""
    hung_up_by: HungUpBy | None = None

    @property
    def rank(self) -> int:
        """−1 before the first event."""
        return RANK[self.state] if self.state else -1

    def below(self, heard: Heard) -> bool:
        """Whether an event makes the call climb."""
        return RANK[heard.state] > self.rank


def fold(course: Course, heard: Heard) -> tuple[Course, EventType | None]:
    """The course after an event, and what to publish: nothing where the call does not climb."""
    if not course.below(heard):
        return course, None
    raised = course.raised_at or heard.at
    if heard.state is not State.ENDED:
        # Clocks of telephone systems jump: nothing is answered before it rang, or over before that.
        at = max(heard.at, raised)
        answered = at if heard.state is State.ANSWERED else course.answered_at
        moved = replace(course, state=heard.state, raised_at=raised, answered_at=answered)
        return moved, EventType(f"call.{heard.state.value}")
    answered = course.answered_at or heard.answered_at
    outcome = outcome_of(course.direction, answered is not None, heard.cause, heard.hung_up_by)
    ended = replace(
        course,
        state=State.ENDED,
        outcome=outcome,
        raised_at=raised,
        answered_at=answered,
        ended_at=max(heard.at, raised, answered or raised),
        cause=heard.cause,
        hung_up_by=heard.hung_up_by,
    )
    return ended, EventType.CALL_MISSED if outcome is Outcome.MISSED else EventType.CALL_ENDED


def heard(body: Any, key: str) -> Heard:
    """The event in a webhook's JSON body; InvalidInput says what is wrong with it."""
    if not isinstance(body, Mapping) or not isinstance(body.get("data"), Mapping):
        raise InvalidInput("The body is an object with type, timestamp and data.")
    kind, data = body.get("type"), body["data"]
    if kind not in STATE_OF_TYPE:
        raise InvalidInput(f"type is one of: {', '.join(STATE_OF_TYPE)}.", ("type",))
    direction = DIRECTIONS.get(_word(data, "direction").lower())
    if direction is None:
        raise InvalidInput("data.direction is incoming or outgoing.", ("data", "direction"))
    call_id = _word(data, "call_id")
    if not call_id:
        raise InvalidInput("data.call_id names the call.", ("data", "call_id"))
    return Heard(
        key=key,
        call_id=call_id,
        type=str(kind),
        at=_instant(body.get("timestamp"), "timestamp") or datetime.now(UTC),
        direction=direction,
        from_typed=_word(data, "from"),
        to_typed=_word(data, "to"),
        device=_word(data, "device"),
        cause=_word(data, "cause"),
        answered_at=_instant(data.get("answered_at"), "answered_at"),
    )


def _word(data: Mapping[str, Any], name: str) -> str:
    value = data.get(name)
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > LONGEST or "\x00" in value:
        raise InvalidInput(f"data.{name} is a text of up to {LONGEST} characters.", ("data", name))
    return value.strip()


def _instant(value: Any, name: str) -> datetime | None:
    if value is None:
        return None
    try:
        instant = datetime.fromisoformat(str(value))
    except ValueError as error:
        raise InvalidInput(f"{name} is an ISO 8601 instant.", (name,)) from error
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)
