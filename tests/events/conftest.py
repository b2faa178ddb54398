"""A live server for the tests of this room."""

from collections.abc import AsyncIterator

import pytest
from starlette.applications import Starlette

from tests.live import serving


@pytest.fixture(scope="session")
async def host(app: Starlette) -> AsyncIterator[str]:
    """host:port of a running server."""
    async with serving(app) as address:
        yield address
