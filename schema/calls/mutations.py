"""Calling, hanging up, taking a call, noting what came of it."""

from __future__ import annotations

from typing import Annotated

import strawberry
from strawberry import Maybe

from backend.accounts.permissions import Permission
from backend.calls import service, starting
from schema.batches import node_of
from schema.calls.enums import Disposition
from schema.calls.types import Call
from schema.context import Info
from schema.inputs import given
from schema.permissions import Fresh, Requires
from schema.problems import (
    CallRunning,
    DoNotContact,
    InvalidInput,
    NoPhoneDevice,
    NotAllowed,
    NotFound,
    NumberBarred,
    RateLimited,
    Refused,
)
from schema.relay import pk_of


@strawberry.input(description="Whom to call: a number of somebody's, or the number of a call.")
class CallStartInput:
    phone: strawberry.ID | None = strawberry.field(description="A telephone number.", default=None)
    call: strawberry.ID | None = strawberry.field(
        description="A call that is to be returned, known or unknown whose.", default=None
    )
    override_reason: str = strawberry.field(
        description="Why somebody is called who must not be; kept on the call.", default=""
    )


@strawberry.input(description="What came of a call. Absent leaves a field alone.")
class CallAnnotateInput:
    note: Maybe[str] = strawberry.field(description="Free text.", default=None)
    disposition: Maybe[Disposition | None] = strawberry.field(
        description="What came of it.", default=None
    )
    called_back: Maybe[bool] = strawberry.field(
        description="Whether a call that waits was called back, by whatever way: then it waits no more.",
        default=None,
    )


@strawberry.type(description="The call as it stands after the change.")
class CallSaved:
    pk: strawberry.Private[int]

    @strawberry.field(description="The call.")
    async def call(self, info: Info) -> Call:
        return await node_of(info, Call, self.pk)


@strawberry.type(description="A call under way.")
class CallStarted(CallSaved):
    href: str | None = strawberry.field(
        description="The tel: link to open, where this computer dials by itself; else null."
    )


CallResult = Annotated[
    CallSaved | InvalidInput | NotFound | NotAllowed,
    strawberry.union("CallResult", description="The call, or what is in the way."),
]
CallStartResult = Annotated[
    CallStarted
    | NoPhoneDevice
    | NumberBarred
    | DoNotContact
    | CallRunning
    | RateLimited
    | InvalidInput
    | NotFound
    | NotAllowed
    | Refused,
    strawberry.union("CallStartResult", description="The call, or what is in the way."),
]
CallHangUpResult = Annotated[
    CallSaved | InvalidInput | NotFound | NotAllowed | Refused,
    strawberry.union("CallHangUpResult", description="The call, or what is in the way."),
]


@strawberry.type
class CallMutation:
    @strawberry.mutation(
        description="Call somebody: the viewer's own telephone rings first, then theirs (R082).",
        extensions=[Requires(Permission.CALL_START), Fresh()],
    )
    async def call_start(self, info: Info, input: CallStartInput) -> CallStartResult:
        phone = pk_of(input.phone, "PhoneNumber", path=("phone",)) if input.phone else None
        started = await starting.call_start(
            info.context.signed_in(),
            phone_id=phone,
            call_id=pk_of(input.call, "Call", path=("call",)) if input.call else None,
            override_reason=input.override_reason,
        )
        return CallStarted(pk=started.call_id, href=started.href)

    @strawberry.mutation(
        description="Hang up the viewer's own call; one that is over is no mistake.",
        extensions=[Requires(Permission.CALL_START), Fresh()],
    )
    async def call_hang_up(self, info: Info, id: strawberry.ID) -> CallHangUpResult:
        pk = pk_of(id, "Call")
        await starting.call_hang_up(info.context.signed_in(), call_id=pk)
        return CallSaved(pk=pk)

    @strawberry.mutation(
        description="Write down what came of a call.",
        extensions=[Requires(Permission.CALL_ANNOTATE), Fresh()],
    )
    async def call_annotate(
        self, info: Info, id: strawberry.ID, input: CallAnnotateInput
    ) -> CallResult:
        pk, values = pk_of(id, "Call"), given(input)
        await service.call_annotate(
            info.context.signed_in(),
            call_id=pk,
            note=values.get("note"),
            disposition=values.get("disposition"),
            called_back=values.get("called_back"),
            given=set(values),
        )
        return CallSaved(pk=pk)

    @strawberry.mutation(
        description="Say that you have this call; every window shows it.",
        extensions=[Requires(Permission.CALL_TAKE), Fresh()],
    )
    async def call_take(self, info: Info, id: strawberry.ID) -> CallResult:
        pk = pk_of(id, "Call")
        await service.call_take(info.context.signed_in(), call_id=pk)
        return CallSaved(pk=pk)
