"""Following calls (R080, R081)."""

from __future__ import annotations

from collections.abc import AsyncGenerator

import strawberry

from backend.accounts.permissions import Permission
from schema.batches import node_of
from schema.bursts import Told
from schema.calls.enums import CallEventType
from schema.calls.types import Call
from schema.changes import happenings
from schema.context import Info
from schema.permissions import Requires


@strawberry.type(description="Something happened to a call.")
class CallEvent(Told):
    seq: int = strawberry.field(
        description="The event's number: resume `after` it and nothing is missed."
    )
    type: CallEventType = strawberry.field(description="What happened.")
    pk: strawberry.Private[int | None]

    @strawberry.field(description="The call as it stands now; null on RESYNC.")
    async def call(self, info: Info) -> Call | None:
        if self.pk is None:
            return None
        return await node_of(info, Call, self.pk)


@strawberry.type
class CallSubscription:
    @strawberry.subscription(
        description="What happens to calls, for those who may take them, from a cursor on, without gaps.",
        extensions=[Requires(Permission.CALL_TAKE)],
    )
    async def call_events(
        self, info: Info, after: int | None = None
    ) -> AsyncGenerator[CallEvent, None]:
        async for event in happenings(info, after, "Call", CallEventType, CallEvent):
            yield event
