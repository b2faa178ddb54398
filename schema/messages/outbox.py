"""The Outbox page: what has not left, what it says, and sending it again."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

import asyncpg
import strawberry

from backend.accounts.permissions import Permission
from backend.core import paging
from backend.messages import outbox_page, queries
from backend.messages.kinds import RETRYABLE
from backend.messages.writing import Written
from schema.batches import Batch
from schema.context import Info
from schema.messages.enums import Channel, State
from schema.messages.mutations import MessageSaved
from schema.messages.types import Message, message
from schema.permissions import Fresh, Requires
from schema.problems import InvalidInput, NotAllowed, NotFound, Refused
from schema.relay import Connection, connection, pk_of

READ = Permission.OUTBOX_READ
Id = Annotated[strawberry.ID, strawberry.argument(description="The message.")]


@strawberry.type(description="How the sending of a message stands.")
class Sending:
    attempts: int = strawberry.field(description="How often it was tried.")
    next_try_at: datetime | None = strawberry.field(
        description="When it is tried again; null where it is not."
    )
    last_error: str = strawberry.field(description="What came of the last try; empty: nothing bad.")


def sending(row: asyncpg.Record) -> Sending:
    """The sending of a row."""
    waits = row["state"] in ("queued", "sending")
    return Sending(
        attempts=row["attempts"],
        next_try_at=row["next_try_at"] if waits else None,
        last_error=row["last_error"],
    )


SENDING = Batch("sending_of_message", outbox_page.SENDING, sending, many=False)


@strawberry.type(description="A message of the Outbox page, and how its sending stands.")
class OutboxEntry:
    id: strawberry.ID = strawberry.field(description="The message's id.")
    message: Message = strawberry.field(description="The message.")
    created_at: strawberry.Private[datetime]

    @strawberry.field(
        description="The path of its HTML form, to be shown in a frame; null for an SMS."
    )
    def page(self) -> str | None:
        return f"/outbox/{self.message.pk}.html" if self.message.channel is Channel.EMAIL else None

    @strawberry.field(description="How its sending stands.")
    async def sending(self, info: Info) -> Sending | None:
        found: Any = await info.context.loaders.of(SENDING).load(self.message.pk)
        return found  # type: ignore[no-any-return]

    @strawberry.field(description="Whether it can be sent (again) by hand.")
    def can_be_sent(self) -> bool:
        return self.message.state in RETRYABLE


@strawberry.type(description="What a message says.")
class MessagePreview:
    subject: str = strawberry.field(description="Its subject.")
    text: str = strawberry.field(description="Its plain text.")
    html: str = strawberry.field(
        description="Its HTML form, empty for an SMS; `OutboxEntry.page` shows it without rights."
    )
    has_link: bool = strawberry.field(
        description="Whether a one-time link stands in it, here as a mark; see `messageReveal`."
    )


def message_preview(written: Written, *, has_link: bool) -> MessagePreview:
    """The preview of what was written."""
    return MessagePreview(
        subject=written.subject, text=written.text, html=written.html, has_link=has_link
    )


@strawberry.type(description="A mail with its one-time link; that somebody looked is on record.")
class MessageRevealed:
    preview: MessagePreview = strawberry.field(description="What it says.")
    link: str = strawberry.field(description="The page behind its one-time link.")


@strawberry.type(description="Messages are queued.")
class StoredQueued:
    count: int = strawberry.field(description="How many.")


MessageRetryResult = Annotated[
    MessageSaved | InvalidInput | NotFound | NotAllowed | Refused,
    strawberry.union("MessageRetryResult", description="Queued, or what is in the way."),
]
MessageRevealResult = Annotated[
    MessageRevealed | InvalidInput | NotFound | NotAllowed | Refused,
    strawberry.union("MessageRevealResult", description="The mail, or what is in the way."),
]
StoredSendResult = Annotated[
    StoredQueued | NotAllowed,
    strawberry.union("StoredSendResult", description="Queued, or what is in the way."),
]


@strawberry.type
class OutboxQuery:
    @strawberry.field(
        description="What has not left, the newest first: queued, kept, uncertain, refused, given up.",
        extensions=[Requires(READ)],
        metadata={"page": True},
    )
    async def outbox(
        self,
        info: Info,
        first: int | None = None,
        after: str | None = None,
        last: int | None = None,
        before: str | None = None,
        offset: int | None = None,
        states: Annotated[
            list[State] | None, strawberry.argument(description="Only these; all where absent.")
        ] = None,
    ) -> Connection[OutboxEntry]:
        actor = info.context.signed_in()
        which, wanted = states or [], paging.page(first, after, last, before, offset)
        rows = await outbox_page.page(actor, queries.COLUMNS, states=which, page=wanted)
        found = [
            OutboxEntry(id=one.id, message=one, created_at=one.created_at)
            for one in map(message, rows)
        ]
        return await connection(
            info,
            paging.cut(found, wanted),
            cursor=lambda entry: (entry.created_at, entry.message.pk),
            count=lambda: outbox_page.count(actor.account_id, states=which),
        )

    @strawberry.field(
        description="What a message says, as it leaves.",
        extensions=[Requires(READ)],
        metadata={"cost": 5},
    )
    async def message_preview(self, info: Info, id: Id) -> MessagePreview:
        pk = pk_of(id, "Message")
        shown = await outbox_page.preview(info.context.signed_in(), message_id=pk)
        return message_preview(shown.written, has_link=shown.has_link)


@strawberry.type
class OutboxMutation:
    @strawberry.mutation(
        description="Show a mail with its one-time link; only while there is no mail server.",
        extensions=[Requires(READ), Fresh()],
    )
    async def message_reveal(self, info: Info, id: Id) -> MessageRevealResult:
        pk = pk_of(id, "Message")
        found = await outbox_page.message_reveal(info.context.signed_in(), message_id=pk)
        return MessageRevealed(preview=message_preview(found, has_link=True), link=found.link)

    @strawberry.mutation(
        description="Queue a message again that was kept, refused, given up or is uncertain.",
        extensions=[Requires(READ), Fresh()],
    )
    async def message_retry(self, info: Info, id: Id) -> MessageRetryResult:
        pk = pk_of(id, "Message")
        await outbox_page.message_retry(info.context.signed_in(), message_id=pk)
        return MessageSaved(pk=pk)

    @strawberry.mutation(
        description="Queue what was kept while there was no gateway, up to 500 of them.",
        extensions=[Requires(READ), Fresh()],
    )
    async def stored_send(self, info: Info) -> StoredSendResult:
        return StoredQueued(count=await outbox_page.stored_send(info.context.signed_in()))
