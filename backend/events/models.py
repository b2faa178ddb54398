"""Tables of the event log, the spine: append only, gap-free per account."""

from tortoise import fields

from backend.core.models import Owned


class EventCounter(Owned):
    """The last sequence number of an account; taken last in a transaction, so numbers follow commits."""

    account_id = fields.BigIntField(unique=True)
    seq = fields.BigIntField(default=0)

    class Meta:
        table = "event_counter"
        unique_together = (("account_id", "id"),)


class Event(Owned):
    """One fact: what happened to which node, by whom, through what, field by field from → to."""

    seq = fields.BigIntField()
    type = fields.TextField()
    node_type = fields.TextField()
    node_id = fields.BigIntField()
    part_type = fields.TextField(null=True)
    part_id = fields.BigIntField(null=True)
    actor_id = fields.BigIntField(null=True)
    via = fields.TextField(default="web")
    at = fields.DatetimeField(auto_now_add=True)
    changes = fields.JSONField(default=dict)

    class Meta:
        table = "event"
        unique_together = (("account_id", "seq"), ("account_id", "id"))
        indexes = (("account_id", "node_type", "node_id", "seq"),)
