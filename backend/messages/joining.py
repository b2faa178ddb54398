"""Long incoming SMS: parts that come one by one, in any order, kept until their text is whole.

A part lies in the database before the centre is told that we have it: whoever dies in between loses none.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from backend.core.database import execute, writing
from backend.messages.carriers import Way
from backend.messages.incoming import Arrived, message_receive

PATIENCE_SECONDS = 300
"""A text whose missing part does not come in this time is shown as far as it came."""
GAP = " […] "
"""What stands for parts that did not come."""

KEEP = """
INSERT INTO sms_part (account_id, gateway_id, sender, recipient, reference, count, number, text, received_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, now())
ON CONFLICT (account_id, gateway_id, sender, recipient, reference, count, number)
DO UPDATE SET text = excluded.text
"""
TAKE_WHOLE = """
DELETE FROM sms_part
 WHERE account_id = $1 AND gateway_id = $2 AND sender = $3 AND recipient = $4 AND reference = $5 AND count = $6
   AND (SELECT count(*) FROM sms_part
         WHERE account_id = $1 AND gateway_id = $2 AND sender = $3 AND recipient = $4 AND reference = $5
           AND count = $6) >= $6
RETURNING number, text
"""
TAKE_OVERDUE = """
DELETE FROM sms_part p USING (
  SELECT sender, recipient, reference, count FROM sms_part
   WHERE account_id = $1 AND gateway_id = $2
   GROUP BY sender, recipient, reference, count
  HAVING min(received_at) < now() - make_interval(secs => $3)) late
 WHERE p.account_id = $1 AND p.gateway_id = $2 AND p.sender = late.sender AND p.recipient = late.recipient
   AND p.reference = late.reference AND p.count = late.count
RETURNING p.sender, p.recipient, p.reference, p.count, p.number, p.text
"""


@dataclass(frozen=True, slots=True)
class IncomingPart:
    """One part of `count`, by its number from 1 on; the sender gives a text's parts one `reference`."""

    sender: str
    recipient: str
    reference: int
    count: int
    number: int
    text: str


async def part_receive(way: Way, part: IncomingPart) -> None:
    """Keep a part; the whole text becomes a message with the part that completes it."""
    name = (way.account_id, way.gateway_id, part.sender, part.recipient, part.reference, part.count)
    async with writing(way.account_id):
        await execute(KEEP, *name, part.number, part.text)
        if parts := await execute(TAKE_WHOLE, *name):
            await _arrived(way, part.sender, part.recipient, part.count, dict(map(tuple, parts)))


async def receive_overdue(way: Way) -> None:
    """Make messages of texts whose other parts do not come."""
    texts: dict[tuple[str, str, int, int], dict[int, str]] = {}
    async with writing(way.account_id):
        for row in await execute(
            TAKE_OVERDUE, way.account_id, way.gateway_id, float(PATIENCE_SECONDS)
        ):
            sender, recipient, reference, count, number, text = row
            texts.setdefault((sender, recipient, reference, count), {})[number] = text
        for (sender, recipient, _reference, count), parts in texts.items():
            await _arrived(way, sender, recipient, count, parts)


def joined(parts: Mapping[int, str], count: int) -> str:
    """The text of parts by their numbers; what is missing of `count` leaves a mark where it belongs."""
    if len(parts) >= count:
        return "".join(text for _, text in sorted(parts.items()))
    text, due = "", 1
    for number, part in sorted(parts.items()):
        text += part if number <= due else GAP + part
        due = number + 1
    return text if due > count else text + GAP


async def _arrived(
    way: Way, sender: str, recipient: str, count: int, parts: dict[int, str]
) -> None:
    text = joined(parts, count)
    await message_receive(
        way.account_id,
        gateway_id=way.gateway_id or 0,
        gateway=way.name,
        region=way.region,
        arrived=Arrived(sender, recipient, text.strip()),
    )
