"""What an import remembers of its rows, and the door through which a worker finds runs to go on with."""

from orjson import loads
from tortoise import fields, migrations
from tortoise.fields.data import JSON_DUMPS
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

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


def json_list() -> fields.JSONField:
    """A JSON column that is an empty list unless said otherwise."""
    return fields.JSONField(default=list, encoder=JSON_DUMPS, decoder=loads)


class Migration(migrations.Migration):
    dependencies = [("kith", "0008_calls")]
    operations = [
        ops.RemoveIndex(
            model_name="ImportRow", name=None, fields=["account_id", "run_id", "verdict", "id"]
        ),
        ops.AddField("ImportRow", "changes", json_list()),
        ops.AddField("ImportRow", "name", fields.TextField(default="", unique=False)),
        ops.AddField("ImportRow", "phone", fields.TextField(default="", unique=False)),
        ops.AddField("ImportRow", "place", fields.IntField(default=0)),
        ops.AddField(
            "ImportRow",
            "prepared",
            fields.JSONField(null=True, encoder=JSON_DUMPS, decoder=loads),
        ),
        ops.AddIndex(
            model_name="ImportRow", index=Index(fields=["account_id", "run_id", "verdict", "place"])
        ),
        ops.AddIndex(model_name="ImportRow", index=Index(fields=["account_id", "run_id", "place"])),
        ops.AddField("ImportRun", "seq", fields.BigIntField(null=True)),
        ops.RunSQL(CLAIM),
    ]
