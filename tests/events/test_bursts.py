"""Events that come together share a snapshot and their statements; each is answered by itself, in order (R099)."""

from contextlib import AbstractAsyncContextManager
from types import SimpleNamespace
from typing import Any

import pytest

from backend.core import database
from schema.bursts import MOST
from tests import making
from tests.client import Client
from tests.live import signed_in_socket
from tests.world import World

FOLLOW = """
subscription ($after: Int) { customerChanged(after: $after) {
  seq customer { lastName companies(first: 1) { totalCount } } } }
"""


@pytest.fixture
def snapshots(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The accounts of the snapshots in which events are executed."""
    seen: list[int] = []

    def noting(account_id: int) -> AbstractAsyncContextManager[Any]:
        seen.append(account_id)
        return database.snapshot(account_id)

    monkeypatch.setattr("schema.execution.database", SimpleNamespace(snapshot=noting))
    return seen


async def test_events_that_come_together_are_read_together(
    host: str, world: World, sales: Client, snapshots: list[int]
) -> None:
    count = MOST + 2
    names = [f"N{n}" for n in range(count)]
    for name in names:
        await making.customer(sales, lastName=name)
    async with signed_in_socket(host, world.tokens["crm_sales"]) as client:
        await client.subscribe(FOLLOW, after=0)
        got = [(await client.next())["customerChanged"] for _ in names]
    assert [one["seq"] for one in got] == list(range(1, count + 1))
    assert [one["customer"]["lastName"] for one in got] == names
    assert {one["customer"]["companies"]["totalCount"] for one in got} == {0}
    assert snapshots == [world.account_id] * 2  # ten together, then the other two
