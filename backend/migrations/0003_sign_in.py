"""The named doors through row-level security: signing in is before any account is known."""

from tortoise.migrations import operations as ops

from backend.core import migration

# One definition of a sign-in that stands, for all who ask. A view of its owner's sees every
# account, so it is granted to nobody: the functions below are its doors.
CREDENTIAL = """
CREATE VIEW credential AS
  SELECT u.account_id, u.id AS user_id, u.roles, c.kind, c.id AS credential_id, c.via, c.scopes, c.token_hash,
         a.region, coalesce(u.preferences ->> 'language', a.language) AS language
    FROM (SELECT s.account_id, s.user_id, 'session' AS kind, s.id, s.via, NULL::jsonb AS scopes, s.token_hash
            FROM session s WHERE s.expires_at > now()
          UNION ALL
          SELECT t.account_id, t.user_id, 'token', t.id, 'api:' || t.name, t.scopes, t.token_hash
            FROM api_token t WHERE t.expires_at > now() AND t.revoked_at IS NULL) c
    JOIN app_user u ON u.account_id = c.account_id AND u.id = c.user_id AND u.active
    JOIN account a ON a.id = u.account_id
    LEFT JOIN customer o ON o.account_id = u.account_id AND o.id = u.customer_id
   WHERE o.id IS NULL OR NOT (o.blocked OR o.deleted_at IS NOT NULL)
"""

# The last use is written here, once a minute at most, because what follows is read-only.
AUTHENTICATE = """
CREATE FUNCTION authenticate(secret_hash bytea)
RETURNS TABLE (account_id bigint, user_id bigint, roles jsonb, kind text, credential_id bigint, via text,
               scopes jsonb, region text, language text)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE session SET last_used_at = now()
   WHERE token_hash = secret_hash AND last_used_at < now() - interval '1 minute' AND expires_at > now();
  UPDATE api_token SET last_used_at = now()
   WHERE token_hash = secret_hash AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute')
     AND expires_at > now() AND revoked_at IS NULL;
  SELECT c.account_id, c.user_id, c.roles, c.kind, c.credential_id, c.via, c.scopes, c.region, c.language
    FROM credential c WHERE c.token_hash = secret_hash
$$
"""

ALIVE = """
CREATE FUNCTION credentials_alive(kinds text[], ids bigint[])
RETURNS TABLE (kind text, credential_id bigint, roles jsonb, scopes jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT c.kind, c.credential_id, c.roles, c.scopes
    FROM credential c
    JOIN unnest(kinds, ids) AS asked (kind, id) ON asked.kind = c.kind AND asked.id = c.credential_id
$$
"""

# Whoever serves may not make accounts at will; the first one of an empty database is the exception.
FIRST_ACCOUNT = """
CREATE FUNCTION first_account(its_name text, its_region text, its_language text, its_currency text, its_zone text)
RETURNS bigint LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE made bigint;
BEGIN
  LOCK TABLE account IN SHARE ROW EXCLUSIVE MODE;
  IF EXISTS (SELECT FROM account) THEN
    RETURN NULL;
  END IF;
  INSERT INTO account (name, region, language, currency, time_zone, modules, tabs, lock_first_email, created_at)
  VALUES (its_name, its_region, its_language, its_currency, its_zone, '[]', '[]', true, now())
  RETURNING id INTO made;
  INSERT INTO event_counter (account_id, seq) VALUES (made, 0);
  INSERT INTO store (account_id, name, is_default, active) VALUES (made, its_name, true, true);
  RETURN made;
END $$
"""

LOST = """
CREATE FUNCTION accounts_without_admin() RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT a.id FROM account a
   WHERE NOT EXISTS (SELECT FROM app_user u
                      WHERE u.account_id = a.id AND u.active AND u.roles @> '["crm_admin"]')
$$
"""

ACCOUNT_OF = """
CREATE FUNCTION users_of_address(address text)
RETURNS TABLE (account_id bigint, account_name text, user_id bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT u.account_id, a.name, u.id FROM app_user u JOIN account a ON a.id = u.account_id
   WHERE u.email = address AND u.active
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

DOORS = {
    "authenticate(bytea)": AUTHENTICATE,
    "credentials_alive(text[], bigint[])": ALIVE,
    "first_account(text, text, text, text, text)": FIRST_ACCOUNT,
    "accounts_without_admin()": LOST,
    "users_of_address(text)": ACCOUNT_OF,
    "users_to_sign_in(text)": SIGN_IN,
    "one_time_link_of(bytea)": LINK,
}

OPEN = [
    f"{body}; REVOKE ALL ON FUNCTION {name} FROM PUBLIC; GRANT EXECUTE ON FUNCTION {name} TO kith_app"
    for name, body in DOORS.items()
]


class Migration(migration.Migration):
    dependencies = [("kith", "0002_seal")]
    operations = [
        ops.RunSQL(
            ";\n".join(["CREATE INDEX app_user_email ON app_user (email)", CREDENTIAL, *OPEN])
        )
    ]
