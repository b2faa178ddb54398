"""Large bodies, unknown hosts, faults, health, what is counted and what is logged."""

import logging
import re

import httpx2 as httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from backend.web.hosts import KnownHosts
from backend.web.requests import Requests
from tests.client import Client

BEARER = {"authorization": "Bearer kith_x", "content-type": "application/json"}


def local(app: Starlette, host: str = "127.0.0.1:8000") -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url=f"http://{host}")


async def test_a_body_beyond_the_limit_is_413(http: httpx.AsyncClient) -> None:
    said = await http.post("/graphql", content=b" " * 1_048_577, headers=BEARER)
    assert said.status_code == 413

    async def pieces():  # without a length, so that it must be counted while it is read
        for _ in range(20):
            yield b" " * 65_536

    assert (await http.post("/graphql", content=pieces(), headers=BEARER)).status_code == 413


async def test_with_a_public_address_other_hosts_are_refused_but_for_probes() -> None:
    async def ok(_request: Request) -> PlainTextResponse:
        return PlainTextResponse("ok")

    app = Starlette(
        routes=[Route("/", ok), Route("/healthz", ok)],
        middleware=[Middleware(KnownHosts, public_url="https://kith.example")],
    )
    for host, path, status in (
        ("kith.example", "/", 200),
        ("127.0.0.1:8000", "/", 200),
        ("evil.example", "/", 400),
        ("10.0.0.7:8000", "/healthz", 200),
    ):
        async with local(app, host) as client:
            assert (await client.get(path)).status_code == status, (host, path)


async def test_a_fault_of_ours_is_a_sentence_with_the_number_of_its_log_line(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def fault(_request: Request) -> PlainTextResponse:
        raise ZeroDivisionError("a secret detail")

    app = Starlette(routes=[Route("/", fault)], middleware=[Middleware(Requests)])
    async with local(app) as client:
        answer = await client.get("/")
    assert answer.status_code == 500
    assert answer.text.startswith("The fault is ours.")
    assert "secret" not in answer.text
    assert answer.headers["x-request-id"] in answer.text
    [line] = [r for r in caplog.records if r.levelno == logging.ERROR]
    assert answer.headers["x-request-id"] in line.getMessage()


async def test_a_refused_request_leaves_one_line_without_what_was_typed(
    http: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "kith.requests"):
        await http.get("/no%0Asuch.file?name=Zofia")
    [line] = [r.getMessage() for r in caplog.records if r.name == "kith.requests"]
    assert re.fullmatch(r"GET /no\\nsuch\.file refused with 404, request [0-9a-f]{16}", line)


async def test_a_refused_operation_leaves_one_line(
    http: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "kith"):
        await http.post("/graphql", json={"query": "{ account { name } }"})
    [line] = [r.getMessage() for r in caplog.records if r.name.startswith("kith.")]
    assert line == "query refused: Sign in first."


async def test_alive_and_ready(http: httpx.AsyncClient) -> None:
    assert (await http.get("/healthz")).text == "ok"
    assert (await http.get("/readyz")).json() == {"ready": True}


async def test_what_happens_is_counted(http: httpx.AsyncClient, sales: Client) -> None:
    before = await _counts(http)
    await sales.ask('mutation { customerCreate(input: {firstName: "Ada"}) { __typename } }')
    await sales.ask("{ viewer { permissions } }")
    await http.post("/graphql", json={"query": "{ account { name } }"})
    after = await _counts(http)
    grown = {name: after[name] - before.get(name, 0) for name in after}
    assert grown['kith_operations_total{kind="mutation",outcome="ok"}'] == 1
    assert grown['kith_operations_total{kind="query",outcome="ok"}'] == 1
    assert grown['kith_operations_total{kind="query",outcome="refused"}'] == 1
    assert grown["kith_events_appended_total"] == 1
    assert grown['kith_requests_total{method="POST",status="200"}'] == 3
    assert after['kith_pool_connections{state="idle"}'] >= 1
    assert "kith_open_connections" in after
    assert "kith_socket_operations" in after


async def _counts(http: httpx.AsyncClient) -> dict[str, float]:
    answer = await http.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=")
    lines = [line for line in answer.text.splitlines() if line.startswith("kith_")]
    return {line.rpartition(" ")[0]: float(line.rpartition(" ")[2]) for line in lines}
