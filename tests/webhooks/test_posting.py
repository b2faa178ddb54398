"""A post reaches the host that was named, over its own certificate, and survives whatever is answered."""

import asyncio
import contextlib
import socket
import ssl
from collections.abc import AsyncIterator
from typing import Any

import httpx2 as httpx
import pytest
import trustme

from backend.core.vault import vault
from backend.webhooks import posting
from backend.webhooks.posting import SHOWN_BYTES, Addressed, post
from backend.webhooks.signing import new_secret, sealed


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    """A certificate authority of the test's own."""
    return trustme.CA()


@contextlib.asynccontextmanager
async def host(answer: bytes, context: ssl.SSLContext | None = None) -> AsyncIterator[int]:
    """Answers every request with these bytes; nothing at all for none. Gives its port."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            await reader.readuntil(b"\r\n\r\n")
            if not answer:
                await asyncio.sleep(5)
            writer.write(answer)
            await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context)
    async with server:
        yield server.sockets[0].getsockname()[1]


def named(authority: trustme.CA, name: str) -> ssl.SSLContext:
    """A server's TLS with a certificate for this name."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    return context


def trusting(authority: trustme.CA) -> httpx.AsyncClient:
    """A client that trusts the authority and nobody else."""
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return httpx.AsyncClient(verify=context, timeout=2, trust_env=False)


def addressed(url: str) -> Addressed:
    """An endpoint that may stand on this machine."""
    return Addressed(7, url, sealed(7, new_secret()), allow_private=True)


@pytest.fixture(autouse=True)
async def partner_is_here(monkeypatch: pytest.MonkeyPatch, app: Any) -> None:
    """`partner.example` is this machine."""
    assert vault()

    async def getaddrinfo(_host: str, port: int, **_: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", getaddrinfo, raising=False)


async def test_the_certificate_is_checked_against_the_name(authority: trustme.CA):
    taken = b"HTTP/1.1 204 No Content\r\ncontent-length: 0\r\n\r\n"
    async with trusting(authority) as http:
        async with host(taken, named(authority, "partner.example")) as port:
            told = await post(http, addressed(f"https://partner.example:{port}/in"), "evt_1", b"{}")
            assert (told.accepted, told.error) == (True, "")
        async with host(taken, named(authority, "somebody-else.example")) as port:
            told = await post(http, addressed(f"https://partner.example:{port}/in"), "evt_1", b"{}")
            assert told.status is None
            assert "certificate" in told.error.lower()


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        (b"HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n", 302),
        (b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 5_000_000, 200),
        (b"HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\n\x00\xff\x00", 200),
        (b"what is this\r\n\r\n", None),
        (b"", None),
    ],
)
async def test_whatever_is_answered_is_noted_and_nothing_more(answer: bytes, status: int | None):
    async with httpx.AsyncClient(timeout=0.5, trust_env=False) as http, host(answer) as port:
        told = await post(http, addressed(f"http://partner.example:{port}/in"), "evt_1", b"{}")
    assert told.status == status
    assert len(told.answer) <= SHOWN_BYTES
    assert "\x00" not in told.answer
    assert (told.error == "") == (status is not None)


async def test_an_endpoint_that_feeds_us_slowly_is_left(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(posting, "SECONDS", 0.5)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            await reader.readuntil(b"\r\n\r\n")
            writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
            for _ in range(100):
                writer.write(b"x")
                await writer.drain()
                await asyncio.sleep(0.1)
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server, posting.client() as http:
        port = server.sockets[0].getsockname()[1]
        told = await post(http, addressed(f"http://partner.example:{port}/in"), "evt_1", b"{}")
    assert told.took_ms < 3_000
