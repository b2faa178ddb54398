"""Missed calls that wait are found by their number, too, without reading all that wait."""

from tortoise.migrations import operations as ops

from backend.core import migration

INDEX = """
CREATE INDEX call_waiting_number ON call (account_id, number_e164, raised_at, id)
 WHERE outcome = 'missed' AND called_back_at IS NULL AND NOT settled AND number_e164 IS NOT NULL
"""


class Migration(migration.Migration):
    dependencies = [("kith", "0022_incoming_mail")]

    initial = False

    operations = [ops.RunSQL(INDEX)]
