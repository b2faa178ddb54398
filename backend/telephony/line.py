"""One line that is run: its provider, what it is given to do, what it tells."""

import asyncio
import logging
from collections.abc import Collection
from dataclasses import replace

import asyncpg
from tortoise.exceptions import BaseORMException

from backend.calls import commands, running_lines
from backend.calls.commands import Taken
from backend.calls.folding import LONGEST, Heard
from backend.calls.kinds import Command
from backend.calls.service import call_heard
from backend.calls.sweeping import end_lost
from backend.telephony.provider import CallRefused, Health, LineConfig, Origination, Resumes
from backend.telephony.registry import Make

HICCUPS = (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError, BaseORMException)
"""What a database that restarts looks like from here."""

HEAR_AGAIN = (0.1, 0.5, 2.0, 5.0, 10.0, 20.0)
COMMAND_SECONDS = 20.0
RESUME_SECONDS = 60.0

log = logging.getLogger("kith.telephony")


class RunningLine:
    """A line and its provider. What its system says goes to the calls, what it cannot do to the user."""

    def __init__(self, config: LineConfig, make: Make) -> None:
        self.config = config
        self.actor = running_lines.actor_of(config.account_id, config.name, config.region)
        self._provider = make(config, self.hear, self.report)

    async def start(self) -> None:
        """Connect, and ask what became of the calls that went on before."""
        before = await commands.open_calls(self.config.account_id, self.config.line_id)
        await self._provider.start()
        if before and isinstance(self._provider, Resumes):
            await self._resume(self._provider, before)

    async def stop(self) -> None:
        """Let go of the system at the other end."""
        await self._provider.stop()

    async def _resume(self, provider: Resumes, before: dict[str, int]) -> None:
        try:
            async with asyncio.timeout(RESUME_SECONDS):
                going_on: Collection[str] = await provider.resume(before.keys())
        except TimeoutError:
            log.warning("line %s does not say which calls go on", self.config.name)
            return
        for external_id in before.keys() - set(going_on):
            await end_lost(self.config.account_id, before[external_id])

    async def hear(self, heard: Heard) -> None:
        """Take in what the system says, however often the database stumbles meanwhile."""
        clean = replace(
            heard,
            from_typed=_clean(heard.from_typed),
            to_typed=_clean(heard.to_typed),
            device=_clean(heard.device),
            cause=_clean(heard.cause),
        )
        for wait in (*HEAR_AGAIN, None):
            try:
                await call_heard(self.actor, line_id=self.config.line_id, heard=clean)
                return
            except HICCUPS as error:
                if wait is None:
                    log.exception(
                        "line %s: an event of call %s is lost", self.config.name, heard.call_id
                    )
                    return
                log.warning("line %s: event kept (%s)", self.config.name, type(error).__name__)
                await asyncio.sleep(wait)

    async def report(self, health: Health) -> None:
        """Note how the line stands."""
        try:
            await running_lines.line_stands(
                self.actor,
                line_id=self.config.line_id,
                health=health.state.value,
                note=_clean(health.note),
            )
        except HICCUPS as error:
            log.warning("line %s: health not noted (%s)", self.config.name, type(error).__name__)

    async def give(self, taken: Taken) -> None:
        """Do a command, or tell the user of the call why it cannot be done."""
        try:
            async with asyncio.timeout(COMMAND_SECONDS):
                await self._do(taken)
        except CallRefused as refusal:
            await commands.refused(
                self.actor, taken=taken, message=str(refusal), cause=refusal.cause
            )
        except TimeoutError:
            await commands.refused(
                self.actor, taken=taken, message="The line does not answer.", cause="kith:timeout"
            )
        except Exception:
            # A fault of an adapter ends its call, and nobody else's.
            log.exception("line %s failed at %s", self.config.name, taken.kind)
            await commands.refused(
                self.actor, taken=taken, message="The line failed.", cause="kith:fault"
            )
        else:
            await commands.done(self.actor, command_id=taken.command_id)

    async def _do(self, taken: Taken) -> None:
        if taken.over:
            return
        if taken.kind is Command.HANG_UP:
            await self._provider.hang_up(taken.external_id)
            return
        if taken.late:
            raise CallRefused("Nobody ran the line when you called. Call again.", "kith:late")
        if taken.device_kind is None:
            raise CallRefused(
                "Your phone was removed from Settings → You → Phone.", "kith:no_device"
            )
        await self._provider.originate(
            Origination(
                external_id=taken.external_id,
                device_kind=taken.device_kind,
                device_address=taken.address,
                to=taken.to,
                caller_id=taken.caller_id,
                display=f"Calling {taken.display or taken.to}",
                auto_answer=taken.auto_answer,
            )
        )


def _clean(text: str) -> str:
    """What a text column takes: systems send whatever was in their packets."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode()[:LONGEST]
