"""Reads of calls: a page of them, those going on, those of a party."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import asyncpg

from backend.calls.matching import SPOKEN
from backend.calls.waiting import WAITING
from backend.core import database
from backend.core.paging import COUNT_CAP, Keyset, Page

COLUMNS = """c.id, c.line_id, c.external_id, c.direction, c.state, c.outcome, c.from_typed, c.to_typed,
 c.number_e164, c.user_id, c.raised_at, c.answered_at, c.ended_at, c.cause, c.note, c.disposition, c.called_back_at,
 c.version, c.hung_up_by, c.override_reason, coalesce((SELECT k.error FROM call_command k
   WHERE k.account_id = c.account_id AND k.call_id = c.id AND k.error <> '' LIMIT 1), '') AS failure"""

BY_ID = f"SELECT c.id AS key, {COLUMNS} FROM call c WHERE c.id = ANY ($1::bigint[])"
ACTIVE = f"""
SELECT {COLUMNS} FROM call c
 WHERE c.account_id = current_account() AND c.state <> 'ended' ORDER BY c.raised_at, c.id LIMIT 100
"""
PARTIES = """
SELECT call_id AS key, coalesce(customer_id, contact_id, company_id) AS party_id,
       CASE WHEN customer_id IS NOT NULL THEN 'Customer'
            WHEN contact_id IS NOT NULL THEN 'Contact' ELSE 'Company' END AS kind
  FROM call_party WHERE call_id = ANY ($1::bigint[]) ORDER BY id
"""
NEWEST = Keyset(("c.raised_at", "c.id"), ("timestamptz", "bigint"), descending=True)


def last_of(column: str) -> str:
    """SQL of the newest call per party; `column` is customer_id, contact_id or company_id."""
    return f"""
SELECT k.id AS key, {COLUMNS.replace("c.", "n.")}
  FROM unnest($1::bigint[]) k (id)
 CROSS JOIN LATERAL (
   SELECT c.* FROM call_party p JOIN call c ON c.id = p.call_id
    WHERE p.account_id = current_account() AND p.{column} = k.id
    ORDER BY p.call_id DESC LIMIT 1) n
"""


def last_spoken(column: str) -> str:
    """SQL of the last call per party that was talked, with nobody else; `column` as in `last_of`."""
    return f"""
SELECT p.{column} AS key, {COLUMNS}
  FROM unnest($1::bigint[]) k (id)
 CROSS JOIN LATERAL (SELECT current_account() AS account_id, k.id AS {column}) p
 CROSS JOIN LATERAL ({SPOKEN.format(column=column)}) n
  JOIN call c ON c.id = n.id
"""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which calls; None leaves a condition out. `party` is a column of call_party and a key.

    `waiting`: to be called back, one call for each number.
    """

    party: tuple[str, int] | None = None
    user_id: int | None = None
    missed: bool = False
    waiting: bool = False

    def where(self, arguments: list[Any]) -> str:
        """SQL conditions; appends their values to `arguments`."""
        sql = "c.account_id = current_account()"
        if self.party is not None:
            column, key = self.party
            arguments.append(key)
            sql += f" AND c.id IN ({_with(column, len(arguments))})"
        if self.user_id is not None:
            arguments.append(self.user_id)
            sql += f" AND c.user_id = ${len(arguments)}"
        if self.waiting:
            return sql + WAITING
        return sql + (" AND c.outcome = 'missed'" if self.missed else "")


def _with(column: str, number: int) -> str:
    """The calls of a party; those of a company are also those of its people of today."""
    sql = f"SELECT call_id FROM call_party WHERE account_id = current_account() AND {column} = ${number}"
    if column != "company_id":
        return sql
    people = (
        "SELECT {who} FROM affiliation WHERE account_id = current_account()"
        f" AND company_id = ${number} AND coalesce(until >= current_date, true)"
    )
    for who in ("customer_id", "contact_id"):
        sql += (
            " UNION SELECT call_id FROM call_party WHERE account_id = current_account()"
            f" AND {who} IN ({people.format(who=who)})"
        )
    return sql


async def page(account_id: int, *, filter: Filter, page: Page) -> Sequence[asyncpg.Record]:
    """Up to `limit + 1` calls, newest first."""
    arguments: list[Any] = []
    where = filter.where(arguments)
    sql = f"SELECT {COLUMNS} FROM call c WHERE {where}{NEWEST.clauses(page, arguments)}"
    return await database.fetch(account_id, sql, *arguments)


async def count(account_id: int, *, filter: Filter) -> int:
    """How many there are, counted to one past the cap."""
    arguments: list[Any] = []
    where = filter.where(arguments)
    sql = (
        f"SELECT count(*) FROM (SELECT 1 FROM call c WHERE {where} LIMIT {COUNT_CAP + 1}) AS capped"
    )
    return int(await database.fetchval(account_id, sql, *arguments))


EVENT_KEYS = """
SELECT e.key FROM call_event e JOIN call c ON c.account_id = e.account_id AND c.id = e.call_id
 WHERE c.account_id = current_account() AND c.line_id = $1 AND c.external_id = $2 ORDER BY e.id
"""


async def event_keys(account_id: int, *, line_id: int, external_id: str) -> Sequence[str]:
    """The keys of everything a line has told of a call, oldest first."""
    rows = await database.fetch(account_id, EVENT_KEYS, line_id, external_id)
    return [row["key"] for row in rows]


async def active(account_id: int) -> Sequence[asyncpg.Record]:
    """The calls going on, oldest first."""
    return await database.fetch(account_id, ACTIVE)
