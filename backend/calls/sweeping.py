"""Ending, once a minute, the calls whose end their line never told."""

import asyncio
import logging

import asyncpg
from tortoise.exceptions import BaseORMException

from backend.calls.service import end_lost_calls

EVERY_SECONDS = 60.0

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
