"""Parts of long SMS that went out: what the centre calls each, and what it reported of it."""

from tortoise import fields
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from backend.core import migration
from backend.core.sealing import seal


class Migration(migration.Migration):
    dependencies = [("kith", "0018_outbox_turns")]

    initial = False

    operations = [
        ops.CreateModel(
            name="SmsSentPart",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("account_id", fields.BigIntField()),
                ("message_id", fields.BigIntField()),
                ("gateway_id", fields.BigIntField()),
                ("number", fields.IntField()),
                ("count", fields.IntField()),
                ("external_id", fields.TextField(null=True, unique=False)),
                ("state", fields.TextField(unique=False)),
            ],
            options={
                "table": "sms_sent_part",
                "app": "kith",
                "unique_together": (
                    ("account_id", "id"),
                    ("account_id", "message_id", "number"),
                ),
                "indexes": [Index(fields=["account_id", "gateway_id", "external_id"])],
                "pk_attr": "id",
                "table_description": "A part of a long SMS that a centre took, until it says what became of it.",
            },
            bases=["Owned"],
        ),
        ops.RunSQL(seal("sms_sent_part", message_id="message", gateway_id="gateway")),
    ]
