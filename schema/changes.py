"""Following records of any kind: what every subscription to changes has alike (R081, R099)."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from enum import StrEnum
from typing import Any, Self, TypeVar

import strawberry

from backend.events.tail import follow
from backend.events.types import EventRow, NodeRef
from schema.batches import NODES
from schema.bursts import Told, in_bursts
from schema.context import Info
from schema.relay import pk_of

RESYNC = "RESYNC"


Event = TypeVar("Event", bound=Told)
Change = TypeVar("Change", bound="Followed")


@strawberry.type
class Followed(Told):
    """The fields of every change; each kind adds the record."""

    seq: int = strawberry.field(description="The event's number: resume `after` it.")
    type: str = strawberry.field(description="What happened, as `room.happened`; or RESYNC.")
    record: strawberry.Private[NodeRef | None]

    @classmethod
    def of(cls, event: EventRow) -> Self:
        """The change that an event of the log is."""
        return cls(seq=event.seq, type=event.type, record=event.node)

    @strawberry.field(description="Whether the cursor was too old: read the screen afresh.")
    def resync(self) -> bool:
        return self.record is None

    async def now(self, info: Info) -> Any:
        """The record as it stands now; None on RESYNC."""
        if self.record is None or self.record.kind not in NODES:
            return None
        return await info.context.loaders.of(NODES[self.record.kind]).load(self.record.id)


async def changes(
    info: Info,
    after: int | None,
    told: Callable[[EventRow], Event | None],
    resync: Callable[[int], Event],
) -> AsyncIterator[Event]:
    """What is `told` of the account's events, from a cursor on; None where one is not to be told."""
    async for batch in follow(info.context.signed_in().account_id, after):
        if isinstance(batch, int):
            yield resync(batch)
            continue
        found = [one for event in batch if (one := told(event)) is not None]
        for one in in_bursts(found):
            yield one


def followed(
    info: Info, after: int | None, kind: type[Change], wanted: Callable[[EventRow], bool]
) -> AsyncIterator[Change]:
    """Changes of a kind, of whatever is wanted, from a cursor on."""
    return changes(
        info,
        after,
        told=lambda event: kind.of(event) if wanted(event) else None,
        resync=lambda seq: kind(seq=seq, type=RESYNC, record=None),
    )


def happenings(
    info: Info, after: int | None, kind: str, types: type[StrEnum], make: Callable[..., Event]
) -> AsyncIterator[Event]:
    """What of these types happens to nodes of a kind, from a cursor on; `make` takes seq, type and pk.

    The type of a RESYNC is that of `types`, and its pk None.
    """
    known = {one.value: one for one in types}

    def told(event: EventRow) -> Event | None:
        if event.node.kind != kind or event.type not in known:
            return None
        return make(seq=event.seq, type=known[event.type], pk=event.node.id)

    return changes(info, after, told, resync=lambda seq: make(seq=seq, type=types[RESYNC], pk=None))


def of_kind(kind: str, ids: Sequence[str] | None) -> Callable[[EventRow], bool]:
    """Whether an event happened to a node of this kind, and to one of these where some are named."""
    pks = None if ids is None else {pk_of(given, kind, path=("ids",)) for given in ids}

    def wanted(event: EventRow) -> bool:
        return event.node.kind == kind and (pks is None or event.node.id in pks)

    return wanted
