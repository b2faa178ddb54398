"""How a server presses the buttons of the demo phones: JSON lines over a socket in the data directory.

Only whoever runs the server can open the socket (mode 0600). Each phone is a process with its own.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

from backend.core.errors import Refused
from backend.core.settings import Settings

PATIENCE_SECONDS = 5.0
RETRY_SECONDS = 1.0
NOT_THERE = "The demo exchange is not running. Start Kith with `kith demo`."


class DemoPhone(StrEnum):
    """The two phones."""

    DESK = "desk"
    CUSTOMER = "customer"


class PhoneState(StrEnum):
    """What a phone does."""

    OFF = "off"
    IDLE = "idle"
    RINGING = "ringing"
    CALLING = "calling"
    TALKING = "talking"


class Button(StrEnum):
    """What one can press on a phone."""

    ANSWER = "answer"
    BUSY = "busy"
    HANG_UP = "hang_up"
    CALL = "call"


@dataclass(frozen=True, slots=True)
class Shown:
    """What a phone shows: its state, with whom, since when (seconds since 1970)."""

    state: PhoneState
    peer: str = ""
    since: float = 0.0


@dataclass(frozen=True, slots=True)
class Press:
    """A button; CALL says as whom (a number) and where to (a SIP address)."""

    button: Button
    caller: str = ""
    to: str = ""


def shown_line(shown: Shown) -> bytes:
    """What a phone shows, as a line."""
    return json.dumps(asdict(shown)).encode() + b"\n"


def read_shown(line: bytes) -> Shown:
    """What a phone shows, from a line."""
    told = json.loads(line)
    return Shown(PhoneState(told["state"]), told["peer"], told["since"])


def socket_of(data_dir: Path, phone: DemoPhone) -> Path:
    """Where a phone listens."""
    return data_dir / f"demo-{phone.value}.sock"


class DemoExchange:
    """The phones, as a server reaches them."""

    def __init__(self, data_dir: Path) -> None:
        self._data_dir = data_dir

    async def shown(self) -> dict[DemoPhone, Shown]:
        """What each phone shows now."""
        return {phone: await self._ask(phone, {}) for phone in DemoPhone}

    async def press(self, phone: DemoPhone, press: Press) -> Shown:
        """Press a button; Refused where the phone is not there."""
        shown = await self._ask(phone, {"press": asdict(press)})
        if shown.state is PhoneState.OFF:
            raise Refused(NOT_THERE)
        return shown

    async def watch(self, phone: DemoPhone) -> AsyncIterator[Shown]:
        """What a phone shows, and again at each change, for ever."""
        while True:
            try:
                async with self._line_to(phone) as (reader, writer):
                    writer.write(b'{"watch": true}\n')
                    while line := await reader.readline():
                        yield read_shown(line)
            except OSError:
                pass
            yield Shown(PhoneState.OFF)
            await asyncio.sleep(RETRY_SECONDS)

    async def _ask(self, phone: DemoPhone, told: dict[str, object]) -> Shown:
        try:
            async with asyncio.timeout(PATIENCE_SECONDS), self._line_to(phone) as (reader, writer):
                writer.write(json.dumps(told).encode() + b"\n")
                line = await reader.readline()
        except (OSError, TimeoutError):
            line = b""
        return read_shown(line) if line else Shown(PhoneState.OFF)

    @asynccontextmanager
    async def _line_to(
        self, phone: DemoPhone
    ) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
        path = socket_of(self._data_dir, phone)
        reader, writer = await asyncio.open_unix_connection(str(path))
        try:
            yield reader, writer
        finally:
            writer.close()


class _Here:
    exchange: DemoExchange | None = None


def use(settings: Settings) -> None:
    """Have this process reach the demo exchange, where there is to be one."""
    _Here.exchange = DemoExchange(settings.data_dir) if settings.demo_line else None


def demo_exchange() -> DemoExchange | None:
    """The demo exchange of this server, None where there is none."""
    return _Here.exchange
