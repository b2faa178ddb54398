"""A worker in this process, a mail server to send to, and messages to look at."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import asyncpg
import pytest

from backend.accounts.actor import Actor
from backend.accounts.permissions import Permission
from backend.core.database import writing
from backend.core.postgres import DatabaseUrls
from backend.core.settings import Settings
from backend.messages import house, service
from backend.messages.kinds import Channel
from backend.messages.worker import Worker
from tests.messages.servers import Mailbox, mail_server
from tests.messages.sms_making import NUMBER
from tests.world import World

Queue = Callable[..., Awaitable[int]]
Waiting = Callable[[int, str], Awaitable[asyncpg.Record]]


@pytest.fixture
def actor(world: World) -> Actor:
    """The account's salesperson, acting."""
    return Actor(world.account_id, world.users["crm_sales"], frozenset(Permission))


@pytest.fixture
def queue_mail(actor: Actor) -> Queue:
    """Queue a mail in a unit of work of its own; its id."""

    async def queue(address: str = "zofia@example.com", **changes: object) -> int:
        async with writing(actor.account_id):
            return await service.message_queue(
                actor,
                **{  # type: ignore[arg-type]
                    "channel": Channel.EMAIL,
                    "address": address,
                    "subject": "Your order",
                    "body": "It is on its way.",
                    **changes,
                },
            )

    return queue


@pytest.fixture
def sms(actor: Actor) -> Callable[[str], Awaitable[int]]:
    """Queue an SMS to `NUMBER` in a unit of work of its own; its id."""

    async def queue(body: str) -> int:
        async with writing(actor.account_id):
            return await service.message_queue(
                actor, channel=Channel.SMS, address=NUMBER, body=body
            )

    return queue


@pytest.fixture
async def becomes(owner: asyncpg.Connection) -> Waiting:
    """Wait until a message is in a state; its row."""

    async def wait(message_id: int, state: str) -> asyncpg.Record:
        for _ in range(400):
            row = await owner.fetchrow(
                "SELECT m.*, o.state AS outbox, o.attempts, o.turns, o.last_error, o.next_try_at"
                " FROM message m LEFT JOIN outbox o ON o.message_id = m.id WHERE m.id = $1",
                message_id,
            )
            if row is not None and row["state"] == state:
                return row
            await asyncio.sleep(0.05)
        raise AssertionError(f"message {message_id} is {dict(row) if row else None}")

    return wait


@pytest.fixture
async def mailbox() -> Mailbox:
    """What the instance's mail server receives."""
    return Mailbox()


@pytest.fixture
async def served(mailbox: Mailbox) -> AsyncIterator[int]:
    """The instance's mail server; gives its port."""
    async with mail_server(mailbox) as port:
        house.use(
            Settings(
                smtp_url=f"smtp://127.0.0.1:{port}?timeout=5", mail_from="Kith <kith@example.org>"
            )
        )
        yield port
    house.use(Settings())


@pytest.fixture
async def served_later(mailbox: Mailbox) -> AsyncIterator[Callable[[], Awaitable[None]]]:
    """Set the instance's mail server up in the middle of a test."""
    async with mail_server(mailbox) as port:

        async def now() -> None:
            house.use(Settings(smtp_url=f"smtp://127.0.0.1:{port}"))

        yield now
    house.use(Settings())


@asynccontextmanager
async def working(database: DatabaseUrls) -> AsyncIterator[None]:
    """A worker for as long as the block runs."""
    task = asyncio.create_task(Worker(database.app_url).run())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


@pytest.fixture
async def worker(database: DatabaseUrls, world: World) -> AsyncIterator[None]:
    """A worker that runs during the test."""
    async with working(database):
        yield
