"""Events and traces: who did what, when, through what."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from backend.events.types import EventRow
from schema.batches import NODES, relation
from schema.context import Info
from schema.naming import camel
from schema.relay import Node, global_id

if TYPE_CHECKING:
    from schema.accounts.types import User
    from schema.calls.types import Call
    from schema.messages.types import Message

LazyCall = Annotated["Call", strawberry.lazy("schema.calls.types")]
LazyMessage = Annotated["Message", strawberry.lazy("schema.messages.types")]
LazyUser = Annotated["User", strawberry.lazy("schema.accounts.types")]


async def user_by_pk(info: Info, pk: int | None) -> Any:
    """The user behind a key, None where nobody signed in did it."""
    return await info.context.loaders.of(NODES["User"]).load(pk) if pk is not None else None


@strawberry.type(description="When something was done, by whom, through what (R063).")
class Trace:
    at: datetime = strawberry.field(description="When, UTC.")
    via: str = strawberry.field(
        description="Through what: web, cli, api:<token>, import:<run>, line:<name>."
    )
    by_pk: strawberry.Private[int | None]

    @strawberry.field(description="By whom; null where no user did it.")
    async def by(self, info: Info) -> LazyUser | None:
        found: LazyUser | None = await user_by_pk(info, self.by_pk)
        return found


@strawberry.type(description="One field of a change.")
class Change:
    field: str = strawberry.field(description="The field, as its type names it.")
    before: str | None = strawberry.field(name="from", description="What stood there.")
    after: str | None = strawberry.field(name="to", description="What stands there since.")


@strawberry.type(description="Something that happened, as the log holds it (R073).")
class Event:
    id: strawberry.ID = strawberry.field(description="The same for ever; for caches.")
    seq: int = strawberry.field(description="Its number in the account, without gaps; a cursor.")
    type: str = strawberry.field(description="What happened, as `room.happened`.")
    at: datetime = strawberry.field(description="When, UTC.")
    via: str = strawberry.field(description="Through what.")
    changes: list[Change] = strawberry.field(description="Field by field, from → to.")
    node_id: strawberry.ID = strawberry.field(description="The record it happened to.")
    part_id: strawberry.ID | None = strawberry.field(
        description="The part of it, such as a phone number."
    )
    actor_pk: strawberry.Private[int | None]
    node_ref: strawberry.Private[tuple[str, int]]
    call_pk: strawberry.Private[int | None]
    message_pk: strawberry.Private[int | None]

    call: LazyCall | None = relation(
        "Call",
        LazyCall | None,
        description="The call it tells of, as it stands now; null for all else, and where not for you.",
        key="call_pk",
    )
    message: LazyMessage | None = relation(
        "Message",
        LazyMessage | None,
        description="The message it tells of, as it stands now; null for all else, and where not for you.",
        key="message_pk",
    )

    @strawberry.field(description="Who did it; null where no user did.")
    async def actor(self, info: Info) -> LazyUser | None:
        found: LazyUser | None = await user_by_pk(info, self.actor_pk)
        return found

    @strawberry.field(description="The record as it stands now.")
    async def node(self, info: Info) -> Node | None:
        kind, pk = self.node_ref
        if kind not in NODES:
            return None
        found: Node | None = await info.context.loaders.of(NODES[kind]).load(pk)
        return found


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:g}" if isinstance(value, float) else str(value)


def event(row: EventRow) -> Event:
    """The event of a log row."""
    return Event(
        id=global_id("Event", row.seq),
        seq=row.seq,
        type=row.type,
        at=row.at,
        via=row.via,
        changes=[
            Change(field=camel(name), before=_text(pair[0]), after=_text(pair[1]))
            for name, pair in row.changes.items()
            if not name.startswith("_")
        ],
        node_id=global_id(row.node.kind, row.node.id),
        part_id=global_id(row.part.kind, row.part.id) if row.part else None,
        actor_pk=row.actor_id,
        node_ref=(row.node.kind, row.node.id),
        call_pk=_part(row, "Call"),
        message_pk=_part(row, "Message"),
    )


def _part(row: EventRow, kind: str) -> int | None:
    return row.part.id if row.part and row.part.kind == kind else None
