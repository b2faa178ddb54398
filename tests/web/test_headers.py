"""What every answer carries, and what the app's pages may load."""

import httpx2 as httpx
import pytest
from starlette.applications import Starlette

from backend.web.headers import APP, GRAPHIQL, csp


@pytest.mark.parametrize("path", ["/healthz", "/nothing.png", "/metrics"])
async def test_every_answer_forbids_framing_sniffing_and_loading(
    http: httpx.AsyncClient, path: str
) -> None:
    answer = await http.get(path)
    assert answer.headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-frame-options"] == "DENY"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cross-origin-opener-policy"] == "same-origin"
    assert answer.headers["cache-control"] == "no-store"


async def test_https_is_to_stay_https_and_http_makes_no_such_promise(app: Starlette) -> None:
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport) as client:
        secure = await client.get("https://kith.example/healthz")
        plain = await client.get("http://127.0.0.1:8000/healthz")
    assert secure.headers["strict-transport-security"] == "max-age=63072000"
    assert "strict-transport-security" not in plain.headers


def test_the_app_runs_nothing_inline_and_speaks_to_nobody_else() -> None:
    assert "unsafe" not in csp(APP)
    assert "data:" not in csp(APP)
    assert all(source in ("'self'", "'none'") for source in APP.values())


def test_graphiql_may_style_itself_but_no_more() -> None:
    looser = {name for name in APP if GRAPHIQL[name] != APP[name]}
    assert looser == {"style-src", "font-src", "img-src"}
    assert "unsafe-eval" not in csp(GRAPHIQL)
