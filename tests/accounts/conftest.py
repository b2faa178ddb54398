"""Browsers for the tests of this room, and a live server for what lasts longer than a request."""

from collections.abc import AsyncIterator

import asyncpg
import httpx2 as httpx
import pytest
from starlette.applications import Starlette

from tests.accounts.browser import Browser, give_password
from tests.live import serving
from tests.world import World


@pytest.fixture
def browser(http: httpx.AsyncClient) -> Browser:
    """A browser that nobody has signed in with."""
    return Browser(http)


@pytest.fixture
async def email(owner: asyncpg.Connection, world: World) -> str:
    """The address of a salesperson with a password."""
    return await give_password(owner, world)


@pytest.fixture
async def chief(http: httpx.AsyncClient, owner: asyncpg.Connection, world: World) -> Browser:
    """An administrator's browser, signed in."""
    browser = Browser(http)
    await browser.sign_in(await give_password(owner, world, "crm_admin"))
    return browser


@pytest.fixture
async def host(app: Starlette) -> AsyncIterator[str]:
    """host:port of a running server."""
    async with serving(app) as address:
        yield address
