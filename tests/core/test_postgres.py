"""The embedded PostgreSQL starts, is shared, is stopped by the last, and says what is wrong."""

import asyncio
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest

from backend.core import embedded
from backend.core.embedded import DatabaseProblem, only_server, origin_of, running
from backend.core.pool import dsn_parts
from backend.core.postgres import DatabaseUrls, check
from backend.core.postgres import database as opened
from backend.core.settings import Settings

HOLD = """
import sys
from pathlib import Path
from backend.core.postgres import database
from backend.core.settings import Settings
with database(Settings(data_dir=Path(sys.argv[1]))) as urls:
    print(urls.app_url, flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    path = Path(tempfile.mkdtemp(prefix="kith-test-"))
    yield path
    shutil.rmtree(path, ignore_errors=True)


def hold(folder: Path) -> tuple[subprocess.Popen[str], str]:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    return holder, holder.stdout.readline().strip()


async def ask(url: str, sql: str) -> object:
    connection = await asyncpg.connect(**dsn_parts(url))
    try:
        return await connection.fetchval(sql)
    finally:
        await connection.close()


def alive(folder: Path) -> bool:
    return embedded._postmaster(folder.resolve() / "postgres") is not None


def test_it_starts_in_a_folder_with_a_difficult_name(folder):
    settings = Settings(data_dir=folder / "Kith's data & more, łódź")
    with opened(settings) as urls:
        assert asyncio.run(ask(urls.app_url, "SELECT current_user")) == "kith_app"
        assert asyncio.run(ask(urls.owner_url, "SELECT lower('ŁÓDŹ')")) == "łódź"
    assert not alive(settings.data_dir)


def test_it_starts_in_a_folder_too_deep_for_a_socket(folder):
    with opened(Settings(data_dir=folder / ("x" * 120))) as urls:
        assert asyncio.run(ask(urls.app_url, "SELECT 1")) == 1


def test_the_last_to_leave_stops_it(folder):
    holder, url = hold(folder)
    with opened(Settings(data_dir=folder)) as urls:
        assert urls.app_url == url
        holder.communicate()
        assert asyncio.run(ask(urls.app_url, "SELECT 1")) == 1
    assert not alive(folder)


def test_a_command_beside_the_server_does_not_stop_it(folder):
    holder, url = hold(folder)
    with opened(Settings(data_dir=folder)):
        pass
    assert asyncio.run(ask(url, "SELECT 1")) == 1
    holder.communicate()
    assert not alive(folder)


def test_sigterm_stops_it(folder):
    holder, _ = hold(folder)
    holder.terminate()
    assert holder.wait(30) == 143
    assert not alive(folder)


def test_one_left_running_by_a_killed_server_is_taken_over_and_stopped(folder):
    holder, url = hold(folder)
    holder.kill()
    holder.wait()
    assert alive(folder)
    with opened(Settings(data_dir=folder)) as urls:
        assert urls.app_url == url
    assert not alive(folder)


def test_what_is_done_meanwhile_does_not_wait_for_the_start(folder):
    cluster = folder.resolve() / "postgres"
    there: list[bool] = []
    with running(folder, meanwhile=lambda: there.append((cluster / "postmaster.pid").exists())):
        there.append((cluster / "postmaster.pid").exists())
    assert there == [False, True]


def test_a_killed_postgres_recovers_at_the_next_start(folder):
    with running(folder) as admin:
        asyncio.run(ask(admin, "CREATE TABLE kept AS SELECT 7 AS n"))
        postmaster = embedded._postmaster(folder.resolve() / "postgres")
        postmaster.process.kill()
        postmaster.process.wait(10)
    with running(folder) as admin:
        assert asyncio.run(ask(admin, "SELECT n FROM kept")) == 7


def test_a_stale_number_of_another_program_does_not_hinder_the_start(folder):
    with running(folder):
        number = (folder / "postgres" / "postmaster.pid").read_text().splitlines()
    stale = "\n".join([str(os.getpid()), *number[1:]]) + "\n"
    (folder / "postgres" / "postmaster.pid").write_text(stale)
    with running(folder) as admin:
        assert asyncio.run(ask(admin, "SELECT 1")) == 1


def test_a_damaged_cluster_is_answered_in_plain_words(folder):
    with running(folder):
        pass
    (folder / "postgres" / "global" / "pg_control").write_bytes(b"")
    with pytest.raises(DatabaseProblem, match=r"does not start in .*pg_control"), running(folder):
        pass


def test_a_cluster_of_another_postgres_is_named(folder):
    (folder / "postgres").mkdir()
    (folder / "postgres" / "PG_VERSION").write_text("16\n")
    with pytest.raises(DatabaseProblem, match="written by PostgreSQL 16"), running(folder):
        pass


def test_a_folder_of_other_things_is_left_alone(folder):
    (folder / "postgres").mkdir()
    (folder / "postgres" / "thesis.txt").write_text("mine")
    with pytest.raises(DatabaseProblem, match="holds files, yet no database"), running(folder):
        pass
    assert [p.name for p in (folder / "postgres").iterdir()] == ["thesis.txt"]


def test_a_file_in_place_of_the_folder_is_refused(folder):
    (folder / "var").write_text("")
    with pytest.raises(DatabaseProblem, match="cannot be written"), running(folder / "var"):
        pass


def test_a_full_disk_is_noticed_before_anything_is_written(folder, monkeypatch):
    monkeypatch.setattr(embedded.shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(9, 9, 0))
    with pytest.raises(DatabaseProblem, match="0 MB left"), running(folder):
        pass
    assert not (folder / "postgres").exists()


def test_a_second_server_on_the_folder_is_told_of_the_first(folder):
    first = "http://127.0.0.1:8000"
    with only_server(folder, first):
        assert origin_of(folder) == first
        with (
            pytest.raises(DatabaseProblem, match=rf"already uses .* \({first}\)"),
            only_server(folder, "http://127.0.0.1:8001"),
        ):
            pass
    assert origin_of(folder) is None
    with only_server(folder, first):
        pass


def test_only_one_of_the_two_addresses_is_refused(folder):
    settings = Settings(data_dir=folder, owner_database_url="postgresql://o@localhost/kith")
    with pytest.raises(DatabaseProblem, match="Set both"), opened(settings):
        pass


async def test_a_database_with_its_two_roles_passes(database: DatabaseUrls):
    await check(database)


async def test_the_owner_may_not_serve(database: DatabaseUrls):
    swapped = DatabaseUrls(app_url=database.owner_url, owner_url=database.owner_url)
    with pytest.raises(DatabaseProblem, match="CREATE ROLE kith_app LOGIN NOSUPERUSER"):
        await check(swapped)


async def test_a_role_above_the_policies_is_refused_with_the_line_to_run(cluster, database):
    await ask(cluster, "ALTER ROLE kith_app BYPASSRLS")
    try:
        with pytest.raises(DatabaseProblem, match="ALTER ROLE kith_app NOSUPERUSER NOBYPASSRLS;"):
            await check(database)
    finally:
        await ask(cluster, "ALTER ROLE kith_app NOBYPASSRLS")


async def test_nobody_at_the_address_is_said_without_the_password():
    urls = DatabaseUrls("postgresql://kith_app:hush@127.0.0.1:1/kith", "")
    with pytest.raises(DatabaseProblem) as caught:
        await check(urls)
    assert "127.0.0.1:1/kith" in str(caught.value)
    assert "hush" not in str(caught.value)
