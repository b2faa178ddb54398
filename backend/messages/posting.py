"""One request to an SMS gateway over HTTP, and what can be said for sure of how it went.

Three ends are told apart, because a second SMS is worse than a late one: it surely never left, it
was answered, or it left and no whole answer came.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

import httpx2 as httpx

from backend.core.https import trusted
from backend.messages.carriers import Refused, Unanswered

SECONDS = 20.0
LONGEST_ANSWER = 64 * 1024
"""An answer is a line or a small JSON object; whatever goes on for longer is not read to its end."""

NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.InvalidURL)


@dataclass(frozen=True, slots=True)
class Reply:
    """What the gateway answered."""

    status: int
    text: str


async def post(
    url: str,
    form: Mapping[str, str],
    *,
    auth: tuple[str, str] | None = None,
    seconds: float | None = None,
) -> Reply | Refused | Unanswered:
    """Post a form; Refused where it surely never left, Unanswered where it may have been taken."""
    return await _ask("POST", url, auth, seconds, form=form)


async def get(
    url: str,
    query: Mapping[str, str] | None = None,
    *,
    auth: tuple[str, str] | None = None,
    seconds: float | None = None,
) -> Reply | Refused | Unanswered:
    """Ask with a query; the address has none of its own (`gateway_forms.web_address`)."""
    return await _ask("GET", url, auth, seconds, query=query)


async def _ask(
    method: str,
    url: str,
    auth: tuple[str, str] | None,
    seconds: float | None,
    *,
    form: Mapping[str, str] | None = None,
    query: Mapping[str, str] | None = None,
) -> Reply | Refused | Unanswered:
    most = seconds or SECONDS
    try:
        # A gateway that sends a byte now and then would never run into a limit between bytes.
        async with (
            asyncio.timeout(most),
            httpx.AsyncClient(timeout=most, verify=trusted()) as client,
        ):
            data = dict(form) if form is not None else None
            params = dict(query) if query is not None else None
            async with client.stream(method, url, params=params, data=data, auth=auth) as response:
                return Reply(response.status_code, await _text(response))
    except NEVER_LEFT as error:
        return Refused(f"The gateway cannot be reached: {_said(error)}", permanent=False)
    except (httpx.HTTPError, TimeoutError, OSError) as error:
        return Unanswered(f"The gateway did not answer: {_said(error)}")


async def _text(response: httpx.Response) -> str:
    body = bytearray()
    async for chunk in response.aiter_bytes():
        body += chunk
        if len(body) > LONGEST_ANSWER:
            break
    return bytes(body[:LONGEST_ANSWER]).decode("utf-8", "replace")


def _said(error: Exception) -> str:
    # Never the request: its form holds the password.
    return f"{str(error) or type(error).__name__}."
