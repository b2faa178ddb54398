"""Which names this server answers to, where its operator has said under which it is found."""

from urllib.parse import urlsplit

from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

LOOPBACK = ("127.0.0.1", "localhost", "[::1]", "::1")
MACHINES = ("/healthz", "/readyz", "/metrics")
"""Asked by the machines around us, which use addresses instead of names."""


class KnownHosts:
    """Refuses requests for another host than the one in `KITH_PUBLIC_URL`; without it, none."""

    def __init__(self, app: ASGIApp, public_url: str) -> None:
        self.app = app
        host = urlsplit(public_url).hostname
        self.guarded = (
            TrustedHostMiddleware(app, [host, *LOOPBACK], www_redirect=False) if host else app
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer 400."""
        asked = self.app if scope.get("path") in MACHINES else self.guarded
        await asked(scope, receive, send)
