"""The server starts from nothing, stops when told, and comes back after being killed."""

import re
import shutil
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from backend.core import embedded
from tests.cli.running import Server


@pytest.fixture
def folder() -> Iterator[Path]:
    path = Path(tempfile.mkdtemp(prefix="kith-test-"))
    yield path
    shutil.rmtree(path, ignore_errors=True)


def postgres_runs(folder: Path) -> bool:
    return embedded._postmaster(folder.resolve() / "var" / "postgres") is not None


def test_an_empty_account_prints_a_link_and_sigterm_stops_everything(folder):
    server = Server(folder, ("serve",)).start()
    assert re.search(rf"Begin here: {server.url}/welcome#\S{{40,}}\n", server.said)
    assert postgres_runs(folder)
    assert server.stop() == 128 + signal.SIGTERM
    assert not postgres_runs(folder)


def test_a_killed_server_is_followed_by_another_on_its_folder(folder):
    first = Server(folder, ("serve",)).start()
    first.stop(signal.SIGKILL)
    assert postgres_runs(folder)
    second = Server(folder, ("serve",)).start()
    second.stop()
    assert not postgres_runs(folder)


def test_several_workers_start_and_stop_together(folder):
    server = Server(folder, ("serve", "--workers", "2")).start()
    server.stop()
    assert not server.ready()
    assert not postgres_runs(folder)
