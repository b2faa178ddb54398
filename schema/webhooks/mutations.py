"""Adding and keeping webhooks, and telling again."""

from __future__ import annotations

from typing import Annotated

import strawberry
from strawberry import Maybe

from backend.webhooks import replaying, service
from schema.context import Info
from schema.inputs import given
from schema.permissions import Fresh, Requires
from schema.relay import pk_of
from schema.webhooks.results import (
    WebhookDeleted,
    WebhookDeleteResult,
    WebhookDeliveryRepeated,
    WebhookDeliveryResult,
    WebhookResult,
    WebhookSaved,
    WebhookTried,
    WebhookTryResult,
)
from schema.webhooks.types import MANAGE

EXTENSIONS = [Requires(MANAGE), Fresh()]
KEPT = strawberry.argument(description="The last event number that is not told again.")


@strawberry.input(description="An address to be told of events.")
class WebhookCreateInput:
    name: str = strawberry.field(description="What people call it.")
    url: str = strawberry.field(description="Where to post, https.")
    types: list[str] = strawberry.field(
        description="Which events, as `room.happened` or `room.*`; none means all.",
        default_factory=list,
    )
    allow_private: bool = strawberry.field(
        description="Allow an address inside a private network, and http.", default=False
    )


@strawberry.input(description="What to change on a webhook. Absent leaves a field alone.")
class WebhookUpdateInput:
    name: Maybe[str] = strawberry.field(description="What people call it.", default=None)
    url: Maybe[str] = strawberry.field(description="Where to post.", default=None)
    types: Maybe[list[str]] = strawberry.field(description="Which events.", default=None)
    active: Maybe[bool] = strawberry.field(description="Whether to tell it.", default=None)
    allow_private: Maybe[bool] = strawberry.field(
        description="Allow an address inside a private network, and http.", default=None
    )


@strawberry.type
class WebhookMutation:
    @strawberry.mutation(
        description="Tell an address of what happens from now on.", extensions=EXTENSIONS
    )
    async def webhook_create(self, info: Info, input: WebhookCreateInput) -> WebhookResult:
        pk, secret = await service.webhook_create(
            info.context.signed_in(),
            name=input.name,
            url=input.url,
            types=input.types,
            allow_private=input.allow_private,
        )
        return WebhookSaved(pk=pk, secret=secret)

    @strawberry.mutation(description="Change a webhook.", extensions=EXTENSIONS)
    async def webhook_update(
        self, info: Info, id: strawberry.ID, input: WebhookUpdateInput
    ) -> WebhookResult:
        pk = pk_of(id, "Webhook")
        await service.webhook_update(info.context.signed_in(), endpoint_id=pk, fields=given(input))
        return WebhookSaved(pk=pk)

    @strawberry.mutation(
        description="Give a webhook a new secret; for a day the old one signs beside it.",
        extensions=EXTENSIONS,
    )
    async def webhook_rotate_secret(self, info: Info, id: strawberry.ID) -> WebhookResult:
        pk = pk_of(id, "Webhook")
        secret = await service.webhook_rotate_secret(info.context.signed_in(), endpoint_id=pk)
        return WebhookSaved(pk=pk, secret=secret)

    @strawberry.mutation(
        description="Go on telling a paused webhook, from where it stopped.", extensions=EXTENSIONS
    )
    async def webhook_resume(self, info: Info, id: strawberry.ID) -> WebhookResult:
        pk = pk_of(id, "Webhook")
        await replaying.webhook_resume(info.context.signed_in(), endpoint_id=pk)
        return WebhookSaved(pk=pk)

    @strawberry.mutation(
        description="Tell a webhook again of everything behind an event number.",
        extensions=EXTENSIONS,
    )
    async def webhook_replay(
        self, info: Info, id: strawberry.ID, after: Annotated[int, KEPT]
    ) -> WebhookResult:
        pk = pk_of(id, "Webhook")
        await replaying.webhook_replay(info.context.signed_in(), endpoint_id=pk, after=after)
        return WebhookSaved(pk=pk)

    @strawberry.mutation(
        description="Post a trial to a webhook now, and see what it answers.",
        extensions=EXTENSIONS,
    )
    async def webhook_try(self, info: Info, id: strawberry.ID) -> WebhookTryResult:
        pk = pk_of(id, "Webhook")
        told = await replaying.webhook_try(info.context.signed_in(), endpoint_id=pk)
        return WebhookTried(
            accepted=told.accepted,
            status=told.status,
            answer=told.answer,
            error=told.error,
            took_ms=told.took_ms,
        )

    @strawberry.mutation(description="Take a webhook away.", extensions=EXTENSIONS)
    async def webhook_delete(self, info: Info, id: strawberry.ID) -> WebhookDeleteResult:
        pk = pk_of(id, "Webhook")
        await service.webhook_delete(info.context.signed_in(), endpoint_id=pk)
        return WebhookDeleted(id=id)

    @strawberry.mutation(description="Try one delivery again now.", extensions=EXTENSIONS)
    async def webhook_delivery_repeat(self, info: Info, id: strawberry.ID) -> WebhookDeliveryResult:
        pk = pk_of(id, "WebhookDelivery")
        await replaying.delivery_repeat(info.context.signed_in(), delivery_id=pk)
        return WebhookDeliveryRepeated(pk=pk)
