"""The queue that runs the outbox, and the door by which a worker finds what is due in any account."""

from tortoise.migrations import operations as ops

from backend.core import migration
from backend.messages.queue import install_sql

# Only what the queue should have taken up by now: a ticket of a moment ago needs no second one.
DUE = """
CREATE FUNCTION outbox_due(most integer) RETURNS TABLE (account_id bigint, outbox_id bigint, attempts integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT o.account_id, o.id, o.attempts FROM outbox o
   WHERE (o.state = 'queued' AND o.next_try_at <= now() - interval '5 seconds')
      OR (o.state = 'sending' AND o.lease_until < now())
   ORDER BY o.next_try_at LIMIT most
$$;
REVOKE ALL ON FUNCTION outbox_due(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION outbox_due(integer) TO kith_app
"""


class Migration(migration.Migration):
    dependencies = [("kith", "0008_talking")]
    operations = [ops.RunSQL(f"{install_sql()};{DUE}")]
