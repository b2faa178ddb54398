"""The commands as people run them: processes of their own, on a data directory of their own."""

import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import httpx2 as httpx

STARTS_WITHIN = 90  # seconds, on a machine with other things to do
HOUSE = {name: value for name, value in os.environ.items() if not name.startswith("KITH_")}


def kith(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    return subprocess.run(
        [sys.executable, "-m", "backend.cli", *words],
        env=HOUSE | environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=STARTS_WITHIN,
        check=False,
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Server:
    """`kith serve` or `kith demo`, started; `said` is what it has printed once it is stopped."""

    folder: Path
    words: tuple[str, ...]
    port: int = field(default_factory=free_port)

    def start(self) -> "Server":
        self.log = self.folder / "said"
        self.process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "backend.cli",
                *self.words,
                *self.where,
                "--port",
                str(self.port),
            ],
            env=HOUSE,
            stdin=subprocess.DEVNULL,
            stdout=self.log.open("w"),
            stderr=subprocess.STDOUT,
        )
        deadline = time.monotonic() + STARTS_WITHIN
        while not self.ready():
            assert self.process.poll() is None, self.said
            assert time.monotonic() < deadline, self.said
            time.sleep(0.2)
        return self

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def where(self) -> list[str]:
        return ["--data-dir", str(self.folder / "var")]

    @property
    def said(self) -> str:
        return self.log.read_text()

    def ready(self) -> bool:
        try:
            return httpx.get(f"{self.url}/readyz").status_code == 200
        except httpx.TransportError:
            return False

    def stop(self, number: int = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.process.wait(60)
