"""Tables of webhooks: who is told, and each telling."""

from tortoise import fields

from backend.core.models import Owned


class WebhookEndpoint(Owned):
    """An address of a partner's that is told of events; `cursor` is the last number it was given.

    While it refuses, nothing is tried before `knock_at`.
    `types` are event types, none meaning all of them; `sealed` holds the signing secrets
    (`core/vault.py`), two while one is being exchanged.
    """

    name = fields.TextField()
    url = fields.TextField()
    types = fields.JSONField(default=list)
    sealed = fields.TextField()
    active = fields.BooleanField(default=True)
    allow_private = fields.BooleanField(default=False)
    cursor = fields.BigIntField(default=0)
    failing_since = fields.DatetimeField(null=True)
    knock_at = fields.DatetimeField(null=True)
    paused_at = fields.DatetimeField(null=True)
    paused_reason = fields.TextField(default="")
    created_at = fields.DatetimeField(auto_now_add=True)
    version = fields.IntField(default=1)

    class Meta:
        table = "webhook_endpoint"
        unique_together = (("account_id", "id"), ("account_id", "name"))


class WebhookDelivery(Owned):
    """One event on its way to one endpoint, with what the endpoint said at the last try."""

    endpoint_id = fields.BigIntField()
    seq = fields.BigIntField()
    type = fields.TextField()
    webhook_id = fields.TextField()
    state = fields.TextField(default="queued")
    attempts = fields.IntField(default=0)
    next_try_at = fields.DatetimeField(auto_now_add=True)
    lease_until = fields.DatetimeField(null=True)
    status = fields.IntField(null=True)
    answer = fields.TextField(default="")
    error = fields.TextField(default="")
    took_ms = fields.IntField(null=True)
    created_at = fields.DatetimeField(auto_now_add=True)
    delivered_at = fields.DatetimeField(null=True)

    class Meta:
        table = "webhook_delivery"
        unique_together = (("account_id", "id"), ("account_id", "endpoint_id", "seq"))
