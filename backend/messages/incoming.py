"""What comes in is kept whoever wrote it; an SMS is put into the thread of whoever it is from.

An answer goes into the thread it answers: that of the party last written to at this number. Else one
party with the number has it; of several nobody is guessed, and of none the number itself is the thread.
"""

from dataclasses import dataclass

from backend.accounts.actor import Actor
from backend.accounts.permissions import Permission
from backend.contact_points.matching import e164_of, parties_of
from backend.contact_points.parties import KINDS
from backend.core import database
from backend.core.database import writing
from backend.core.text import repaired
from backend.events.service import record
from backend.events.types import Fact, NodeRef
from backend.messages.kinds import Channel, Direction, State
from backend.messages.queries import party_of
from backend.messages.service import created
from backend.messages.stopping import is_stop, stopped

LONGEST = 20_000
"""Characters kept of one SMS: 255 parts are fewer; more is no SMS."""

KEEP = """
INSERT INTO message (account_id, channel, direction, state, state_reason, customer_id, contact_id,
  company_id, purpose, template, parameters, language, address, own_address, subject, body, segments,
  encoding, gateway_id, external_id, in_reply_to, override_reason, created_at, version)
VALUES ($1, $10, 'incoming', 'received', '', $2, $3, $4, 'personal', '', '{}', '', $5, $6, $11, $7,
  NULL, '', $8, $9, $12, '', now(), 1)
ON CONFLICT (account_id, gateway_id, external_id) WHERE external_id IS NOT NULL DO NOTHING
RETURNING id
"""
THREAD = """
SELECT m.customer_id, m.contact_id, m.company_id FROM message m
  LEFT JOIN customer c ON c.id = m.customer_id
  LEFT JOIN contact t ON t.id = m.contact_id
  LEFT JOIN company o ON o.id = m.company_id
 WHERE m.account_id = $1 AND {message}
   AND coalesce(m.customer_id, m.contact_id, m.company_id) IS NOT NULL
   AND coalesce(c.deleted_at, t.deleted_at, o.deleted_at) IS NULL
 ORDER BY {nearest} LIMIT 1
"""
"""SQL of the party, not deleted, of the nearest `message`: the thread that what comes in belongs to."""
WRITTEN_TO = THREAD.format(message="m.address = $2 AND m.channel = 'sms'", nearest="m.id DESC")


HEARD = "UPDATE gateway SET last_event_at = now() WHERE account_id = $1 AND id = $2"


@dataclass(frozen=True, slots=True)
class Kept:
    """What is written down of a message that came in; `external_id` is its name where it came from."""

    channel: Channel
    party: NodeRef | None
    address: str
    own_address: str
    body: str
    external_id: str | None
    subject: str = ""
    in_reply_to: str | None = None


async def keep(account_id: int, gateway_id: int, kept: Kept) -> list[Fact] | None:
    """Write a message down inside the running unit of work; what happened, None where it was here before."""
    party = kept.party
    columns = [party.id if party and party.kind == kind else None for kind in KINDS]
    rows = await database.execute(
        KEEP,
        account_id,
        *columns,
        kept.address,
        kept.own_address,
        kept.body,
        gateway_id,
        kept.external_id,
        kept.channel.value,
        kept.subject,
        kept.in_reply_to,
    )
    if not rows:
        return None
    await database.execute(HEARD, account_id, gateway_id)
    told: dict[str, tuple[object, object]] = {
        "channel": (None, kept.channel.value),
        "direction": (None, Direction.INCOMING.value),
        "state": (None, State.RECEIVED.value),
        "address": (None, kept.address),
    }
    if party is not None:
        told["party"] = (None, {"kind": party.kind, "id": party.id})
    return created(int(rows[0]["id"]), told, party)


@dataclass(frozen=True, slots=True)
class Arrived:
    """An SMS as a gateway hands it in; `external_id` is its name there, where it has one."""

    sender: str
    recipient: str
    text: str
    external_id: str | None = None


async def message_receive(
    account_id: int, *, gateway_id: int, gateway: str, region: str, arrived: Arrived
) -> int | None:
    """Keep an SMS; its id, None where this very one was kept before."""
    actor = Actor(
        account_id,
        None,
        permissions=frozenset({Permission.CONSENT_WRITE}),
        via=f"gateway:{gateway}",
    )
    number = e164_of(arrived.sender, region)
    address = number or repaired(arrived.sender).text[:100]
    body = repaired(arrived.text[:LONGEST], lines=True).text
    async with writing(account_id):
        holders = await parties_of(account_id, number) if number else []
        party = await _thread_of(account_id, address, holders)
        own = repaired(arrived.recipient).text[:100]
        kept = Kept(Channel.SMS, party, address, own, body, arrived.external_id)
        facts = await keep(account_id, gateway_id, kept)
        if facts is None:
            return None
        if is_stop(body):
            await stopped(actor, holders or ([party] if party else []), body)
        await record(actor, facts)
    return facts[0].node.id


async def _thread_of(account_id: int, address: str, holders: list[NodeRef]) -> NodeRef | None:
    row = await database.fetchrow(account_id, WRITTEN_TO, account_id, address)
    written_to = party_of(row) if row is not None else None
    if written_to is not None and (written_to in holders or not holders):
        return written_to
    return holders[0] if len(holders) == 1 else None
