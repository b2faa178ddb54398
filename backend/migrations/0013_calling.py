"""Doors for whoever runs the lines, and rules of the tables of calling."""

from tortoise.migrations import operations as ops

from backend.core import migration

RULES = """
DROP INDEX call_command_waiting;
CREATE INDEX call_command_waiting ON call_command (account_id, id) WHERE done_at IS NULL;
CREATE INDEX call_running ON call (account_id, user_id) WHERE state <> 'ended' AND user_id IS NOT NULL;
ALTER TABLE call ADD CONSTRAINT call_hung_up_by_word CHECK (hung_up_by IN ('user', 'other', 'kith', 'line'));
ALTER TABLE call_line ADD CONSTRAINT call_line_health_word CHECK (health IN ('unknown', 'connecting', 'up', 'down'));
ALTER TABLE consent ADD CONSTRAINT consent_purpose_word CHECK (purpose IN ('service', 'marketing', 'research'));
ALTER TABLE consent ADD CONSTRAINT consent_how_word
  CHECK (how IN ('phone', 'email', 'sms', 'letter', 'in_person', 'web', 'other'))
"""

# Whoever runs the lines runs those of every account: these give ids, and what tells a changed line.
DOORS = """
CREATE FUNCTION lines_to_run() RETURNS TABLE (account_id bigint, line_id bigint, print text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT l.account_id, l.id, md5(l.kind || l.settings::text || l.sealed || l.region) FROM call_line l
   WHERE l.active AND l.kind NOT IN ('webhook', 'tel_link') ORDER BY l.id
$$;
CREATE FUNCTION commands_waiting() RETURNS TABLE (account_id bigint, command_id bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT k.account_id, k.id FROM call_command k WHERE k.done_at IS NULL ORDER BY k.id LIMIT 500
$$;
DROP FUNCTION lost_calls(timestamptz, timestamptz);
CREATE FUNCTION lost_calls(unheard_before timestamptz, ringing_before timestamptz, talking_before timestamptz)
RETURNS TABLE (account_id bigint, call_id bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT c.account_id, c.id FROM call c
   WHERE c.state <> 'ended'
     AND coalesce((SELECT max(e.received_at) FROM call_event e WHERE e.call_id = c.id), c.raised_at)
         < CASE WHEN c.state = 'answered' THEN talking_before
                WHEN EXISTS (SELECT FROM call_command k WHERE k.call_id = c.id
                                AND k.kind = 'originate' AND k.taken_at IS NULL) THEN unheard_before
                ELSE ringing_before END
   LIMIT 500
$$;
REVOKE ALL ON FUNCTION lines_to_run(), commands_waiting(), lost_calls(timestamptz, timestamptz, timestamptz)
  FROM PUBLIC;
GRANT EXECUTE ON FUNCTION lines_to_run(), commands_waiting(), lost_calls(timestamptz, timestamptz, timestamptz)
  TO kith_app
"""


class Migration(migration.Migration):
    dependencies = [("kith", "0012_sms_hooks")]
    operations = [ops.RunSQL(RULES + ";" + DOORS)]
