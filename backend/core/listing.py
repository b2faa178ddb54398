"""Lists of records: one page of a table by keyset, and how many there are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import asyncpg

from backend.core import database
from backend.core.paging import COUNT_CAP, Keyset, Page


class Filter(Protocol):
    """Which rows of a list."""

    def where(self, arguments: list[Any]) -> str:
        """SQL conditions; appends their values to `arguments`."""


KEYSETS: Mapping[str, tuple[Sequence[str], Sequence[str]]] = {
    "name": (("sort_key", "id"), ("text", "bigint")),
    "number": (("number", "id"), ("bigint", "bigint")),
    "created": (("created_at", "id"), ("timestamptz", "bigint")),
    "modified": (("modified_at", "id"), ("timestamptz", "bigint")),
}
"""The columns of an order with their types, by the word for it; each list has some of these orders."""


@dataclass(frozen=True, slots=True)
class Sorted:
    """Which rows of a list, in which order, and the page of them."""

    which: Filter
    order: str
    descending: bool
    page: Page


@dataclass(frozen=True, slots=True)
class Listing:
    """A table as a list, and the columns of its rows."""

    table: str
    columns: str

    async def page(self, account_id: int, asked: Sorted) -> Sequence[asyncpg.Record]:
        """Up to `limit + 1` rows of one page; see `paging.cut`."""
        sql, arguments = self.statement(self.columns, asked)
        return await database.fetch(account_id, sql, *arguments)

    def statement(self, columns: str, asked: Sorted) -> tuple[str, list[Any]]:
        """What reads these columns of that page, and its arguments."""
        arguments: list[Any] = []
        where = asked.which.where(arguments)
        tail = Keyset(*KEYSETS[asked.order], asked.descending).clauses(asked.page, arguments)
        return f"SELECT {columns} FROM {self.table} WHERE {where}{tail}", arguments

    async def count(self, account_id: int, which: Filter) -> int:
        """How many there are, counted to one past the cap."""
        arguments: list[Any] = []
        where = which.where(arguments)
        rows = f"SELECT FROM {self.table} WHERE {where} LIMIT {COUNT_CAP + 1}"
        sql = f"SELECT count(*) FROM ({rows}) AS capped"
        return int(await database.fetchval(account_id, sql, *arguments))


def conditions(
    which: Any, arguments: list[Any], *, columns: Sequence[str], related: Mapping[str, str]
) -> str:
    """The conditions of a filter dataclass: of the account, deleted or not, and what is not None.

    `columns` are compared as they are called; `related` is name → condition with `{place}`.
    """
    sql = "account_id = current_account() AND deleted_at IS "
    sql += "NOT NULL" if which.deleted else "NULL"
    wanted = {name: f"{name} = {{place}}" for name in columns} | dict(related)
    for name, condition in wanted.items():
        value = getattr(which, name)
        if value is not None:
            arguments.append(value)
            sql += f" AND {condition.format(place=f'${len(arguments)}')}"
    return sql


def beneath(columns: str, table: str, condition: str) -> str:
    """SQL of one page under each of many parents, by name: $1 keys, $2 rows, $3 and $4 the last row.

    `condition` names the parent as `k.key`. A lateral join, so that the number of parents changes
    neither the number of statements nor how far each list is read.
    """
    return (
        "SELECT k.key, n.* FROM unnest($1::bigint[]) AS k (key) CROSS JOIN LATERAL ("
        f"SELECT {columns} FROM {table} WHERE account_id = current_account() AND {condition}"
        " AND ($3::text IS NULL OR (sort_key, id) > ($3::text, $4::bigint))"
        " ORDER BY sort_key, id LIMIT $2) AS n ORDER BY n.sort_key, n.id"
    )


def counted_beneath(table: str, condition: str) -> str:
    """SQL of how many there are under each of many parents, each counted to one past the cap."""
    return (
        "SELECT k.key, n.count FROM unnest($1::bigint[]) AS k (key) CROSS JOIN LATERAL ("
        f"SELECT count(*) FROM (SELECT FROM {table} WHERE account_id = current_account()"
        f" AND {condition} LIMIT {COUNT_CAP + 1}) AS capped) AS n"
    )
