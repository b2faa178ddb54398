"""The columns that every table of an account has, and those of every record people edit."""

from tortoise import Model, fields


class Owned(Model):
    """A row that belongs to one account; the database seals it off from every other."""

    id = fields.BigIntField(primary_key=True, generated=True)
    account_id = fields.BigIntField()

    class Meta:
        abstract = True


class Tracked(Owned):
    """A record people edit: its version, who made and last changed it, when and through what.

    `custom` holds the values of the account's own fields by their keys.
    """

    version = fields.IntField(default=1)
    created_at = fields.DatetimeField(auto_now_add=True)
    created_by = fields.BigIntField(null=True)
    created_via = fields.TextField(default="web")
    modified_at = fields.DatetimeField(auto_now_add=True)
    modified_by = fields.BigIntField(null=True)
    modified_via = fields.TextField(default="web")
    deleted_at = fields.DatetimeField(null=True)
    custom = fields.JSONField(default=dict)

    class Meta:
        abstract = True
