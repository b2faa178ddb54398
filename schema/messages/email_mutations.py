"""Writing e-mails to people on record."""

from __future__ import annotations

from typing import Annotated

import strawberry

from backend.accounts.permissions import Permission
from backend.messages import emailing
from schema.context import Info
from schema.messages.enums import Purpose
from schema.messages.mutations import MessageSaved
from schema.permissions import Fresh, Requires
from schema.problems import (
    DoNotContact,
    InvalidInput,
    NotAllowed,
    NotFound,
    RateLimited,
)
from schema.relay import pk_of


@strawberry.input(description="An e-mail to an address on record.")
class EmailSendInput:
    email: strawberry.ID = strawberry.field(description="The e-mail address it goes to.")
    subject: str = strawberry.field(description="What it is about; one line.")
    body: str = strawberry.field(description="Its text; paragraphs at empty lines.")
    purpose: Purpose = strawberry.field(description="Why it is written.", default=Purpose.PERSONAL)
    override_reason: str = strawberry.field(
        description="Why it is sent although they must not be written to; recorded (R013).",
        default="",
    )


EmailSendResult = Annotated[
    MessageSaved | InvalidInput | NotFound | NotAllowed | DoNotContact | RateLimited,
    strawberry.union("EmailSendResult", description="The e-mail, or what is in the way."),
]


@strawberry.type
class EmailSendMutation:
    @strawberry.mutation(
        description="Send an e-mail (R043). It is written down at once and leaves after that.",
        extensions=[Requires(Permission.MESSAGE_SEND), Fresh()],
    )
    async def email_send(self, info: Info, input: EmailSendInput) -> EmailSendResult:
        pk = await emailing.email_send(
            info.context.signed_in(),
            email_id=pk_of(input.email, "EmailAddress", path=("email",)),
            subject=input.subject,
            body=input.body,
            purpose=input.purpose,
            override_reason=input.override_reason,
        )
        return MessageSaved(pk=pk)
