"""A small SMS centre of our own (SMPP 3.4), written from the specification with `struct` alone.

It shares no line with the library under test; Kannel's own client is tried against it too.
"""

import asyncio
import contextlib
import struct
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

BIND = {0x01, 0x02, 0x09}
SUBMIT, DELIVER, DELIVER_RESP = 0x04, 0x05, 0x80000005
ENQUIRE, UNBIND, RESPONSE = 0x15, 0x06, 0x80000000
PAYLOAD, RECEIPTED_ID = 0x0424, 0x001E
REFUSED_BIND, NO_SUCH_NUMBER, THROTTLED = 0x0D, 0x0B, 0x58


@dataclass(frozen=True)
class Submitted:
    """A submit_sm as it came; `octets` is the user data, its header included."""

    source: str
    destination: str
    esm_class: int
    registered: int
    coding: int
    octets: bytes
    id: str


@dataclass
class Centre:
    """What it was given, and how it behaves."""

    port: int = 0
    password: str = "s3cret"
    status: int = 0
    takes: int = 1_000_000
    silent: bool = False
    hangs_up: bool = False
    receipts: str = ""
    submitted: list[Submitted] = field(default_factory=list)
    acknowledged: list[tuple[int, int]] = field(default_factory=list)
    binds: int = 0
    start: int = 0
    _writer: asyncio.StreamWriter | None = None
    _sequence: int = 1000

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One session."""
        try:
            while True:
                head = await reader.readexactly(16)
                length, command, status, sequence = struct.unpack("!IIII", head)
                body = await reader.readexactly(length - 16)
                if not await self._take(command, status, sequence, body, writer):
                    break
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    async def _take(
        self, command: int, status: int, sequence: int, body: bytes, writer: asyncio.StreamWriter
    ) -> bool:
        if command in BIND:
            system_id, password = body.split(b"\0")[:2]
            refused = password.decode() != self.password
            answer = _pdu(
                command | RESPONSE, REFUSED_BIND if refused else 0, sequence, system_id + b"\0"
            )
            writer.write(answer)
            if not refused:
                self.binds += 1
                self._writer = writer
            return not refused
        if command == SUBMIT:
            return await self._submit(sequence, body, writer)
        if command == DELIVER_RESP:
            self.acknowledged.append((sequence, status))
        elif command in (ENQUIRE, UNBIND):
            writer.write(_pdu(command | RESPONSE, 0, sequence, b""))
        return command != UNBIND

    async def _submit(self, sequence: int, body: bytes, writer: asyncio.StreamWriter) -> bool:
        got = _submitted(body, f"C{self.start + len(self.submitted) + 1:06}")
        self.submitted.append(got)
        if self.hangs_up:
            return False
        if self.silent:
            return True
        status = self.status if len(self.submitted) <= self.takes else THROTTLED
        answer = b"" if status else got.id.encode() + b"\0"
        writer.write(_pdu(SUBMIT | RESPONSE, status, sequence, answer))
        if self.receipts and got.registered and not status:
            # In the same breath: the receipt is there before anybody can have looked at the answer.
            self.receipt(got.id, self.receipts, got.destination, got.source)
        await writer.drain()
        return True

    def receipt(
        self, id: str, stat: str, sender: str = "48601555018", to: str = "1", *, text: str = ""
    ) -> int:
        """Deliver a receipt; its sequence number."""
        said = text or (
            f"id:{id} sub:001 dlvrd:001 submit date:2611250910 done date:2611250911"
            f" stat:{stat} err:000 text:"
        )
        return self.deliver(sender, to, said.encode(), esm_class=0x04)

    def deliver(
        self, sender: str, to: str, octets: bytes, *, coding: int = 0, esm_class: int = 0
    ) -> int:
        """Deliver an SMS; its sequence number."""
        self._sequence += 1
        plain = sender.isdecimal()
        addresses = struct.pack("!BB", 1 if plain else 5, 1 if plain else 0) + sender.encode()
        addresses += b"\0" + struct.pack("!BB", 1, 1) + to.encode() + b"\0"
        body = b"\0" + addresses + bytes((esm_class, 0, 0)) + b"\0\0" + bytes((0, 0, coding, 0))
        if len(octets) > 254:
            body += b"\0" + struct.pack("!HH", PAYLOAD, len(octets)) + octets
        else:
            body += bytes((len(octets),)) + octets
        assert self._writer is not None
        self._writer.write(_pdu(DELIVER, 0, self._sequence, body))
        return self._sequence

    def drop(self) -> None:
        """Break the session off."""
        assert self._writer is not None
        self._writer.transport.abort()


def _pdu(command: int, status: int, sequence: int, body: bytes) -> bytes:
    return struct.pack("!IIII", 16 + len(body), command, status, sequence) + body


def _submitted(body: bytes, id: str) -> Submitted:
    _service, rest = body.split(b"\0", 1)
    source, rest = rest[2:].split(b"\0", 1)
    destination, rest = rest[2:].split(b"\0", 1)
    esm_class = rest[0]
    _schedule, rest = rest[3:].split(b"\0", 1)
    _validity, rest = rest.split(b"\0", 1)
    registered, _replace, coding, _default, length = rest[:5]
    octets, tagged = rest[5 : 5 + length], rest[5 + length :]
    while tagged:
        tag, size = struct.unpack("!HH", tagged[:4])
        octets = tagged[4 : 4 + size] if tag == PAYLOAD else octets
        tagged = tagged[4 + size :]
    return Submitted(
        source.decode(), destination.decode(), esm_class, registered, coding, octets, id
    )


@contextlib.asynccontextmanager
async def centre(port: int = 0, **behaviour: object) -> AsyncIterator[Centre]:
    """A centre that listens on loopback."""
    there = Centre(**behaviour)  # type: ignore[arg-type]
    server = await asyncio.start_server(there.serve, "127.0.0.1", port)
    there.port = server.sockets[0].getsockname()[1]
    try:
        yield there
    finally:
        server.close()
        if there._writer is not None:
            there._writer.transport.abort()
