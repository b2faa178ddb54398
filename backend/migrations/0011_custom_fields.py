"""The account's own fields: their definitions, and a place for their values on four kinds of record."""

from orjson import loads
from tortoise import fields
from tortoise.fields.data import JSON_DUMPS
from tortoise.migrations import operations as ops

from backend.core import migration
from backend.core.adding import AddFilledField
from backend.core.sealing import seal

KINDS = ("Customer", "Contact", "Company", "Project")
TYPES = ("text", "number", "date", "choice", "yes_no", "link")

CHECKS = f"""
ALTER TABLE custom_field ADD CONSTRAINT custom_field_kind_word CHECK (kind IN {KINDS});
ALTER TABLE custom_field ADD CONSTRAINT custom_field_type_word CHECK (type IN {TYPES});
ALTER TABLE custom_field ADD CONSTRAINT custom_field_key_form CHECK (key ~ '^[a-z0-9]+(-[a-z0-9]+)*$')
"""


class Migration(migration.Migration):
    dependencies = [("kith", "0010_webhooks")]

    initial = False

    operations = [
        ops.CreateModel(
            name="CustomField",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("account_id", fields.BigIntField()),
                ("kind", fields.TextField(unique=False)),
                ("key", fields.TextField(unique=False)),
                ("label", fields.TextField(unique=False)),
                ("type", fields.TextField(unique=False)),
                (
                    "choices",
                    fields.JSONField(default=list, encoder=JSON_DUMPS, decoder=loads),
                ),
                ("position", fields.IntField(default=0)),
                ("mandatory", fields.BooleanField(default=False)),
                ("active", fields.BooleanField(default=True)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
            ],
            options={
                "table": "custom_field",
                "app": "kith",
                "unique_together": (("account_id", "id"), ("account_id", "kind", "key")),
                "pk_attr": "id",
                "table_description": "A field an account has defined for one kind of record; retired where not active.",
            },
            bases=["Owned"],
        ),
        *(
            AddFilledField(
                kind,
                "custom",
                fields.JSONField(default=dict, encoder=JSON_DUMPS, decoder=loads),
                sql_type="jsonb",
                default="'{}'",
            )
            for kind in KINDS
        ),
        ops.RunSQL(";\n".join([seal("custom_field", rights="SELECT, INSERT, UPDATE"), CHECKS])),
    ]
