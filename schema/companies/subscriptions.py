"""Following companies."""

from __future__ import annotations

from collections.abc import AsyncGenerator

import strawberry

from backend.accounts.permissions import Permission
from schema.changes import Followed, followed, of_kind
from schema.companies.types import Company
from schema.context import Info
from schema.permissions import Requires


@strawberry.type(description="Something happened to a company or to a part of one.")
class CompanyChange(Followed):
    @strawberry.field(description="The company as it stands now; null on RESYNC.")
    async def company(self, info: Info) -> Company | None:
        found: Company | None = await self.now(info)
        return found


@strawberry.type
class CompanySubscription:
    @strawberry.subscription(
        description="What happens to companies, or to some of them, from a cursor on, without gaps.",
        extensions=[Requires(Permission.COMPANY_READ)],
    )
    async def company_changed(
        self, info: Info, after: int | None = None, ids: list[strawberry.ID] | None = None
    ) -> AsyncGenerator[CompanyChange, None]:
        async for change in followed(info, after, CompanyChange, of_kind("Company", ids)):
            yield change
