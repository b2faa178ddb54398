"""People with a way to their own record: customers, their logins, the mails that brought them there."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable

import asyncpg
import httpx2 as httpx
import pytest
from starlette.applications import Starlette

from backend.messages.rendering import rendered_in_outbox
from tests import making
from tests.accounts.browser import PASSWORD, Browser
from tests.client import Client
from tests.live import serving
from tests.world import World

SET = """
mutation ($token: String!, $password: String!) {
  passwordSet(token: $token, password: $password) {
    __typename
    ... on SignedIn { viewer { permissions own { displayName } } }
    ... on Problem { message }
  }
}
"""

Mails = Callable[[], Awaitable[list[asyncpg.Record]]]
Link = Callable[[asyncpg.Record], Awaitable[str]]


@pytest.fixture
def mails(owner: asyncpg.Connection, world: World) -> Mails:
    """The messages of the account, the oldest first."""

    async def found() -> list[asyncpg.Record]:
        rows: list[asyncpg.Record] = await owner.fetch(
            "SELECT * FROM message WHERE account_id = $1 ORDER BY id", world.account_id
        )
        return rows

    return found


@pytest.fixture
def link(app: object) -> Link:
    """The secret in a mail's one-time link, as it is written when it is sent."""

    async def secret(message: asyncpg.Record) -> str:
        text = (await rendered_in_outbox(message, reveal=True)).text
        found = re.search(r"/welcome#(\S+)", text)
        assert found, text
        return found[1]

    return secret


@pytest.fixture
async def own(http: httpx.AsyncClient, sales: Client, mails: Mails, link: Link) -> Browser:
    """The browser of Zofia, a customer who has followed her registration mail."""
    await making.customer(
        sales,
        firstName="Zofia",
        lastName="Lis",
        email="zofia@lis.example",
        mobilePhone="601 412 233",
        notes="Pays late",
    )
    [mail] = await mails()
    browser = Browser(http)
    answer = await browser.ask(SET, token=await link(mail), password=PASSWORD)
    assert answer["passwordSet"]["__typename"] == "SignedIn", answer
    return browser


@pytest.fixture
async def host(app: Starlette) -> AsyncIterator[str]:
    """host:port of a running server."""
    async with serving(app) as address:
        yield address
