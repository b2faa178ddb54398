"""Webhooks and their deliveries."""

from __future__ import annotations

from datetime import datetime

import asyncpg
import orjson
import strawberry

from backend.accounts.permissions import Permission
from backend.webhooks import queries
from backend.webhooks.kinds import DeliveryState
from schema.batches import NODES, Batch, relation
from schema.enums import words
from schema.nested import count_batch
from schema.relay import Node, global_id

words(
    DeliveryState,
    "Where a delivery stands.",
    name="WebhookDeliveryState",
    QUEUED="It waits for its next try.",
    SENDING="It is on its way.",
    DELIVERED="The endpoint took it.",
    FAILED="It was tried for three days and is tried no more.",
)

MANAGE = Permission.WEBHOOK_MANAGE
WAITING = count_batch("webhook_waiting", queries.WAITING)


@strawberry.type(description="An address of a partner's that is told of events (R086).")
class Webhook(Node):
    pk: strawberry.Private[int]
    name: str = strawberry.field(description="What people call it.")
    url: str = strawberry.field(description="Where events are posted.")
    types: list[str] = strawberry.field(
        description="Which events, as `room.happened` or `room.*`; none means all."
    )
    active: bool = strawberry.field(description="Whether it is told anything.")
    allow_private: bool = strawberry.field(
        description="Whether it may stand inside a private network, and be called over http."
    )
    cursor: int = strawberry.field(description="The last event number it was given.")
    failing_since: datetime | None = strawberry.field(
        description="Since when it has accepted nothing; null where it answers well."
    )
    paused_at: datetime | None = strawberry.field(
        description="Since when Kith has paused it; null where it has not."
    )
    paused_reason: str = strawberry.field(description="Why it was paused, in words.")
    created_at: datetime = strawberry.field(description="When it was added, UTC.")
    waiting: int | None = relation(
        WAITING, int | None, description="How many deliveries wait; null for none."
    )


def webhook(row: asyncpg.Record) -> Webhook:
    """The webhook of a row of `queries.COLUMNS`; its secret is not among them."""
    return Webhook(
        id=global_id("Webhook", row["id"]),
        pk=row["id"],
        name=row["name"],
        url=row["url"],
        types=orjson.loads(row["types"]),
        active=row["active"],
        allow_private=row["allow_private"],
        cursor=row["cursor"],
        failing_since=row["failing_since"],
        paused_at=row["paused_at"],
        paused_reason=row["paused_reason"],
        created_at=row["created_at"],
    )


NODES["Webhook"] = Batch("webhook", queries.BY_ID, webhook, many=False)


@strawberry.type(description="One event on its way to one webhook.")
class WebhookDelivery(Node):
    pk: strawberry.Private[int]
    webhook_pk: strawberry.Private[int]
    seq: int = strawberry.field(description="The event's number.")
    type: str = strawberry.field(description="The event's type, as `room.happened`.")
    webhook_id: str = strawberry.field(
        description="The header `webhook-id`: the same at every try and replay."
    )
    state: DeliveryState = strawberry.field(description="Where it stands.")
    attempts: int = strawberry.field(description="How often it was tried.")
    next_try_at: datetime | None = strawberry.field(
        description="When it is tried next; null where it is not tried any more."
    )
    status: int | None = strawberry.field(
        description="The HTTP status of the last try; null where nobody answered."
    )
    answer: str = strawberry.field(description="How the last answer began.")
    error: str = strawberry.field(description="Why nobody answered, in words.")
    took_ms: int | None = strawberry.field(description="Milliseconds the last try took.")
    created_at: datetime = strawberry.field(description="When it was planned, UTC.")
    delivered_at: datetime | None = strawberry.field(description="When it was taken, UTC.")
    webhook: Webhook | None = relation(
        "Webhook", Webhook | None, description="Whom it goes to.", key="webhook_pk"
    )


def delivery(row: asyncpg.Record) -> WebhookDelivery:
    """The delivery of a row of `queries.DELIVERY_COLUMNS`."""
    state = DeliveryState(row["state"])
    waits = state in (DeliveryState.QUEUED, DeliveryState.SENDING)
    return WebhookDelivery(
        id=global_id("WebhookDelivery", row["id"]),
        pk=row["id"],
        webhook_pk=row["endpoint_id"],
        seq=row["seq"],
        type=row["type"],
        webhook_id=row["webhook_id"],
        state=state,
        attempts=row["attempts"],
        next_try_at=row["next_try_at"] if waits else None,
        status=row["status"],
        answer=row["answer"],
        error=row["error"],
        took_ms=row["took_ms"],
        created_at=row["created_at"],
        delivered_at=row["delivered_at"],
    )


NODES["WebhookDelivery"] = Batch("webhook_delivery", queries.DELIVERY_BY_ID, delivery, many=False)
