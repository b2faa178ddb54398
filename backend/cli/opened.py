"""Settings with the command line's own words on top, and a database to work in."""

import asyncio
import dataclasses
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import asyncpg
import click
from tortoise import Tortoise

from backend.calls.plain_secrets import seal_plain
from backend.core.migrate import migrate
from backend.core.pool import dsn_parts, tortoise_config
from backend.core.postgres import DatabaseProblem, DatabaseUrls, database
from backend.core.settings import Settings
from backend.core.vault import use
from backend.events.hub import hub
from backend.events.wire import CHANNEL

Result = TypeVar("Result")

data_dir_option = click.option(
    "--data-dir",
    type=click.Path(path_type=Path),
    help="Folder of the embedded database [KITH_DATA_DIR, ./var].",
)


def settings_with(**given: Any) -> Settings:
    """Return the environment's settings; a word of the command line, where given, wins."""
    words = {name: value for name, value in given.items() if value is not None}
    return dataclasses.replace(Settings.from_environment(), **words)


@contextmanager
def migrated(
    settings: Settings, meanwhile: Callable[[], object] | None = None
) -> Iterator[DatabaseUrls]:
    """Give the addresses of a database in its newest form; it keeps running inside the block.

    What is to be done `meanwhile` is done while the embedded one starts.
    """
    vault = use(settings)
    with database(settings, meanwhile) as urls:
        if urls.owner_url:
            asyncio.run(migrate(urls.owner_url))
            asyncio.run(seal_plain(urls.owner_url, vault))
        else:
            asyncio.run(_has_tables(urls.app_url))
        yield urls


def work(settings: Settings, body: Callable[[DatabaseUrls], Awaitable[Result]]) -> Result:
    """Run `body` on a database in its newest form, beside a server or without one."""
    with migrated(settings) as urls:
        return asyncio.run(connected(urls.app_url, lambda: body(urls)))


async def connected(app_url: str, body: Callable[[], Awaitable[Result]]) -> Result:
    """Run `body` with the models open on `app_url`; servers beside us hear of what it wrote."""
    written: set[int] = set()
    hub.tell_others = written.add
    await Tortoise.init(config=tortoise_config(app_url, pool=4), _enable_global_fallback=True)
    try:
        return await body()
    finally:
        hub.tell_others = None
        await Tortoise.close_connections()
        if written:
            await _wake(app_url, written)


async def _wake(app_url: str, accounts: set[int]) -> None:
    connection = await asyncpg.connect(**dsn_parts(app_url))
    try:
        names = ",".join(map(str, sorted(accounts)))
        await connection.execute("SELECT pg_notify($1, $2)", CHANNEL, names)
    finally:
        await connection.close()


async def _has_tables(app_url: str) -> None:
    connection = await asyncpg.connect(**dsn_parts(app_url))
    try:
        ready = await connection.fetchval("SELECT to_regclass('public.account') IS NOT NULL")
    finally:
        await connection.close()
    if not ready:
        raise DatabaseProblem(
            "The database is empty. Set KITH_OWNER_DATABASE_URL and run `kith migrate`."
        )
