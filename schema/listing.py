"""The resolver that all lists of records share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Any

from backend.core import database, paging
from backend.core.listing import KEYSETS, Filter, Listing, Sorted
from schema.ahead import page_asked
from schema.columns import arrays
from schema.context import Info
from schema.relay import Connection, answered_connection, connection
from schema.rows import Rows

CURSORS: dict[str, Callable[[Any], Sequence[Any]]] = {
    "name": attrgetter("sort_key", "pk"),
    "number": attrgetter("number", "pk"),
    "created": attrgetter("created.at", "pk"),
    "modified": attrgetter("modified.at", "pk"),
}
"""What a row's cursor holds, by the word for the order: the values of its keyset."""


async def listed(
    info: Info,
    listing: Listing,
    build: Rows[Any],
    *,
    filter: Filter,
    order: Any,
    page: paging.Page,
) -> Connection[Any]:
    """One page of a list; `order` is an input with `by` and `descending`.

    It is read by its columns where no more is wanted of its rows than they say, else as objects.
    """
    account_id = info.context.signed_in().account_id
    asked = Sorted(filter, order.by, order.descending, page)

    async def objects() -> Connection[Any]:
        rows = await listing.page(account_id, asked)
        found = paging.cut([build(row) for row in rows], page)
        return await connection(info, found, cursor=CURSORS[order.by], count=count)

    async def count() -> int:
        return await listing.count(account_id, filter)

    rows = page_asked(info, build.kind)
    if rows is None:
        return await objects()
    keyset = KEYSETS[order.by][0]
    columns = {**rows.wanted.places, **dict.fromkeys(keyset)}
    sql, arguments = listing.statement(", ".join(columns), asked)
    statement = rows.statement(sql, page.limit, keyset)
    (row,) = await database.fetch(account_id, statement, *arguments)
    try:
        answers = rows.answers(row[len(keyset) :])
    except Exception:  # noqa: BLE001 - whatever it is, graphql-core says it in the specification's words
        return await objects()
    places = paging.cut(list(zip(*arrays(row[: len(keyset)]), strict=True)), page)
    shown = answers[::-1] if page.backwards else answers
    return answered_connection(places, rows, shown, objects=objects, count=count)
