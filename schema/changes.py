"""Following records of any kind: what every subscription to changes has alike (R081, R099)."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from typing import Any

import strawberry

from backend.events.tail import follow
from backend.events.types import EventRow, NodeRef
from schema.batches import NODES
from schema.context import Info
from schema.relay import pk_of

RESYNC = "RESYNC"


@strawberry.type
class Followed:
    """The fields of every change; each kind adds the record."""

    seq: int = strawberry.field(description="The event's number: resume `after` it.")
    type: str = strawberry.field(description="What happened, as `room.happened`; or RESYNC.")
    record: strawberry.Private[NodeRef | None]

    @strawberry.field(description="Whether the cursor was too old: read the screen afresh.")
    def resync(self) -> bool:
        return self.record is None

    async def now(self, info: Info) -> Any:
        """The record as it stands now; None on RESYNC."""
        if self.record is None or self.record.kind not in NODES:
            return None
        return await info.context.loaders.of(NODES[self.record.kind]).load(self.record.id)


async def changes(
    info: Info, after: int | None, wanted: Callable[[EventRow], bool]
) -> AsyncIterator[tuple[int, str, EventRow | None]]:
    """Number, type and event of whatever is wanted, from a cursor on; no event means RESYNC."""
    async for batch in follow(info.context.signed_in().account_id, after):
        if isinstance(batch, int):
            yield batch, RESYNC, None
            continue
        for event in batch:
            if wanted(event):
                yield event.seq, event.type, event


def of_kind(kind: str, ids: Sequence[str] | None) -> Callable[[EventRow], bool]:
    """Whether an event happened to a node of this kind, and to one of these where some are named."""
    pks = None if ids is None else {pk_of(given, kind, path=("ids",)) for given in ids}

    def wanted(event: EventRow) -> bool:
        return event.node.kind == kind and (pks is None or event.node.id in pks)

    return wanted
