"""`kith migrate`: bring the database to the newest form, as its owner, one process at a time."""

import asyncio
import contextvars
from collections.abc import Coroutine
from importlib.resources import files
from typing import Any

import asyncpg
from tortoise import Tortoise

from backend import migrations
from backend.core.pool import dsn_parts, tortoise_config

LOCK = "kith migrate"
"""Two servers that start together: the second waits here and finds nothing left to do."""


async def migrate(owner_url: str) -> list[str]:
    """Apply what is pending; returns the names applied. The lock lives on a connection of its own."""
    lock = await asyncpg.connect(**dsn_parts(owner_url))
    applied: list[str] = []
    try:
        await lock.execute("SELECT pg_advisory_lock(hashtext($1))", LOCK)
        if await _pending(lock):
            await apart(_apply(owner_url, applied))
    finally:
        await lock.close()
    return applied


async def _pending(connection: asyncpg.Connection) -> bool:
    """Whether there is a migration that is not applied: asked without reading one, at every start."""
    if not await connection.fetchval("SELECT to_regclass('tortoise_migrations') IS NOT NULL"):
        return True
    rows = await connection.fetch("SELECT name FROM tortoise_migrations WHERE app = 'kith'")
    there = {file.name for file in files(migrations).iterdir() if file.name[0].isdigit()}
    return bool({name.removesuffix(".py") for name in there} - {row["name"] for row in rows})


async def apart(work: Coroutine[Any, Any, None]) -> None:
    """Run something that starts Tortoise on another database beside the one in use.

    Tortoise keeps what it is connected to in a context variable: a task with empty ones finds none
    and leaves none. Its global fallback is no matter, as `Tortoise.init` asks for it alone.
    """
    await asyncio.create_task(work, context=contextvars.Context())


async def _apply(owner_url: str, applied: list[str]) -> None:
    from tortoise.migrations.api.migrate import (  # noqa: PLC0415 - seldom, and then 0.1 s more is nothing
        migrate as tortoise_migrate,
    )

    await tortoise_migrate(
        config=tortoise_config(owner_url, pool=2),
        progress=lambda step, _app, name: applied.append(name) if step == "apply_done" else None,
    )
    await Tortoise.close_connections()
