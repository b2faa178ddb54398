"""Telling streams to the product, and judging what became of every call (the rules of issue 3)."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

import asyncpg

from backend.accounts.actor import Actor
from backend.calls.folding import Heard
from backend.calls.service import call_heard
from backend.calls.sweeping import end_lost
from tests.calls.streams import Stream, woven
from tests.world import World

AT_ONCE = 4
CALLS = """
SELECT c.id, c.external_id, c.direction, c.state, c.outcome, c.number_e164,
       array(SELECT p.e164 FROM call_party q JOIN phone_number p ON p.customer_id = q.customer_id
              WHERE q.call_id = c.id) AS parties,
       array(SELECT e.type FROM event e WHERE e.account_id = c.account_id
                AND e.node_type = 'Call' AND e.node_id = c.id) AS told
  FROM call c WHERE c.account_id = $1
"""
TERMINAL = {"call.ended", "call.missed"}


@dataclass(slots=True)
class Verdict:
    """How many calls were judged, and what is wrong with those that are."""

    calls: int = 0
    swept: int = 0
    wrong: list[str] = field(default_factory=list)


async def tell(world: World, line_id: int, streams: Sequence[Stream], random: Random) -> int:
    """Tell all streams at once, over a few connections as a busy line does; how many events."""
    actor = Actor(world.account_id, None, via="line:test", region="PL")
    waiting: asyncio.Queue[Heard] = asyncio.Queue()
    for heard in woven(random, streams):
        waiting.put_nowait(heard)
    count = waiting.qsize()

    async def teller() -> None:
        while not waiting.empty():
            await call_heard(actor, line_id=line_id, heard=waiting.get_nowait())

    await asyncio.gather(*(teller() for _ in range(AT_ONCE)))
    return count


async def judge(owner: asyncpg.Connection, world: World, streams: Sequence[Stream]) -> Verdict:
    """End as lost what nobody ended, then look at every call."""
    verdict = Verdict()
    for row in await owner.fetch("SELECT id FROM call WHERE state <> 'ended'"):
        await end_lost(world.account_id, row["id"])
        verdict.swept += 1
    found = {row["external_id"]: row for row in await owner.fetch(CALLS, world.account_id)}
    for stream in streams:
        verdict.calls += 1
        verdict.wrong += [f"{stream.call_id}: {what}" for what in _faults(stream, found)]
    return verdict


def _faults(stream: Stream, found: dict[str, asyncpg.Record]) -> list[str]:
    call = found.get(stream.call_id)
    if call is None:
        return ["is not there"]
    ends = [kind for kind in call["told"] if kind in TERMINAL]
    missed = call["outcome"] == "missed"
    checks = {
        "has not ended": call["state"] == "ended" and call["outcome"] is not None,
        f"was told to end as {ends}": ends == ["call.missed" if missed else "call.ended"],
        "was told something twice": len(set(call["told"])) == len(call["told"]),
        "went the other way": call["direction"] == stream.direction.value,
        "is of another number": call["number_e164"] == stream.number,
        "is of somebody else": stream.number in call["parties"],
        "was missed, going out": not missed or call["direction"] == "incoming",
    }
    return [what for what, right in checks.items() if not right]
