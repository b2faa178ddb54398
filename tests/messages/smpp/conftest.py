"""An SMS centre, sessions bound to it, and SMS to send through them."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import asyncpg
import pytest

from backend.messages import kinds_of_gateways, smpp_desk, smpp_session
from tests.messages.centre import Centre, centre
from tests.messages.sms_making import gateway


@pytest.fixture
async def smsc() -> AsyncIterator[Centre]:
    async with centre() as there:
        yield there


@pytest.fixture(autouse=True)
def quickly(monkeypatch):
    """Look and try again without the pauses people would not notice."""
    monkeypatch.setattr(smpp_desk, "LOOK_SECONDS", 0.1)
    monkeypatch.setattr(smpp_session, "RETRY_SECONDS", (0.1,))
    monkeypatch.setattr(smpp_session, "ANSWER_SECONDS", 1.0)


@pytest.fixture
async def desk(smsc, owner, http, world) -> AsyncIterator[None]:
    """The leader's sessions, bound to the centre."""
    await gateway(owner, http, world, "smpp", port=smsc.port)
    async with sitting():
        await until(bound)
        yield


@asynccontextmanager
async def sitting() -> AsyncIterator[None]:
    """A desk for as long as the block runs."""
    kinds_of_gateways.load()
    task = asyncio.create_task(smpp_desk.Desk().run())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def bound() -> bool:
    """Whether the sessions take SMS; the centre knows of a bind before we do."""
    sessions = smpp_desk._sessions.values()
    return bool(sessions) and all(session.bound for session in sessions)


async def until(is_so: Callable[[], bool]) -> None:
    for _ in range(400):
        if is_so():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("it did not come so far")


async def arrived(owner: asyncpg.Connection, count: int = 1) -> list[asyncpg.Record]:
    for _ in range(200):
        rows = await owner.fetch("SELECT * FROM message WHERE direction = 'incoming' ORDER BY id")
        if len(rows) >= count:
            return rows
        await asyncio.sleep(0.02)
    raise AssertionError("nothing came in")
