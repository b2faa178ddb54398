"""Ending, once a minute, the calls whose end their line never told."""

import asyncio
import logging
from datetime import UTC, datetime, timedelta

import asyncpg
from tortoise.exceptions import BaseORMException

from backend.accounts.actor import Actor
from backend.calls.kinds import HungUpBy
from backend.calls.service import call_end
from backend.core.database import call_definer

EVERY_SECONDS = 60.0
UNHEARD_AT_MOST = timedelta(seconds=45)
"""A call that no line has even begun to set up: whoever runs the lines is not there."""
RINGING_AT_MOST = timedelta(minutes=5)
TALKING_AT_MOST = timedelta(hours=6)
LOST = "kith:lost"

log = logging.getLogger("kith.calls")


async def sweep() -> None:
    """Sweep until cancelled; several workers at it do no harm, a call ends once."""
    while True:
        await asyncio.sleep(EVERY_SECONDS)
        try:
            await end_lost_calls()
        except (
            OSError,
            TimeoutError,
            asyncpg.PostgresError,
            asyncpg.InterfaceError,
            BaseORMException,
        ) as error:
            log.warning("lost calls could not be ended (%s)", type(error).__name__)


async def end_lost_calls() -> int:
    """End calls whose end was never told, in every account; returns how many were found."""
    now = datetime.now(UTC)
    limits = (now - UNHEARD_AT_MOST, now - RINGING_AT_MOST, now - TALKING_AT_MOST)
    rows = await call_definer("SELECT * FROM lost_calls($1, $2, $3)", *limits)
    for row in rows:
        await end_lost(row["account_id"], row["call_id"])
    return len(rows)


async def end_lost(account_id: int, call_id: int) -> None:
    """End one call of which nobody knows how it went on."""
    actor = Actor(account_id=account_id, user_id=None, via="kith")
    if await call_end(actor, call_id=call_id, cause=LOST, hung_up_by=HungUpBy.LINE):
        log.warning("call %s was never ended by its line; ended as lost", call_id)
