"""Secrets of lines that an older Kith stored as they were: sealed once, after migrating."""

import asyncpg

from backend.core.pool import dsn_parts
from backend.core.vault import Vault

PLAIN = "SELECT id, account_id, sealed FROM call_line WHERE sealed LIKE 'whsec\\_%' FOR UPDATE"


async def seal_plain(owner_url: str, vault: Vault) -> int:
    """Seal what is stored plainly, in every account, as the tables' owner; returns how many."""
    connection = await asyncpg.connect(**dsn_parts(owner_url))
    try:
        async with connection.transaction():
            rows = await connection.fetch(PLAIN)
            for row in rows:
                sealed = vault.seal(row["account_id"], {"hook": row["sealed"]})
                await connection.execute(
                    "UPDATE call_line SET sealed = $2 WHERE id = $1", row["id"], sealed
                )
    finally:
        await connection.close()
    return len(rows)
