"""Reads of the account's own things."""

from collections.abc import Sequence

import asyncpg

from backend.core import database
from backend.core.paging import COUNT_CAP, Keyset, Page

USER_COLUMNS = """id, name, email, roles, active, version, created_at, lower(name) AS sort_key,
 password_hash IS NOT NULL AS has_password"""
USERS_BY_ID = f"SELECT id AS key, {USER_COLUMNS} FROM app_user WHERE id = ANY ($1::bigint[])"

ACCOUNT_BY_ID = """
SELECT id AS key, id, name, region, language, currency, time_zone, lock_first_email,
       modules
  FROM account WHERE id = ANY ($1::bigint[])
"""
SESSION_COLUMNS = "id, user_id, via, client, address, created_at, last_used_at, expires_at"
SESSIONS_BY_ID = (
    f"SELECT id AS key, {SESSION_COLUMNS} FROM session"
    " WHERE id = ANY ($1::bigint[]) AND expires_at > now()"
)
SESSIONS_OF = f"""
SELECT user_id AS key, {SESSION_COLUMNS} FROM session
 WHERE account_id = current_account() AND user_id = ANY ($1::bigint[]) AND expires_at > now()
 ORDER BY last_used_at DESC, id DESC
"""
KEY_COLUMNS = "id, user_id, name, prefix, scopes, created_at, expires_at, last_used_at, revoked_at"
TOKENS_BY_ID = f"SELECT id AS key, {KEY_COLUMNS} FROM api_token WHERE id = ANY ($1::bigint[])"
TOKENS = f"""
SELECT {KEY_COLUMNS} FROM api_token
 WHERE account_id = current_account() AND ($1::bigint IS NULL OR user_id = $1)
 ORDER BY revoked_at IS NOT NULL, created_at DESC, id DESC LIMIT 500
"""
MEMBERS_OF = """
SELECT g.key, count(c.id)::int AS n
  FROM unnest($1::bigint[]) AS g (key)
  LEFT JOIN customer c
         ON c.account_id = current_account() AND c.group_id = g.key AND c.deleted_at IS NULL
 GROUP BY g.key
"""
OWN_RECORD = """
SELECT 'Customer' AS kind, c.id, c.first_name, c.middle_name, c.last_name, c.language
  FROM app_user u JOIN customer c ON c.account_id = u.account_id AND c.id = u.customer_id
 WHERE u.account_id = $1 AND u.id = $2 AND c.deleted_at IS NULL
UNION ALL
SELECT 'Contact', c.id, c.first_name, c.middle_name, c.last_name, c.language
  FROM app_user u JOIN contact c ON c.account_id = u.account_id AND c.id = u.contact_id
 WHERE u.account_id = $1 AND u.id = $2 AND c.deleted_at IS NULL
"""


async def default_store(account_id: int) -> int | None:
    """The store a new customer comes from unless said otherwise (R040)."""
    sql = "SELECT id FROM store WHERE account_id = $1 AND is_default"
    value = await database.fetchval(account_id, sql, account_id)
    return int(value) if value is not None else None


async def users(account_id: int, page: Page, *, active: bool | None) -> Sequence[asyncpg.Record]:
    """Up to `limit + 1` users by name; None: barred ones too."""
    arguments: list[object] = [active]
    tail = Keyset(("lower(name)", "id"), ("text", "bigint")).clauses(page, arguments)
    sql = f"SELECT {USER_COLUMNS} FROM app_user WHERE {USERS_WHERE}{tail}"
    return await database.fetch(account_id, sql, *arguments)


USERS_WHERE = """account_id = current_account() AND ($1::boolean IS NULL OR active = $1)
  AND customer_id IS NULL AND contact_id IS NULL"""
"""Logins of customers and contacts stand on their records, not among those who work here."""


async def users_count(account_id: int, *, active: bool | None) -> int:
    """How many users there are, counted to one past the cap."""
    sql = (
        "SELECT count(*) FROM"
        f" (SELECT 1 FROM app_user WHERE {USERS_WHERE} LIMIT {COUNT_CAP + 1}) AS capped"
    )
    return int(await database.fetchval(account_id, sql, active))


async def preferences(account_id: int, user_id: int) -> str:
    """A user's stored preferences, JSON."""
    sql = "SELECT preferences FROM app_user WHERE account_id = $1 AND id = $2"
    return str(await database.fetchval(account_id, sql, account_id, user_id) or "{}")


async def token_name(account_id: int, token_id: int) -> str:
    """What an API token is called."""
    sql = "SELECT name FROM api_token WHERE account_id = $1 AND id = $2"
    return str(await database.fetchval(account_id, sql, account_id, token_id) or "")


async def session_client(account_id: int, session_id: int) -> str:
    """What a session is used through."""
    sql = "SELECT client FROM session WHERE account_id = $1 AND id = $2"
    return str(await database.fetchval(account_id, sql, account_id, session_id) or "")


async def own_record(account_id: int, user_id: int) -> asyncpg.Record | None:
    """The customer or contact a user is tied to."""
    return await database.fetchrow(account_id, OWN_RECORD, account_id, user_id)
