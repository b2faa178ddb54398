"""However events are repeated, reordered, lost: one end, nothing published twice, MISSED and ENDED never both."""

from datetime import UTC, datetime

from hypothesis import given, settings

from backend.calls.folding import Course, Heard, fold
from backend.calls.kinds import RANK, Direction, HungUpBy, Outcome, State, outcome_of
from backend.events.types import EventType
from tests.calls.streams import STREAMS, Stream, Telling, tellings

START = datetime(2026, 1, 1, tzinfo=UTC)
TERMINAL = {EventType.CALL_ENDED, EventType.CALL_MISSED}


@settings(max_examples=max(STREAMS, 1_000) // 20)
@given(tellings(20, ["+48601410001"]))
def test_calls_told_badly_climb_end_once_and_say_everything_once(telling: Telling) -> None:
    for stream in telling.streams:
        course, published = Course(stream.direction), []
        for heard in stream.told:
            before = course
            course, what = fold(course, heard)
            assert (what is not None) == (course.rank > before.rank) == before.below(heard)
            if what is not None:
                published.append(what)
        judge(stream, course, published)


def judge(stream: Stream, course: Course, published: list[EventType]) -> None:
    """One end where an end was told, and what is published says so once."""
    assert len(published) == len(set(published))
    ended = any(heard.state is State.ENDED for heard in stream.told)
    missed = course.outcome is Outcome.MISSED
    ends = [what for what in published if what in TERMINAL]
    assert (course.state is State.ENDED) == ended
    assert ends == ([EventType.CALL_MISSED if missed else EventType.CALL_ENDED] if ended else [])
    assert published[-1:] == ends or not ended
    assert course.direction is stream.direction
    if missed:
        assert course.direction is Direction.INCOMING
        assert course.answered_at is None
    if ended:
        assert course.raised_at is not None
        assert course.ended_at is not None
        assert course.raised_at <= (course.answered_at or course.raised_at) <= course.ended_at


def test_every_state_has_its_rank_and_no_two_share_one() -> None:
    assert len(set(RANK.values())) == len(State)


def test_an_end_says_who_hung_up() -> None:
    end = Heard(
        key="k",
        call_id="c",
        type="call.ended",
        at=START,
        direction=Direction.OUTGOING,
        from_typed="1",
        to_typed="2",
        cause="device:486",
        hung_up_by=HungUpBy.USER,
    )
    course, _ = fold(Course(Direction.OUTGOING), end)
    assert (course.outcome, course.hung_up_by) == (Outcome.DEVICE_UNREACHABLE, HungUpBy.USER)


def test_a_call_that_kith_lost_sight_of_has_failed_even_if_it_was_answered() -> None:
    assert outcome_of(Direction.OUTGOING, True, "kith:engine") is Outcome.FAILED
    assert outcome_of(Direction.INCOMING, False, "kith:engine") is Outcome.FAILED
