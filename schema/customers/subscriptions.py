"""Following customers."""

from __future__ import annotations

from collections.abc import AsyncGenerator

import strawberry

from backend.accounts.permissions import Permission
from backend.events.tail import follow
from schema.context import Info
from schema.customers.types import Customer
from schema.permissions import Requires
from schema.relay import NODES, pk_of


@strawberry.type(description="Something happened to a customer.")
class CustomerChange:
    seq: int = strawberry.field(description="The event's number: resume `after` it.")
    type: str = strawberry.field(description="What happened; RESYNC: read the screen afresh.")
    customer_pk: strawberry.Private[int | None]

    @strawberry.field(description="The customer as they stand now; null on RESYNC.")
    async def customer(self, info: Info) -> Customer | None:
        if self.customer_pk is None:
            return None
        return await info.context.loaders.of(NODES["Customer"]).load(self.customer_pk)  # type: ignore[no-any-return]


@strawberry.type
class CustomerSubscription:
    @strawberry.subscription(
        description="Everything that happens to customers, or to some of them, from a cursor on, without gaps.",
        extensions=[Requires(Permission.CUSTOMER_READ)],
    )
    async def customer_changed(
        self, info: Info, after: int | None = None, ids: list[strawberry.ID] | None = None
    ) -> AsyncGenerator[CustomerChange, None]:
        wanted = {pk_of(i, "Customer", path=("ids",)) for i in ids} if ids is not None else None
        async for batch in follow(info.context.signed_in().account_id, after):
            if isinstance(batch, int):
                yield CustomerChange(seq=batch, type="RESYNC", customer_pk=None)
                continue
            for event in batch:
                if event.node.kind == "Customer" and (wanted is None or event.node.id in wanted):
                    yield CustomerChange(seq=event.seq, type=event.type, customer_pk=event.node.id)
