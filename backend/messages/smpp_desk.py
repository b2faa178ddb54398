"""The sessions with all SMS centres of all accounts: run by one process, the one that leads.

It looks every few seconds which gateways there are; what was changed is bound anew.
"""

import asyncio
import contextlib
import logging
from collections.abc import Coroutine
from datetime import datetime
from typing import Any

import asyncpg

from backend.accounts.actor import Actor
from backend.core.database import call_definer, writing
from backend.core.vault import VaultProblem
from backend.messages import gateways
from backend.messages.carriers import Way
from backend.messages.incoming import Arrived, message_receive
from backend.messages.joining import IncomingPart, part_receive, receive_overdue
from backend.messages.kinds import State
from backend.messages.sent_parts import PartTaken, part_reported, part_taken
from backend.messages.smpp_session import Heard, Session

LOOK_SECONDS = 3.0
LOCK = "kith smpp"
HICCUPS = (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError)

log = logging.getLogger("kith.messages")
_sessions: dict[int, Session] = {}


def session_of(gateway_id: int | None) -> Session | None:
    """The session of a gateway, where this process runs it."""
    return _sessions.get(gateway_id) if gateway_id is not None else None


class Desk:
    """All sessions, for as long as this process leads."""

    def __init__(self) -> None:
        self._prints: dict[int, str] = {}
        self._running: dict[int, asyncio.Task[None]] = {}
        self._told: dict[int, str] = {}

    async def run(self, _began: datetime | None = None) -> None:
        """Run the sessions until cancelled."""
        try:
            while True:
                with contextlib.suppress(*HICCUPS):
                    await self._look()
                await asyncio.sleep(LOOK_SECONDS)
        finally:
            for gateway_id in list(self._running):
                await self._stop(gateway_id)

    async def _look(self) -> None:
        rows = await call_definer("SELECT account_id, gateway_id, print FROM smpp_gateways()")
        wanted = {row["gateway_id"]: row for row in rows}
        for gateway_id, known in list(self._prints.items()):
            if gateway_id not in wanted or wanted[gateway_id]["print"] != known:
                await self._stop(gateway_id)
        for gateway_id, row in wanted.items():
            if gateway_id not in self._prints:
                self._prints[gateway_id] = row["print"]
                await self._start(row["account_id"], gateway_id)
        for session in list(_sessions.values()):
            await receive_overdue(session.way)
            await self._tell(session)

    async def _start(self, account_id: int, gateway_id: int) -> None:
        try:
            way = await gateways.way_of(account_id, gateway_id)
        except VaultProblem as problem:
            log.warning("gateway %s: %s", gateway_id, problem)
            return
        if way is None:
            return
        session = _sessions[gateway_id] = Session(way, heard(way))
        self._running[gateway_id] = _task(session.run(), f"smpp {gateway_id}")

    async def _tell(self, session: Session) -> None:
        """Write down that a session is not bound, once for each reason."""
        note = "" if session.bound else session.note
        gateway_id = session.way.gateway_id or 0
        if note and self._told.get(gateway_id) != note:
            await _stands(session.way, note)
        self._told[gateway_id] = note

    async def _stop(self, gateway_id: int) -> None:
        self._prints.pop(gateway_id, None)
        _sessions.pop(gateway_id, None)
        task = self._running.pop(gateway_id, None)
        if task is not None:
            task.cancel()
            await asyncio.wait({task}, timeout=5)


def heard(way: Way) -> Heard:
    """Where what a session hears is written down."""
    account_id, gateway_id = way.account_id, way.gateway_id
    if gateway_id is None:
        raise ValueError("a session is a gateway's")

    async def accepted(part: PartTaken) -> None:
        await part_taken(way, part)

    async def receipt(external_id: str, state: State, reason: str) -> None:
        if not await part_reported(way, external_id, state, reason):
            log.warning("gateway %s: a receipt for a message we do not know", way.name)

    async def arrived(what: Arrived) -> None:
        await message_receive(
            account_id, gateway_id=gateway_id, gateway=way.name, region=way.region, arrived=what
        )

    async def part(what: IncomingPart) -> None:
        await part_receive(way, what)

    async def stands(note: str) -> None:
        await _stands(way, note)

    return Heard(accepted, receipt, arrived, part, stands)


async def _stands(way: Way, note: str) -> None:
    actor = Actor(way.account_id, None, via=f"gateway:{way.name}")
    async with writing(way.account_id):
        await gateways.health_note(actor, way.gateway_id, note)


def _task(work: Coroutine[Any, Any, None], name: str) -> asyncio.Task[None]:
    return asyncio.create_task(work, name=name)
