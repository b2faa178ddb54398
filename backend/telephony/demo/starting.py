"""Starts and ends the two phones of the demo exchange, beside a server and before it."""

import contextlib
import importlib.util
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from backend.telephony.demo.control import DemoPhone, socket_of

HOST = "127.0.0.1"
READY_SECONDS = 20.0
END_SECONDS = 5.0
SPARE = 2
"""A phone also takes the port after its own, for TLS."""


class NoExchange(Exception):
    """The demo exchange cannot be started; the message says why."""


@dataclass(frozen=True, slots=True)
class Ports:
    """Where on 127.0.0.1 each phone listens, and Kith's own SIP process."""

    desk: int
    customer: int
    kith: int


def installed() -> bool:
    """Whether there is a SIP engine on this machine."""
    return importlib.util.find_spec("baresip") is not None


@contextmanager
def exchange(data_dir: Path) -> Iterator[Ports]:
    """Run both phones while the block runs; raises NoExchange."""
    if not installed():
        raise NoExchange("No SIP engine is built for this machine (pip install 'kith[sip]').")
    data_dir.mkdir(parents=True, exist_ok=True)
    ports = Ports(*_free_ports(3))
    with contextlib.ExitStack() as running:
        for phone, port in ((DemoPhone.DESK, ports.desk), (DemoPhone.CUSTOMER, ports.customer)):
            running.enter_context(_phone(data_dir, phone, port))
        yield ports


@contextmanager
def _phone(data_dir: Path, phone: DemoPhone, port: int) -> Iterator[None]:
    path = socket_of(data_dir.resolve(), phone)
    path.unlink(missing_ok=True)
    command = [sys.executable, "-m", "backend.telephony.demo.phone"]
    arguments = [str(data_dir.resolve()), phone.value, str(port)]
    process = subprocess.Popen(  # noqa: S603 - our own program
        [*command, *arguments], stdin=subprocess.PIPE, start_new_session=True
    )
    assert process.stdin is not None  # noqa: S101 - it was asked for
    try:
        _await(path, process)
        yield
    finally:
        process.stdin.close()
        try:
            process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _await(path: Path, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + READY_SECONDS
    while not path.exists():
        if process.poll() is not None or time.monotonic() > deadline:
            raise NoExchange("A phone of the demo exchange does not start.")
        time.sleep(0.05)


def _free_ports(count: int) -> list[int]:
    """Ports that nobody has, and whose next one nobody has either; held until all are found."""
    with contextlib.ExitStack() as held:
        found: list[int] = []
        while len(found) < count:
            sockets = [held.enter_context(socket.socket(type=socket.SOCK_DGRAM)) for _ in "ab"]
            sockets[0].bind((HOST, 0))
            port = sockets[0].getsockname()[1]
            with contextlib.suppress(OSError, OverflowError):
                sockets[1].bind((HOST, port + 1))
                found.append(port)
    return found
