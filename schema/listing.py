"""The resolver that all lists of records share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import asyncpg

from backend.core import paging
from backend.core.listing import Filter, Listing
from schema.context import Info
from schema.relay import Connection, connection

CURSORS: dict[str, Callable[[Any], tuple[Any, int]]] = {
    "name": lambda node: (node.sort_key, node.pk),
    "number": lambda node: (node.number, node.pk),
    "created": lambda node: (node.created.at, node.pk),
    "modified": lambda node: (node.modified.at, node.pk),
}
"""What a row's cursor holds, by the word for the order."""


async def listed(
    info: Info,
    listing: Listing,
    build: Callable[[asyncpg.Record], Any],
    *,
    filter: Filter,
    order: Any,
    page: paging.Page,
) -> Connection[Any]:
    """One page of a list; `order` is an input with `by` and `descending`."""
    account_id = info.context.signed_in().account_id
    rows = await listing.page(
        account_id, which=filter, order=order.by, descending=order.descending, page=page
    )
    return await connection(
        info,
        paging.cut([build(row) for row in rows], page),
        cursor=CURSORS[order.by],
        count=lambda: listing.count(account_id, which=filter),
    )
