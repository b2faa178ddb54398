"""Following messages (R043, R099)."""

from __future__ import annotations

from collections.abc import AsyncGenerator

import strawberry

from backend.accounts.permissions import Permission
from schema.batches import NODES
from schema.bursts import Told
from schema.changes import happenings
from schema.context import Info
from schema.messages.enums import MessageEventType
from schema.messages.types import Message
from schema.permissions import Requires


@strawberry.type(description="Something happened to a message.")
class MessageEvent(Told):
    seq: int = strawberry.field(
        description="The event's number: resume `after` it and nothing is missed."
    )
    type: MessageEventType = strawberry.field(description="What happened.")
    pk: strawberry.Private[int | None]

    @strawberry.field(description="The message as it stands now; null on RESYNC.")
    async def message(self, info: Info) -> Message | None:
        if self.pk is None:
            return None
        return await info.context.loaders.of(NODES["Message"]).load(self.pk)  # type: ignore[no-any-return]


@strawberry.type
class MessageSubscription:
    @strawberry.subscription(
        description="What happens to messages, from a cursor on, without gaps.",
        extensions=[Requires(Permission.MESSAGE_READ)],
    )
    async def message_events(
        self, info: Info, after: int | None = None
    ) -> AsyncGenerator[MessageEvent, None]:
        async for event in happenings(info, after, "Message", MessageEventType, MessageEvent):
            yield event
