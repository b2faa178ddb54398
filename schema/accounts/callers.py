"""Who knocks, from the request: client and network address; and the session cookie on the way out."""

from starlette.requests import HTTPConnection

from backend.accounts.clients import LONGEST, Caller, client_name
from backend.accounts.cookies import can_keep_cookie, clear_cookie, set_cookie
from backend.accounts.signing_in import SignedIn
from backend.core.errors import Refused
from schema.batches import Loaders
from schema.context import Info

UNKEPT = (
    "Over plain http a browser keeps a sign-in only on the computer Kith runs on. Use an address"
    " that begins with https."
)


def caller_of(info: Info, name: str | None = None) -> Caller:
    """The caller of an operation; an app may name itself."""
    request = _request(info)
    host = request.client.host if request.client else ""
    named = " ".join("".join(c for c in name or "" if c.isprintable()).split())[:LONGEST]
    return Caller(named or client_name(request.headers.get("user-agent", "")), host)


def demand_cookie(info: Info) -> None:
    """Refuse where a browser would lose the sign-in without a word."""
    if info.context.response is None:
        raise Refused("Sign in by a request of its own, not over a socket.")
    if not can_keep_cookie(_request(info)):
        raise Refused(UNKEPT)


def enter(info: Info, entered: SignedIn, *, cookie: bool) -> None:
    """Go on as whoever just signed in; their cookie leaves with the answer."""
    info.context.actor = entered.actor
    info.context.loaders = Loaders(entered.actor.account_id)
    if cookie and info.context.response is not None:
        set_cookie(info.context.response, _request(info), entered.session)


def leave(info: Info) -> None:
    """Go on as a stranger; the browser forgets its cookie."""
    info.context.actor = None
    if info.context.response is not None:
        clear_cookie(info.context.response, _request(info))


def welcome_page(info: Info, secret: str) -> str:
    """The address of the page behind a one-time link; after the `#` no server or proxy logs it."""
    url = _request(info).url
    return f"{url.scheme.replace('ws', 'http')}://{url.netloc}/welcome#{secret}"


def _request(info: Info) -> HTTPConnection:
    if info.context.request is None:
        raise RuntimeError("an operation without a request")
    return info.context.request
