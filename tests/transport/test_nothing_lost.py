"""Nothing is lost, doubled or out of order: listeners killed, clients dropped, three accounts (R081)."""

import asyncio
import contextlib
from random import Random

import asyncpg
import pytest
from starlette.applications import Starlette
from websockets.exceptions import ConnectionClosed

from backend.accounts.actor import Actor
from backend.accounts.permissions import Permission
from backend.core.pool import dsn_parts
from backend.core.postgres import DatabaseUrls
from backend.customers.service import customer_create, customer_update
from tests.live import signed_in_socket
from tests.transport.worker import worker
from tests.world import World, make_account

EVENTS = 2_000
ACCOUNTS = 3
CLIENTS = 4
KILLS = 10
CHANGED = "subscription ($after: Int) { customerChanged(after: $after) { seq type } }"
LISTENERS = """
SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
 WHERE datname = $1 AND query ILIKE 'LISTEN%' OR datname = $1 AND query ILIKE '%pg_notify%'
"""


async def write(world: World, events: int) -> None:
    """One customer, changed again and again."""
    actor = Actor(world.account_id, world.users["crm_admin"], frozenset(Permission))
    pk = await customer_create(actor, fields={"first_name": "Ada"})
    for n in range(events - 1):
        await customer_update(actor, customer_id=pk, fields={"notes": f"{n}"})


async def follow_all(host: str, world: World, events: int, random: Random) -> list[int]:
    """Every event's number, as a client that drops its connection now and then sees them."""
    seen: list[int] = []
    while len(seen) < events:
        patience = random.randint(20, 400)
        with contextlib.suppress(ConnectionClosed, OSError, TimeoutError):
            async with signed_in_socket(host, world.tokens["crm_sales"]) as client:
                await client.subscribe(CHANGED, after=seen[-1] if seen else 0)
                for _ in range(patience):
                    seen.append((await client.next(30))["customerChanged"]["seq"])
                    if len(seen) == events:
                        break
    return seen


async def kill_listeners(cluster: str, name: str, times: int) -> int:
    """End the connections that carry the wake-ups, again and again."""
    admin = await asyncpg.connect(**dsn_parts(cluster))
    killed = 0
    try:
        for _ in range(times):
            await asyncio.sleep(0.5)
            killed += await admin.fetchval(LISTENERS, name)
    finally:
        await admin.close()
    return killed


@pytest.mark.timeout(240)
async def test_every_client_sees_every_event_once_and_in_order(
    app: Starlette, database: DatabaseUrls, owner: asyncpg.Connection, cluster: str, clean: None
) -> None:
    worlds = [await make_account(owner, f"Account {n}") for n in range(ACCOUNTS)]
    each = EVENTS // ACCOUNTS
    name = dsn_parts(database.app_url)["database"]
    async with worker(database.app_url) as (host, _), asyncio.timeout(220):
        clients = [
            asyncio.create_task(follow_all(host, world, each, Random(f"{world.account_id}-{n}")))
            for world in worlds
            for n in range(CLIENTS)
        ]
        killing = asyncio.create_task(kill_listeners(cluster, name, KILLS))
        await asyncio.gather(*(write(world, each) for world in worlds))
        seen = await asyncio.gather(*clients)
        assert await killing >= KILLS
    assert seen == [list(range(1, each + 1))] * (ACCOUNTS * CLIENTS)
