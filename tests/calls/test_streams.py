"""Whatever order events come in: one end for each call, told once, the right way, the right person.

`KITH_TEST_STREAMS=10000 pytest tests/calls/test_streams.py -s` is the measurement of docs/performance.md.
The rules alone, without a database, are tried in test_folding.py.
"""

import os
import time
from collections.abc import Callable
from itertools import count
from random import Random

import asyncpg
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from backend.telephony.asterisk.folding import CallFolder
from tests import making
from tests.calls.judging import judge, tell
from tests.calls.streams import Stream, again, stream
from tests.client import Client
from tests.telephony.asterisk.recordings import RECORDED, recorded
from tests.world import World

STREAMS, BATCH, PEOPLE = int(os.environ.get("KITH_TEST_STREAMS", "300")), 50, 20
NUMBERS = [f"+4860141{n:04d}" for n in range(PEOPLE)]
told_badly = settings(
    # A batch is no smaller for being shrunk: its calls come from one seed, which is printed.
    max_examples=STREAMS // BATCH,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
randoms = st.randoms(use_true_random=True)
names = (f"call-{n}" for n in count())


@pytest.fixture
async def people(sales: Client) -> None:
    """Somebody behind every number."""
    for number in NUMBERS:
        await making.customer(sales, mobilePhone=number)


@told_badly
@given(random=randoms)
async def test_calls_told_badly_and_all_at_once_come_out_right(
    owner: asyncpg.Connection, world: World, people: None, trunk: int, random: Random
) -> None:
    await _judged(owner, world, trunk, random, lambda n: stream(random, next(names), n))


@told_badly
@given(random=randoms)
async def test_recorded_calls_told_badly_come_out_right(
    owner: asyncpg.Connection, world: World, people: None, trunk: int, random: Random
) -> None:
    calls = [recorded(name, CallFolder(["PJSIP/trunk"])) for name, *_ in RECORDED]
    await _judged(
        owner, world, trunk, random, lambda n: again(random, random.choice(calls), next(names), n)
    )


async def _judged(
    owner: asyncpg.Connection,
    world: World,
    line: int,
    random: Random,
    make: Callable[[str], Stream],
) -> None:
    """Tell a batch, all its calls at once, and look at each."""
    streams = [make(random.choice(NUMBERS)) for _ in range(BATCH)]
    began = time.perf_counter()
    events = await tell(world, line, streams, random)
    verdict = await judge(owner, world, streams)
    print(f"{events} events of {verdict.calls} calls in {time.perf_counter() - began:.1f} s")  # noqa: T201
    assert verdict.calls == BATCH
    assert verdict.wrong == []
