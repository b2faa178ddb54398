"""`kith migrate`: bring the database to the newest form, as its owner, one process at a time."""

import asyncio
import contextvars
from collections.abc import Coroutine
from typing import Any

import asyncpg
from tortoise import Tortoise
from tortoise.migrations.api.migrate import migrate as tortoise_migrate

from backend.core.database import dsn_parts, tortoise_config

LOCK = "kith migrate"
"""Two servers that start together: the second waits here and finds nothing left to do."""


async def migrate(owner_url: str) -> list[str]:
    """Apply what is pending; returns the names applied. The lock lives on a connection of its own."""
    lock = await asyncpg.connect(**dsn_parts(owner_url))
    applied: list[str] = []
    try:
        await lock.execute("SELECT pg_advisory_lock(hashtext($1))", LOCK)
        await apart(_apply(owner_url, applied))
    finally:
        await lock.close()
    return applied


async def apart(work: Coroutine[Any, Any, None]) -> None:
    """Run something that starts Tortoise on another database beside the one in use.

    Tortoise keeps what it is connected to in a context variable: a task with empty ones finds none
    and leaves none. Its global fallback is no matter, as `Tortoise.init` asks for it alone.
    """
    await asyncio.create_task(work, context=contextvars.Context())


async def _apply(owner_url: str, applied: list[str]) -> None:
    await tortoise_migrate(
        config=tortoise_config(owner_url, pool=2),
        progress=lambda step, _app, name: applied.append(name) if step == "apply_done" else None,
    )
    await Tortoise.close_connections()
