"""Programs that are none of ours, started for a test and ended by their pid."""

import asyncio
import contextlib
import os
import shutil
import socket
from asyncio.subprocess import DEVNULL, STDOUT, Process
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path


def program(name: str) -> str | None:
    """Where a program is, daemons among them."""
    return shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin")


def missing(names: Iterable[str]) -> list[str]:
    """Those that are not installed here."""
    return [name for name in names if program(name) is None]


def free_port(count: int = 1) -> int:
    """The first of so many neighbouring ports that nobody has, for UDP and TCP."""
    while True:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            first = int(probe.getsockname()[1])
        if first + count < 60_000 and all(is_free(first + n) for n in range(count)):
            return first


def is_free(port: int) -> bool:
    """Whether a port can be taken, for UDP and TCP."""
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
        with socket.socket(type=kind) as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                return False
    return True


@asynccontextmanager
async def running(log: Path, *command: str, cwd: Path | None = None) -> AsyncIterator[Process]:
    """A program, ended by its pid whatever happens; its words go to a file."""
    with log.open("ab") as out:
        process = await asyncio.create_subprocess_exec(
            program(command[0]) or command[0],
            *command[1:],
            stdin=DEVNULL,
            stdout=out,
            stderr=STDOUT,
            cwd=cwd,
        )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.terminate()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(process.wait(), 3)
        if process.returncode is None:
            process.kill()
            await process.wait()
