"""Everybody in one list, customers and contacts, by name (R057): two tables, one keyset."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import asyncpg

from backend.contact_points.parties import KINDS as PARTIES
from backend.contacts.people import KINDS
from backend.core import database
from backend.core.errors import InvalidInput
from backend.core.paging import COUNT_CAP, Page

CURSOR = (str, str, int)
"""Sort key, kind, id: what a row's cursor holds."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which people; None leaves a condition out. `ids` are kind → those that a text found."""

    deleted: bool = False
    project_id: int | None = None
    company_id: int | None = None
    kinds: Sequence[str] = KINDS
    ids: Mapping[str, Sequence[int]] | None = field(default=None)

    def where(self, kind: str, arguments: list[Any]) -> str:
        """SQL conditions on the table of a kind; appends their values to `arguments`."""
        column = PARTIES[kind].column
        sql = "account_id = current_account() AND deleted_at IS "
        sql += "NOT NULL" if self.deleted else "NULL"
        found = None if self.ids is None else list(self.ids.get(kind, ()))
        for value, condition in (
            (
                self.project_id,
                f"id IN (SELECT {column} FROM participation WHERE project_id = {{}})",
            ),
            (self.company_id, f"id IN (SELECT {column} FROM affiliation WHERE company_id = {{}})"),
            (found, "id = ANY ({}::bigint[])"),
        ):
            if value is not None:
                arguments.append(value)
                sql += f" AND {condition.format(f'${len(arguments)}')}"
        return sql


async def page(account_id: int, *, which: Filter, page: Page) -> Sequence[asyncpg.Record]:
    """Up to `limit + 1` rows of kind, id and sort key, one statement; see `paging.cut`."""
    arguments: list[Any] = [page.limit + 1, page.offset]
    way = "DESC" if page.backwards else "ASC"
    branches = [
        f"(SELECT '{kind}' AS kind, id, sort_key FROM {PARTIES[kind].table}"
        f" WHERE {which.where(kind, arguments)}{_bounds(kind, page, arguments)}"
        f" ORDER BY sort_key {way}, id {way} LIMIT $1::int + $2::int)"
        for kind in which.kinds
    ]
    if not branches:
        return []
    sql = (
        f"SELECT kind, id, sort_key FROM ({' UNION ALL '.join(branches)}) AS everybody"
        f" ORDER BY sort_key {way}, kind {way}, id {way} LIMIT $1 OFFSET $2"
    )
    return await database.fetch(account_id, sql, *arguments)


async def count(account_id: int, *, which: Filter) -> int:
    """How many there are, each kind counted to one past the cap."""
    arguments: list[Any] = []
    branches = [
        f"(SELECT FROM {PARTIES[kind].table} WHERE {which.where(kind, arguments)}"
        f" LIMIT {COUNT_CAP + 1})"
        for kind in which.kinds
    ]
    if not branches:
        return 0
    sql = f"SELECT count(*) FROM ({' UNION ALL '.join(branches)}) AS capped"
    return int(await database.fetchval(account_id, sql, *arguments))


def _bounds(kind: str, page: Page, arguments: list[Any]) -> str:
    """The keyset of the whole list as one of this kind's own columns, so that its index serves."""
    sql = ""
    for bound, behind, name in ((page.after, True, "after"), (page.before, False, "before")):
        if bound is None:
            continue
        if tuple(map(type, bound)) != CURSOR or bound[1] not in KINDS:
            raise InvalidInput("This cursor did not come from this list.", (name,))
        key, other, pk = bound
        sign = ">" if behind else "<"
        arguments.append(key)
        place = f"${len(arguments)}::text"
        if kind == other:
            arguments.append(pk)
            sql += f" AND (sort_key, id) {sign} ({place}, ${len(arguments)}::bigint)"
        else:
            # Of equal names, the kinds follow each other in the order of their words.
            equal = "=" if (kind > other) == behind else ""
            sql += f" AND sort_key {sign}{equal} {place}"
    return sql
