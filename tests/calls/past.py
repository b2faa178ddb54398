"""Calls that were, for tests of what is read of them."""

from datetime import UTC, datetime, timedelta

import asyncpg

from tests.world import World

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


class Past:
    """Calls that were."""

    def __init__(self, owner: asyncpg.Connection, world: World, line: int) -> None:
        self.owner, self.world, self.line, self.made = owner, world, line, 0

    async def call(self, number: str | None, minutes: int, outcome: str, **columns: object) -> int:
        """A call some minutes after noon; an answered one unless `outcome` says no."""
        self.made += 1
        at = NOON + timedelta(minutes=minutes)
        outgoing = columns.get("direction") == "outgoing"
        answered = at if outcome == "completed" else None
        call_id: int = await self.owner.fetchval(
            "INSERT INTO call (account_id, line_id, external_id, direction, state, rank, outcome, from_typed,"
            " to_typed, number_e164, user_id, override_reason, raised_at, answered_at, ended_at, cause, note, version)"
            " VALUES ($1, $2, $3, $4, 'ended', 9, $5, '', '', $6, $7, '', $8, $9, $8, '', '', 1) RETURNING id",
            self.world.account_id, self.line, f"past-{self.made}",
            "outgoing" if outgoing else "incoming", outcome, number, columns.get("user_id"), at, answered,
        )  # fmt: skip
        for column in ("customer_id", "contact_id", "company_id"):
            if column in columns:
                await self.owner.execute(
                    f"INSERT INTO call_party (account_id, call_id, {column}) VALUES ($1, $2, $3)",
                    self.world.account_id,
                    call_id,
                    columns[column],
                )
        return call_id
