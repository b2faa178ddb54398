"""Parts of long SMS that came in, kept until their text is whole."""

from tortoise import fields
from tortoise.migrations import operations as ops

from backend.core import migration
from backend.core.sealing import seal

TEXT = ("account_id", "gateway_id", "sender", "recipient", "reference", "count", "number")


class Migration(migration.Migration):
    dependencies = [("kith", "0016_smpp")]

    initial = False

    operations = [
        ops.CreateModel(
            name="SmsPart",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("account_id", fields.BigIntField()),
                ("gateway_id", fields.BigIntField()),
                ("sender", fields.TextField(unique=False)),
                ("recipient", fields.TextField(unique=False)),
                ("reference", fields.IntField()),
                ("count", fields.IntField()),
                ("number", fields.IntField()),
                ("text", fields.TextField(unique=False)),
                ("received_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
            ],
            options={
                "table": "sms_part",
                "app": "kith",
                "unique_together": (("account_id", "id"), TEXT),
                "pk_attr": "id",
                "table_description": "A part of a long SMS that came in, until the others are here.",
            },
            bases=["Owned"],
        ),
        ops.RunSQL(seal("sms_part", gateway_id="gateway")),
    ]
