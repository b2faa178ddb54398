"""Reading messages."""

from __future__ import annotations

import strawberry

from backend.accounts.permissions import Permission
from backend.contact_points.parties import KINDS
from backend.core import paging
from backend.messages import queries
from schema.contact_points.owners import party_of
from schema.context import Info
from schema.messages.enums import Channel
from schema.messages.types import Message, message
from schema.permissions import Requires
from schema.relay import Connection, connection


@strawberry.input(description="Which messages.")
class MessageFilter:
    party: strawberry.ID | None = strawberry.field(
        description="With this customer, contact or company.", default=None
    )
    address: str | None = strawberry.field(
        description="With exactly this address: an e-mail address, or a number in E.164.",
        default=None,
    )
    channel: Channel | None = strawberry.field(description="Only e-mails, or SMS.", default=None)
    unread: bool = strawberry.field(
        description="Only what nobody has read; of conversations, those with something unread.",
        default=False,
    )


def filter_of(value: MessageFilter | None, *, threads: bool = False) -> queries.Filter:
    """The filter of an input."""
    if value is None:
        return queries.Filter(threads=threads)
    party = party_of(value.party) if value.party else None
    return queries.Filter(
        party=(KINDS[party.kind].column, party.id) if party else None,
        address=value.address,
        channel=value.channel,
        unread=value.unread,
        threads=threads,
    )


async def messages_page(
    info: Info, which: queries.Filter, page: paging.Page
) -> Connection[Message]:
    """A page of messages, newest first."""
    account_id = info.context.signed_in().account_id
    rows = await queries.page(account_id, filter=which, page=page)
    found = paging.cut([message(row) for row in rows], page)
    return await connection(
        info,
        found,
        cursor=lambda m: (m.created_at, m.pk),
        count=lambda: queries.count(account_id, filter=which),
    )


@strawberry.type
class MessageQuery:
    @strawberry.field(
        description="E-mails and SMS, to and from, newest first (R043).",
        extensions=[Requires(Permission.MESSAGE_READ)],
        metadata={"page": True},
    )
    async def messages(
        self,
        info: Info,
        first: int | None = None,
        after: str | None = None,
        last: int | None = None,
        before: str | None = None,
        offset: int | None = None,
        filter: MessageFilter | None = None,
    ) -> Connection[Message]:
        return await messages_page(
            info, filter_of(filter), paging.page(first, after, last, before, offset)
        )

    @strawberry.field(
        description="The newest message of each conversation, newest first. A conversation is"
        " everything with one customer, contact or company, or with one address of nobody known.",
        extensions=[Requires(Permission.MESSAGE_READ)],
        metadata={"page": True},
    )
    async def conversations(
        self,
        info: Info,
        first: int | None = None,
        after: str | None = None,
        last: int | None = None,
        before: str | None = None,
        offset: int | None = None,
        filter: MessageFilter | None = None,
    ) -> Connection[Message]:
        return await messages_page(
            info, filter_of(filter, threads=True), paging.page(first, after, last, before, offset)
        )

    @strawberry.field(
        description="How many messages nobody has read, counted up to 10,000.",
        extensions=[Requires(Permission.MESSAGE_READ)],
        metadata={"cost": 10},
    )
    async def unread_messages(self, info: Info) -> int:
        count = await queries.unread_count(info.context.signed_in().account_id)
        return min(count, paging.COUNT_CAP)
