"""Long SMS that went out in parts: each is answered and reported by itself, and all together are the SMS.

What a centre reports of one part decides nothing while others are open, unless the part is lost: a
text with a hole has not been delivered.
"""

from dataclasses import dataclass

from backend.accounts.actor import Actor
from backend.core.database import execute, writing
from backend.messages.carriers import Way
from backend.messages.kinds import FINAL, State
from backend.messages.moving import move, receipt

# Centres begin to count anew one day; the newest bearer of an id is the one meant.
FORGET = """
UPDATE message SET external_id = NULL
 WHERE account_id = $1 AND gateway_id = $2 AND external_id = $3 AND id <> $4
"""
FORGET_PART = """
UPDATE sms_sent_part SET external_id = NULL
 WHERE account_id = $1 AND gateway_id = $2 AND external_id = $3 AND message_id <> $4
"""
BEGIN = "DELETE FROM sms_sent_part WHERE account_id = $1 AND message_id = $2"
KEEP = """
INSERT INTO sms_sent_part (account_id, gateway_id, external_id, message_id, number, count, state)
VALUES ($1, $2, $3, $4, $5, $6, 'submitted')
"""
TAKEN = """
UPDATE message SET gateway_id = $2, external_id = $3 WHERE account_id = $1 AND id = $4
"""
LOCK = "SELECT id FROM message WHERE account_id = $1 AND id = $2 FOR UPDATE"
PART = """
SELECT message_id, number, count, state FROM sms_sent_part
 WHERE account_id = $1 AND gateway_id = $2 AND external_id = $3 ORDER BY number
"""
STANDS = (
    "UPDATE sms_sent_part SET state = $4 WHERE account_id = $1 AND message_id = $2 AND number = $3"
)
DELIVERED = """
SELECT count(*) FROM sms_sent_part WHERE account_id = $1 AND message_id = $2 AND state = 'delivered'
"""


@dataclass(frozen=True, slots=True)
class PartTaken:
    """A part (1 to `count`) of a message that a centre has taken, and its name for it there."""

    message_id: int
    number: int
    count: int
    external_id: str


async def part_taken(way: Way, part: PartTaken) -> None:
    """Write down the centre's name for a part; the last one's is the message's too: it is handed over."""
    named = (way.account_id, way.gateway_id, part.external_id, part.message_id)
    async with writing(way.account_id):
        await execute(FORGET, *named)
        await execute(FORGET_PART, *named)
        if part.number == 1:
            await execute(BEGIN, way.account_id, part.message_id)
        if part.count > 1:
            await execute(KEEP, *named, part.number, part.count)
        if part.number == part.count:
            await execute(TAKEN, *named)


async def part_reported(way: Way, external_id: str, state: State, reason: str) -> bool:
    """Write down what a centre reports of an SMS or of a part; False where we know neither."""
    account_id, gateway_id = way.account_id, way.gateway_id or 0
    async with writing(account_id):
        parts = await execute(PART, account_id, gateway_id, external_id)
        for message_id, number, count, before in parts:
            if state in FINAL and before not in FINAL:
                await execute(LOCK, account_id, message_id)
                await execute(STANDS, account_id, message_id, number, state.value)
                lost = f"Part {number} of {count} did not arrive. {reason}".strip()
                await _of_the_whole(way, message_id, count, state, lost)
    return bool(parts) or await receipt(
        account_id, gateway_id=gateway_id, external_id=external_id, state=state, reason=reason
    )


async def _of_the_whole(way: Way, message_id: int, count: int, state: State, lost: str) -> None:
    actor = Actor(way.account_id, None, via="gateway")
    if state is not State.DELIVERED:
        await move(actor, message_id, state, lost)
        return
    [[delivered]] = await execute(DELIVERED, way.account_id, message_id)
    if delivered == count:
        await move(actor, message_id, state)
