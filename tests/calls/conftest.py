"""A line for tests of calling."""

import asyncpg
import pytest

from backend.calls import line_kinds
from backend.calls.kinds import LineKind
from tests.calls import calling
from tests.calls.past import Past
from tests.telephony.playing import KIND
from tests.world import World


@pytest.fixture
def sip_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    """SIP lines are declared as the player of the tests is."""
    monkeypatch.setitem(line_kinds.KINDS, LineKind.SIP, KIND)


@pytest.fixture
async def trunk(owner: asyncpg.Connection, world: World, sip_lines: None) -> int:
    """A SIP line."""
    return await calling.line(owner, world)


@pytest.fixture
def past(owner: asyncpg.Connection, world: World, trunk: int) -> Past:
    """Somebody who makes calls that were."""
    return Past(owner, world, trunk)
