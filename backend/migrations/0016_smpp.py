"""Which SMPP gateways there are, for the process that runs their sessions."""

from tortoise.migrations import operations as ops

from backend.core import migration

SESSIONS = """
CREATE FUNCTION smpp_gateways() RETURNS TABLE (account_id bigint, gateway_id bigint, print text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT g.account_id, g.id, md5(concat_ws('|', g.settings::text, g.sealed, g.name, g.region))
    FROM gateway g WHERE g.kind = 'smpp' AND g.active
$$;
REVOKE ALL ON FUNCTION smpp_gateways() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION smpp_gateways() TO kith_app
"""


class Migration(migration.Migration):
    dependencies = [("kith", "0015_portal")]

    initial = False

    operations = [ops.RunSQL(SESSIONS)]
