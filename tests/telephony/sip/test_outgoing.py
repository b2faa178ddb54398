"""Click to call: whatever order things happen in, one end, and no leg left behind (R082)."""

import asyncio
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.telephony.sip.audio import FRAME, PRIMED
from backend.telephony.sip.conversation import RANK
from backend.telephony.sip.legs import LegEvent
from backend.telephony.sip.messages import Order, SoundNews
from backend.telephony.sip.outgoing import Outgoing
from tests.telephony.sip.fakes import Network, Told, settle

ORDER = Order(call="c", line="1", device="sip:101@pbx", to="sip:+48601412233@pbx", display="Ada")


class Stage:
    """A call with its phone, the world, and what was told."""

    def __init__(self, phone: Network | None = None, world: Network | None = None) -> None:
        self.told = Told()
        self.phone, self.world = phone or Network(), world or Network()
        self.call = Outgoing(ORDER, self.phone.dial, self.world.dial, self.told.around)
        self.beginning = asyncio.ensure_future(self.call.begin())

    async def until(self, *steps: str) -> "Stage":
        deeds = {
            "phone rings": lambda: self.phone.say(LegEvent.RINGING),
            "phone answers": lambda: self.phone.say(LegEvent.ANSWERED),
            "rings": lambda: self.world.say(LegEvent.RINGING),
            "sounds": lambda: self.world.say(LegEvent.SOUNDING),
            "answers": lambda: self.world.say(LegEvent.ANSWERED),
        }
        await settle()
        for step in steps:
            deeds[step]()
            await settle()
        return self


TALKING = ("phone rings", "phone answers", "rings", "answers")


async def test_a_call_goes_its_whole_way() -> None:
    stage = await Stage().until(*TALKING)
    stage.world.say(LegEvent.CLOSED, "Connection reset by peer")
    await settle()
    assert stage.told.states == [
        "device_ringing",
        "device_answered",
        "ringing",
        "answered",
        "ended",
    ]
    assert stage.told.end == ("sip:bye", "other")
    assert stage.phone.legs[0].closed
    assert stage.phone.headers == {"X-Call-For": "Ada"}
    assert stage.call.gone
    assert sum(isinstance(m, SoundNews) for m in stage.told.messages) == 2


ENDS: list[tuple[tuple[str, ...], Callable[[Stage], None], str, str]] = [
    (TALKING, lambda s: s.phone.say(LegEvent.CLOSED), "sip:bye", "user"),
    (TALKING, lambda s: s.call.hang_up(), "sip:bye", "kith"),
    (TALKING, lambda s: s.world.say(LegEvent.CLOSED, "RTP stream error"), "line:silent", "line"),
    (TALKING[:3], lambda s: s.world.say(LegEvent.CLOSED, "486 Busy Here"), "sip:486", "other"),
    (TALKING[:2], lambda s: s.world.say(LegEvent.CLOSED, "603 Decline"), "sip:603", "other"),
    (TALKING[:2], lambda s: s.world.say(LegEvent.CLOSED, "404 Not Found"), "sip:404", "line"),
    (TALKING[:2], lambda s: s.world.say(LegEvent.CLOSED, "408 Timeout"), "line:408", "line"),
    (TALKING[:3], lambda s: s.world.say(LegEvent.CLOSED, "408 Timeout"), "sip:408", "line"),
    (
        TALKING[:2],
        lambda s: s.world.say(LegEvent.CLOSED, "timed out [110]"),
        "line:unreachable",
        "line",
    ),
    (TALKING[:3], lambda s: s.told.timers.run_out(), "no_answer", "line"),
    (TALKING[:2], lambda s: s.told.timers.run_out(), "line:timeout", "line"),
    (TALKING[:3], lambda s: s.call.hang_up(), "canceled", "kith"),
    (TALKING[:3], lambda s: s.phone.say(LegEvent.CLOSED), "canceled", "user"),
    (TALKING[:1], lambda s: s.told.timers.run_out(), "device:no_answer", "line"),
    (TALKING[:1], lambda s: s.phone.say(LegEvent.CLOSED, "486 Busy Here"), "device:486", "user"),
    ((), lambda s: s.phone.say(LegEvent.CLOSED, "480 Gone"), "device:480", "line"),
    ((), lambda s: s.phone.say(LegEvent.CLOSED, "No route to host"), "device:unreachable", "line"),
    ((), lambda s: s.call.hang_up(), "canceled", "kith"),
]


@pytest.mark.parametrize(("steps", "deed", "cause", "by"), ENDS)
async def test_an_end_says_why_and_who(
    steps: tuple[str, ...], deed: Callable[[Stage], None], cause: str, by: str
) -> None:
    stage = await Stage().until(*steps)
    deed(stage)
    await settle()
    assert stage.told.end == (cause, by)
    assert all(leg.closed for leg in [*stage.phone.legs, *stage.world.legs])
    assert stage.call.gone


async def test_a_phone_that_no_invite_reaches_ends_the_call() -> None:
    stage = await Stage(phone=Network(fails=True)).until()
    assert stage.told.end == ("device:unreachable", "line")


async def test_a_network_that_no_invite_reaches_ends_the_call_and_frees_the_phone() -> None:
    stage = await Stage(world=Network(fails=True)).until(*TALKING[:2])
    assert stage.told.end == ("line:unreachable", "line")
    assert stage.phone.legs[0].closed


async def test_a_leg_that_comes_after_the_end_is_let_go_of() -> None:
    stage = await Stage(world=Network(slow=True)).until(*TALKING[:2])
    stage.call.hang_up()
    await settle()
    assert not stage.call.gone
    stage.world.let_through()
    await settle()
    assert stage.world.legs[0].closed
    assert stage.call.gone


async def test_a_call_given_up_before_it_began_rings_no_phone() -> None:
    stage = Stage()
    stage.call.hang_up()
    await settle()
    assert stage.told.states == ["ended"]
    assert stage.phone.legs == []
    assert stage.call.gone
    assert not stage.told.timers.waiting


async def test_the_user_hears_ringing_and_then_the_other_end_and_nothing_from_before() -> None:
    stage = await Stage().until(*TALKING[:3])
    phone, world = stage.phone.legs[0].sound, stage.world.legs[0].sound
    phone.saying = b"to nobody"
    stage.call.give_sound()
    assert len(phone.heard) == FRAME
    assert any(phone.heard)
    phone.heard, phone.saying = b"", b"before"
    await stage.until("answers")
    phone.saying, world.saying = b"hello", b"good day"
    stage.call.give_sound()
    assert (phone.heard, world.heard) == (PRIMED + b"good day", PRIMED + b"hello")


async def test_an_announcement_before_the_answer_is_heard() -> None:
    stage = await Stage().until(*TALKING[:2], "sounds")
    stage.world.legs[0].sound.saying = b"all our people are busy"
    stage.call.give_sound()
    assert stage.phone.legs[0].sound.heard.endswith(b"all our people are busy")
    assert stage.told.states[-1] == "ringing"


async def test_keys_are_passed_on_and_the_other_end_is_held() -> None:
    stage = await Stage().until(*TALKING)
    stage.phone.say(LegEvent.DIGIT, "7")
    await stage.call.hold(True)
    await settle()
    assert (stage.world.legs[0].digits, stage.world.legs[0].held) == ("7", [True])


DEEDS: dict[str, Callable[[Stage], None]] = {
    **{
        f"phone {event.value} {text}": lambda s, e=event, t=text: s.phone.say(e, t)
        for event in LegEvent
        for text in ("", "486 Busy Here", "480 Gone")
    },
    **{
        f"world {event.value} {text}": lambda s, e=event, t=text: s.world.say(e, t)
        for event in LegEvent
        for text in ("", "486 Busy Here", "487 Request Terminated")
    },
    "time runs out": lambda s: s.told.timers.run_out(),
    "hang up": lambda s: s.call.hang_up(),
    "phone is reached": lambda s: s.phone.let_through(),
    "world is reached": lambda s: s.world.let_through(),
    "sound": lambda s: s.call.give_sound(),
}


@settings(max_examples=600)
@given(
    deeds=st.lists(st.tuples(st.sampled_from(sorted(DEEDS)), st.booleans()), max_size=25),
    slow=st.tuples(st.booleans(), st.booleans()),
    fails=st.tuples(st.booleans(), st.booleans()),
)
def test_in_any_order_states_climb_one_end_is_told_and_no_leg_is_left(
    deeds: list[tuple[str, bool]], slow: tuple[bool, bool], fails: tuple[bool, bool]
) -> None:
    async def run() -> None:
        stage = Stage(Network(fails[0], slow[0]), Network(fails[1], slow[1]))
        await asyncio.sleep(0)
        for deed, wait in deeds:
            DEEDS[deed](stage)
            if wait:
                await settle()
        dialled = len(stage.world.legs)
        ended = "ended" in stage.told.states
        stage.call.hang_up()
        stage.phone.let_through()
        stage.world.let_through()
        await settle()
        states = stage.told.states
        assert states == sorted(set(states), key=RANK.index)
        assert states[-1] == "ended"
        assert stage.call.gone
        assert not stage.told.timers.waiting
        assert all(leg.closed for leg in [*stage.phone.legs, *stage.world.legs])
        if ended and not slow[1]:
            assert len(stage.world.legs) == dialled, "nobody is called after the end"

    asyncio.run(run())
