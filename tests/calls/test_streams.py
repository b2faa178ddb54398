"""Whatever order events come in: one end for each call, told once, the right way, the right person."""

from random import Random

import asyncpg

from tests import making
from tests.calls.judging import judge, tell
from tests.calls.streams import stream
from tests.client import Client
from tests.world import World

STREAMS, PEOPLE = 300, 20


async def test_calls_told_badly_and_all_at_once_come_out_right(
    owner: asyncpg.Connection, world: World, sales: Client, trunk: int
) -> None:
    random = Random(20261125)
    numbers = [f"+4860141{n:04d}" for n in range(PEOPLE)]
    for number in numbers:
        await making.customer(sales, mobilePhone=number)
    streams = [stream(random, f"call-{n}", random.choice(numbers)) for n in range(STREAMS)]
    assert await tell(world, trunk, streams, random) > STREAMS
    verdict = await judge(owner, world, streams)
    assert verdict.calls == STREAMS
    assert 0 < verdict.swept < STREAMS / 5
    assert verdict.wrong == []
