"""A field is refused while others still ask: nobody waits for them, and nobody else is disturbed by them."""

import asyncio
import gc

import httpx2 as httpx
import pytest

from tests.client import Client
from tests.world import World

REFUSED = """
{ account { id modules } instanceMailServer gatewayKinds { name } gateways { id } }
"""
"""For somebody who may not see gateways: that field fails at once, for the whole answer."""
OWN = "{ account { id } stores { id } customers(first: 1) { totalCount } }"


async def test_the_next_to_use_the_connection_has_it_alone(
    http: httpx.AsyncClient, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    nobody, admin = (Client(http, world.tokens[role]) for role in ("none", "crm_admin"))
    before = await admin.post(OWN)
    for _ in range(5):
        refused = [await nobody.post(REFUSED) for _ in range(3)]
        # The pool gives out first what came back last.
        assert (await admin.post(OWN))["data"] == before["data"]
        assert all(answer["data"] is None for answer in refused)
    gc.collect()
    await asyncio.sleep(0.1)
    assert not [line for line in caplog.messages if "never retrieved" in line or "failed" in line]
