"""Posting one signed body to one address, and reading no more of the answer than is shown."""

import asyncio
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit, urlunsplit

import httpx2 as httpx

from backend import __version__
from backend.core.https import trusted
from backend.webhooks.addresses import Target, Unreachable, target_of
from backend.webhooks.signing import signed

SECONDS = 10.0
SHOWN_BYTES = 1_000
"""As much of an answer is kept as helps whoever looks for the fault."""


@dataclass(frozen=True, slots=True)
class Addressed:
    """Whom a body goes to, and what signs it."""

    account_id: int
    url: str
    sealed: str
    allow_private: bool


@dataclass(frozen=True, slots=True)
class Told:
    """What came of a try; `status` is None where nobody answered, and `error` says why."""

    status: int | None
    answer: str
    error: str
    took_ms: int

    @property
    def accepted(self) -> bool:
        """Whether the endpoint took it (any 2xx)."""
        return self.status is not None and 200 <= self.status < 300

    @property
    def gone(self) -> bool:
        """Whether the endpoint asks to be told nothing any more (410, as the specification says)."""
        return self.status == 410


def client() -> httpx.AsyncClient:
    """The client of all deliveries: no redirects, no proxy of the environment, nothing remembered."""
    return httpx.AsyncClient(
        timeout=SECONDS,
        verify=trusted(),
        follow_redirects=False,
        trust_env=False,
        limits=httpx.Limits(max_connections=50, max_keepalive_connections=20),
    )


async def post(http: httpx.AsyncClient, to: Addressed, webhook_id: str, body: bytes) -> Told:
    """Try once; never raises for what an endpoint does or does not."""
    began = time.monotonic()
    try:
        # One limit for all of it: the client's own count anew with each byte that comes.
        async with asyncio.timeout(SECONDS):
            target = await target_of(to.url, allow_private=to.allow_private)
            headers = signed(to.account_id, to.sealed, webhook_id, body, at=datetime.now(UTC))
            status, answer = await _send(http, target, headers, body)
        return Told(status, answer, "", _since(began))
    except (Unreachable, httpx.HTTPError, OSError, TimeoutError) as error:
        return Told(None, "", _words(error), _since(began))


async def _send(
    http: httpx.AsyncClient, target: Target, headers: dict[str, str], body: bytes
) -> tuple[int, str]:
    parts = urlsplit(target.url)
    number = f"[{target.ip}]" if ":" in target.ip else target.ip
    place = f"{number}:{parts.port}" if parts.port else number
    request = http.build_request(
        "POST",
        urlunsplit(parts._replace(netloc=place)),
        content=body,
        headers={
            **headers,
            "host": parts.netloc,
            "content-type": "application/json",
            "user-agent": f"Kith/{__version__}",
        },
        # The certificate is asked for, and checked against, the name and not the number.
        extensions={"sni_hostname": target.host},
    )
    answer = await http.send(request, stream=True)
    try:
        return answer.status_code, await _beginning(answer)
    finally:
        await answer.aclose()


async def _beginning(answer: httpx.Response) -> str:
    read = b""
    async for chunk in answer.aiter_raw():
        read += chunk
        if len(read) >= SHOWN_BYTES:
            break
    return read[:SHOWN_BYTES].decode("utf-8", "replace").replace("\x00", "")


def _since(began: float) -> int:
    return int((time.monotonic() - began) * 1000)


def _words(error: Exception) -> str:
    if isinstance(error, httpx.TimeoutException | TimeoutError):
        return f"No answer within {SECONDS:g} seconds."
    return (str(error) or type(error).__name__)[:300]
