"""Where the database is: an operator's own PostgreSQL, or the embedded one."""

import asyncio
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from urllib.parse import urlsplit, urlunsplit

import asyncpg

from backend.core.embedded import DatabaseProblem, running
from backend.core.settings import Settings, without_password

__all__ = ["DatabaseProblem", "DatabaseUrls", "database", "drop", "provision"]

OLDEST = 15  # the first with `ON DELETE SET NULL (column)`, which composite keys need
CONNECT_SECONDS = 10
CTYPE = "en_US.UTF-8" if sys.platform == "darwin" else "C.UTF-8"

MAKE_APP = "CREATE ROLE kith_app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS NOINHERIT"
MAKE_OWNER = "CREATE ROLE kith_owner LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS"


@dataclass(frozen=True, slots=True)
class DatabaseUrls:
    """One database seen by its two roles: `app_url` serves, `owner_url` migrates (or is empty)."""

    app_url: str
    owner_url: str


@contextmanager
def database(
    settings: Settings, meanwhile: Callable[[], object] | None = None
) -> Iterator[DatabaseUrls]:
    """Give the database's addresses while the block runs; the embedded one runs as long.

    What is to be done `meanwhile` is done while the embedded one starts. A SIGTERM ends the block
    the orderly way. Raises DatabaseProblem, with the line to run, when the database or its roles
    are not as they must be. Not for use inside an event loop.
    """
    if settings.database_url:
        urls = DatabaseUrls(settings.database_url, settings.owner_database_url)
        asyncio.run(check(urls))
        yield urls
        return
    if settings.owner_database_url:
        raise DatabaseProblem(
            "KITH_OWNER_DATABASE_URL is set and KITH_DATABASE_URL is not. "
            "Set both, or neither for the embedded database."
        )
    with _terminate_in_order(), running(settings.data_dir, meanwhile) as admin:
        yield asyncio.run(provision(admin, "kith"))


async def check(urls: DatabaseUrls) -> None:
    """Raise DatabaseProblem unless PostgreSQL is new enough and policies hold kith_app."""
    if urls.owner_url:
        await _check_owner(urls.owner_url)
    connection = await _connect(urls.app_url, "KITH_DATABASE_URL")
    try:
        role = await connection.fetchrow(
            "SELECT rolname, rolsuper OR rolbypassrls AS above, EXISTS (SELECT FROM pg_class"
            " WHERE relowner = pg_roles.oid AND relkind = 'r') AS owns"
            " FROM pg_roles WHERE rolname = current_user"
        )
    finally:
        await connection.close()
    if role["rolname"] != "kith_app":
        raise DatabaseProblem(
            f"KITH_DATABASE_URL signs in as {role['rolname']}. Row-level security holds the role "
            f"kith_app, so sign in as that. If it does not exist:\n  {MAKE_APP} PASSWORD '…';"
        )
    if role["above"]:
        raise DatabaseProblem(
            "kith_app stands above row-level security. As a superuser, run:\n"
            "  ALTER ROLE kith_app NOSUPERUSER NOBYPASSRLS;"
        )
    if role["owns"]:
        raise DatabaseProblem(
            "kith_app owns tables, and an owner is not held by row-level security. Run:\n"
            "  REASSIGN OWNED BY kith_app TO kith_owner;"
        )


async def _check_owner(url: str) -> None:
    connection = await _connect(url, "KITH_OWNER_DATABASE_URL")
    try:
        version = connection.get_server_version()
        facts = await connection.fetchrow(
            "SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = 'kith_app') AS app,"
            " current_user AS role, quote_ident(current_database()) AS name,"
            " has_database_privilege(current_database(), 'CREATE') AS creates,"
            " current_setting('server_encoding') AS encoding"
        )
    finally:
        await connection.close()
    if version.major < OLDEST:
        raise DatabaseProblem(f"This is PostgreSQL {version.major}; Kith needs {OLDEST} or newer.")
    if facts["encoding"] != "UTF8":
        raise DatabaseProblem(
            f"The database is encoded in {facts['encoding']}. Names of all countries need UTF8:\n"
            "  CREATE DATABASE kith TEMPLATE template0 ENCODING 'UTF8' OWNER kith_owner;"
        )
    if not facts["app"]:
        raise DatabaseProblem(
            f"The role kith_app is missing. As a superuser, run:\n  {MAKE_APP} PASSWORD '…';"
        )
    if not facts["creates"]:
        raise DatabaseProblem(
            f"{facts['role']} may not create tables. As a superuser, run:\n"
            f"  ALTER DATABASE {facts['name']} OWNER TO {facts['role']};"
        )


async def provision(admin_dsn: str, name: str, template: str | None = None) -> DatabaseUrls:
    """Make the two roles and the database `name` where they are missing; return its addresses.

    `admin_dsn` signs in as a superuser. With `template`, the new database is a copy of that one,
    to which nobody may be connected.
    """
    connection = await _connect(admin_dsn, "the administrator's address")
    try:
        # Two commands may start at once; the second waits and finds everything made.
        await connection.execute("SELECT pg_advisory_lock(hashtext('kith provision'))")
        roles = {r["rolname"] for r in await connection.fetch("SELECT rolname FROM pg_roles")}
        for role, line in (("kith_owner", MAKE_OWNER), ("kith_app", MAKE_APP)):
            if role not in roles:
                await connection.execute(line)
        if not await connection.fetchval("SELECT 1 FROM pg_database WHERE datname = $1", name):
            await connection.execute(_create(name, template))
    finally:
        await connection.close()
    return DatabaseUrls(
        app_url=_address(admin_dsn, "kith_app", name),
        owner_url=_address(admin_dsn, "kith_owner", name),
    )


async def drop(admin_dsn: str, name: str) -> None:
    """Drop the database `name` and end the connections to it; fine when there is none."""
    connection = await _connect(admin_dsn, "the administrator's address")
    try:
        await connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    finally:
        await connection.close()


def _create(name: str, template: str | None) -> str:
    if template:
        return f'CREATE DATABASE "{name}" OWNER kith_owner TEMPLATE "{template}"'
    # Sorting is by a key of our own, so bytes will do; trigrams and lower() need to know letters.
    return (
        f"CREATE DATABASE \"{name}\" OWNER kith_owner TEMPLATE template0 ENCODING 'UTF8'"
        f" LOCALE_PROVIDER libc LC_COLLATE 'C' LC_CTYPE '{CTYPE}'"
    )


def _address(admin_dsn: str, role: str, name: str) -> str:
    parts = urlsplit(admin_dsn)
    place = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{role}@{place}", path=f"/{name}"))


async def _connect(url: str, called: str) -> asyncpg.Connection:
    try:
        return await asyncpg.connect(url, timeout=CONNECT_SECONDS)
    except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as problem:
        raise DatabaseProblem(
            f"No database at {without_password(url)} ({called}): {problem or 'no answer'}."
        ) from problem


@contextmanager
def _terminate_in_order() -> Iterator[None]:
    """Turn SIGTERM into SystemExit, so that `finally` blocks run and PostgreSQL is stopped."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def leave(number: int, _frame: FrameType | None) -> None:
        raise SystemExit(128 + number)

    before = signal.signal(signal.SIGTERM, leave)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
