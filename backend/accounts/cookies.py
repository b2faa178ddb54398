"""The session cookie (RFC 6265bis): `__Host-`, HttpOnly, Secure, SameSite=Lax, one name per port.

Cookies ignore ports, so two servers on one machine would overwrite each other's sign-in: the port
is part of the name. Over http browsers keep such a cookie on loopback only.
"""

from starlette.requests import HTTPConnection

LOOPBACK = ("127.0.0.1", "localhost", "[::1]", "::1")


def cookie_name(connection: HTTPConnection) -> str:
    """The name of the session cookie at the address the client asked."""
    port = connection.url.port or {"https": 443, "wss": 443}.get(connection.url.scheme, 80)
    return f"__Host-kith-{port}"


def can_keep_cookie(connection: HTTPConnection) -> bool:
    """Whether a browser keeps the cookie there: https, or http on this machine."""
    return connection.url.scheme in ("https", "wss") or connection.url.hostname in LOOPBACK
