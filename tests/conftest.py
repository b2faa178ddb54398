"""A real PostgreSQL for each process of the tests: migrated once into a template, then copied."""

import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from itertools import count
from pathlib import Path

import asyncpg
import httpx2 as httpx
import pytest
from hypothesis import HealthCheck, settings
from starlette.applications import Starlette

from backend.asgi import create_app
from backend.core.embedded import running
from backend.core.migrate import migrate
from backend.core.pool import dsn_parts
from backend.core.postgres import DatabaseUrls, drop, provision
from backend.core.settings import Settings
from tests.client import Client
from tests.world import World, make_account

# The machine's speed is no property of ours: examples are counted, never timed.
settings.register_profile("kith", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("kith")

RUN = f"kith_test_{os.getpid()}"


@pytest.fixture(scope="session")
def cluster() -> Iterator[str]:
    """A superuser's address: `KITH_TEST_DATABASE_URL`, or a PostgreSQL just for this run."""
    if given := os.environ.get("KITH_TEST_DATABASE_URL"):
        yield given
        return
    # Not pytest's own folder: its 0700 keeps PostgreSQL's user out when the tests run as root.
    folder = Path(tempfile.mkdtemp(prefix="kith-test-"))
    try:
        with running(folder) as admin:
            yield admin
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
async def template(cluster: str) -> AsyncIterator[str]:
    """The name of a migrated, empty database to copy from."""
    name = f"{RUN}_template"
    if "KITH_TEST_DATABASE_URL" not in os.environ:
        await _hurry(cluster)
    urls = await provision(cluster, name)
    await migrate(urls.owner_url)
    yield name
    await drop(cluster, name)


@pytest.fixture(scope="session")
async def new_database(
    cluster: str, template: str
) -> AsyncIterator[Callable[[], Awaitable[DatabaseUrls]]]:
    """Make one more migrated, empty database, for a test that kills or compares whole ones."""
    names: list[str] = []
    numbers = count(1)

    async def make() -> DatabaseUrls:
        names.append(f"{RUN}_{next(numbers)}")
        return await provision(cluster, names[-1], template)

    yield make
    for name in names:
        await drop(cluster, name)


@pytest.fixture(scope="session")
async def database(new_database: Callable[[], Awaitable[DatabaseUrls]]) -> DatabaseUrls:
    """The two addresses of the run's database."""
    return await new_database()


@pytest.fixture(scope="session")
async def owner(database: DatabaseUrls) -> AsyncIterator[asyncpg.Connection]:
    """A connection as the tables' owner, which sees every account."""
    connection = await asyncpg.connect(**dsn_parts(database.owner_url))
    yield connection
    await connection.close()


@pytest.fixture(scope="session")
async def _sweep(
    cluster: str, database: DatabaseUrls
) -> AsyncIterator[Callable[[], Awaitable[None]]]:
    """Empty what migrations left empty; DELETE takes a tenth of the time of TRUNCATE here."""
    address = dsn_parts(cluster) | {"database": dsn_parts(database.app_url)["database"]}
    admin = await asyncpg.connect(**address)
    # Keys and triggers would ask for an order and count changes: neither matters to an empty table.
    await admin.execute("SET session_replication_role = replica")
    tables = [
        row["name"]
        for row in await admin.fetch(
            "SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public'"
        )
    ]
    kept = {t for t in tables if await admin.fetchval(f"SELECT EXISTS (SELECT FROM {t})")}
    statements = ";".join(f"DELETE FROM {t}" for t in tables if t not in kept)

    async def sweep() -> None:
        await admin.execute(statements)

    yield sweep
    await admin.close()


@pytest.fixture
async def clean(_sweep: Callable[[], Awaitable[None]]) -> AsyncIterator[None]:
    """Leave an empty database behind."""
    yield
    await _sweep()


async def _hurry(cluster: str) -> None:
    """Nothing here must outlive a power cut."""
    admin = await asyncpg.connect(**dsn_parts(cluster))
    await admin.execute("ALTER SYSTEM SET fsync = off")
    await admin.execute("SELECT pg_reload_conf()")
    await admin.close()


@pytest.fixture(scope="session")
async def app(database: DatabaseUrls) -> AsyncIterator[Starlette]:
    """The application of one worker, started."""
    application = create_app(
        Settings(database_url=database.app_url, pool_size=16, outbox_worker="off", telephony="off")
    )
    async with application.router.lifespan_context(application):
        yield application


@pytest.fixture(scope="session")
async def http(app: Starlette) -> AsyncIterator[httpx.AsyncClient]:
    """HTTP to the application, without a network."""
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as client:
        yield client


@pytest.fixture
async def world(owner: asyncpg.Connection, app: Starlette, clean: None) -> World:
    """A fresh account with a user of each role."""
    return await make_account(owner)


@pytest.fixture
def sales(http: httpx.AsyncClient, world: World) -> Client:
    """A salesperson's client."""
    return Client(http, world.tokens["crm_sales"])


@pytest.fixture
def admin(http: httpx.AsyncClient, world: World) -> Client:
    """An administrator's client."""
    return Client(http, world.tokens["crm_admin"])
