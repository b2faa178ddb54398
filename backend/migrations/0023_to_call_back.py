"""A call whose outcome is "call back" waits, too; what waits is found by its number without reading all that waits."""

from tortoise.migrations import operations as ops

from backend.core import migration

WAITING = """(outcome = 'missed' OR disposition = 'call_back')
   AND called_back_at IS NULL AND NOT settled AND number_e164 IS NOT NULL"""
INDEXES = f"""
DROP INDEX call_waiting;
CREATE INDEX call_waiting ON call (account_id, raised_at, id) WHERE {WAITING};
CREATE INDEX call_waiting_number ON call (account_id, number_e164, raised_at, id) WHERE {WAITING}
"""


class Migration(migration.Migration):
    dependencies = [("kith", "0022_incoming_mail")]

    initial = False

    operations = [ops.RunSQL(INDEXES)]
