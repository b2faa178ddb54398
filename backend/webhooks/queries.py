"""Reads of webhooks and their deliveries."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import asyncpg

from backend.core import database
from backend.core.paging import COUNT_CAP, Keyset, Page
from backend.webhooks.kinds import DeliveryState

COLUMNS = """e.id, e.name, e.url, e.types, e.active, e.allow_private, e.cursor, e.failing_since, e.paused_at,
 e.paused_reason, e.created_at, e.version"""
ENDPOINTS = f"""
SELECT {COLUMNS} FROM webhook_endpoint e WHERE e.account_id = current_account() ORDER BY e.name, e.id
"""
BY_ID = f"SELECT e.id AS key, {COLUMNS} FROM webhook_endpoint e WHERE e.id = ANY ($1::bigint[])"

DELIVERY_COLUMNS = """d.id, d.endpoint_id, d.seq, d.type, d.webhook_id, d.state, d.attempts, d.next_try_at,
 d.status, d.answer, d.error, d.took_ms, d.created_at, d.delivered_at"""
DELIVERY_BY_ID = f"""
SELECT d.id AS key, {DELIVERY_COLUMNS} FROM webhook_delivery d WHERE d.id = ANY ($1::bigint[])
"""
WAITING = """
SELECT endpoint_id AS key, count(*) AS count FROM webhook_delivery
 WHERE endpoint_id = ANY ($1::bigint[]) AND state IN ('queued', 'sending') GROUP BY endpoint_id
"""
NEWEST = Keyset(("d.seq", "d.id"), ("bigint", "bigint"), descending=True)


@dataclass(frozen=True, slots=True)
class Filter:
    """Which deliveries; None leaves a condition out."""

    endpoint_id: int | None = None
    state: DeliveryState | None = None

    def where(self, arguments: list[Any]) -> str:
        """SQL conditions; appends their values to `arguments`."""
        sql = "d.account_id = current_account()"
        if self.endpoint_id is not None:
            arguments.append(self.endpoint_id)
            sql += f" AND d.endpoint_id = ${len(arguments)}"
        if self.state is not None:
            arguments.append(self.state.value)
            sql += f" AND d.state = ${len(arguments)}"
        return sql


async def endpoints(account_id: int) -> Sequence[asyncpg.Record]:
    """The account's webhooks, by name."""
    return await database.fetch(account_id, ENDPOINTS)


async def deliveries(account_id: int, *, filter: Filter, page: Page) -> Sequence[asyncpg.Record]:
    """Up to `limit + 1` deliveries, newest event first."""
    arguments: list[Any] = []
    where = filter.where(arguments)
    sql = f"SELECT {DELIVERY_COLUMNS} FROM webhook_delivery d WHERE {where}{NEWEST.clauses(page, arguments)}"
    return await database.fetch(account_id, sql, *arguments)


async def count(account_id: int, *, filter: Filter) -> int:
    """How many there are, counted to one past the cap."""
    arguments: list[Any] = []
    where = filter.where(arguments)
    sql = f"SELECT count(*) FROM (SELECT 1 FROM webhook_delivery d WHERE {where} LIMIT {COUNT_CAP + 1}) AS capped"
    return int(await database.fetchval(account_id, sql, *arguments))
