"""Following contacts."""

from __future__ import annotations

from collections.abc import AsyncGenerator

import strawberry

from backend.accounts.permissions import Permission
from schema.changes import Followed, followed, of_kind
from schema.contacts.types import Contact
from schema.context import Info
from schema.permissions import Requires


@strawberry.type(description="Something happened to a contact or to a part of one.")
class ContactChange(Followed):
    @strawberry.field(description="The contact as it stands now; null on RESYNC.")
    async def contact(self, info: Info) -> Contact | None:
        found: Contact | None = await self.now(info)
        return found


@strawberry.type
class ContactSubscription:
    @strawberry.subscription(
        description="What happens to contacts, or to some of them, from a cursor on, without gaps.",
        extensions=[Requires(Permission.CONTACT_READ)],
    )
    async def contact_changed(
        self, info: Info, after: int | None = None, ids: list[strawberry.ID] | None = None
    ) -> AsyncGenerator[ContactChange, None]:
        async for change in followed(info, after, ContactChange, of_kind("Contact", ids)):
            yield change
