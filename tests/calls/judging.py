"""Telling streams to the product as lines do, and judging what became of every call (R081).

The rules: one terminal state, MISSED or ENDED and never both, nothing published twice, the right
direction, the right person. What was published is read twice: in the event log, and as it came to
a window that follows `callEvents`.
"""

import asyncio
from collections import defaultdict
from collections.abc import Sequence

import asyncpg

from backend.accounts.actor import Actor
from backend.calls.folding import Heard
from backend.calls.service import call_heard
from backend.calls.sweeping import end_lost
from schema.relay import pk_of
from tests.calls.streams import Stream
from tests.live import Socket
from tests.world import World

AT_ONCE = 4
FOLLOW = "subscription ($after: Int) { callEvents(after: $after) { seq type call { id } } }"
HEAD = "SELECT seq FROM event_counter WHERE account_id = $1"
CALLS = """
SELECT c.id, c.line_id, c.external_id, c.direction, c.state, c.outcome, c.number_e164,
       array(SELECT p.e164 FROM call_party q JOIN phone_number p ON p.customer_id = q.customer_id
              WHERE q.call_id = c.id) AS parties,
       array(SELECT e.type FROM event e WHERE e.account_id = c.account_id
                AND e.node_type = 'Call' AND e.node_id = c.id ORDER BY e.seq) AS told
  FROM call c WHERE c.account_id = $1 AND c.external_id = ANY($2)
"""
OPEN = "SELECT id FROM call WHERE account_id = $1 AND state <> 'ended'"
LAST = "SELECT coalesce(max(seq), 0) FROM event WHERE account_id = $1 AND node_type = 'Call'"
TERMINAL = {"call.ended", "call.missed"}


class Window:
    """A window that follows the account's calls."""

    def __init__(self, socket: Socket) -> None:
        self._socket = socket
        self._seq = 0
        self.told: dict[int, list[str]] = defaultdict(list)

    async def follow(self, seq: int) -> None:
        """Take in what comes up to this number."""
        while self._seq < seq:
            event = (await self._socket.next())["callEvents"]
            assert event["seq"] > self._seq, "events come in order, each once"
            self._seq = event["seq"]
            kind = f"call.{event['type'].lower()}"
            self.told[pk_of(event["call"]["id"], "Call")].append(kind)


class Court:
    """An account with lines, a window that follows it, and what is known of the calls told so far."""

    def __init__(
        self, owner: asyncpg.Connection, world: World, lines: Sequence[int], window: Window
    ) -> None:
        self._owner, self._world, self._lines, self._window = owner, world, lines, window
        self._actor = Actor(world.account_id, None, via="line:test", region="PL")
        self.calls = self.events = self.swept = 0

    async def tell(self, woven: Sequence[tuple[Stream, Heard]]) -> None:
        """Tell all this in this order, over a few connections as busy lines do."""
        waiting = iter(woven)

        async def teller() -> None:
            for stream, heard in waiting:
                await call_heard(self._actor, line_id=self._lines[stream.line], heard=heard)

        await asyncio.gather(*(teller() for _ in range(AT_ONCE)))
        self.events += len(woven)

    async def sweep(self) -> None:
        """End as lost what nobody ended."""
        for row in await self._owner.fetch(OPEN, self._world.account_id):
            await end_lost(self._world.account_id, row["id"])
            self.swept += 1

    async def faults(self, streams: Sequence[Stream]) -> list[str]:
        """What is wrong with these calls."""
        self.calls += len(streams)
        last = await self._owner.fetchval(LAST, self._world.account_id)
        await self._window.follow(last)
        names = list({stream.call_id for stream in streams})
        rows = await self._owner.fetch(CALLS, self._world.account_id, names)
        found = {(row["line_id"], row["external_id"]): row for row in rows}
        wrong = [] if len(found) == len(streams) else ["there are calls that nobody told"]
        for stream in streams:
            call = found.get((self._lines[stream.line], stream.call_id))
            faults = ["is not there"] if call is None else self._faults(stream, call)
            wrong += [f"{stream}: {fault}" for fault in faults]
        return wrong

    def _faults(self, stream: Stream, call: asyncpg.Record) -> list[str]:
        told, seen = list(call["told"]), self._window.told[call["id"]]
        ends = [kind for kind in told if kind in TERMINAL]
        missed = call["outcome"] == "missed"
        checks = {
            "has not ended": call["state"] == "ended" and call["outcome"] is not None,
            f"was told to end as {ends}": ends == ["call.missed" if missed else "call.ended"],
            f"went on after its end: {told}": told[-1] in TERMINAL,
            f"was told something twice: {told}": len(set(told)) == len(told),
            f"came to the window as {seen}, not {told}": seen == told,
            "went the other way": call["direction"] == stream.direction.value,
            "is of another number": call["number_e164"] == stream.number,
            "is of somebody else": set(call["parties"]) == {stream.number},
            "was missed, going out": not missed or call["direction"] == "incoming",
        }
        return [what for what, right in checks.items() if not right]
