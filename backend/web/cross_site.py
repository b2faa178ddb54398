"""Other sites may not write in a signed-in user's name.

A browser says where a request comes from: in `Sec-Fetch-Site`, or where it does not know that
header, in `Origin`. Whoever carries a cookie and says neither is no browser of today, and refused.
API tokens are not sent by browsers on their own, so such requests pass. Reading is guarded by the
browser itself: no answer of ours allows another origin to see it.
"""

from urllib.parse import urlsplit

from starlette.requests import HTTPConnection
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
DEFAULT_PORTS = {"http": 80, "https": 443}


class CrossSiteGuard:
    """Refuses writes that another site started, and forms posted to the API."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer 403 or 415 in a GraphQL error's shape."""
        if scope["type"] == "http" and scope["method"] not in SAFE:
            refusal = refused(HTTPConnection(scope))
            if refusal is not None:
                await refusal(scope, receive, send)
                return
        await self.app(scope, receive, send)


def refused(request: HTTPConnection) -> JSONResponse | None:
    """The refusal of an unsafe request, None where it may pass."""
    if request.headers.get("authorization", "")[:7].lower() == "bearer ":
        return None
    if not _from_here(request):
        return _refusal(403, "CROSS_SITE", "Another site may not do this in your name.")
    if "cookie" in request.headers and request.url.path == "/graphql":
        kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
        if kind != "application/json":
            return _refusal(415, "NOT_JSON", "Send application/json.")
    return None


def _from_here(request: HTTPConnection) -> bool:
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("origin")
    if origin is not None:
        return _same_host(origin, request)
    return "cookie" not in request.headers


def _same_host(origin: str, request: HTTPConnection) -> bool:
    try:
        said = urlsplit(origin)
        port = said.port or DEFAULT_PORTS.get(said.scheme)
    except ValueError:
        return False
    url = request.url
    here = (url.scheme, url.hostname, url.port or DEFAULT_PORTS.get(url.scheme))
    return (said.scheme, said.hostname, port) == here


def _refusal(status: int, code: str, message: str) -> JSONResponse:
    body = {"errors": [{"message": message, "extensions": {"code": code}}]}
    return JSONResponse(body, status)
