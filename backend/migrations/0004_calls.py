"""Doors for telephone lines: whose hook this is, and which calls nobody ended."""

from tortoise.migrations import operations as ops

from backend.core import migration

DOORS = """
CREATE FUNCTION line_of_hook(hook text)
RETURNS TABLE (account_id bigint, line_id bigint, name text, secret text, region text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT l.account_id, l.id, l.name, l.secret, l.region FROM call_line l WHERE l.slug = hook AND l.active
$$;
CREATE FUNCTION lost_calls(ringing_before timestamptz, talking_before timestamptz)
RETURNS TABLE (account_id bigint, call_id bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT c.account_id, c.id FROM call c
   WHERE c.state <> 'ended'
     AND coalesce((SELECT max(e.received_at) FROM call_event e WHERE e.call_id = c.id), c.raised_at)
         < CASE WHEN c.state = 'answered' THEN talking_before ELSE ringing_before END
   LIMIT 500
$$;
REVOKE ALL ON FUNCTION line_of_hook(text), lost_calls(timestamptz, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION line_of_hook(text), lost_calls(timestamptz, timestamptz) TO kith_app;
CREATE INDEX call_open ON call (account_id, raised_at) WHERE state <> 'ended'
"""


class Migration(migration.Migration):
    dependencies = [("kith", "0003_sign_in")]
    operations = [ops.RunSQL(DOORS)]
