"""Sign-ins end at once, with every window and stream that stands on them (R038)."""

import asyncio

import asyncpg
import httpx2 as httpx
import pytest

from tests.accounts.browser import Browser
from tests.client import Client
from tests.live import Socket, signed_in_socket
from tests.world import World

FOLLOW = "subscription { customerChanged { seq } }"
SESSIONS = "{ sessions { id current client } }"
REVOKE = "mutation ($id: ID!) { sessionRevoke(id: $id) { __typename } }"
UPDATE = """
mutation ($id: ID!, $input: UserUpdateInput!) { userUpdate(id: $id, input: $input) { __typename } }
"""
VIEWER = "{ viewer { user { id } permissions } }"


async def app_token(http: httpx.AsyncClient, email: str) -> tuple[str, str]:
    """A token from signing in as an app does, and the user's id."""
    app = Browser(http, agent="KithMobile/1.0")
    token = (await app.sign_in(email, issueToken=True))["token"]
    viewer = (await Client(http, token).ask(VIEWER))["viewer"]
    return token, viewer["user"]["id"]


async def _closed_soon(socket: Socket) -> tuple[int, str]:
    async with asyncio.timeout(3):
        return await socket.closing()


async def test_a_revoked_session_is_over_in_its_next_request_and_its_open_sockets(
    http: httpx.AsyncClient, browser: Browser, email: str, host: str
) -> None:
    await browser.sign_in(email)
    token, _ = await app_token(http, email)
    async with signed_in_socket(host, token) as socket:
        await socket.subscribe(FOLLOW)
        listed = (await browser.ask(SESSIONS))["sessions"]
        [other] = [s for s in listed if not s["current"]]
        await browser.ask(REVOKE, id=other["id"])
        assert await _closed_soon(socket) == (4403, "Your sign-in has ended.")
    assert (await Client(http, token).ask(VIEWER))["viewer"] is None
    assert (await browser.ask(VIEWER))["viewer"] is not None


@pytest.mark.parametrize("change", [{"active": False}, {"roles": ["CRM_MARKETEER"]}, {"roles": []}])
async def test_barring_a_user_or_changing_their_roles_ends_their_sign_ins(
    http: httpx.AsyncClient, admin: Client, email: str, host: str, change: dict[str, object]
) -> None:
    token, user = await app_token(http, email)
    async with signed_in_socket(host, token) as socket:
        await socket.subscribe(FOLLOW)
        done = await admin.ask(UPDATE, id=user, input=change)
        assert done["userUpdate"]["__typename"] == "UserUpdated"
        assert (await _closed_soon(socket))[0] == 4403
    assert (await Client(http, token).ask(VIEWER))["viewer"] is None


async def test_a_blocked_customer_who_is_signed_in_is_out_within_seconds(
    http: httpx.AsyncClient, owner: asyncpg.Connection, sales: Client, email: str, host: str
) -> None:
    made = await sales.ask(
        'mutation { customerCreate(input: {firstName: "Ada"})'
        " { ... on CustomerSaved { customer { id number } } } }"
    )
    customer = made["customerCreate"]["customer"]
    await owner.execute(
        "UPDATE app_user SET customer_id = (SELECT id FROM customer WHERE number = $2)"
        " WHERE email = $1",
        email,
        customer["number"],
    )
    token, _ = await app_token(http, email)
    async with signed_in_socket(host, token) as socket:
        await sales.ask(
            "mutation ($id: ID!) { customerUpdate(id: $id, input: {blocked: true}) { __typename } }",
            id=customer["id"],
        )
        assert (await _closed_soon(socket))[0] == 4403
    assert (await Client(http, token).ask(VIEWER))["viewer"] is None


async def test_a_stream_over_http_ends_with_its_sign_in(
    http: httpx.AsyncClient, browser: Browser, email: str, host: str
) -> None:
    await browser.sign_in(email)
    token, _ = await app_token(http, email)
    headers = {"authorization": f"Bearer {token}", "accept": "text/event-stream"}
    async with (
        httpx.AsyncClient(base_url=f"http://{host}", timeout=10) as client,
        client.stream("POST", "/graphql", json={"query": FOLLOW}, headers=headers) as answer,
    ):
        assert answer.headers["content-type"].startswith("text/event-stream")
        await browser.ask("mutation { sessionsRevokeOthers { __typename } }")
        async with asyncio.timeout(3):
            async for _ in answer.aiter_bytes():
                pass


async def test_a_revoked_token_ends_its_sockets(
    admin: Client, http: httpx.AsyncClient, host: str
) -> None:
    made = await admin.ask(
        'mutation { apiTokenCreate(input: {name: "Till", scopes: [CUSTOMER_READ]})'
        " { ... on ApiTokenCreated { secret token { id } } } }"
    )
    token = made["apiTokenCreate"]
    async with signed_in_socket(host, token["secret"]) as socket:
        await socket.subscribe(FOLLOW)
        await admin.ask(
            "mutation ($id: ID!) { apiTokenRevoke(id: $id) { __typename } }",
            id=token["token"]["id"],
        )
        assert (await _closed_soon(socket))[0] == 4403


async def test_a_session_used_now_says_so_once_a_minute(
    browser: Browser, email: str, owner: asyncpg.Connection
) -> None:
    await browser.sign_in(email)
    await owner.execute("UPDATE session SET last_used_at = now() - interval '2 minutes'")
    await browser.ask(SESSIONS)
    first = await owner.fetchval("SELECT last_used_at FROM session")
    await browser.ask(SESSIONS)
    assert await owner.fetchval("SELECT last_used_at FROM session") == first
    assert await owner.fetchval("SELECT now() - $1 < interval '1 minute'", first)


async def test_an_expired_session_is_nobody(
    browser: Browser, email: str, owner: asyncpg.Connection
) -> None:
    await browser.sign_in(email)
    await owner.execute("UPDATE session SET expires_at = now()")
    assert await browser.ask(VIEWER) == {"viewer": None}


async def test_nobody_ends_or_sees_a_strangers_session(
    http: httpx.AsyncClient, browser: Browser, email: str, world: World, owner: asyncpg.Connection
) -> None:
    await browser.sign_in(email)
    [session] = (await browser.ask(SESSIONS))["sessions"]
    marketeer = Client(http, world.tokens["crm_marketeer"])
    assert (await marketeer.ask(SESSIONS))["sessions"] == []
    refused = await marketeer.ask(REVOKE, id=session["id"])
    assert refused["sessionRevoke"]["__typename"] == "NotFound"
    found = await marketeer.ask("query ($id: ID!) { node(id: $id) { id } }", id=session["id"])
    assert found["node"] is None
