"""`kith migrate`: bring the database to the newest form, as its owner, one process at a time."""

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
        await tortoise_migrate(
            config=tortoise_config(owner_url, pool=2),
            progress=lambda step, _app, name: (
                applied.append(name) if step == "apply_done" else None
            ),
        )
        await Tortoise.close_connections()
    finally:
        await lock.close()
    return applied
