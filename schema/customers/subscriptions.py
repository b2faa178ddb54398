"""Following customers."""

from __future__ import annotations

from collections.abc import AsyncGenerator

import strawberry

from backend.accounts.permissions import Permission
from schema.changes import Followed, followed, of_kind
from schema.context import Info
from schema.customers.types import Customer
from schema.permissions import Requires


@strawberry.type(description="Something happened to a customer or to a part of one.")
class CustomerChange(Followed):
    @strawberry.field(description="The customer as they stand now; null on RESYNC.")
    async def customer(self, info: Info) -> Customer | None:
        found: Customer | None = await self.now(info)
        return found


@strawberry.type
class CustomerSubscription:
    @strawberry.subscription(
        description="Everything that happens to customers, or to some of them, from a cursor on, without gaps.",
        extensions=[Requires(Permission.CUSTOMER_READ)],
    )
    async def customer_changed(
        self, info: Info, after: int | None = None, ids: list[strawberry.ID] | None = None
    ) -> AsyncGenerator[CustomerChange, None]:
        async for change in followed(info, after, CustomerChange, of_kind("Customer", ids)):
            yield change
