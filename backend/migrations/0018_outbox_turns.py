"""Turns of the outbox are counted apart from attempts to send: one that is handed on is no attempt."""

from tortoise import fields
from tortoise.migrations import operations as ops

from backend.core import migration
from backend.core.adding import AddFilledField

DUE = """
UPDATE outbox SET turns = attempts;
DROP FUNCTION outbox_due(integer);
CREATE FUNCTION outbox_due(most integer) RETURNS TABLE (account_id bigint, outbox_id bigint, turns integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT o.account_id, o.id, o.turns FROM outbox o
   WHERE (o.state = 'queued' AND o.next_try_at <= now() - interval '5 seconds')
      OR (o.state = 'sending' AND o.lease_until < now())
   ORDER BY o.next_try_at LIMIT most
$$;
REVOKE ALL ON FUNCTION outbox_due(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION outbox_due(integer) TO kith_app
"""


class Migration(migration.Migration):
    dependencies = [("kith", "0017_sms_parts")]

    initial = False

    operations = [
        AddFilledField(
            "Outbox", "turns", fields.IntField(default=0), sql_type="integer", default="0"
        ),
        ops.RunSQL(DUE),
    ]
