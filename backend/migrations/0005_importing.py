"""The door through which a worker finds imports to go on with, and fresh statistics meanwhile."""

from tortoise.migrations import operations as ops

from backend.core import migration

CLAIM = """
CREATE FUNCTION claim_import_run(seconds integer, only_run bigint)
RETURNS TABLE (account_id bigint, run_id bigint, user_id bigint, state text)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE import_run r SET leased_until = now() + make_interval(secs => seconds)
   WHERE r.id = (SELECT w.id FROM import_run w
                  WHERE w.state IN ('checking', 'importing', 'undoing')
                    AND (w.leased_until IS NULL OR w.leased_until < now())
                    AND (only_run IS NULL OR w.id = only_run)
                  ORDER BY w.id LIMIT 1 FOR UPDATE SKIP LOCKED)
  RETURNING r.account_id, r.id, r.user_id, r.state
$$;
REVOKE ALL ON FUNCTION claim_import_run(integer, bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION claim_import_run(integer, bigint) TO kith_app;
-- Plans made while a table was empty (foreign keys keep theirs as long as the connection lives) read
-- the whole of it for every row; fresh statistics make everybody plan anew.
CREATE FUNCTION import_analyze() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  ANALYZE customer, company, phone_number, email_address, location, address, affiliation, import_row;
END $$;
REVOKE ALL ON FUNCTION import_analyze() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION import_analyze() TO kith_app;
CREATE INDEX import_run_at_work ON import_run (id) WHERE state IN ('checking', 'importing', 'undoing')
"""


class Migration(migration.Migration):
    dependencies = [("kith", "0004_calls")]
    operations = [ops.RunSQL(CLAIM)]
