"""Takes up imports that are to be checked, carried out or undone, wherever they were begun.

A run is claimed by a lease in its row, so a worker that dies is followed by another; each block is
one transaction, so nothing is written twice.
"""

import asyncio
import logging
import time
from pathlib import Path

import asyncpg
from tortoise.exceptions import DBConnectionError

from backend.core.database import call_definer, writing
from backend.core.errors import DomainError
from backend.importing import runs
from backend.importing.carrying_out import carry_out
from backend.importing.checking import check
from backend.importing.runs import LEASE_SECONDS, RunState, Stopped
from backend.importing.undoing import undo
from backend.importing.uploads import opened

POLL_SECONDS = 3.0
"""Runs begun in another process, or left by a dead one, are seen at the latest after this."""

LOST = (
    OSError,
    TimeoutError,
    asyncpg.InterfaceError,
    asyncpg.PostgresConnectionError,
    DBConnectionError,
)

SWEEP_SECONDS = 3600.0

log = logging.getLogger("kith.importing")


class Bell:
    """Tells the worker of this process that there may be something to do."""

    def __init__(self) -> None:
        self._event: asyncio.Event | None = None

    def ring(self) -> None:
        """Wake the worker, if one runs here."""
        if self._event is not None:
            self._event.set()

    async def wait(self, seconds: float) -> None:
        """Sleep until rung, or for this long."""
        self._event = self._event or asyncio.Event()
        try:
            async with asyncio.timeout(seconds):
                await self._event.wait()
        except TimeoutError:
            return
        finally:
            self._event.clear()


bell = Bell()


async def work() -> None:
    """Work for ever on the files of this process's uploads. Cancel it to stop."""
    swept = 0.0
    while True:
        try:
            if time.monotonic() - swept > SWEEP_SECONDS or not swept:
                swept = time.monotonic()
                await asyncio.to_thread(opened().sweep)
            while await work_once(opened().folder):
                pass
        except Exception:
            log.exception("taking up an import failed; trying again soon")
        await bell.wait(POLL_SECONDS)


async def work_once(folder: Path, only: int | None = None) -> bool:
    """Take up one run, or this one, and bring it to its end; False where there is none."""
    claimed = await call_definer("SELECT * FROM claim_import_run($1, $2)", LEASE_SECONDS, only)
    if not claimed:
        return False
    account_id, run_id = claimed[0]["account_id"], claimed[0]["run_id"]
    run = await runs.find(account_id, run_id)
    try:
        await _step(run, folder)
    except Stopped:
        log.info("import %s was stopped", run_id)
    except LOST:
        raise  # the lease runs out, and whoever has a connection then goes on
    except DomainError as problem:
        await _fail(run, problem.message)
    except Exception:
        log.exception("import %s failed", run_id)
        await _fail(run, "The fault is ours. What was written stays and can be undone.")
    return True


async def _step(run: runs.Run, folder: Path) -> None:
    if run.state is RunState.CHECKING:
        await check(run, folder)
    elif run.state is RunState.IMPORTING:
        await carry_out(run)
    else:
        await undo(run)


async def _fail(run: runs.Run, message: str) -> None:
    async with writing(run.account_id):
        await runs.move(run.id, RunState.FAILED, run.state, error=message)
