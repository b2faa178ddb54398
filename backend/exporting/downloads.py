"""What every download has in common: who asks, what is answered, how the file is named."""

from starlette.requests import HTTPConnection
from starlette.responses import JSONResponse, Response

from backend.accounts.actor import Actor
from backend.accounts.authentication import authenticate
from backend.accounts.cookies import cookie_name
from backend.accounts.permissions import Permission
from backend.core.errors import DomainError, SignInNeeded

MEDIA = {"csv": "text/csv; charset=utf-8", "vcf": "text/vcard; charset=utf-8"}
_STATUS = {"NOT_FOUND": 404, "NOT_ALLOWED": 403, "SIGN_IN_NEEDED": 401}


async def asking(request: HTTPConnection, permission: Permission) -> Actor:
    """Whoever asks, by bearer token or else by session; SignInNeeded or NotAllowed otherwise."""
    header = request.headers.get("authorization", "")
    bearer = header[:7].lower() == "bearer "
    secret = header[7:].strip() if bearer else request.cookies.get(cookie_name(request))
    actor = await authenticate(secret) if secret else None
    if actor is None:
        raise SignInNeeded
    actor.demand(permission)
    return actor


def problem(error: DomainError) -> Response:
    """A problem as JSON with its status."""
    body = {"message": error.message, "code": error.code, "path": list(error.path)}
    return JSONResponse(body, _STATUS.get(error.code, 400))


def download(response: Response, name: str) -> Response:
    """The response as a file of this name that a browser saves and never shows."""
    response.headers["content-type"] = MEDIA[name.rpartition(".")[2]]
    response.headers["content-disposition"] = f'attachment; filename="{name}"'
    response.headers["cache-control"] = "no-store"
    response.headers["x-content-type-options"] = "nosniff"
    return response
