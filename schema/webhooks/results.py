"""What the mutations of webhooks answer with."""

from __future__ import annotations

from typing import Annotated

import strawberry

from schema.batches import NODES
from schema.context import Info
from schema.problems import InvalidInput, NotAllowed, NotFound
from schema.webhooks.types import Webhook, WebhookDelivery


@strawberry.type(description="The webhook as it stands after the change.")
class WebhookSaved:
    pk: strawberry.Private[int]
    secret: str | None = strawberry.field(
        description="A new signing secret, shown this once; null where it stays.", default=None
    )

    @strawberry.field(description="The webhook.")
    async def webhook(self, info: Info) -> Webhook:
        found: Webhook = await info.context.loaders.of(NODES["Webhook"]).load(self.pk)
        return found


@strawberry.type(description="The webhook is no more.")
class WebhookDeleted:
    id: strawberry.ID = strawberry.field(description="Its id was this.")


@strawberry.type(description="What an endpoint said to a trial, which speaks of nothing.")
class WebhookTried:
    accepted: bool = strawberry.field(description="Whether it took it.")
    status: int | None = strawberry.field(description="Its HTTP status; null for no answer.")
    answer: str = strawberry.field(description="How its answer began.")
    error: str = strawberry.field(description="Why there was no answer.")
    took_ms: int = strawberry.field(description="Milliseconds it took.")


@strawberry.type(description="The delivery is tried again now.")
class WebhookDeliveryRepeated:
    pk: strawberry.Private[int]

    @strawberry.field(description="The delivery.")
    async def delivery(self, info: Info) -> WebhookDelivery:
        loader = info.context.loaders.of(NODES["WebhookDelivery"])
        found: WebhookDelivery = await loader.load(self.pk)
        return found


WebhookResult = Annotated[
    WebhookSaved | InvalidInput | NotFound | NotAllowed,
    strawberry.union("WebhookResult", description="The webhook, or what is in the way."),
]
WebhookDeleteResult = Annotated[
    WebhookDeleted | InvalidInput | NotFound | NotAllowed,
    strawberry.union("WebhookDeleteResult", description="That it is gone, or what is in the way."),
]
WebhookTryResult = Annotated[
    WebhookTried | InvalidInput | NotFound | NotAllowed,
    strawberry.union("WebhookTryResult", description="The answer, or what is in the way."),
]
WebhookDeliveryResult = Annotated[
    WebhookDeliveryRepeated | InvalidInput | NotFound | NotAllowed,
    strawberry.union("WebhookDeliveryResult", description="The delivery, or what is in the way."),
]
