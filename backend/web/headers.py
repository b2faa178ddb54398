"""Headers that every answer carries, and what each kind of page may load."""

from collections.abc import Mapping

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

Policy = Mapping[str, str]


def csp(policy: Policy) -> str:
    """A Content-Security-Policy's text."""
    return "; ".join(f"{name} {sources}" for name, sources in policy.items())


NOTHING: Policy = {"default-src": "'none'", "frame-ancestors": "'none'"}
"""For answers that are no pages: data, texts, refusals."""

APP: Policy = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "frame-src": "'self'",
    "manifest-src": "'self'",
    "worker-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
"""For the web app: its own files and nothing else, no inline script or style."""

GRAPHIQL: Policy = {
    **APP,
    "style-src": "'self' 'unsafe-inline'",
    "font-src": "'self' data:",
    "img-src": "'self' data:",
}
"""For GraphiQL alone: its editor writes styles into the page and carries fonts in its CSS."""

ALWAYS = {
    "content-security-policy": csp(NOTHING),
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
YEARS = "max-age=63072000"
"""Two years of https alone, for the host asked and no other (RFC 6797)."""


class SecurityHeaders:
    """Adds to each answer what its route has not said otherwise; data is not to be stored."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass an HTTP request on, its answer back with headers."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in ALWAYS.items():
                    headers.setdefault(name, value)
                headers.setdefault("cache-control", "no-store")
                if scope["scheme"] == "https":
                    headers.setdefault("strict-transport-security", YEARS)
            await send(message)

        await self.app(scope, receive, send_with_headers)
