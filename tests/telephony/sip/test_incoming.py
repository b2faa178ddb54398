"""A caller is watched, or put through to the phone of the line (R080)."""

import asyncio
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.telephony.sip.audio import PRIMED
from backend.telephony.sip.conversation import RANK
from backend.telephony.sip.incoming import Incoming
from backend.telephony.sip.legs import LegEvent
from backend.telephony.sip.messages import Account
from tests.telephony.sip.fakes import FakeLeg, Network, Told, settle

ELSEWHERE = 'SIP;cause=200;text="Call completed elsewhere"'


class Stage:
    """A caller, the phone of the line, and what was told."""

    def __init__(self, ring: str = "", phone: Network | None = None) -> None:
        self.told, self.caller, self.phone = Told(), FakeLeg(), phone or Network()
        account = Account(line="1", user="office", domain="pbx", server="pbx:5060", ring=ring)
        self.call = Incoming(
            "c", "sip:+48601412233@pbx", account, self.phone.dial, self.told.around
        )
        self.beginning = asyncio.ensure_future(self.call.begin(self.caller))


async def test_a_watched_caller_rings_and_is_never_answered() -> None:
    stage = Stage()
    await settle()
    assert [(n.state, n.caller, n.called) for n in stage.told.calls] == [
        ("ringing", "sip:+48601412233@pbx", "office")
    ]
    assert not stage.caller.answered
    assert not stage.phone.legs


@pytest.mark.parametrize(
    ("text", "reason", "cause"),
    [
        ("", ELSEWHERE, "answered_elsewhere"),
        (ELSEWHERE, "", "answered_elsewhere"),
        ("", "", "canceled"),
        ("", 'SIP;cause=2000;text="no"', "canceled"),
    ],
)
async def test_a_watched_caller_was_taken_elsewhere_or_gave_up(
    text: str, reason: str, cause: str
) -> None:
    stage = Stage()
    await settle()
    stage.caller.say(LegEvent.CLOSED, text, reason)
    await settle()
    assert stage.told.end[0] == cause
    assert stage.call.gone


async def test_nobody_is_kept_ringing_at_nobody() -> None:
    stage = Stage()
    await settle()
    stage.told.timers.run_out()
    await settle()
    assert stage.told.end == ("no_answer", "line")
    assert stage.caller.closed


async def test_a_caller_is_put_through_to_the_phone_of_the_line() -> None:
    stage = Stage(ring="sip:desk@10.0.0.7")
    await settle()
    stage.phone.say(LegEvent.RINGING)
    assert stage.told.states == ["ringing"]
    stage.phone.say(LegEvent.ANSWERED)
    await settle()
    assert stage.told.states == ["ringing", "answered"]
    stage.caller.sound.saying = b"good day"
    stage.call.give_sound()
    assert stage.phone.legs[0].sound.heard == PRIMED + b"good day"
    stage.phone.say(LegEvent.CLOSED)
    await settle()
    assert stage.told.end == ("sip:bye", "user")
    assert stage.caller.closed


@pytest.mark.parametrize(
    ("deed", "cause", "by"),
    [
        (lambda s: s.phone.say(LegEvent.CLOSED, "486 Busy Here"), "device:486", "user"),
        (lambda s: s.phone.say(LegEvent.CLOSED, "480 Gone"), "device:480", "line"),
        (lambda s: s.caller.say(LegEvent.CLOSED), "canceled", "other"),
        (lambda s: s.call.hang_up(), "canceled", "kith"),
    ],
)
async def test_a_call_that_is_not_put_through_leaves_no_leg(
    deed: Callable[[Stage], None], cause: str, by: str
) -> None:
    stage = Stage(ring="sip:desk@10.0.0.7")
    await settle()
    deed(stage)
    await settle()
    assert stage.told.end == (cause, by)
    assert stage.caller.closed
    assert stage.phone.legs[0].closed


async def test_a_phone_that_cannot_be_reached_refuses_the_caller() -> None:
    stage = Stage(ring="sip:desk@10.0.0.7", phone=Network(fails=True))
    await settle()
    assert stage.told.end == ("device:unreachable", "line")
    assert stage.caller.closed


DEEDS: dict[str, Callable[[Stage], None]] = {
    **{f"phone {e.value}": lambda s, e=e: s.phone.say(e, "486 Busy Here") for e in LegEvent},
    **{f"caller {e.value}": lambda s, e=e: s.caller.say(e) for e in LegEvent},
    "time runs out": lambda s: s.told.timers.run_out(),
    "hang up": lambda s: s.call.hang_up(),
    "phone is reached": lambda s: s.phone.let_through(),
    "sound": lambda s: s.call.give_sound(),
}


@settings(max_examples=400)
@given(
    deeds=st.lists(st.tuples(st.sampled_from(sorted(DEEDS)), st.booleans()), max_size=20),
    ring=st.sampled_from(["", "sip:desk@10.0.0.7"]),
    slow=st.booleans(),
    fails=st.booleans(),
)
def test_in_any_order_states_climb_one_end_is_told_and_no_leg_is_left(
    deeds: list[tuple[str, bool]], ring: str, slow: bool, fails: bool
) -> None:
    async def run() -> None:
        stage = Stage(ring, Network(fails, slow))
        await asyncio.sleep(0)
        for deed, wait in deeds:
            DEEDS[deed](stage)
            if wait:
                await settle()
        stage.call.hang_up()
        stage.phone.let_through()
        await settle()
        states = stage.told.states
        assert states == sorted(set(states), key=RANK.index)
        assert states[-1] == "ended"
        assert stage.call.gone
        assert not stage.told.timers.waiting
        assert all(leg.closed for leg in [stage.caller, *stage.phone.legs])

    asyncio.run(run())
