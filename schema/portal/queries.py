"""Reading one's own record."""

from __future__ import annotations

import strawberry

from backend.accounts.permissions import Permission
from backend.core.errors import NotFound
from backend.portal import own
from schema.context import Info
from schema.permissions import Requires
from schema.portal.types import PortalRecord, portal_record


@strawberry.type
class PortalQuery:
    @strawberry.field(
        description="The record of whoever is signed in; null for whoever has none (R049).",
        extensions=[Requires(Permission.OWN_MANAGE)],
    )
    async def portal(self, info: Info) -> PortalRecord | None:
        try:
            return await portal_record(await own.owner(info.context.signed_in()))
        except NotFound:
            return None
