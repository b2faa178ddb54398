"""Tables of telephone lines and calls."""

from tortoise import fields

from backend.core.models import Owned


class Line(Owned):
    """A way to the telephone network: what Kith connects to, or what posts to `/hooks/calls/<slug>`.

    `kind` is one of `kinds.LineKind`; `settings` are its plain settings, `sealed` its secrets
    (`core/vault.py`). `countries` are those that may be called, none meaning the line's own.
    """

    name = fields.TextField()
    kind = fields.TextField(default="webhook")
    slug = fields.CharField(max_length=60, unique=True)
    settings = fields.JSONField(default=dict)
    sealed = fields.TextField()
    region = fields.TextField()
    countries = fields.JSONField(default=list)
    caller_ids = fields.JSONField(default=list)
    active = fields.BooleanField(default=True)
    simulator = fields.BooleanField(default=False)
    last_event_at = fields.DatetimeField(null=True)
    health = fields.TextField(default="unknown")
    health_note = fields.TextField(default="")
    health_at = fields.DatetimeField(null=True)
    version = fields.IntField(default=1)

    class Meta:
        table = "call_line"
        unique_together = (("account_id", "id"), ("account_id", "name"))


class PhoneDevice(Owned):
    """What rings first when its user calls somebody: at most one of a user's is active (R005)."""

    user_id = fields.BigIntField()
    line_id = fields.BigIntField(null=True)
    label = fields.TextField()
    kind = fields.TextField()
    address = fields.TextField(default="")
    caller_id = fields.TextField(null=True)
    auto_answer = fields.TextField(default="")
    active = fields.BooleanField(default=False)
    version = fields.IntField(default=1)

    class Meta:
        table = "phone_device"
        unique_together = (("account_id", "id"),)
        indexes = (("account_id", "user_id"),)


class Call(Owned):
    """One telephone call, from its first event to its end."""

    line_id = fields.BigIntField()
    external_id = fields.TextField()
    direction = fields.TextField()
    state = fields.TextField()
    rank = fields.IntField(default=0)
    outcome = fields.TextField(null=True)
    from_typed = fields.TextField(default="")
    to_typed = fields.TextField(default="")
    number_e164 = fields.TextField(null=True)
    user_id = fields.BigIntField(null=True)
    device_id = fields.BigIntField(null=True)
    hung_up_by = fields.TextField(null=True)
    override_reason = fields.TextField(default="")
    raised_at = fields.DatetimeField()
    answered_at = fields.DatetimeField(null=True)
    ended_at = fields.DatetimeField(null=True)
    cause = fields.TextField(default="")
    note = fields.TextField(default="")
    disposition = fields.TextField(null=True)
    called_back_at = fields.DatetimeField(null=True)
    settled = fields.BooleanField(default=False)
    version = fields.IntField(default=1)

    class Meta:
        table = "call"
        unique_together = (("account_id", "id"), ("account_id", "line_id", "external_id"))
        indexes = (("account_id", "raised_at", "id"), ("account_id", "number_e164"))


class CallParty(Owned):
    """A person or company whose number the call had: none, one or several per call."""

    call_id = fields.BigIntField()
    customer_id = fields.BigIntField(null=True)
    contact_id = fields.BigIntField(null=True)
    company_id = fields.BigIntField(null=True)

    class Meta:
        table = "call_party"
        unique_together = (("account_id", "id"),)
        indexes = (
            ("account_id", "call_id"),
            ("account_id", "customer_id", "call_id"),
            ("account_id", "contact_id", "call_id"),
            ("account_id", "company_id", "call_id"),
        )


class CallEvent(Owned):
    """What the telephone system said, once per key, whether or not it changed the call."""

    call_id = fields.BigIntField()
    key = fields.TextField()
    type = fields.TextField()
    at = fields.DatetimeField()
    received_at = fields.DatetimeField(auto_now_add=True)
    applied = fields.BooleanField(default=False)
    data = fields.JSONField(default=dict)

    class Meta:
        table = "call_event"
        unique_together = (("account_id", "id"), ("account_id", "call_id", "key"))


class CallCommand(Owned):
    """What a line is told to do with a call: written with its cause, taken by whoever runs the line."""

    call_id = fields.BigIntField()
    kind = fields.TextField()
    created_at = fields.DatetimeField(auto_now_add=True)
    taken_at = fields.DatetimeField(null=True)
    done_at = fields.DatetimeField(null=True)
    error = fields.TextField(default="")

    class Meta:
        table = "call_command"
        unique_together = (("account_id", "id"), ("account_id", "call_id", "kind"))
