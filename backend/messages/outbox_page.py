"""The Outbox page: what has not left, what it says, and sending it again (journey of R085).

A one-time link in a mail is shown to an administrator, and only while there is no mail server: on a
fresh machine the first client could not get in otherwise. That somebody looked is recorded.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import asyncpg

from backend.accounts.actor import Actor
from backend.accounts.permissions import Permission
from backend.core import database
from backend.core.database import writing
from backend.core.errors import NotFound, Refused
from backend.core.paging import COUNT_CAP, Keyset, Page
from backend.events.service import record
from backend.events.types import EventType, Fact
from backend.messages import queue
from backend.messages.gateways import has_way
from backend.messages.kinds import RETRYABLE, Channel, OutboxState, State
from backend.messages.models import Message, Outbox
from backend.messages.rendering import LASTS, Withheld, rendered_in_outbox
from backend.messages.service import ref
from backend.messages.writing import Written

MISSING = "There is no such message."
WAITING = (State.QUEUED, State.STORED, State.UNCERTAIN, State.FAILED, State.REJECTED)
"""What the page shows: whatever has not left, and what came back at once."""

WHERE = """
 m.account_id = current_account() AND m.direction = 'outgoing' AND m.state = ANY ($1::text[])
"""
NEWEST = Keyset(("m.created_at", "m.id"), ("timestamptz", "bigint"), descending=True)
SENDING = """
SELECT message_id AS key, attempts, next_try_at, last_error, state FROM outbox
 WHERE account_id = current_account() AND message_id = ANY ($1::bigint[])
"""
ONE = "SELECT * FROM message WHERE account_id = $1 AND id = $2 AND direction = 'outgoing'"


@dataclass(frozen=True, slots=True)
class Preview:
    """A message as it leaves; `has_link`: in place of its one-time link stands a mark."""

    written: Written
    has_link: bool


async def page(
    actor: Actor, columns: str, *, states: Sequence[State], page: Page
) -> Sequence[asyncpg.Record]:
    """Up to `limit + 1` messages in these states, the newest first."""
    actor.demand(Permission.OUTBOX_READ)
    arguments: list[object] = [[state.value for state in states or WAITING]]
    tail = NEWEST.clauses(page, arguments)
    sql = f"SELECT {columns} FROM message m WHERE {WHERE}{tail}"
    return await database.fetch(actor.account_id, sql, *arguments)


async def count(account_id: int, *, states: Sequence[State]) -> int:
    """How many there are, counted to one past the cap."""
    sql = f"SELECT count(*) FROM (SELECT 1 FROM message m WHERE {WHERE} LIMIT {COUNT_CAP + 1}) AS capped"
    held = [state.value for state in states or WAITING]
    return int(await database.fetchval(account_id, sql, held))


async def preview(actor: Actor, *, message_id: int) -> Preview:
    """What a message says, without its one-time link."""
    actor.demand(Permission.OUTBOX_READ)
    row = await _message(actor, message_id)
    return Preview(await rendered_in_outbox(row, reveal=False), row["template"] in LASTS)


async def message_reveal(actor: Actor, *, message_id: int) -> Written:
    """What a mail says with its one-time link, while there is no mail server; recorded."""
    actor.demand(Permission.OUTBOX_READ)
    actor.demand(Permission.USER_MANAGE)
    row = await _message(actor, message_id)
    if row["state"] not in (State.STORED, State.QUEUED):
        raise Refused("This mail has left; its link is for whoever got it.")
    if await has_way(actor.account_id, Channel(row["channel"])):
        raise Refused("There is a mail server: the link is for whoever gets the mail.")
    try:
        found = await rendered_in_outbox(row, reveal=True)
    except Withheld as reason:
        raise Refused(str(reason)) from reason
    async with writing(actor.account_id):
        await record(actor, [Fact(EventType.MESSAGE_REVEALED, ref(message_id))])
    return found


async def message_retry(actor: Actor, *, message_id: int) -> None:
    """Queue a message again that was kept, refused or given up; it keeps its Message-ID.

    An SMS of which nobody knows whether it arrived is sent a second time only so: by a person.
    """
    actor.demand(Permission.OUTBOX_READ)
    async with writing(actor.account_id):
        message = await Message.filter(id=message_id).select_for_update().first()
        if message is None:
            raise NotFound(MISSING)
        if State(message.state) not in RETRYABLE:
            raise Refused("It has left, or waits for its turn.")
        if not await has_way(actor.account_id, Channel(message.channel)):
            raise Refused("There is no gateway yet. Add one in Settings, Mail and SMS.")
        await _requeue(actor, message)


async def stored_send(actor: Actor, *, most: int = 500) -> int:
    """Queue what was kept while there was no gateway, the oldest first; how many."""
    actor.demand(Permission.OUTBOX_READ)
    sent = 0
    async with writing(actor.account_id):
        kept = Message.filter(state=State.STORED.value).order_by("id").limit(most)
        ways = {channel: await has_way(actor.account_id, channel) for channel in Channel}
        for message in await kept.select_for_update():
            if ways[Channel(message.channel)]:
                await _requeue(actor, message)
                sent += 1
    return sent


async def _requeue(actor: Actor, message: Message) -> None:
    row = await Outbox.filter(message_id=message.id).select_for_update().get()
    before = message.state
    # A try of its own, with all its pauses before it, and no answer yet.
    row.update_from_dict({"state": OutboxState.QUEUED.value, "attempts": 0, "last_error": ""})
    await row.save(update_fields=["state", "attempts", "last_error"])
    await database.execute("UPDATE outbox SET next_try_at = now() WHERE id = $1", row.id)
    message.update_from_dict(
        {
            "state": State.QUEUED.value,
            "state_reason": "",
            "external_id": None,
            "version": message.version + 1,
        }
    )
    await message.save(update_fields=["state", "state_reason", "external_id", "version"])
    await queue.enqueue([queue.Ticket(actor.account_id, row.id, row.turns)])
    changes = {"state": (before, State.QUEUED.value)}
    await record(actor, [Fact(EventType.MESSAGE_UPDATED, ref(message.id), changes)])


async def _message(actor: Actor, message_id: int) -> asyncpg.Record:
    row = await database.fetchrow(actor.account_id, ONE, actor.account_id, message_id)
    if row is None:
        raise NotFound(MISSING)
    return row
