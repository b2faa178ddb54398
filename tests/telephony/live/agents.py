"""Agents that are none of ours, from Debian's packages: kamailio, baresip, sipp. Ended by their pid."""

import asyncio
import json
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import trustme

from tests.programs import free_port, is_free, running
from tests.telephony.live import tones

HERE = Path(__file__).parent
NEEDED = ("kamailio", "baresip", "sipp")
PATIENCE = 20
DOMAIN = "pbx.test"
PHONE, OFFICE, CUSTOMER = "anna", "office", "+48601412233"


@dataclass(frozen=True)
class Exchange:
    """A registrar and proxy with passwords, TLS, and a trunk to `trunk_port`."""

    port: int
    tls_port: int
    trunk_port: int
    ca_file: Path


@asynccontextmanager
async def exchange(folder: Path, trunk_port: int) -> AsyncIterator[Exchange]:
    """Run kamailio."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(folder / "ca.pem")
    server = authority.issue_cert("127.0.0.1")
    server.private_key_pem.write_to_path(folder / "server.key")
    server.cert_chain_pems[0].write_to_path(folder / "server.pem")
    port = free_port(2)
    text = (HERE / "kamailio.cfg").read_text()
    for name, value in {
        "@DOMAIN@": DOMAIN,
        "@PORT@": str(port),
        "@TLS_PORT@": str(port + 1),
        "@TRUNK@": f"127.0.0.1:{trunk_port}",
        "@FOLDER@": str(folder),
    }.items():
        text = text.replace(name, value)
    config = folder / "kamailio.cfg"
    config.write_text(text)
    log = folder / "kamailio.log"
    command = ("kamailio", "-f", str(config), "-DD", "-E", "-m", "64", "-M", "8")
    runtime = ("-Y", str(folder), "-P", str(folder / "kamailio.pid"))
    async with running(log, *command, *runtime) as process:
        await _listening(port, process, log)
        yield Exchange(port, port + 1, trunk_port, folder / "ca.pem")


class Baresip:
    """A phone that plays a tone, records what it hears, and does what one tells it."""

    def __init__(self, folder: Path, sip_port: int) -> None:
        self.folder, self.sip_port = folder, sip_port
        self.ctrl_port = free_port()
        self._reader: asyncio.StreamReader
        self._writer: asyncio.StreamWriter
        self._events: list[str] = []
        self._more = asyncio.Event()

    def write(self, account: str, hertz: int) -> None:
        """Lay out its folder."""
        (self.folder / "heard").mkdir(parents=True)
        tone = tones.play(self.folder / "tone.wav", hertz)
        silence = tones.play(self.folder / "silence.wav", 0, seconds=1)
        rtp = free_port(40)
        modules = ("g711", "aufile", "sndfile", "srtp")
        apps = ("account", "menu", "ctrl_tcp")
        lines = [
            f"sip_listen 127.0.0.1:{self.sip_port}",
            "net_interface 127.0.0.1",
            f"audio_player aufile,{self.folder / 'played.wav'}",
            f"audio_source aufile,{tone}",
            f"audio_alert aufile,{silence}",
            f"rtp_ports {rtp}-{rtp + 39}",
            "module_path /usr/lib/baresip/modules",
            *(f"module {name}.so" for name in modules),
            f"snd_path {self.folder / 'heard'}",
            "module_tmp uuid.so",
            *(f"module_app {name}.so" for name in apps),
            f"ctrl_tcp_listen 127.0.0.1:{self.ctrl_port}",
        ]
        (self.folder / "config").write_text("\n".join(lines) + "\n")
        (self.folder / "accounts").write_text(account + "\n")
        (self.folder / "contacts").write_text("")

    async def connect(self, process: Process) -> None:
        """Take the control of it."""
        await _listening(self.ctrl_port, process, self.folder / "log")
        self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self.ctrl_port)

    async def listen(self) -> None:
        """Take in its events, for ever."""
        while True:
            length = await self._reader.readuntil(b":")
            body = await self._reader.readexactly(int(length[:-1]) + 1)
            event = json.loads(body[:-1])
            if event.get("event"):
                self._events.append(event.get("type", ""))
                self._more.set()

    async def do(self, command: str, params: str = "") -> None:
        """Press a key: accept, hangup, dial, hold, resume."""
        text = json.dumps({"command": command, "params": params, "token": "t"})
        self._writer.write(f"{len(text)}:{text},".encode())
        await self._writer.drain()

    def forget(self) -> None:
        """Forget the events of an earlier call."""
        self._events.clear()

    async def sees(self, kind: str) -> None:
        """Wait for an event."""
        async with asyncio.timeout(PATIENCE):
            while kind not in self._events:
                self._more.clear()
                await self._more.wait()
        self._events.remove(kind)

    async def says(self, words: str) -> None:
        """Wait for words of its log: what it did before its control was taken is only there."""
        async with asyncio.timeout(PATIENCE):
            while words not in _tail(self.folder / "log"):
                await asyncio.sleep(0.05)

    def recordings(self) -> list[Path]:
        """What it heard, oldest first."""
        return sorted(self.folder.glob("heard/*dec*.wav"), key=lambda p: p.stat().st_mtime)


@asynccontextmanager
async def baresip(
    folder: Path, account: str, *, hertz: int, sip_port: int | None = None
) -> AsyncIterator[Baresip]:
    """Run a phone; its SIP port is the account's where it names one."""
    phone = Baresip(folder, sip_port or free_port(2))
    phone.write(account.replace("@PORT@", str(phone.sip_port)), hertz)
    async with running(folder / "log", "baresip", "-f", str(folder), "-4", "-v") as process:
        await phone.connect(process)
        ear = asyncio.create_task(phone.listen())
        try:
            yield phone
        finally:
            ear.cancel()


@asynccontextmanager
async def sipp(folder: Path, scenario: str, port: int) -> AsyncIterator[Process]:
    """Run a scenario once, waiting for a call."""
    file = folder / "scenario.xml"
    file.write_text(scenario)
    media = free_port(4)
    options = ("-i", "127.0.0.1", "-p", str(port), "-mi", "127.0.0.1", "-mp", str(media))
    limits = ("-m", "1", "-nostdin", "-rtp_echo", "-timeout", "30")
    command = ("sipp", "-sf", str(file), *options, *limits)
    async with running(folder / "sipp.log", *command, cwd=folder) as process:
        await _bound(port, process, folder / "sipp.log")
        yield process


def _tail(log: Path) -> str:
    return log.read_text(errors="replace")[-2000:]


async def _listening(port: int, process: Process, log: Path) -> None:
    """Wait until a TCP port is answered."""
    async with asyncio.timeout(PATIENCE):
        while True:
            assert process.returncode is None, _tail(log)
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(0.05)
                continue
            writer.close()
            return


async def _bound(port: int, process: Process, log: Path) -> None:
    """Wait until a UDP port is taken."""
    async with asyncio.timeout(PATIENCE):
        while is_free(port):
            assert process.returncode is None, _tail(log)
            await asyncio.sleep(0.05)
