"""Tables of messages, of the gateways that carry them, and of the outbox that follows a commit."""

from tortoise import fields

from backend.core.models import Owned


class Gateway(Owned):
    """A way out for one channel: an SMTP server, an SMS gateway; callbacks come in by its `slug`.

    `settings` are its plain settings, `sealed` its secrets (`core/vault.py`).
    """

    channel = fields.TextField()
    kind = fields.TextField()
    name = fields.TextField()
    slug = fields.CharField(max_length=60, unique=True)
    settings = fields.JSONField(default=dict)
    sealed = fields.TextField(default="")
    region = fields.TextField(default="")
    active = fields.BooleanField(default=True)
    health = fields.TextField(default="unknown")
    health_note = fields.TextField(default="")
    health_at = fields.DatetimeField(null=True)
    last_event_at = fields.DatetimeField(null=True)
    version = fields.IntField(default=1)

    class Meta:
        table = "gateway"
        unique_together = (("account_id", "id"), ("account_id", "name"))


class Message(Owned):
    """One e-mail or SMS, to or from a party; without one where nobody has the sender's address.

    A message of the house (`template` is not empty) is written when it is sent, so that a one-time
    link never lies in the table.
    """

    channel = fields.TextField()
    direction = fields.TextField()
    state = fields.TextField()
    state_reason = fields.TextField(default="")
    customer_id = fields.BigIntField(null=True)
    contact_id = fields.BigIntField(null=True)
    company_id = fields.BigIntField(null=True)
    addressee_id = fields.BigIntField(null=True)
    user_id = fields.BigIntField(null=True)
    purpose = fields.TextField(default="personal")
    template = fields.TextField(default="")
    parameters = fields.JSONField(default=dict)
    language = fields.TextField(default="")
    address = fields.TextField()
    own_address = fields.TextField(default="")
    subject = fields.TextField(default="")
    body = fields.TextField(default="")
    segments = fields.IntField(null=True)
    encoding = fields.TextField(default="")
    gateway_id = fields.BigIntField(null=True)
    message_id = fields.TextField(null=True)
    external_id = fields.TextField(null=True)
    in_reply_to = fields.TextField(null=True)
    override_reason = fields.TextField(default="")
    created_at = fields.DatetimeField(auto_now_add=True)
    submitted_at = fields.DatetimeField(null=True)
    delivered_at = fields.DatetimeField(null=True)
    read_at = fields.DatetimeField(null=True)
    version = fields.IntField(default=1)

    class Meta:
        table = "message"
        unique_together = (("account_id", "id"),)
        indexes = (
            ("account_id", "created_at", "id"),
            ("account_id", "customer_id", "id"),
            ("account_id", "contact_id", "id"),
            ("account_id", "company_id", "id"),
            ("account_id", "address", "id"),
        )


class Outbox(Owned):
    """What must follow a commit: one row per message to be sent, written with its cause.

    The row is the truth of sending (state, attempts, next try, who is at it until when); a queue
    only runs it, and a sweep finds what a queue lost. `turns` counts every claim and fences it;
    `attempts` those of them that were one to send.
    """

    message_id = fields.BigIntField()
    state = fields.TextField(default="queued")
    turns = fields.IntField(default=0)
    attempts = fields.IntField(default=0)
    next_try_at = fields.DatetimeField(auto_now_add=True)
    lease_until = fields.DatetimeField(null=True)
    last_error = fields.TextField(default="")

    class Meta:
        table = "outbox"
        unique_together = (("account_id", "id"), ("account_id", "message_id"))


class SmsPart(Owned):
    """A part of a long SMS that came in, until the others are here."""

    gateway_id = fields.BigIntField()
    sender = fields.TextField()
    recipient = fields.TextField()
    reference = fields.IntField()
    count = fields.IntField()
    number = fields.IntField()
    text = fields.TextField()
    received_at = fields.DatetimeField(auto_now_add=True)

    class Meta:
        table = "sms_part"
        unique_together = (
            ("account_id", "id"),
            ("account_id", "gateway_id", "sender", "recipient", "reference", "count", "number"),
        )


class SmsSentPart(Owned):
    """A part of a long SMS that a centre took, until it says what became of it."""

    message_id = fields.BigIntField()
    gateway_id = fields.BigIntField()
    number = fields.IntField()
    count = fields.IntField()
    external_id = fields.TextField(null=True)
    state = fields.TextField()

    class Meta:
        table = "sms_sent_part"
        unique_together = (("account_id", "id"), ("account_id", "message_id", "number"))
        indexes = (("account_id", "gateway_id", "external_id"),)
