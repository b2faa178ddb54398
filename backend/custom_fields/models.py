"""The table of custom fields; their values stand in the column `custom` of each record."""

from tortoise import fields

from backend.core.models import Owned


class CustomField(Owned):
    """A field an account has defined for one kind of record; retired where not active."""

    kind = fields.TextField()
    key = fields.TextField()
    label = fields.TextField()
    type = fields.TextField()
    choices = fields.JSONField(default=list)
    position = fields.IntField(default=0)
    mandatory = fields.BooleanField(default=False)
    active = fields.BooleanField(default=True)
    created_at = fields.DatetimeField(auto_now_add=True)

    class Meta:
        table = "custom_field"
        unique_together = (("account_id", "id"), ("account_id", "kind", "key"))
