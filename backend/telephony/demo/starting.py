"""Starts and ends the two phones of the demo exchange, beside a server and before it."""

import contextlib
import importlib.util
import random
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
PORTS = range(20_000, 32_000)
"""Below those that Linux lends to outgoing connections, which would take one from under a phone."""
TRIES = 3
NOT_STARTED = "A phone of the demo exchange does not start."


class NoExchange(Exception):
    """The demo exchange cannot be started; the message says why."""


class _Ended(Exception):
    """A phone ended as it started, as one does whose port was taken in the meantime."""


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
    with contextlib.ExitStack() as running:
        yield _started(data_dir, running)


def _started(data_dir: Path, running: contextlib.ExitStack) -> Ports:
    """Start both phones, on other ports should one end at once."""
    for _ in range(TRIES):
        ports = Ports(*_free_ports(3))
        with contextlib.suppress(_Ended), contextlib.ExitStack() as starting:
            for phone, port in ((DemoPhone.DESK, ports.desk), (DemoPhone.CUSTOMER, ports.customer)):
                starting.enter_context(_phone(data_dir, phone, port))
            running.push(starting.pop_all())
            return ports
    raise NoExchange(NOT_STARTED)


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
        if process.poll() is not None:
            raise _Ended
        if time.monotonic() > deadline:
            raise NoExchange(NOT_STARTED)
        time.sleep(0.05)


def _free_ports(count: int) -> list[int]:
    """Ports free for UDP and TCP, with the next one, which a phone takes for TLS."""
    free = (port for port in random.sample(PORTS[::2], len(PORTS) // 2) if _free(port))
    return [port for port, _ in zip(free, range(count), strict=False)]


def _free(port: int) -> bool:
    with contextlib.suppress(OSError), contextlib.ExitStack() as held:
        for kind in (socket.SOCK_DGRAM, socket.SOCK_STREAM):
            for one in (port, port + 1):
                held.enter_context(socket.socket(type=kind)).bind((HOST, one))
        return True
    return False
