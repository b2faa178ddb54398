"""Reading webhooks."""

from __future__ import annotations

import strawberry

from backend.core import paging
from backend.events.types import EventType
from backend.webhooks import queries
from backend.webhooks.kinds import DeliveryState
from schema.ahead import look_ahead
from schema.context import Info
from schema.inputs import filter_pk
from schema.permissions import Requires
from schema.relay import Connection, connection
from schema.webhooks.types import MANAGE, Webhook, WebhookDelivery, delivery, webhook


@strawberry.input(description="Which deliveries.")
class WebhookDeliveryFilter:
    webhook: strawberry.ID | None = strawberry.field(description="To this webhook.", default=None)
    state: DeliveryState | None = strawberry.field(description="That stand so.", default=None)


@strawberry.type
class WebhookQuery:
    @strawberry.field(
        description="The account's webhooks, by name.",
        extensions=[Requires(MANAGE)],
        metadata={"cost": 10},
    )
    async def webhooks(self, info: Info) -> list[Webhook]:
        account_id = info.context.signed_in().account_id
        found = [webhook(row) for row in await queries.endpoints(account_id)]
        await look_ahead(info, found)
        return found

    @strawberry.field(
        description="Deliveries to webhooks, newest event first.",
        extensions=[Requires(MANAGE)],
        metadata={"page": True},
    )
    async def webhook_deliveries(
        self,
        info: Info,
        first: int | None = None,
        after: str | None = None,
        last: int | None = None,
        before: str | None = None,
        filter: WebhookDeliveryFilter | None = None,
    ) -> Connection[WebhookDelivery]:
        account_id = info.context.signed_in().account_id
        page = paging.page(first, after, last, before)
        which = queries.Filter(
            endpoint_id=filter_pk(filter.webhook, "webhook", "Webhook") if filter else None,
            state=filter.state if filter else None,
        )
        rows = await queries.deliveries(account_id, filter=which, page=page)
        return await connection(
            info,
            paging.cut([delivery(row) for row in rows], page),
            cursor=lambda d: (d.seq, d.pk),
            count=lambda: queries.count(account_id, filter=which),
        )

    @strawberry.field(
        description="Every type of event a webhook can be told of.", extensions=[Requires(MANAGE)]
    )
    def webhook_event_types(self) -> list[str]:
        return [kind.value for kind in EventType]
