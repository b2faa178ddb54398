"""A line and a switchboard for tests of telephony."""

from collections.abc import AsyncIterator

import asyncpg
import pytest

from backend.calls import line_kinds
from backend.calls.kinds import LineKind
from tests.calls import calling
from tests.telephony.playing import KIND, Play, playing
from tests.world import World


@pytest.fixture
async def trunk(owner: asyncpg.Connection, world: World, monkeypatch: pytest.MonkeyPatch) -> int:
    """A SIP line, declared as the player is."""
    monkeypatch.setitem(line_kinds.KINDS, LineKind.SIP, KIND)
    return await calling.line(owner, world)


@pytest.fixture
async def play(trunk: int) -> AsyncIterator[Play]:
    """A switchboard that runs, with a player behind the line."""
    async with playing(Play()) as running:
        yield running
