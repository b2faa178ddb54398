"""Callbacks of a hosted provider become calls, in whatever order they come (R086)."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.calls.folding import Course, Heard, fold
from backend.calls.kinds import Direction, Outcome, State
from backend.telephony.twilio.callbacks import Late, Leg, heard_of, rings

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
Told = tuple[Leg, dict[str, str]]


def told(leg: Leg, status: str, after: float = 0, **more: str) -> Told:
    """One callback, so many seconds after the first."""
    at = format_datetime(NOW + timedelta(seconds=after))
    sid = {"device": "CA1", "dialled": "CA2", "rung": "CA4", "incoming": "CA3"}[leg]
    return leg, {
        "CallSid": sid,
        "CallStatus": status,
        "Timestamp": at,
        "From": "+48585550140",
        "To": "+48601412233",
        **more,
    }


def course(callbacks: list[Told], direction: Direction = Direction.OUTGOING) -> Course:
    """Where the call ends; what is told late comes last."""
    found = Course(direction)
    late: list[Heard] = []
    for leg, form in callbacks:
        event = heard_of(leg, "c1", form, NOW)
        if isinstance(event, Late):
            late.append(event.heard)
        elif event is not None:
            found, _ = fold(found, event)
    for heard in late:
        found, _ = fold(found, heard)
    return found


SPOKEN = [
    told(Leg.DEVICE, "ringing", 1),
    told(Leg.DEVICE, "in-progress", 4),
    told(Leg.DIALLED, "ringing", 5),
    told(Leg.DIALLED, "in-progress", 9),
    told(Leg.DIALLED, "completed", 29, CallDuration="20"),
    told(Leg.DEVICE, "completed", 29, CallDuration="25"),
]
BUSY = [
    told(Leg.DEVICE, "in-progress", 4),
    told(Leg.DIALLED, "busy", 6, SipResponseCode="486"),
    told(Leg.DEVICE, "completed", 7, CallDuration="3"),
]


def test_a_conversation_is_followed_step_by_step():
    kinds = [
        event.type
        for leg, form in SPOKEN
        if isinstance(event := heard_of(leg, "c1", form, NOW), Heard)
    ]
    words = ("device_ringing", "device_answered", "ringing", "answered", "ended")
    assert kinds == [f"call.{word}" for word in words]


@given(st.permutations(SPOKEN))
def test_in_any_order_a_conversation_was_one(callbacks: list[Told]):
    ended = course(callbacks)
    assert (ended.state, ended.outcome) == (State.ENDED, Outcome.COMPLETED)
    assert ended.answered_at is not None
    assert ended.ended_at is not None


def test_in_any_order_a_busy_line_was_busy():
    for callbacks in permutations(BUSY):
        assert course(list(callbacks)).outcome is Outcome.BUSY


@pytest.mark.parametrize(
    ("status", "more", "outcome"),
    [
        ("no-answer", {}, Outcome.NO_ANSWER),
        ("failed", {"SipResponseCode": "404"}, Outcome.INVALID_NUMBER),
        ("failed", {}, Outcome.FAILED),
        ("canceled", {}, Outcome.CANCELED),
    ],
)
def test_a_number_that_does_not_answer_says_why(
    status: str, more: dict[str, str], outcome: Outcome
):
    assert course([*BUSY[:1], told(Leg.DIALLED, status, 9, **more)]).outcome is outcome


@pytest.mark.parametrize("status", ["busy", "no-answer", "failed"])
def test_ones_own_phone_that_is_not_picked_up_is_not_the_customers(status: str):
    assert course([told(Leg.DEVICE, status, 9)]).outcome is Outcome.DEVICE_UNREACHABLE


def test_picked_up_and_put_down_before_anybody_was_called_is_canceled():
    callbacks = [told(Leg.DEVICE, "in-progress", 2), told(Leg.DEVICE, "completed", 3)]
    assert course(callbacks).outcome is Outcome.CANCELED


def test_a_caller_who_is_put_through_was_answered_and_one_who_is_not_is_missed():
    caller = told(Leg.INCOMING, "completed", 30)
    taken = [told(Leg.RUNG, "in-progress", 5), told(Leg.RUNG, "completed", 30, CallDuration="25")]
    others = [told(Leg.RUNG, "no-answer", 5)]
    for callbacks in ([*others, *taken, caller], [caller, *taken], [taken[1], caller]):
        assert course(callbacks, Direction.INCOMING).outcome is Outcome.COMPLETED
    assert course([*others, caller], Direction.INCOMING).outcome is Outcome.MISSED
    assert rings("CA3", caller[1], NOW).direction is Direction.INCOMING


@given(
    st.dictionaries(
        st.sampled_from(["CallStatus", "CallSid", "Timestamp", "CallDuration"]), st.text()
    )
)
def test_nonsense_is_no_news_and_no_fault(form: dict[str, str]):
    for leg in Leg:
        assert heard_of(leg, "c1", form, NOW) is None or form.get("CallStatus")


def test_a_clock_that_is_far_off_is_not_believed():
    leg, form = told(Leg.DEVICE, "ringing", 400_000)
    event = heard_of(leg, "c1", form, NOW)
    assert isinstance(event, Heard)
    assert event.at == NOW
