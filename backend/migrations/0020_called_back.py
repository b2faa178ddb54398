"""Missed calls that somebody says were called back, and the way to those that wait."""

from tortoise import fields
from tortoise.migrations import operations as ops

from backend.core import migration

WAITING = """
CREATE INDEX call_to_return ON call (account_id, raised_at, id) WHERE outcome = 'missed' AND called_back_at IS NULL
"""


class Migration(migration.Migration):
    dependencies = [("kith", "0019_sms_sent_parts")]

    initial = False

    operations = [
        ops.AddField(
            model_name="Call",
            name="called_back_at",
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.RunSQL(WAITING),
    ]
