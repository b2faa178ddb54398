"""Channels become calls: from streams made up here, and from what a real Asterisk 22 once said."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.calls.folding import Course, Heard, fold
from backend.calls.kinds import Direction, HungUpBy, Outcome, State
from backend.telephony.asterisk import ami_signals
from backend.telephony.asterisk.folding import CallFolder
from tests.telephony.asterisk import recordings, streams
from tests.telephony.asterisk.streams import CUSTOMER, PHONE, TRUNK

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
CALL = "0c0ffee0-0000-4000-8000-000000000001"


def folder(*expected: str) -> CallFolder:
    """A folder with one trunk, expecting these calls."""
    found = CallFolder([TRUNK])
    for call in expected:
        found.expect(call, device=PHONE, to=CUSTOMER)
    return found


def ami(events: Iterable[dict[str, Any]], into: CallFolder) -> list[Heard]:
    """What is heard of AMI events."""
    signals = (ami_signals.signal_of(event, NOW) for event in events)
    return [one for signal in signals if signal for one in into.take(signal)]


def course(heard: Iterable[Heard], call: str | None = None) -> Course:
    """Where a call ends by the product's own rules."""
    found: Course | None = None
    for one in heard:
        if call in (None, one.call_id):
            found, _ = fold(found or Course(one.direction), one)
    assert found is not None
    return found


def words(heard: Iterable[Heard]) -> list[str]:
    return [one.type.removeprefix("call.") for one in heard]


WHOLE = ["device_ringing", "device_answered", "ringing", "answered", "ended"]


def test_a_call_of_ours_is_followed_from_the_phone_to_its_end():
    heard = ami(streams.outgoing(CALL), folder(CALL))
    assert words(heard) == WHOLE
    assert {(one.call_id, one.direction, one.to_typed) for one in heard} == {
        (CALL, Direction.OUTGOING, CUSTOMER)
    }
    ended = course(heard)
    assert (ended.outcome, ended.hung_up_by) == (Outcome.COMPLETED, HungUpBy.OTHER)


@pytest.mark.parametrize(
    ("ending", "outcome"),
    [
        ("BUSY", Outcome.BUSY),
        ("NOANSWER", Outcome.NO_ANSWER),
        ("CONGESTION", Outcome.INVALID_NUMBER),
    ],
)
def test_a_call_that_is_not_taken_says_why(ending: str, outcome: Outcome):
    ended = course(ami(streams.outgoing(CALL, ending), folder(CALL)))
    assert (ended.state, ended.outcome, ended.answered_at) == (State.ENDED, outcome, None)


@pytest.mark.parametrize("status", ["NOANSWER", "BUSY", "CHANUNAVAIL"])
def test_a_phone_that_is_not_picked_up_is_no_customer_who_did_not_answer(status: str):
    heard = ami(streams.outgoing(CALL, device=status), folder(CALL))
    assert words(heard) == ["device_ringing", "ended"]
    assert course(heard).outcome is Outcome.DEVICE_UNREACHABLE


def test_a_phone_that_is_not_there_ends_the_call_without_any_channel():
    calls = folder(CALL)
    heard = calls.never_began(CALL, "device:unreachable", NOW)
    assert course(heard).outcome is Outcome.DEVICE_UNREACHABLE
    assert calls.never_began(CALL, "device:unreachable", NOW) == []
    assert calls.running() == frozenset()


@pytest.mark.parametrize("phones", [1, 2])
@pytest.mark.parametrize(("by", "who"), [("caller", HungUpBy.OTHER), ("phone", HungUpBy.USER)])
def test_a_caller_is_answered_once_however_many_phones_ring(phones: int, by: str, who: HungUpBy):
    heard = ami(streams.incoming(by=by, phones=phones), folder())
    assert words(heard) == ["ringing", "answered", "ended"]
    assert {(one.direction, one.from_typed) for one in heard} == {(Direction.INCOMING, CUSTOMER)}
    assert heard[-1].device == PHONE
    ended = course(heard)
    assert (ended.outcome, ended.hung_up_by) == (Outcome.COMPLETED, who)


@pytest.mark.parametrize("ending", ["NOANSWER", "CANCEL"])
def test_a_caller_nobody_takes_is_missed(ending: str):
    ended = course(ami(streams.incoming(ending), folder()))
    assert (ended.outcome, ended.answered_at) == (Outcome.MISSED, None)


def test_the_house_among_itself_is_not_told():
    calls = folder()
    assert ami(streams.internal(), calls) == []
    assert calls.running() == frozenset()


def test_a_number_dialled_on_the_phone_itself_is_an_outgoing_call():
    heard = ami(streams.by_hand(), folder())
    assert words(heard) == ["ringing", "answered", "ended"]
    assert (heard[0].direction, heard[0].to_typed, heard[0].device) == (
        Direction.OUTGOING,
        CUSTOMER,
        PHONE,
    )
    assert course(heard).hung_up_by is HungUpBy.USER


def test_what_kith_hangs_up_is_its_own_doing():
    calls = folder(CALL)
    events = streams.outgoing(CALL)
    heard = ami(events[:9], calls)
    assert calls.hanging_up(CALL) is not None
    heard += ami(events[9:], calls)
    assert course(heard).hung_up_by is HungUpBy.KITH


@given(st.data())
def test_whatever_is_lost_doubled_or_mixed_every_call_ends_once(data: st.DataObject):
    calls = {CALL: streams.outgoing(CALL, data.draw(st.sampled_from(["ANSWER", "BUSY"])))}
    calls |= {
        str(n): data.draw(st.sampled_from([streams.incoming(), streams.incoming("NOANSWER")]))
        for n in range(data.draw(st.integers(0, 3)))
    }
    into = folder(CALL)
    left = {name: list(events) for name, events in calls.items() if events}
    heard: list[Heard] = []
    while left:
        name = data.draw(st.sampled_from(sorted(left)))
        event = left[name].pop(0)
        if not left[name]:
            del left[name]
        for _ in range(data.draw(st.sampled_from([0, 1, 1, 1, 1, 2]))):
            heard += ami([event], into)
    heard += into.reconcile((), NOW)
    heard += into.never_began(CALL, "device:unreachable", NOW)
    for call in {one.call_id for one in heard}:
        mine = [one for one in heard if one.call_id == call]
        assert words(mine).count("ended") == 1
        assert len({one.key for one in mine}) == len(mine)
        assert len({one.direction for one in mine}) == 1
    assert CALL in {one.call_id for one in heard}
    assert into.running() == frozenset()


def test_after_a_gap_the_calls_that_are_gone_have_ended_and_the_others_go_on():
    into = folder(CALL)
    gone, here = streams.incoming(), streams.outgoing(CALL)
    ami([*gone[:3], *here[:9]], into)
    alive = ami_signals.channel_of(here[0])
    assert alive is not None
    [ended] = into.reconcile([alive], NOW)
    assert ended.call_id == gone[0]["Linkedid"]
    assert into.running() == {CALL}


def test_a_call_of_an_earlier_life_is_taken_up_by_its_channel():
    events = streams.outgoing(CALL)
    alive = [ami_signals.channel_of({**events[0], "ChannelStateDesc": "Up"})]
    into = folder()
    assert into.resume({CALL, "another"}, [one for one in alive if one]) == {CALL}
    assert "ended" in words(ami(events[-2:], into))


@pytest.mark.parametrize("name", recordings.NAMES)
def test_what_a_real_asterisk_said_becomes_the_call_it_was(name: str):
    recorded = recordings.recording(name)
    into = CallFolder([recordings.TRUNK])
    recorded.expect(into)
    heard = [one for signal in recorded.signals for one in into.take(signal)]
    ended = course(heard)
    assert (ended.state, ended.outcome) == (State.ENDED, recorded.outcome)
    assert ended.direction is recorded.direction
    assert {one.call_id for one in heard} == {recorded.root}
    incoming = recorded.direction is Direction.INCOMING
    number = heard[0].from_typed if incoming else heard[0].to_typed
    assert number == recordings.OTHER_END
    assert into.running() == frozenset()
