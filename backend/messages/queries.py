"""Reads of messages: one thread of somebody's, the newest of every thread, what nobody has read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import asyncpg

from backend.contact_points.parties import KINDS
from backend.core import database
from backend.core.paging import COUNT_CAP, Keyset, Page
from backend.events.types import NodeRef
from backend.messages.kinds import Channel

COLUMNS = """m.id, m.channel, m.direction, m.state, m.state_reason, m.customer_id, m.contact_id,
 m.company_id, m.user_id, m.purpose, m.template, m.address, m.own_address, m.subject, m.body,
 m.segments, m.gateway_id, m.override_reason, m.created_at, m.submitted_at, m.delivered_at, m.read_at,
 m.version"""
BY_ID = f"SELECT m.id AS key, {COLUMNS} FROM message m WHERE m.id = ANY ($1::bigint[])"
PARTY = """
SELECT id AS key, customer_id, contact_id, company_id FROM message WHERE id = ANY ($1::bigint[])
"""
NEWEST = Keyset(("m.created_at", "m.id"), ("timestamptz", "bigint"), descending=True)

_SAME = {
    "customer_id": "n.customer_id = m.customer_id",
    "contact_id": "n.contact_id = m.contact_id",
    "company_id": "n.company_id = m.company_id",
    "address": "m.customer_id IS NULL AND m.contact_id IS NULL AND m.company_id IS NULL"
    " AND n.customer_id IS NULL AND n.contact_id IS NULL AND n.company_id IS NULL"
    " AND n.addressee_id IS NULL AND n.address = m.address",
}
_NO_NEWER = "".join(
    f" AND NOT EXISTS (SELECT FROM message n WHERE n.account_id = m.account_id AND {same}"
    " AND n.id > m.id)"
    for same in _SAME.values()
)
"""The newest of its thread; each of the four looks into an index, so a page reads little more than
what was written since its last thread."""
UNREAD = "{0}.direction = 'incoming' AND {0}.read_at IS NULL"

UNREAD_IN_THREAD = f"""
SELECT m.id AS key, (SELECT count(*) FROM message n WHERE n.account_id = m.account_id
   AND {UNREAD.format("n")} AND ({" OR ".join(f"({same})" for same in _SAME.values())})) AS count
  FROM message m WHERE m.id = ANY ($1::bigint[])
"""
UNREAD_COUNT = f"""
SELECT count(*) FROM (SELECT FROM message n WHERE n.account_id = current_account()
   AND {UNREAD.format("n")} LIMIT {COUNT_CAP + 1}) AS capped
"""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which messages; None leaves a condition out. `party` is a column and a key.

    `threads` leaves only the newest of each conversation, and out what the house wrote to its users.
    """

    party: tuple[str, int] | None = None
    address: str | None = None
    channel: Channel | None = None
    unread: bool = False
    threads: bool = False

    def where(self, arguments: list[Any]) -> str:
        """SQL conditions; appends their values to `arguments`."""
        sql = "m.account_id = current_account()"
        columns = {"m.channel": self.channel, "m.address": self.address}
        if self.party is not None:
            columns[f"m.{self.party[0]}"] = self.party[1]  # type: ignore[assignment]
        for column, value in columns.items():
            if value is not None:
                arguments.append(value)
                sql += f" AND {column} = ${len(arguments)}"
        if self.threads:
            sql += f" AND m.addressee_id IS NULL{_NO_NEWER}"
        if self.unread:
            sql += f" AND {self._unread()}"
        return sql

    def _unread(self) -> str:
        if not self.threads:
            return UNREAD.format("m")
        same = " OR ".join(f"({condition})" for condition in _SAME.values())
        return (
            "EXISTS (SELECT FROM message n WHERE n.account_id = m.account_id"
            f" AND {UNREAD.format('n')} AND ({same}))"
        )


async def page(account_id: int, *, filter: Filter, page: Page) -> Sequence[asyncpg.Record]:
    """Up to `limit + 1` messages, newest first."""
    arguments: list[Any] = []
    where = filter.where(arguments)
    sql = f"SELECT {COLUMNS} FROM message m WHERE {where}{NEWEST.clauses(page, arguments)}"
    return await database.fetch(account_id, sql, *arguments)


async def count(account_id: int, *, filter: Filter) -> int:
    """How many there are, counted to one past the cap."""
    arguments: list[Any] = []
    where = filter.where(arguments)
    sql = f"SELECT count(*) FROM (SELECT FROM message m WHERE {where} LIMIT {COUNT_CAP + 1}) AS c"
    return int(await database.fetchval(account_id, sql, *arguments))


async def unread_count(account_id: int) -> int:
    """How many messages nobody has read."""
    return int(await database.fetchval(account_id, UNREAD_COUNT))


async def message_of(account_id: int, message_id: int) -> asyncpg.Record | None:
    """A message by its id."""
    rows = await database.fetch(account_id, BY_ID, [message_id])
    return rows[0] if rows else None


def party_of(row: Mapping[str, Any]) -> NodeRef | None:
    """Whom a message is with; None for a stranger, and for what the house writes to its users."""
    found = ((kind, row[party.column]) for kind, party in KINDS.items())
    return next((NodeRef(kind, pk) for kind, pk in found if pk is not None), None)
