"""Puts an invented world into an empty account: some ten thousand rows in one transaction."""

from datetime import datetime

import asyncpg

from backend.core.pool import dsn_parts
from backend.demo.filling import FIRST_NUMBER, Filler, Furniture
from backend.demo.rows import Rows
from backend.demo.world import World

ORDER = (
    "Company", "Customer", "Contact", "Affiliation", "Location", "Project", "Participation",
    "PhoneNumber", "EmailAddress", "Address", "Call", "CallParty", "Event",
)  # fmt: skip
"""Parents before those who point to them."""


async def load(owner_url: str, world: World, at: Furniture, now: datetime) -> None:
    """Write the world into the account: all of it or nothing.

    As the owner, for PostgreSQL has no COPY into a table under a row-level policy.
    """
    connection = await asyncpg.connect(**dsn_parts(owner_url))
    try:
        async with connection.transaction():
            # The functions that keep the search documents ask whose rows they see.
            await connection.execute(
                "SELECT set_config('app.account_id', $1, true)", str(at.account_id)
            )
            rows = await Rows.starting(connection, at.account_id, now)
            filler = Filler(rows, at)
            filler.fill(world)
            behind = await connection.fetchval(
                "SELECT seq FROM event_counter WHERE account_id = $1 FOR UPDATE", at.account_id
            )
            last = filler.number_facts(behind)
            await rows.write(connection, ORDER)
            await connection.execute(
                "UPDATE event_counter SET seq = $2 WHERE account_id = $1", at.account_id, last
            )
            await _count_on(connection, at.account_id, world)
        await connection.execute("ANALYZE")
    finally:
        await connection.close()


async def _count_on(connection: asyncpg.Connection, account_id: int, world: World) -> None:
    """Let the account's own numbers go on behind those given out here."""
    for kind, records in (("customer", world.customers), ("project", world.projects)):
        await connection.execute(
            "INSERT INTO number_counter (account_id, kind, given) VALUES ($1, $2, $3)"
            " ON CONFLICT (account_id, kind) DO UPDATE SET given = excluded.given",
            account_id,
            kind,
            FIRST_NUMBER + len(records) - 1,
        )
