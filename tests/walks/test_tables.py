"""Every table is sealed to its account by the database itself; the few others stand here with reasons."""

import asyncpg
import pytest

from tests.world import World

OUTSIDE = {
    "account": "is the tenant; its own policy compares its id",
    "pgqueuer": "the queue of what is to be sent: ids only, whichever account's",
    "pgqueuer_log": "what the queue did: ids only",
    "pgqueuer_schedules": "the queue's own; nothing is in it",
    "pgqueuer_statistics": "how many tickets the queue handed out",
    "rate_limit": "counts tries before anybody is known",
    "tortoise_migrations": "which migrations have run",
}
SEES_ALL = {
    "accounts_without_admin": "whoever runs the server makes the first administrator",
    "authenticate": "from a secret to its account",
    "claim_import_run": "a worker goes on with any account's import; it gets ids, no data",
    "commands_waiting": "whoever runs the lines runs those of every account; it gets ids",
    "credentials_alive": "which open connections still stand on something",
    "first_account": "an empty database has no account to be in",
    "gateway_of_hook": "an SMS gateway is known by its hook alone",
    "gateway_of_mail_hook": "a mail server is known by its hook alone",
    "import_analyze": "has the planner count two tables again; returns nothing",
    "line_of_hook": "a telephone system is known by its hook alone",
    "lines_to_run": "whoever runs the lines runs those of every account; it gets ids, no data",
    "lost_calls": "a worker ends any account's lost calls; it gets ids, no data",
    "webhooks_due": "a worker tells of any account's events; it gets ids, no data",
    "one_time_link_of": "a link is opened before any account is known",
    "outbox_due": "a worker sends any account's messages; it gets ids, no data",
    "who_asks_for_password": "a password is asked for before any account is known",
    "smpp_gateways": "one process runs the sessions of all accounts; it gets ids, no data",
    "users_of_address": "whoever runs the server acts for a user",
    "users_to_sign_in": "signing in is before any account is known",
}
"""Doors that whoever serves may open and that do not keep to the account themselves."""
APP_ONLY_READS_AND_ADDS = {
    "consent": "what somebody said is never rewritten",
    "event": "the log is append only",
}

TABLES = """
SELECT c.relname AS name, c.relrowsecurity AS secured,
       EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'account_id'
                  AND a.attnotnull AND NOT a.attisdropped) AS owned
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') ORDER BY 1
"""
POLICIES = """
SELECT tablename AS name, policyname, permissive, roles::text[] AS roles, cmd, qual, with_check
  FROM pg_policies WHERE schemaname = 'public'
"""
KEYS = """
SELECT t.relname AS name, k.conname, f.relname AS parent,
       array(SELECT a.attname::text FROM unnest(k.conkey) WITH ORDINALITY AS u (n, i)
             JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.n ORDER BY u.i) AS columns
  FROM pg_constraint k JOIN pg_class t ON t.oid = k.conrelid JOIN pg_class f ON f.oid = k.confrelid
 WHERE k.contype = 'f' AND t.relnamespace = 'public'::regnamespace
"""
UNTIED = """
SELECT c.table_name || '.' || c.column_name AS name FROM information_schema.columns c
 WHERE c.table_schema = 'public' AND c.column_name LIKE '%\\_id' AND c.column_name <> 'account_id'
   AND c.data_type = 'bigint'
"""
DEFINERS = """
SELECT p.proname AS name, p.proconfig::text[] AS config,
       p.prorettype = 'trigger'::regtype AS on_trigger, p.prosrc LIKE '%current_account()%' AS keeps,
       has_function_privilege('public', p.oid, 'EXECUTE') AS anybody,
       has_function_privilege('kith_app', p.oid, 'EXECUTE') AS serves
  FROM pg_proc p
 WHERE p.pronamespace = 'public'::regnamespace AND p.prosecdef
"""


@pytest.fixture
async def tables(owner: asyncpg.Connection) -> dict[str, asyncpg.Record]:
    return {row["name"]: row for row in await owner.fetch(TABLES) if row["name"] not in OUTSIDE}


async def test_every_table_belongs_to_an_account_and_is_under_row_level_security(
    tables: dict[str, asyncpg.Record],
) -> None:
    assert len(tables) > 20
    assert [name for name, row in tables.items() if not row["owned"]] == []
    assert [name for name, row in tables.items() if not row["secured"]] == []


async def test_the_tables_outside_are_still_there(owner: asyncpg.Connection) -> None:
    there = {row["name"] for row in await owner.fetch(TABLES)}
    assert OUTSIDE.keys() <= there


async def test_every_table_has_the_one_policy_for_reading_and_writing(
    owner: asyncpg.Connection, tables: dict[str, asyncpg.Record]
) -> None:
    policies: dict[str, list[asyncpg.Record]] = {}
    for row in await owner.fetch(POLICIES):
        policies.setdefault(row["name"], []).append(row)
    for name in tables:
        [policy] = policies.get(name, [None])  # a second one would open what the first closes
        assert policy is not None, f"{name}: seal() it"
        assert (policy["cmd"], policy["roles"]) == ("ALL", ["kith_app"]), name
        for rule in (policy["qual"], policy["with_check"]):
            assert rule == "(account_id = current_account())", name


async def test_every_foreign_key_stays_inside_its_account(owner: asyncpg.Connection) -> None:
    for key in await owner.fetch(KEYS):
        if key["parent"] == "account":
            assert key["columns"] == ["account_id"], key["conname"]
        else:
            assert key["columns"][0] == "account_id", key["conname"]
            assert len(key["columns"]) == 2, key["conname"]


async def test_every_table_is_tied_to_its_account_and_to_what_its_columns_name(
    owner: asyncpg.Connection, tables: dict[str, asyncpg.Record]
) -> None:
    tied: dict[str, set[str]] = {}
    for key in await owner.fetch(KEYS):
        tied.setdefault(key["name"], set()).update(key["columns"])
    assert [name for name in tables if "account_id" not in tied.get(name, set())] == []
    loose = [
        row["name"]
        for row in await owner.fetch(UNTIED)
        if row["name"].split(".")[0] in tables
        and row["name"].split(".")[1] not in tied.get(row["name"].split(".")[0], set())
    ]
    assert sorted(loose) == sorted(LOOSE)


LOOSE = {
    "event.actor_id": "the log outlives whom it tells of",
    "event.node_id": "any kind of node",
    "event.part_id": "any kind of part",
    "import_row.node_id": "any kind of record, whose row may be gone by then",
}


async def test_whoever_serves_owns_nothing_and_bypasses_nothing(
    owner: asyncpg.Connection,
) -> None:
    role = await owner.fetchrow("SELECT * FROM pg_roles WHERE rolname = 'kith_app'")
    assert role is not None
    for right in ("rolsuper", "rolbypassrls", "rolcreaterole", "rolcreatedb", "rolreplication"):
        assert role[right] is False, right
    assert (
        await owner.fetchval("SELECT count(*) FROM pg_auth_members WHERE member = $1", role["oid"])
        == 0
    )
    assert (
        await owner.fetchval("SELECT count(*) FROM pg_class WHERE relowner = $1", role["oid"]) == 0
    )


async def test_the_log_can_be_added_to_and_not_rewritten(owner: asyncpg.Connection) -> None:
    for table in APP_ONLY_READS_AND_ADDS:
        for right, held in (
            ("SELECT", True),
            ("INSERT", True),
            ("UPDATE", False),
            ("DELETE", False),
        ):
            sql = "SELECT has_table_privilege('kith_app', $1, $2)"
            assert await owner.fetchval(sql, table, right) is held, (table, right)


async def test_each_door_through_the_seal_is_named_and_cannot_be_led_astray(
    owner: asyncpg.Connection,
) -> None:
    for door in await owner.fetch(DEFINERS):
        assert any(c.startswith("search_path=") for c in door["config"] or []), door["name"]
        if door["on_trigger"]:  # cannot be called, only fired
            continue
        assert door["anybody"] is False, f"{door['name']}: REVOKE ALL … FROM PUBLIC"
        if door["serves"] and not door["keeps"]:
            assert door["name"] in SEES_ALL


async def test_views_hide_nothing_behind_their_owner(owner: asyncpg.Connection) -> None:
    sql = """
    SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace
       AND c.relkind IN ('v', 'm') AND has_table_privilege('kith_app', c.oid, 'SELECT')
    """
    assert [row["relname"] for row in await owner.fetch(sql)] == []


async def test_without_an_account_nothing_is_read_not_even_nothing(
    owner: asyncpg.Connection, world: World, database: object
) -> None:
    from backend.core.database import call_definer

    for sql in ("SELECT count(*) FROM customer", "SELECT count(*) FROM app_user"):
        with pytest.raises(asyncpg.PostgresError):
            await call_definer(sql)
