"""The session cookie (RFC 6265bis): `__Host-`, HttpOnly, Secure, SameSite=Lax, one name per port.

Cookies ignore ports, so two servers on one machine would overwrite each other's sign-in: the port
is part of the name. Over http browsers keep such a cookie on loopback only.
"""

from starlette.requests import HTTPConnection
from starlette.responses import Response

from backend.accounts.sessions import Opened

LOOPBACK = ("127.0.0.1", "localhost", "[::1]", "::1")


def cookie_name(connection: HTTPConnection) -> str:
    """The name of the session cookie at the address the client asked."""
    port = connection.url.port or {"https": 443, "wss": 443}.get(connection.url.scheme, 80)
    return f"__Host-kith-{port}"


def can_keep_cookie(connection: HTTPConnection) -> bool:
    """Whether a browser keeps the cookie there: https, or http on this machine."""
    return connection.url.scheme in ("https", "wss") or connection.url.hostname in LOOPBACK


def set_cookie(response: Response, connection: HTTPConnection, session: Opened) -> None:
    """Hand a session's secret to the browser; unremembered ones go when the browser closes."""
    response.set_cookie(
        cookie_name(connection),
        session.secret,
        max_age=session.seconds if session.remembered else None,
        path="/",
        secure=True,
        httponly=True,
        samesite="lax",
    )


def clear_cookie(response: Response, connection: HTTPConnection) -> None:
    """Have the browser forget its session."""
    response.delete_cookie(
        cookie_name(connection), path="/", secure=True, httponly=True, samesite="lax"
    )
