"""Whatever order events come in: one end for each call, told once, the right way, the right person.

Recordings of a real Asterisk are told as badly, a quarter as many.
`KITH_TEST_CALL_STREAMS=10000 pytest tests/calls/test_streams.py -s` tells that many.
"""

import time
from collections.abc import AsyncIterator
from dataclasses import replace
from itertools import count

import asyncpg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette

from tests import making
from tests.calls import calling
from tests.calls.judging import FOLLOW, HEAD, Court, Window
from tests.calls.streams import LINES, STREAMS, Telling, tellings
from tests.client import Client
from tests.live import serving, signed_in_socket
from tests.telephony.asterisk import recordings
from tests.telephony.asterisk.recordings import Recording, recorded_tellings
from tests.world import World

AT_ONCE = 20
NUMBERS = tuple(f"+4860141{n:04d}" for n in range(6))
names = count()


@pytest.fixture
async def court(
    app: Starlette, owner: asyncpg.Connection, world: World, sales: Client, sip_lines: None
) -> AsyncIterator[Court]:
    """Two lines, people to call, and a window that follows what happens."""
    for number in (*NUMBERS, recordings.OTHER_END):
        await making.customer(sales, mobilePhone=number)
    lines = [await calling.line(owner, world, f"Trunk {n}") for n in range(LINES)]
    async with serving(app) as host, signed_in_socket(host, world.tokens["crm_sales"]) as socket:
        # From a number on: "from now" begins when the server comes to it, and calls may be told before.
        head = await owner.fetchval(HEAD, world.account_id)
        await socket.subscribe(FOLLOW, after=head)
        began = time.perf_counter()
        court = Court(owner, world, lines, Window(socket))
        yield court
        print(  # noqa: T201
            f"\n{court.calls} calls, {court.events} events in {time.perf_counter() - began:.0f} s;"
            f" {court.swept} ended by the sweep, as their end was lost"
        )


@pytest.fixture
def recorded() -> list[Recording]:
    """What an Asterisk once said."""
    return [recordings.recording(name) for name in recordings.NAMES]


def told(part: int) -> settings:
    """So many examples that one call in `part` is told."""
    return settings(
        max_examples=max(1, STREAMS // part // AT_ONCE), suppress_health_check=list(HealthCheck)
    )


@pytest.mark.timeout(1800)
@told(1)
@given(telling=tellings(AT_ONCE, NUMBERS))
async def test_calls_told_badly_and_all_at_once_come_out_right(
    court: Court, telling: Telling
) -> None:
    assert await faults(court, telling) == []


@pytest.mark.timeout(1800)
@told(4)
@given(data=st.data())
async def test_calls_of_a_real_asterisk_told_badly_come_out_right(
    court: Court, recorded: list[Recording], data: st.DataObject
) -> None:
    assert await faults(court, data.draw(recorded_tellings(recorded, AT_ONCE))) == []


async def faults(court: Court, telling: Telling) -> list[str]:
    """What is wrong with calls that were told."""
    told = telling.named(f"call-{next(names)}")
    await court.tell(told.woven)
    await court.sweep()
    # An end that comes late, also to a call that was given up: nothing becomes of it.
    await court.tell(
        [
            (one, replace(one.told[-1], call_id=one.call_id, key="late", type="call.ended"))
            for one in told.streams
        ]
    )
    return await court.faults(told.streams)
