"""The web app's files as a browser asks for them."""

from pathlib import Path

import httpx2 as httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Mount, Route

from backend.web.headers import APP, GRAPHIQL, csp
from backend.web.static import graphiql, web_app

BROWSER = {"accept-encoding": "zstd, br, gzip"}


@pytest.fixture
def site(tmp_path: Path) -> httpx.AsyncClient:
    """A server of a small built app."""
    assets = tmp_path / "static" / "assets"
    assets.mkdir(parents=True)
    (assets / "index-abc.js").write_text("export default 1;\n" * 200)
    (tmp_path / "static" / "index.html").write_text("<!doctype html><title>Kith</title>")
    (tmp_path / "static" / "graphiql.html").write_text("<!doctype html><title>GraphiQL</title>")
    (tmp_path / "static" / "robots.txt").write_text("User-agent: *")
    (tmp_path / "secret.txt").write_text("secret")
    folder = tmp_path / "static"
    app = Starlette(routes=[Route("/graphiql", graphiql(folder)), Mount("/", web_app(folder))])
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://127.0.0.1")


@pytest.mark.parametrize("path", ["/", "/customers", "/customers/Q3VzdG9tZXI6MQ==/history"])
async def test_every_address_of_the_app_is_its_page_always_fresh(
    site: httpx.AsyncClient, path: str
) -> None:
    answer = await site.get(path)
    assert answer.status_code == 200
    assert "<title>Kith</title>" in answer.text
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["content-security-policy"] == csp(APP)


async def test_the_page_is_not_sent_again_where_it_has_not_changed(
    site: httpx.AsyncClient,
) -> None:
    tag = (await site.get("/assets/index-abc.js")).headers["etag"]
    again = await site.get("/assets/index-abc.js", headers={"if-none-match": tag})
    assert again.status_code == 304


async def test_hashed_files_are_kept_for_ever_and_compressed(site: httpx.AsyncClient) -> None:
    answer = await site.get("/assets/index-abc.js", headers=BROWSER)
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-encoding"] == "zstd"
    assert "accept-encoding" in answer.headers["vary"].lower()
    assert (await site.get("/robots.txt")).headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    "path", ["/assets/index-old.js", "/assets/gone", "/favicon.ico", "/index.html"]
)
async def test_a_file_that_is_not_there_is_404_and_no_page(
    site: httpx.AsyncClient, path: str
) -> None:
    assert (await site.get(path)).status_code == 404


@pytest.mark.parametrize(
    "path", ["/../secret.txt", "/%2e%2e/secret.txt", "/assets/..%2f..%2fsecret.txt", "//etc/passwd"]
)
async def test_nothing_outside_is_served(site: httpx.AsyncClient, path: str) -> None:
    assert "secret" not in (await site.get(path)).text


async def test_graphiql_has_its_own_policy(site: httpx.AsyncClient) -> None:
    answer = await site.get("/graphiql")
    assert "<title>GraphiQL</title>" in answer.text
    assert answer.headers["content-security-policy"] == csp(GRAPHIQL)


async def test_only_reading_is_offered(site: httpx.AsyncClient) -> None:
    assert (await site.post("/customers")).status_code == 405


async def test_an_unbuilt_app_says_what_to_do(tmp_path: Path) -> None:
    app = Starlette(routes=[Route("/graphiql", graphiql(tmp_path)), Mount("/", web_app(tmp_path))])
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as site:
        for path in ("/", "/graphiql"):
            answer = await site.get(path)
            assert answer.status_code == 503
            assert "make setup" in answer.text
