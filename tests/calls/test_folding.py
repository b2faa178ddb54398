"""However events are repeated, reordered, lost: one end, nothing published twice, MISSED and ENDED never both."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from backend.calls.folding import Course, Heard, fold
from backend.calls.kinds import RANK, Direction, HungUpBy, Outcome, State, outcome_of
from backend.events.types import EventType

START = datetime(2026, 1, 1, tzinfo=UTC)
KINDS = ["initiated", "device_ringing", "device_answered", "ringing", "answered", "ended", "missed"]
TERMINAL = {EventType.CALL_ENDED, EventType.CALL_MISSED}


@st.composite
def streams(draw: st.DrawFn) -> tuple[Direction, list[Heard]]:
    """A call's events as a telephone system may tell them: any order, any number of times."""
    direction = draw(st.sampled_from(list(Direction)))
    kinds = draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=14))
    causes = draw(
        st.sampled_from(["", "q850:16", "sip:486", "sip:603", "q850:20", "kith:engine", "nonsense"])
    )
    return direction, [
        Heard(
            key=f"k{n}",
            call_id="c",
            type=f"call.{kind}",
            at=START + timedelta(seconds=draw(st.integers(-30, 300))),
            direction=direction,
            from_typed="1",
            to_typed="2",
            cause=causes,
        )
        for n, kind in enumerate(kinds)
    ]


@settings(max_examples=2_000)
@given(streams())
def test_a_call_climbs_ends_once_and_says_everything_once(
    stream: tuple[Direction, list[Heard]],
) -> None:
    direction, events = stream
    course, published = Course(direction), []
    for heard in events:
        before = course.rank
        course, what = fold(course, heard)
        assert (what is not None) == (course.rank > before)
        if what is not None:
            published.append(what)
    assert len(published) == len(set(published))
    assert len(TERMINAL & set(published)) <= 1
    ended = any(h.state is State.ENDED for h in events)
    assert (course.state is State.ENDED) == ended == bool(TERMINAL & set(published))
    if course.outcome is Outcome.MISSED:
        assert direction is Direction.INCOMING
        assert course.answered_at is None
    if course.state is State.ENDED and course.raised_at and course.ended_at:
        assert course.ended_at >= course.raised_at


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
