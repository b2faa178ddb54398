"""Writing to people, and saying that something was read."""

from __future__ import annotations

from typing import Annotated, Any

import strawberry

from backend.accounts.permissions import Permission
from backend.messages import reading, sending
from schema.batches import NODES
from schema.context import Info
from schema.messages.enums import Purpose
from schema.messages.types import Message
from schema.permissions import Fresh, Requires
from schema.problems import (
    DoNotContact,
    InvalidInput,
    NotAllowed,
    NotFound,
    RateLimited,
    Refused,
)
from schema.relay import pk_of


@strawberry.input(
    description="An SMS: to a number on record, or as the answer to one that came in."
)
class SmsSendInput:
    body: str = strawberry.field(description="What it says; up to ten parts.")
    phone: strawberry.ID | None = strawberry.field(
        description="The number it goes to; absent with `replyTo`.", default=None
    )
    reply_to: strawberry.ID | None = strawberry.field(
        description="The SMS it answers; absent with `phone`.", default=None
    )
    purpose: Purpose = strawberry.field(description="Why it is written.", default=Purpose.PERSONAL)
    override_reason: str = strawberry.field(
        description="Why it is sent although they must not be written to; recorded (R013).",
        default="",
    )


@strawberry.type(description="The message as it stands after the change.")
class MessageSaved:
    pk: strawberry.Private[int]

    # Not `message`: beside a problem's sentence of that name no client could ask for both.
    @strawberry.field(description="The message.")
    async def node(self, info: Info) -> Message:
        found: Any = await info.context.loaders.of(NODES["Message"]).load(self.pk)
        return found  # type: ignore[no-any-return]


SmsSendResult = Annotated[
    MessageSaved | InvalidInput | NotFound | NotAllowed | DoNotContact | RateLimited | Refused,
    strawberry.union("SmsSendResult", description="The SMS, or what is in the way."),
]
ConversationReadResult = Annotated[
    MessageSaved | InvalidInput | NotFound | NotAllowed,
    strawberry.union("ConversationReadResult", description="The message, or what is in the way."),
]


@strawberry.type
class MessageMutation:
    @strawberry.mutation(
        description="Send an SMS (R006). It is written down at once and leaves after that.",
        extensions=[Requires(Permission.MESSAGE_SEND), Fresh()],
    )
    async def sms_send(self, info: Info, input: SmsSendInput) -> SmsSendResult:
        pk = await sending.sms_send(
            info.context.signed_in(),
            body=input.body,
            phone_id=_pk(input.phone, "PhoneNumber", "phone"),
            reply_to=_pk(input.reply_to, "Message", "replyTo"),
            purpose=input.purpose,
            override_reason=input.override_reason,
        )
        return MessageSaved(pk=pk)

    @strawberry.mutation(
        description="Say that a conversation was read up to this message; for everybody, as it has"
        " one inbox.",
        extensions=[Requires(Permission.MESSAGE_READ), Fresh()],
    )
    async def conversation_read(
        self,
        info: Info,
        up_to: Annotated[
            strawberry.ID, strawberry.argument(description="The newest message that was read.")
        ],
    ) -> ConversationReadResult:
        pk = pk_of(up_to, "Message", path=("upTo",))
        await reading.thread_read(info.context.signed_in(), message_id=pk)
        return MessageSaved(pk=pk)


def _pk(id: strawberry.ID | None, kind: str, argument: str) -> int | None:
    return pk_of(id, kind, path=(argument,)) if id else None
