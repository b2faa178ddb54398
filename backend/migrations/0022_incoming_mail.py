"""The door of mail servers that hand in what comes to an address."""

from tortoise.migrations import operations as ops

from backend.core import migration

DOOR = """
CREATE FUNCTION gateway_of_mail_hook(hook text)
RETURNS TABLE (account_id bigint, gateway_id bigint, name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT g.account_id, g.id, g.name FROM gateway g WHERE g.slug = hook AND g.active AND g.channel = 'email'
$$;
REVOKE ALL ON FUNCTION gateway_of_mail_hook(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gateway_of_mail_hook(text) TO kith_app
"""


class Migration(migration.Migration):
    dependencies = [("kith", "0021_settled_calls")]

    initial = False

    operations = [ops.RunSQL(DOOR)]
