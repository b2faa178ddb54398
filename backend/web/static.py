"""The files of the web app: hashed ones for ever, pages always fresh, every address of the app a page."""

from collections.abc import Awaitable, Callable
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Scope
from starlette_compress import CompressMiddleware

from backend.web.headers import APP, GRAPHIQL, Policy, csp

BUILT = Path(__file__).parent.parent / "static"
FOR_EVER = "public, max-age=31536000, immutable"
"""Vite puts a hash of the content into the name of everything under assets/."""
UNBUILT = "The web app has not been built. Run `make setup`."


class WebApp(StaticFiles):
    """Starlette's files, with a page for whatever the app's own router knows."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """A file; the app's page for an address without a file's ending; 404 for the rest."""
        if path in ("index.html", "graphiql.html"):
            raise HTTPException(404)
        try:
            response = await super().get_response(path, scope)
        except HTTPException as missing:
            if missing.status_code != 404 or _is_file(path):
                raise
            return page(Path(str(self.directory)) / "index.html", APP)
        # A script that a page starts as a worker lives under its own answer's policy.
        response.headers["content-security-policy"] = csp(APP)
        response.headers["cache-control"] = FOR_EVER if path.startswith("assets/") else "no-cache"
        return response


def page(file: Path, policy: Policy) -> Response:
    """A page with its policy, asked for anew each time (a 304 where it has not changed)."""
    headers = {"content-security-policy": csp(policy), "cache-control": "no-cache"}
    return FileResponse(file, headers=headers, media_type="text/html; charset=utf-8")


def _is_file(path: str) -> bool:
    return path.startswith("assets/") or "." in path.rsplit("/", 1)[-1].strip(".")


def web_app(folder: Path = BUILT) -> ASGIApp:
    """Everything under `/` that no route has taken; compressed, as it holds no secrets."""
    if not (folder / "index.html").is_file():
        return PlainTextResponse(UNBUILT, 503)
    return CompressMiddleware(WebApp(directory=folder, html=False))


def graphiql(folder: Path = BUILT) -> Callable[[Request], Awaitable[Response]]:
    """GraphiQL's page, under its own policy."""

    async def answer(_request: Request) -> Response:
        file = folder / "graphiql.html"
        if not file.is_file():
            return PlainTextResponse(UNBUILT, 503)
        return page(file, GRAPHIQL)

    return answer
