"""Tables of accounts: the organisation, its users, how they sign in, and the lists it keeps."""

from tortoise import Model, fields

from backend.core.models import Owned


class Account(Model):
    """One organisation. The only table that is a tenant instead of having one."""

    id = fields.BigIntField(primary_key=True, generated=True)
    name = fields.TextField()
    region = fields.TextField(default="GB")
    language = fields.TextField(default="en")
    currency = fields.TextField(default="EUR")
    time_zone = fields.TextField(default="UTC")
    modules = fields.JSONField(default=list)
    tabs = fields.JSONField(default=list)
    lock_first_email = fields.BooleanField(default=True)
    created_at = fields.DatetimeField(auto_now_add=True)

    class Meta:
        table = "account"


class User(Owned):
    """Somebody who can sign in; without a role they see only the record they are tied to."""

    email = fields.TextField()
    name = fields.TextField()
    password_hash = fields.TextField(null=True)
    roles = fields.JSONField(default=list)
    active = fields.BooleanField(default=True)
    preferences = fields.JSONField(default=dict)
    customer_id = fields.BigIntField(null=True)
    contact_id = fields.BigIntField(null=True)
    created_at = fields.DatetimeField(auto_now_add=True)
    version = fields.IntField(default=1)

    class Meta:
        table = "app_user"
        unique_together = (("account_id", "id"), ("account_id", "email"))


class Session(Owned):
    """A sign-in. Holds the SHA-256 of its token, never the token."""

    user_id = fields.BigIntField()
    via = fields.TextField(default="web")
    token_hash = fields.BinaryField()
    client = fields.TextField(default="")
    address = fields.TextField(default="")
    created_at = fields.DatetimeField(auto_now_add=True)
    last_used_at = fields.DatetimeField(auto_now_add=True)
    expires_at = fields.DatetimeField()

    class Meta:
        table = "session"
        unique_together = (("account_id", "id"),)
        indexes = (("account_id", "user_id"),)


class ApiToken(Owned):
    """A partner's or app's key: hashed, scoped, expiring."""

    user_id = fields.BigIntField()
    name = fields.TextField()
    prefix = fields.TextField()
    token_hash = fields.BinaryField()
    scopes = fields.JSONField(default=list)
    created_at = fields.DatetimeField(auto_now_add=True)
    expires_at = fields.DatetimeField()
    last_used_at = fields.DatetimeField(null=True)
    revoked_at = fields.DatetimeField(null=True)

    class Meta:
        table = "api_token"
        unique_together = (("account_id", "id"),)
        indexes = (("account_id", "user_id"),)


class OneTimeLink(Owned):
    """A link that works once: makes the first admin, or sets a password."""

    user_id = fields.BigIntField(null=True)
    purpose = fields.TextField()
    token_hash = fields.BinaryField()
    created_at = fields.DatetimeField(auto_now_add=True)
    expires_at = fields.DatetimeField()
    used_at = fields.DatetimeField(null=True)

    class Meta:
        table = "one_time_link"
        unique_together = (("account_id", "id"),)


class RateLimit(Model):
    """How often something was tried in the present window; before sign-in there is no account."""

    id = fields.BigIntField(primary_key=True, generated=True)
    key = fields.CharField(max_length=200, unique=True)
    window_start = fields.DatetimeField()
    count = fields.IntField(default=0)

    class Meta:
        table = "rate_limit"


class NumberCounter(Owned):
    """The last number given out, per kind: client numbers, project numbers."""

    kind = fields.TextField()
    given = fields.BigIntField(default=10000)

    class Meta:
        table = "number_counter"
        unique_together = (("account_id", "kind"), ("account_id", "id"))


class Store(Owned):
    """A place the account sells from (R040)."""

    name = fields.TextField()
    is_default = fields.BooleanField(default=False)
    active = fields.BooleanField(default=True)

    class Meta:
        table = "store"
        unique_together = (("account_id", "id"), ("account_id", "name"))


class Group(Owned):
    """A group of customers with its default discount in per cent (R041)."""

    name = fields.TextField()
    discount = fields.DecimalField(max_digits=5, decimal_places=2, null=True)

    class Meta:
        table = "customer_group"
        unique_together = (("account_id", "id"), ("account_id", "name"))
