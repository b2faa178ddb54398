"""The doors of a forgotten password: whose address it is, and no link opens for whoever is blocked."""

from tortoise.migrations import operations as ops

from backend.core import migration

# Users by the address they sign in with; and customers without a login by their main address.
WHO = """
CREATE FUNCTION who_asks_for_password(address text, normalised_address text)
RETURNS TABLE (account_id bigint, user_id bigint, customer_id bigint, contact_id bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT u.account_id, u.id, u.customer_id, u.contact_id
    FROM app_user u
    LEFT JOIN customer c ON c.account_id = u.account_id AND c.id = u.customer_id
    LEFT JOIN contact k ON k.account_id = u.account_id AND k.id = u.contact_id
   WHERE u.email = address AND u.active AND c.deleted_at IS NULL AND k.deleted_at IS NULL
     AND NOT coalesce(c.blocked, false)
  UNION ALL
  SELECT c.account_id, NULL, c.id, NULL
    FROM email_address e
    JOIN customer c ON c.account_id = e.account_id AND c.id = e.customer_id
   WHERE e.normalised = normalised_address AND e.main AND c.deleted_at IS NULL AND NOT c.blocked
     AND NOT EXISTS (SELECT FROM app_user u
                      WHERE u.account_id = c.account_id
                        AND (u.customer_id = c.id OR u.email = address))
$$;
REVOKE ALL ON FUNCTION who_asks_for_password(text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION who_asks_for_password(text, text) TO kith_app;
CREATE INDEX email_address_normalised ON email_address (normalised) WHERE main AND customer_id IS NOT NULL;
CREATE INDEX app_user_customer ON app_user (account_id, customer_id) WHERE customer_id IS NOT NULL;
CREATE INDEX app_user_contact ON app_user (account_id, contact_id) WHERE contact_id IS NOT NULL
"""

LINK = """
CREATE OR REPLACE FUNCTION one_time_link_of(secret_hash bytea)
RETURNS TABLE (account_id bigint, link_id bigint, user_id bigint, purpose text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT l.account_id, l.id, l.user_id, l.purpose FROM one_time_link l
    LEFT JOIN app_user u ON u.account_id = l.account_id AND u.id = l.user_id
    LEFT JOIN customer c ON c.account_id = u.account_id AND c.id = u.customer_id
   WHERE l.token_hash = secret_hash AND l.used_at IS NULL AND l.expires_at > now()
     AND coalesce(u.active, true) AND NOT coalesce(c.blocked OR c.deleted_at IS NOT NULL, false)
$$
"""


class Migration(migration.Migration):
    dependencies = [("kith", "0014_short_searches")]
    operations = [ops.RunSQL(f"{WHO};{LINK}")]
