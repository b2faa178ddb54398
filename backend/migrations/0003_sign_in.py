"""The named doors through row-level security: signing in is before any account is known."""

from tortoise import migrations
from tortoise.migrations import operations as ops

AUTHENTICATE = """
CREATE FUNCTION authenticate(secret_hash bytea)
RETURNS TABLE (account_id bigint, user_id bigint, roles jsonb, kind text, credential_id bigint, name text,
               scopes jsonb, region text, language text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT u.account_id, u.id, u.roles, c.kind, c.id, c.name, c.scopes, a.region, a.language
    FROM (SELECT s.account_id, s.user_id, 'session' AS kind, s.id, '' AS name, NULL::jsonb AS scopes
            FROM session s WHERE s.token_hash = secret_hash AND s.expires_at > now()
          UNION ALL
          SELECT t.account_id, t.user_id, 'token', t.id, t.name, t.scopes
            FROM api_token t
           WHERE t.token_hash = secret_hash AND t.expires_at > now() AND t.revoked_at IS NULL) c
    JOIN app_user u ON u.account_id = c.account_id AND u.id = c.user_id AND u.active
    JOIN account a ON a.id = u.account_id
    LEFT JOIN customer o ON o.account_id = u.account_id AND o.id = u.customer_id
   WHERE o.id IS NULL OR NOT (o.blocked OR o.deleted_at IS NOT NULL)
$$
"""

SIGN_IN = """
CREATE FUNCTION users_to_sign_in(address text)
RETURNS TABLE (account_id bigint, user_id bigint, password_hash text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT u.account_id, u.id, u.password_hash
    FROM app_user u
    LEFT JOIN customer o ON o.account_id = u.account_id AND o.id = u.customer_id
   WHERE u.email = address AND u.active AND u.password_hash IS NOT NULL
     AND (o.id IS NULL OR NOT (o.blocked OR o.deleted_at IS NOT NULL))
$$
"""

LINK = """
CREATE FUNCTION one_time_link_of(secret_hash bytea)
RETURNS TABLE (account_id bigint, link_id bigint, user_id bigint, purpose text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT l.account_id, l.id, l.user_id, l.purpose FROM one_time_link l
   WHERE l.token_hash = secret_hash AND l.used_at IS NULL AND l.expires_at > now()
$$
"""

FUNCTIONS = {
    "authenticate(bytea)": AUTHENTICATE,
    "users_to_sign_in(text)": SIGN_IN,
    "one_time_link_of(bytea)": LINK,
}


class Migration(migrations.Migration):
    dependencies = [("kith", "0002_seal")]
    operations = [
        ops.RunSQL(
            f"{body}; REVOKE ALL ON FUNCTION {name} FROM PUBLIC; GRANT EXECUTE ON FUNCTION {name} TO kith_app"
        )
        for name, body in FUNCTIONS.items()
    ]
