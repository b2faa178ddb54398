"""What happened to a record and its parts, the newest first (R073), and what happened last (R060)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from backend.accounts.permissions import Permission
from backend.events import queries
from schema.batches import Batch, relation
from schema.events.types import event
from schema.nested import Branch, count_batch, nested

if TYPE_CHECKING:
    from schema.events.types import Event

LazyEvent = Annotated["Event", strawberry.lazy("schema.events.types")]


def _build(row: Any) -> Any:
    return event(queries.event_row(row))


def history_of(kind: str) -> Any:
    """The connection `history` of a kind of record."""
    branch = Branch(
        rows=Batch(f"history_of_{kind}", queries.history(kind), _build),
        counts=count_batch(f"count_of_history_of_{kind}", queries.history_count(kind)),
        cursor=lambda one: (one.node_ref[1], one.seq),
        types=(int, int),
    )
    return nested(
        branch,
        LazyEvent,
        description="What happened to it and to its parts, the newest first: who changed what (R073).",
        permission=Permission.EVENT_READ,
    )


def latest_activity_of(kind: str) -> Any:
    """The field `latestActivity` of a kind of record."""
    return relation(
        Batch(f"latest_activity_of_{kind}", queries.latest(kind), _build, many=False),
        LazyEvent | None,
        description="What happened last; that somebody looked at a masked number is no activity.",
        permission=Permission.EVENT_READ,
    )
