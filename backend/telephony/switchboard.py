"""The switchboard: runs the provider of every active line and gives it its commands.

It runs once, at the leader (`leading.py`). Woken by every event that is recorded anywhere, it looks
which lines there are and what they are to do; the tables are the truth, a lost wake-up costs a poll.
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Coroutine
from datetime import datetime
from typing import Any

from backend.accounts.actor import Actor
from backend.calls import commands, running_lines
from backend.calls.commands import Taken
from backend.calls.kinds import LineKind
from backend.core.vault import VaultProblem, vault
from backend.events.hub import Hub
from backend.events.hub import hub as process_hub
from backend.telephony.line import HICCUPS, RunningLine
from backend.telephony.provider import Health, HealthState, LineConfig
from backend.telephony.registry import Make, provider_of

POLL_SECONDS = 5.0
FOLD_SECONDS = 0.03
PULSE_SECONDS = 30.0
STOP_SECONDS = 5.0

log = logging.getLogger("kith.telephony")

Choose = Callable[[LineKind], Make | None]


class Switchboard:
    """All lines of all accounts, from the moment this process leads until it does no longer."""

    def __init__(
        self, choose: Choose = provider_of, hub: Hub = process_hub, *, origin: str = ""
    ) -> None:
        self._origin = origin
        self._choose = choose
        self._hub = hub
        self._lines: dict[int, RunningLine] = {}
        self._prints: dict[int, tuple[int, str]] = {}
        self._giving: set[int] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    async def run(self, began: datetime) -> None:
        """Run the lines until cancelled; `began` is when this process began to lead."""
        bell = self._hub.join_all()
        self._spawn(self._pulse())
        try:
            while True:
                bell.clear()
                await self._look(began)
                # Not wait_for: Python 3.11's loses a cancellation that comes with the bell.
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(POLL_SECONDS):
                        await bell.wait()
                await asyncio.sleep(FOLD_SECONDS)
        finally:
            self._hub.leave_all(bell)
            await self._stop_all()

    async def _look(self, began: datetime) -> None:
        try:
            await self._match_lines()
            await self._give_commands(began)
        except HICCUPS as error:
            log.warning("lines could not be looked at (%s)", type(error).__name__)

    async def _match_lines(self) -> None:
        """Start what is new, stop what is gone, start anew what was changed."""
        rows = await running_lines.to_run()
        wanted = {row["line_id"]: (row["account_id"], row["print"]) for row in rows}
        for line_id in [k for k, known in self._prints.items() if wanted.get(k) != known]:
            await self._stop(line_id, gone=line_id not in wanted)
        for line_id, (account_id, printed) in wanted.items():
            if line_id not in self._prints:
                self._prints[line_id] = (account_id, printed)
                await self._start(account_id, line_id)

    async def _start(self, account_id: int, line_id: int) -> None:
        row = await running_lines.line_row(account_id, line_id)
        if row is None:
            return
        try:
            make = self._choose(LineKind(row["kind"]))
            if make is None:
                await self._stands(row, account_id, "This version does not connect to such lines.")
                return
            line = RunningLine(_config(account_id, row, self._origin), make)
        except (ImportError, VaultProblem) as problem:
            await self._stands(row, account_id, str(problem))
            return
        self._lines[line_id] = line
        await line.report(Health(HealthState.CONNECTING))
        self._spawn(line.start())

    async def _stands(self, row: dict[str, Any], account_id: int, why: str) -> None:
        actor = running_lines.actor_of(account_id, row["name"], row["region"])
        await running_lines.line_stands(
            actor, line_id=row["id"], health=HealthState.DOWN.value, note=why
        )

    async def _stop(self, line_id: int, *, gone: bool) -> None:
        del self._prints[line_id]
        line = self._lines.pop(line_id, None)
        if line is None:
            return
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(line.stop(), STOP_SECONDS)
        if gone:
            await line.report(Health(HealthState.UNKNOWN))

    async def _give_commands(self, began: datetime) -> None:
        for row in await commands.waiting():
            command_id, account_id = row["command_id"], row["account_id"]
            if command_id in self._giving:
                continue
            actor = Actor(account_id, None, via="kith")
            taken = await commands.take(actor, command_id=command_id, since=began)
            if taken is not None:
                self._giving.add(command_id)
                self._spawn(self._give(actor, taken))

    async def _give(self, actor: Actor, taken: Taken) -> None:
        try:
            line = self._lines.get(taken.line_id)
            if line is None:
                message = "The line is not connected."
                await commands.refused(actor, taken=taken, message=message, cause="kith:no_line")
            else:
                await line.give(taken)
        finally:
            self._giving.discard(taken.command_id)

    async def _pulse(self) -> None:
        while True:
            await asyncio.sleep(PULSE_SECONDS)
            of: dict[int, list[int]] = {}
            for line_id in self._lines:
                of.setdefault(self._prints[line_id][0], []).append(line_id)
            for account_id, line_ids in of.items():
                with contextlib.suppress(*HICCUPS):
                    await running_lines.lines_pulse(account_id, line_ids)

    async def _stop_all(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        lines, self._lines = list(self._lines.values()), {}
        stops = [asyncio.wait_for(line.stop(), STOP_SECONDS) for line in lines]
        await asyncio.gather(*stops, return_exceptions=True)

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("telephony stumbled", exc_info=error)


def _config(account_id: int, row: dict[str, Any], origin: str) -> LineConfig:
    return LineConfig(
        account_id=account_id,
        line_id=row["id"],
        name=row["name"],
        kind=LineKind(row["kind"]),
        region=row["region"],
        version=row["version"],
        settings=row["settings"],
        secrets=vault().open(account_id, row["sealed"]),
        slug=row["slug"],
        origin=origin,
    )
