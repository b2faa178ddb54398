"""Connections under many parents at once: one statement for all their pages, one for all their counts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import asyncpg
import strawberry

from backend.accounts.permissions import Permission
from backend.core import paging
from backend.core.errors import InvalidInput
from backend.core.listing import beneath, counted_beneath
from schema.batches import NODES, Batch
from schema.context import Info
from schema.permissions import Requires
from schema.relay import Connection, connection


@dataclass(frozen=True, eq=False)
class Branch:
    """A list under every parent. `rows` takes $2 the limit, then the last row's `types` values."""

    rows: Batch
    counts: Batch
    cursor: Callable[[Any], Sequence[Any]]
    types: tuple[type, ...] = (str, int)

    def behind(self, after: tuple[Any, ...] | None) -> tuple[Any, ...]:
        """The values of a cursor as the statement takes them; another list's are refused."""
        if after is None:
            return (None,) * len(self.types)
        if tuple(map(type, after)) != self.types:
            raise InvalidInput("This cursor did not come from this list.", ("after",))
        return after


@dataclass(frozen=True)
class late:  # noqa: N801 - it is used as the function that it is
    """What builds the nodes of a kind, looked up when it runs.

    Rooms refer to each other before all of them are loaded.
    """

    kind: str

    def __call__(self, row: asyncpg.Record) -> Any:
        """The node of a row."""
        return NODES[self.kind].build(row)


def branch(name: str, kind: str, columns: str, table: str, condition: str) -> Branch:
    """The nodes of one kind under each parent, by name; `condition` names the parent as `k.key`."""
    return Branch(
        rows=Batch(name, beneath(columns, table, condition), late(kind)),
        counts=count_batch(f"count_of_{name}", counted_beneath(table, condition)),
        cursor=lambda node: (node.sort_key, node.pk),
    )


def count_batch(name: str, sql: str) -> Batch:
    """How many there are per key, from a statement with a column `count`."""
    return Batch(name, sql, lambda row: row["count"], many=False)


def nested(
    branch: Branch, returns: Any, *, description: str, permission: Permission, key: str = "pk"
) -> Any:
    """A connection field over a branch, by `first` and `after`."""

    async def resolve(
        root: Any, info: Info, first: int | None = None, after: str | None = None
    ) -> Any:
        page, pk = paging.page(first, after), getattr(root, key)
        load = info.context.loaders.of
        rows = await load(branch.rows, page.limit + 1, *branch.behind(page.after)).load(pk)

        async def count() -> int:
            return int(await load(branch.counts).load(pk) or 0)

        # Not ahead: that would be once for every parent; the loaders serve all of them at once.
        return await connection(
            info, paging.cut(rows, page), cursor=branch.cursor, count=count, ahead=False
        )

    resolve.__annotations__ = {
        "root": Any,
        "info": Info,
        "first": int | None,
        "after": str | None,
        "return": Connection[returns],
    }
    return strawberry.field(
        resolver=resolve,
        description=description,
        metadata={"page": True},
        extensions=[Requires(permission)],
    )
