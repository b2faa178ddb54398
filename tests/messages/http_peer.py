"""A far end over HTTP that answers as it is told: rightly, slowly, in nonsense, or not at all."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit

Behaviour = Callable[[asyncio.StreamWriter], "asyncio.Future[None] | None"]


@dataclass
class HttpPeer:
    """Where it listens, and what it was asked: the first line, the headers, and the form or query of each request."""

    url: str = ""
    paths: list[str] = field(default_factory=list)
    forms: list[dict[str, str]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    answer: bytes = b""
    hangs: bool = False

    def says(self, status: int, body: str, kind: str = "text/plain") -> None:
        """Answer this from now on."""
        data = body.encode()
        head = f"HTTP/1.1 {status} Said\r\nContent-Type: {kind}\r\nContent-Length: {len(data)}\r\n"
        self.answer = f"{head}Connection: close\r\n\r\n".encode() + data
        self.hangs = False

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Read one request, then do what was asked for."""
        head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        headers = dict(line.lower().split(": ", 1) for line in head[1:] if line)
        body = await reader.readexactly(int(headers.get("content-length", 0)))
        self.paths.append(head[0])
        self.headers.append(headers)
        fields = body.decode() or urlsplit(head[0].split(" ")[1]).query
        self.forms.append(dict(parse_qsl(fields, keep_blank_values=True)))
        if self.hangs:
            await reader.read()
        writer.write(self.answer)
        with contextlib.suppress(ConnectionError):
            await writer.drain()
        writer.close()


@contextlib.asynccontextmanager
async def http_peer() -> AsyncIterator[HttpPeer]:
    """A peer on a free port of loopback."""
    peer = HttpPeer()
    server = await asyncio.start_server(peer.serve, "127.0.0.1", 0)
    peer.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with server:
        yield peer
