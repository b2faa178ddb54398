"""Keeps telling, in every worker process: woken by events, else looking every few seconds."""

import asyncio
import contextlib
import logging

import asyncpg
import httpx2 as httpx
from tortoise.exceptions import BaseORMException

from backend.core.database import call_definer
from backend.core.vault import VaultProblem
from backend.events.hub import hub
from backend.webhooks.delivering import deliver
from backend.webhooks.planning import plan
from backend.webhooks.posting import client

LOOK_SECONDS = 3.0
ENDPOINTS_AT_ONCE = 8

log = logging.getLogger("kith.webhooks")


async def work() -> None:
    """Plan and deliver until cancelled; as many workers as there are share it by row locks."""
    bell = hub.join_all()
    try:
        async with client() as http:
            while True:
                bell.clear()
                while await _round(http):
                    pass
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(bell.wait(), LOOK_SECONDS)
    finally:
        hub.leave_all(bell)


async def _round(http: httpx.AsyncClient) -> bool:
    """Serve every endpoint that has something to do once; whether anything was done."""
    try:
        due = await call_definer("SELECT * FROM webhooks_due()")
    except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        log.warning("looking for webhooks failed (%s)", type(error).__name__)
        return False
    gate = asyncio.Semaphore(ENDPOINTS_AT_ONCE)

    async def one(account_id: int, endpoint_id: int) -> int:
        async with gate:
            return await _serve(http, account_id, endpoint_id)

    done = await asyncio.gather(*(one(row["account_id"], row["endpoint_id"]) for row in due))
    return any(done)


async def _serve(http: httpx.AsyncClient, account_id: int, endpoint_id: int) -> int:
    try:
        planned = await plan(account_id, endpoint_id)
        return planned + await deliver(http, account_id, endpoint_id)
    except (
        OSError,
        TimeoutError,
        asyncpg.PostgresError,
        asyncpg.InterfaceError,
        BaseORMException,
        VaultProblem,
    ) as error:
        # Whatever was taken is given back by its lease; the others are served all the same.
        log.warning("webhook %s: %s", endpoint_id, error or type(error).__name__)
        return 0
