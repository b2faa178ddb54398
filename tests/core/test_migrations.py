"""The models, the migrations and the database say the same; an older database with people in it comes along."""

from collections.abc import Awaitable, Callable

import asyncpg
import pytest
from starlette.applications import Starlette
from tortoise import Tortoise, fields
from tortoise.migrations.api.migrate import migrate as migrate_to

from backend.calls.plain_secrets import seal_plain
from backend.core.migrate import apart, migrate
from backend.core.pool import dsn_parts, tortoise_config
from backend.core.postgres import DatabaseUrls, drop, provision
from backend.core.vault import Vault, new_key

TYPES = {
    fields.BigIntField: "bigint",
    fields.IntField: "integer",
    fields.TextField: "text",
    fields.CharField: "character varying",
    fields.BooleanField: "boolean",
    fields.DatetimeField: "timestamp with time zone",
    fields.DateField: "date",
    fields.JSONField: "jsonb",
    fields.DecimalField: "numeric",
    fields.FloatField: "double precision",
    fields.BinaryField: "bytea",
}
PLAIN = "whsec_c2VjcmV0IG9mIGFuIG9sZGVyIEtpdGg="
COLUMNS = """
SELECT table_name, column_name, data_type, is_nullable = 'YES' AS nullable
  FROM information_schema.columns WHERE table_schema = 'public'
"""


async def test_every_column_of_every_model_is_in_the_database(
    app: Starlette, owner: asyncpg.Connection
) -> None:
    found = {
        (r["table_name"], r["column_name"]): (r["data_type"], r["nullable"])
        for r in await owner.fetch(COLUMNS)
    }
    wanted = {
        (model._meta.db_table, name): (TYPES[type(field)], field.null)
        for model in Tortoise.apps["kith"].values()
        for name, field in model._meta.fields_map.items()
    }
    assert wanted
    assert {key: found.get(key) for key in wanted} == wanted


async def test_migrating_twice_does_nothing(
    new_database: Callable[[], Awaitable[DatabaseUrls]],
) -> None:
    assert await migrate((await new_database()).owner_url) == []


@pytest.fixture
async def old_database(cluster: str) -> DatabaseUrls:
    """A database in its very first form, with somebody in it."""
    name = "kith_test_old"
    await drop(cluster, name)
    urls = await provision(cluster, name)
    config = tortoise_config(urls.owner_url, pool=2)
    await apart(migrate_to(config=config, target="kith.0002_seal"))
    connection = await asyncpg.connect(**dsn_parts(urls.owner_url))
    account = await connection.fetchval(
        "INSERT INTO account (name, region, language, currency, time_zone, modules, tabs, lock_first_email, created_at)"
        " VALUES ('Old', 'PL', 'en', 'PLN', 'UTC', '[]', '[]', true, now()) RETURNING id"
    )
    await connection.execute(
        "INSERT INTO customer (account_id, number, first_name, middle_name, last_name, sort_key,"
        " match_names, id_number,"
        " id_issued_by, passport_number, licence_number, source, newsletter, promotional_sms,"
        " do_not_email, do_not_call,"
        " contact_preference, blocked, suppress_registration_email, target_information, role, notes, version,"
        " created_at, created_via, modified_at, modified_via) VALUES ($1, 10001, 'Ada', '', 'Krall', 'krall  ada',"
        " 'ada krall', '', '', '', '', 'telephone', true, false, false, false, 'any', false, false, '', '', '', 1,"
        " now(), 'web', now(), 'web')",
        account,
    )
    line = await connection.fetchval(
        "INSERT INTO call_line (account_id, name, slug, secret, region, active, simulator, version)"
        f" VALUES ($1, 'Desk', 'desk', '{PLAIN}', 'PL', true, false, 1) RETURNING id",
        account,
    )
    await connection.execute(
        "INSERT INTO call (account_id, line_id, external_id, direction, state, rank, from_typed, to_typed,"
        " raised_at, cause, note, version) VALUES ($1, $2, 'a', 'incoming', 'ended', 9, '', '', now(), '', '', 1)",
        account,
        line,
    )
    await connection.close()
    return urls


async def test_people_of_an_older_database_are_still_there_and_found(
    old_database: DatabaseUrls, cluster: str
) -> None:
    applied = await migrate(old_database.owner_url)
    assert applied
    connection = await asyncpg.connect(**dsn_parts(old_database.owner_url))
    try:
        assert await connection.fetchval("SELECT last_name FROM customer") == "Krall"
        assert await connection.fetchval("SELECT count(*) FROM party_search") == 1
        assert await connection.fetchval("SELECT override_reason FROM call") == ""
        line = await connection.fetchrow("SELECT account_id, kind, countries FROM call_line")
        assert (line["kind"], line["countries"]) == ("webhook", "[]")
        vault = Vault([new_key()])
        assert await seal_plain(old_database.owner_url, vault) == 1
        sealed = await connection.fetchval("SELECT sealed FROM call_line")
        assert PLAIN not in sealed
        assert vault.open(line["account_id"], sealed) == {"hook": PLAIN}
        assert await seal_plain(old_database.owner_url, vault) == 0
    finally:
        await connection.close()
        await drop(cluster, "kith_test_old")
