"""The HTTP face of exports: `GET /exports/customers.csv?country=PL` (R096)."""

from collections.abc import AsyncIterator

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from backend.accounts.permissions import Permission
from backend.core.errors import DomainError, InvalidInput, NotFound
from backend.exporting import writing
from backend.exporting.downloads import asking, download, problem
from backend.exporting.lists import LISTS
from backend.exporting.own import narrowed

VERSIONS = ("3.0", "4.0")


async def export(request: Request) -> Response:
    """A list, as far as its filter leaves it, as CSV or vCards (`?version=4.0`)."""
    name, kind = request.path_params["list"], request.path_params["kind"]
    given = dict(request.query_params)
    version = given.pop("version", VERSIONS[0])
    try:
        actor = await asking(request, Permission.EXPORT_RUN)
        chosen = LISTS.get(name)
        if chosen is None or kind not in ("csv", "vcf") or (kind == "vcf" and not chosen.party):
            raise NotFound("There is no such list to export.")
        actor.demand(chosen.read)
        if version not in VERSIONS:
            raise InvalidInput("vCards are written in version 3.0 or 4.0.", ("version",))
        which = await narrowed(actor.account_id, chosen, given)
    except DomainError as error:
        return problem(error)
    body: AsyncIterator[str] = (
        writing.as_csv(actor.account_id, chosen, which)
        if kind == "csv"
        else writing.as_vcards(actor.account_id, chosen, which, version)
    )
    return download(StreamingResponse(body), f"{name}.{kind}")


ROUTES: list[BaseRoute] = [Route("/exports/{list}.{kind}", export)]
