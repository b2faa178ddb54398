"""The HTTP face of imports: files in, refused rows out."""

from collections.abc import AsyncIterator

from starlette.middleware import Middleware
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from backend.accounts.permissions import Permission
from backend.core.errors import DomainError, NotFound
from backend.exporting.downloads import asking, download, problem
from backend.importing import refused_files, runs
from backend.importing.uploads import opened, plain_name


async def take_in(request: Request) -> Response:
    """Keep the body as a file to be imported; `?name=` is its owner's name for it."""
    try:
        actor = await asking(request, Permission.IMPORT_RUN)
        name = plain_name(request.query_params.get("name", ""))
        kept = await opened().keep(actor.account_id, name, request.stream())
    except DomainError as error:
        return problem(error)
    return JSONResponse({"id": kept.id, "name": kept.name, "size": kept.size}, 201)


async def refused(request: Request) -> Response:
    """The refused rows of an import, as CSV or, of vCards, as vCards."""
    kind = request.path_params["kind"]
    try:
        actor = await asking(request, Permission.IMPORT_RUN)
        if kind not in ("csv", "vcf"):
            raise NotFound("Refused rows come as .csv or .vcf.")
        run = await runs.find(actor.account_id, request.path_params["run"])
    except DomainError as error:
        return problem(error)
    body: AsyncIterator[str] = (
        refused_files.as_csv(run) if kind == "csv" else refused_files.as_vcards(run)
    )
    return download(StreamingResponse(body), f"import-{run.id}-refused.{kind}")


def routes(most: int) -> list[BaseRoute]:
    """The addresses of imports; `most` is the largest file in bytes."""
    limit = Middleware(RequestBodyLimitMiddleware, max_body_size=most + 1)
    return [
        Route("/uploads", take_in, methods=["POST"], middleware=[limit]),
        Route("/imports/{run:int}/refused.{kind}", refused),
    ]
