"""Following records of every kind at once: one subscription serves a whole screen."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from typing import Self

import strawberry

from backend.accounts.permissions import Permission
from backend.events.types import PERMISSION_OF_NODE, EventRow, NodeRef
from schema.changes import Followed, followed
from schema.context import Info
from schema.permissions import Requires
from schema.relay import Node, global_id, read_id


@strawberry.type(description="Something happened to a record or to a part of one.")
class RecordChange(Followed):
    part: strawberry.Private[NodeRef | None] = None

    @classmethod
    def of(cls, event: EventRow) -> Self:
        """The change, and of which part of the record."""
        return cls(seq=event.seq, type=event.type, record=event.node, part=event.part)

    @strawberry.field(description="The record as it stands now; null on RESYNC.")
    async def node(self, info: Info) -> Node | None:
        found: Node | None = await self.now(info)
        return found

    @strawberry.field(description="The record's id; null on RESYNC.")
    def node_id(self) -> strawberry.ID | None:
        return global_id(self.record.kind, self.record.id) if self.record else None

    @strawberry.field(description="The id of its part, such as a phone number, where it was one.")
    def part_id(self) -> strawberry.ID | None:
        return global_id(self.part.kind, self.part.id) if self.part else None


@strawberry.type
class RecordSubscription:
    @strawberry.subscription(
        description="What happens to records the viewer may see: all, or some of any kinds, without gaps.",
        extensions=[Requires(Permission.EVENT_READ)],
    )
    async def record_changed(
        self, info: Info, after: int | None = None, ids: list[strawberry.ID] | None = None
    ) -> AsyncGenerator[RecordChange, None]:
        actor = info.context.signed_in()
        visible = {kind for kind, needed in PERMISSION_OF_NODE.items() if actor.may(needed)}
        named = None
        if ids is not None:
            named = {NodeRef(*read_id(given, path=("ids",))) for given in ids}

        def wanted(event: EventRow) -> bool:
            return event.node.kind in visible and (named is None or event.node in named)

        async for change in followed(info, after, RecordChange, wanted):
            yield change
