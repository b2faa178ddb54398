"""Missed calls that a later call has settled leave the index of those that wait."""

from tortoise import fields
from tortoise.migrations import operations as ops

from backend.core import migration
from backend.core.adding import AddFilledField

SETTLED = """
UPDATE call c SET settled = true
 WHERE c.outcome = 'missed' AND c.number_e164 IS NOT NULL AND EXISTS (
   SELECT FROM call n WHERE n.account_id = c.account_id AND n.number_e164 = c.number_e164
      AND (n.raised_at, n.id) > (c.raised_at, c.id)
      AND (n.answered_at IS NOT NULL OR n.outcome IN ('missed', 'answered_elsewhere')))
"""
INDEX = """
DROP INDEX call_to_return;
CREATE INDEX call_waiting ON call (account_id, raised_at, id)
 WHERE outcome = 'missed' AND called_back_at IS NULL AND NOT settled AND number_e164 IS NOT NULL
"""


class Migration(migration.Migration):
    dependencies = [("kith", "0020_called_back")]

    initial = False

    operations = [
        AddFilledField(
            "Call",
            "settled",
            fields.BooleanField(default=False),
            sql_type="boolean",
            default="false",
        ),
        ops.RunSQL(SETTLED),
        ops.RunSQL(INDEX),
    ]
