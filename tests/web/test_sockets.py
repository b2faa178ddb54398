"""Sockets opened by other sites' pages (RFC 6455, 10.2)."""

import pytest
from starlette.applications import Starlette
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from tests.live import PROTOCOL, serving


async def test_another_sites_page_gets_no_socket(app: Starlette) -> None:
    async with serving(app) as host:
        address = f"ws://{host}/graphql"
        with pytest.raises(InvalidStatus) as refused:
            await connect(address, subprotocols=[PROTOCOL], origin="https://evil.example")
        assert refused.value.response.status_code == 403
        own = await connect(address, subprotocols=[PROTOCOL], origin=f"http://{host}")
        await own.close()
