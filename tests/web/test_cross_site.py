"""Writes in a signed-in user's name, as other sites would try them."""

import asyncpg
import httpx2 as httpx
import pytest

from tests.accounts.browser import Browser, give_password
from tests.client import Client
from tests.world import World

HERE = "http://127.0.0.1:8000"
BODY = {"query": "mutation { sessionsRevokeOthers { __typename } }"}


@pytest.fixture
async def cookie(http: httpx.AsyncClient, owner: asyncpg.Connection, world: World) -> str:
    """A signed-in browser's cookie header."""
    browser = Browser(http)
    await browser.sign_in(await give_password(owner, world))
    [(name, value)] = browser.cookies.items()
    return f"{name}={value}"


@pytest.mark.parametrize(
    "said",
    [
        {"sec-fetch-site": "cross-site", "origin": "https://evil.example"},
        {"sec-fetch-site": "same-site", "origin": HERE},
        {"sec-fetch-site": "none"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:8001"},
        {"origin": "https://127.0.0.1:8000"},
        {"origin": "http://127.0.0.1:notaport"},
        {},
    ],
)
async def test_a_write_from_elsewhere_is_refused(
    http: httpx.AsyncClient, cookie: str, said: dict[str, str]
) -> None:
    answer = await http.post("/graphql", json=BODY, headers={"cookie": cookie, **said})
    assert answer.status_code == 403
    assert answer.json()["errors"][0]["extensions"]["code"] == "CROSS_SITE"


@pytest.mark.parametrize("said", [{"sec-fetch-site": "same-origin"}, {"origin": HERE}])
async def test_the_apps_own_writes_pass(
    http: httpx.AsyncClient, cookie: str, said: dict[str, str]
) -> None:
    answer = await http.post("/graphql", json=BODY, headers={"cookie": cookie, **said})
    assert answer.json()["data"]["sessionsRevokeOthers"]["__typename"] == "SessionsRevoked"


async def test_signing_in_for_somebody_from_another_site_is_refused_too(
    http: httpx.AsyncClient, world: World
) -> None:
    answer = await http.post(
        "/graphql", json={"query": "{ viewer { permissions } }"}, headers={"origin": "https://a.b"}
    )
    assert answer.status_code == 403


async def test_a_form_cannot_speak_graphql(http: httpx.AsyncClient, cookie: str) -> None:
    answer = await http.post(
        "/graphql",
        content=b'{"query": "{ __typename }"}',
        headers={"cookie": cookie, "origin": HERE, "content-type": "text/plain"},
    )
    assert answer.status_code == 415


async def test_programs_with_a_token_need_no_origin(sales: Client) -> None:
    assert (await sales.ask("{ viewer { user { name } } }"))["viewer"]["user"]["name"]


async def test_no_other_origin_may_read_an_answer(http: httpx.AsyncClient, cookie: str) -> None:
    answer = await http.post("/graphql", json=BODY, headers={"cookie": cookie, "origin": HERE})
    assert not [name for name in answer.headers if name.startswith("access-control-")]
