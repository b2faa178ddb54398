"""The switchboard: lines are run, told what to do, and what they tell becomes calls (R082, R083)."""

import asyncio
from datetime import UTC, datetime, timedelta

import asyncpg
import pytest

from backend.calls.kinds import Direction, HungUpBy
from backend.telephony.provider import Health, HealthState
from tests.calls import calling
from tests.client import Client
from tests.telephony.playing import Play, playing, refusal, until
from tests.world import World

LINES = "{ lines { name health healthNote } }"


async def call_of(sales: Client, trunk: int) -> str:
    """A call begun."""
    await calling.sip_phone(sales, trunk)
    answer = await calling.start(sales, phone=await calling.phone(sales, lastName="Lis"))
    assert answer["__typename"] == "CallStarted", answer
    found: str = answer["call"]["id"]
    return found


async def rung(play: Play) -> None:
    await until(lambda: play.lines and play.line.originated)


async def test_a_call_is_set_up_followed_and_ends(play: Play, sales: Client, trunk: int) -> None:
    call = await call_of(sales, trunk)
    await rung(play)
    [told] = play.line.originated
    assert (told.device_address, told.to, told.display) == (
        "101",
        "+48601412233",
        "Calling Zofia Lis",
    )
    for kind in ("device_ringing", "device_answered", "ringing", "answered"):
        await play.line.tell(kind)
        assert (await calling.state(sales, call))["state"] == kind.upper()
    await play.line.tell("ended", hung_up_by=HungUpBy.OTHER, cause="sip:bye")
    ended = await calling.state(sales, call)
    assert (ended["outcome"], ended["hungUpBy"]) == ("COMPLETED", "OTHER")


async def test_a_line_gets_its_settings_and_its_secrets(play: Play, trunk: int) -> None:
    await until(lambda: play.lines)
    assert play.line.line.settings == {"server": "sip.example"}
    assert play.line.line.secrets["password"] == "geheim"
    assert "geheim" not in repr(play.line.line)


async def test_hanging_up_reaches_the_line_and_says_who_did_it(
    play: Play, sales: Client, trunk: int
) -> None:
    call = await call_of(sales, trunk)
    await rung(play)
    await play.line.tell("answered")
    assert (await calling.state(sales, call))["viewerCanHangUp"] is True
    await sales.ask(calling.HANG_UP, id=call)
    await until(lambda: play.line.hung_up)
    await play.line.tell("ended")
    ended = await calling.state(sales, call)
    assert (ended["outcome"], ended["hungUpBy"]) == ("COMPLETED", "KITH")
    assert ended["viewerCanHangUp"] is False


@pytest.mark.parametrize(
    ("problem", "outcome", "failure"),
    [
        (refusal("device:480", "Your phone is not registered."), "DEVICE_UNREACHABLE",
         "Your phone is not registered."),
        (refusal("sip:404"), "INVALID_NUMBER", "No."),
        (RuntimeError("a fault of the adapter"), "FAILED", "The line failed."),
    ],
)  # fmt: skip
async def test_what_a_line_cannot_do_ends_the_call_with_its_reason(
    trunk: int, sales: Client, problem: Exception, outcome: str, failure: str
) -> None:
    play = Play()
    play.setting_up = {"refuse": problem}
    async with playing(play):
        call = await call_of(sales, trunk)
        await rung(play)
        async with asyncio.timeout(10):
            while (ended := await calling.state(sales, call))["state"] != "ENDED":
                await asyncio.sleep(0.02)
    assert (ended["outcome"], ended["failure"]) == (outcome, failure)


async def test_without_its_line_a_call_ends_at_once(
    trunk: int, sales: Client, owner: asyncpg.Connection
) -> None:
    call = await call_of(sales, trunk)
    await owner.execute("UPDATE call_line SET active = false")
    async with playing(Play()), asyncio.timeout(10):
        while (ended := await calling.state(sales, call))["state"] != "ENDED":
            await asyncio.sleep(0.02)
    assert ended["failure"] == "The line is not connected."


async def test_a_call_nobody_set_up_in_time_rings_no_more(
    trunk: int, sales: Client, owner: asyncpg.Connection
) -> None:
    call = await call_of(sales, trunk)
    await owner.execute("UPDATE call_command SET created_at = now() - interval '10 minutes'")
    play = Play()
    async with playing(play), asyncio.timeout(10):
        while (ended := await calling.state(sales, call))["state"] != "ENDED":
            await asyncio.sleep(0.02)
    assert play.line.originated == []
    assert ended["cause"] == "kith:late"


async def test_lines_are_started_changed_and_stopped_as_they_are_kept(
    play: Play, trunk: int, owner: asyncpg.Connection, admin: Client
) -> None:
    await until(lambda: play.lines and play.line.running)
    first = play.line
    await owner.execute("""UPDATE call_line SET settings = '{"server": "other.example"}'""")
    play.switchboard._hub.wake_all()
    await until(lambda: play.line is not first and play.line.running)
    assert first.running is False
    assert play.line.line.settings == {"server": "other.example"}
    await owner.execute("UPDATE call_line SET active = false")
    play.switchboard._hub.wake_all()
    await until(lambda: not play.line.running)


async def test_a_new_name_disturbs_no_line(
    play: Play, trunk: int, owner: asyncpg.Connection
) -> None:
    await until(lambda: play.lines and play.line.running)
    await owner.execute("UPDATE call_line SET name = 'Another', version = version + 1")
    play.switchboard._hub.wake_all()
    await asyncio.sleep(0.3)
    assert len(play.lines) == 1


async def test_health_is_shown_with_its_reason_and_grows_old(
    play: Play, trunk: int, admin: Client, owner: asyncpg.Connection
) -> None:
    await until(lambda: play.lines and play.line.running)
    await play.line.report(Health(HealthState.DOWN, "401 Unauthorized"))
    [line] = (await admin.ask(LINES))["lines"]
    assert (line["health"], line["healthNote"]) == ("DOWN", "401 Unauthorized")
    await owner.execute("UPDATE call_line SET health_at = now() - interval '5 minutes'")
    [line] = (await admin.ask(LINES))["lines"]
    assert line["health"] == "UNKNOWN"
    assert "kith telephony" in line["healthNote"]


async def test_the_next_leader_does_again_what_was_taken_and_not_done(
    trunk: int, sales: Client, owner: asyncpg.Connection
) -> None:
    call = await call_of(sales, trunk)
    await owner.execute("UPDATE call_command SET taken_at = now() - interval '3 seconds'")
    play = Play()
    async with playing(play):
        await rung(play)
    assert (await calling.state(sales, call))["state"] == "INITIATED"
    assert len(play.line.originated) == 1


async def test_after_a_lost_leader_calls_go_on_or_are_told_lost(
    trunk: int, sales: Client, admin: Client
) -> None:
    play = Play()
    async with playing(play):
        call = await call_of(sales, trunk)
        await rung(play)
        name = play.line.originated[0].external_id
        await play.line.tell("answered")
        await play.line.tell("ringing", "other", direction=Direction.INCOMING, from_typed="1")
    second = Play()
    second.setting_up = {"goes_on": {name}}
    async with playing(second):
        await until(lambda: second.lines and second.line.asked_of)
        assert second.line.asked_of == {name, "other"}
        await asyncio.sleep(0.2)
        assert (await calling.state(sales, call))["state"] == "ANSWERED"
        query = "{ calls { nodes { id direction outcome cause hungUpBy } } }"
        found = {c["direction"]: c for c in (await admin.ask(query))["calls"]["nodes"]}
        lost = found["INCOMING"]
        assert (lost["outcome"], lost["cause"], lost["hungUpBy"]) == ("FAILED", "kith:lost", "LINE")
        await second.line.tell("ended", name)
    assert (await calling.state(sales, call))["outcome"] == "COMPLETED"


@pytest.mark.parametrize(
    ("typed", "told"),
    [("202", "202"), ("202", "sip:202@pbx.example"), ("ewa@pbx.example", "sip:ewa@pbx.example")],
)
async def test_who_answers_on_their_own_device_has_the_call(
    play: Play, sales: Client, trunk: int, typed: str, told: str
) -> None:
    await calling.sip_phone(sales, trunk, typed)
    await until(lambda: play.lines and play.line.running)
    incoming = {"direction": Direction.INCOMING, "from_typed": "601 412 233", "to_typed": "140"}
    await play.line.tell("ringing", "in-1", **incoming)
    await play.line.tell("answered", "in-1", device=told, **incoming)
    [call] = (await sales.ask("{ activeCalls { id user { name } } }"))["activeCalls"]
    assert call["user"] == {"name": "Test crm_sales"}


async def test_events_survive_a_database_that_stumbles(
    play: Play, sales: Client, trunk: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    from backend.calls.service import call_heard
    from backend.telephony import line

    failures = iter([OSError("gone"), asyncpg.InterfaceError("closed")])

    async def stumbling(*arguments: object, **named: object) -> bool:
        for failure in failures:
            raise failure
        return await call_heard(*arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(line, "call_heard", stumbling)
    monkeypatch.setattr(line, "HEAR_AGAIN", (0.01, 0.01, 0.01))
    await until(lambda: play.lines and play.line.running)
    await play.line.tell("ringing", "in-2", direction=Direction.INCOMING, from_typed="a\x00b")
    assert len((await sales.ask("{ activeCalls { id } }"))["activeCalls"]) == 1


async def test_a_call_that_no_line_ever_took_is_swept(
    trunk: int, sales: Client, owner: asyncpg.Connection
) -> None:
    from backend.calls.sweeping import end_lost_calls

    call = await call_of(sales, trunk)
    assert await end_lost_calls() == 0
    past = datetime.now(UTC) - timedelta(minutes=1)
    await owner.execute("UPDATE call SET raised_at = $1", past)
    await owner.execute("UPDATE call_event SET received_at = $1", past)
    assert await end_lost_calls() == 1
    assert (await calling.state(sales, call))["outcome"] == "FAILED"


async def test_a_kind_without_a_provider_says_so(
    world: World, owner: asyncpg.Connection, admin: Client
) -> None:
    await calling.line(owner, world, kind="twilio")
    async with playing(Play()), asyncio.timeout(10):
        while (line := (await admin.ask(LINES))["lines"][0])["health"] != "DOWN":
            await asyncio.sleep(0.02)
    assert line["healthNote"] == "This version does not connect to such lines."
