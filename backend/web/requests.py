"""What surrounds every request: a number to find it by, its time, and one line where it was refused."""

import logging
import secrets
import time

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backend.core.metrics import REQUEST_SECONDS, REQUESTS

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
FAULT = (
    "The fault is ours. Nothing of yours is lost. If it stays, give this number to whoever looks"
    " after Kith: "
)

log = logging.getLogger("kith.requests")


class Requests:
    """Numbers, times and counts requests; says in one line what was refused or went wrong."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; nothing that goes wrong below leaves as anything but a sentence."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        number, began, status = secrets.token_hex(8), time.perf_counter(), 0

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)["x-request-id"] = number
            await send(message)

        try:
            await self.app(scope, receive, noting)
        except Exception:
            log.exception("%s %s failed, request %s", scope["method"], _path(scope), number)
            if status:
                raise
            await PlainTextResponse(FAULT + number, 500)(scope, receive, noting)
        finally:
            _note(scope, number, status or 499, time.perf_counter() - began)


def _note(scope: Scope, number: str, status: int, seconds: float) -> None:
    method = scope["method"] if scope["method"] in METHODS else "other"
    REQUESTS.labels(method, str(status)).inc()
    REQUEST_SECONDS.observe(seconds)
    if 400 <= status < 500:
        log.info(
            "%s %s refused with %d, request %s",
            method,
            _path(scope),
            status,
            number,
            extra={"client": (scope.get("client") or ("",))[0], "request": number},
        )


def _path(scope: Scope) -> str:
    """The path as one safe line; never the query, which may hold what people typed."""
    return str(scope["path"])[:200].encode("unicode_escape").decode()
