"""Marking what came in as read: for everybody at once, as a thread has one inbox."""

from backend.accounts.actor import Actor
from backend.accounts.permissions import Permission
from backend.core import database
from backend.core.database import writing
from backend.core.errors import NotFound
from backend.events.service import record
from backend.events.types import EventType, Fact
from backend.messages.queries import message_of, party_of
from backend.messages.service import PARTIES, ref

READ = """
UPDATE message SET read_at = now(), version = version + 1
 WHERE account_id = $1 AND id <= $2 AND direction = 'incoming' AND read_at IS NULL AND {same}
RETURNING id
"""
OF_NOBODY = "customer_id IS NULL AND contact_id IS NULL AND company_id IS NULL AND address = $3"


async def thread_read(actor: Actor, *, message_id: int) -> None:
    """Mark what came in up to this message, in its thread, as read."""
    actor.demand(Permission.MESSAGE_READ)
    message = await message_of(actor.account_id, message_id)
    if message is None:
        raise NotFound("There is no such message.")
    party = party_of(message)
    same = f"{PARTIES[party.kind]} = $3" if party else OF_NOBODY
    key: object = party.id if party else message["address"]
    async with writing(actor.account_id):
        rows = await database.execute(READ.format(same=same), actor.account_id, message_id, key)
        facts = [
            Fact(EventType.MESSAGE_UPDATED, ref(row["id"]), {"read": (False, True)}) for row in rows
        ]
        if facts:
            await record(actor, facts)
