"""The door of SMS gateways' callbacks, and the way to what nobody has read yet."""

from tortoise.migrations import operations as ops

from backend.core import migration

DOOR = """
CREATE FUNCTION gateway_of_hook(hook text)
RETURNS TABLE (account_id bigint, gateway_id bigint, slug text, name text, kind text, region text,
               settings jsonb, sealed text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT g.account_id, g.id, g.slug, g.name, g.kind, g.region, g.settings, g.sealed
    FROM gateway g WHERE g.slug = hook AND g.active AND g.channel = 'sms'
$$;
REVOKE ALL ON FUNCTION gateway_of_hook(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gateway_of_hook(text) TO kith_app
"""

UNREAD = """
CREATE INDEX message_unread ON message (account_id, id)
 WHERE direction = 'incoming' AND read_at IS NULL
"""


class Migration(migration.Migration):
    dependencies = [("kith", "0011_custom_fields")]

    initial = False

    operations = [ops.RunSQL(DOOR), ops.RunSQL(UNREAD)]
