"""Kannel from Debian's packages between Kith and an SMS centre: bearerbox and smsbox, on free ports."""

import asyncio
import socket
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.programs import free_port, running

HERE = Path(__file__).parent
NEEDED = ("bearerbox", "smsbox")
PATIENCE = 20
NOT_YET = (ConnectionError, OSError)


@dataclass(frozen=True)
class Kannel:
    """Where its boxes listen."""

    sendsms: int

    @property
    def url(self) -> str:
        """The address Kith posts SMS to."""
        return f"http://127.0.0.1:{self.sendsms}/cgi-bin/sendsms"


@asynccontextmanager
async def kannel(folder: Path, centre: int, incoming: str) -> AsyncIterator[Kannel]:
    """Run both boxes, bound to a centre's port; `incoming` is what SMS from there are handed to."""
    ports = [free_port() for _ in range(3)]
    text = (HERE / "kannel.conf").read_text()
    for name, value in {
        "@ADMIN@": ports[0],
        "@BOX@": ports[1],
        "@SENDSMS@": ports[2],
        "@CENTRE@": centre,
        "@FOLDER@": folder,
        "@INCOMING@": incoming,
    }.items():
        text = text.replace(name, str(value))
    config, log = folder / "kannel.conf", folder / "kannel.log"
    config.write_text(text)
    async with running(log, "bearerbox", "-v", "1", str(config)) as bearerbox:
        await listening(ports[1], bearerbox, log)
        async with running(log, "smsbox", "-v", "1", str(config)) as smsbox:
            await listening(ports[2], smsbox, log)
            yield Kannel(ports[2])


async def listening(port: int, process: Process, log: Path) -> None:
    """Wait until somebody answers at a port."""

    def answers() -> bool:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except NOT_YET:
            return False
        return True

    await until(answers, lambda: f"{process.returncode}: {log.read_text()[-2_000:]}")


async def until(so: Callable[[], object], otherwise: Callable[[], object]) -> None:
    """Wait until something is so; what to say when it never is."""
    for _ in range(PATIENCE * 20):
        if so():
            return
        await asyncio.sleep(0.05)
    raise AssertionError(otherwise())
