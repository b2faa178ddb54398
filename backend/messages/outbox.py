"""Sending what is queued: claimed under a lease, handed to a carrier, settled by its answer.

The row is the truth. A worker that dies leaves a claim whose lease runs out: an e-mail is then sent
again under the same Message-ID, an SMS becomes UNCERTAIN, as nobody knows whether it went.
"""

import logging
from dataclasses import dataclass
from datetime import timedelta

import asyncpg

from backend.accounts.actor import Actor
from backend.core import database
from backend.core.database import writing
from backend.core.vault import VaultProblem
from backend.messages import gateways, moving, queue
from backend.messages.backoff import pause_after
from backend.messages.carriers import (
    KINDS,
    Accepted,
    Answer,
    Elsewhere,
    Refused,
    Unanswered,
    Way,
    opened,
)
from backend.messages.kinds import Channel, OutboxState, State
from backend.messages.rendering import Withheld, rendered

HAND_ON = timedelta(seconds=1)
LEASE_SECONDS = 120
"""Longer than any carrier takes for one message (`SECONDS` of the carriers)."""

CLAIM = """
WITH held AS (
  SELECT id, state FROM outbox WHERE account_id = $1 AND id = $2
     AND (state = 'queued' AND next_try_at <= now() OR state = 'sending' AND lease_until < now())
     FOR UPDATE SKIP LOCKED
)
UPDATE outbox o SET state = 'sending', turns = o.turns + 1, attempts = o.attempts + 1,
       lease_until = now() + make_interval(secs => $3)
  FROM held WHERE o.account_id = $1 AND o.id = held.id
RETURNING o.id, o.message_id, o.turns, o.attempts, held.state AS before
"""
SETTLE = """
UPDATE outbox SET state = $4, last_error = $5, lease_until = NULL, next_try_at = now() + $6::interval
 WHERE account_id = $1 AND id = $2 AND turns = $3 AND state = 'sending' RETURNING id
"""
NO_ATTEMPT = "UPDATE outbox SET attempts = attempts - 1 WHERE account_id = $1 AND id = $2"
MESSAGE = "SELECT * FROM message WHERE account_id = $1 AND id = $2"

log = logging.getLogger("kith.messages")


@dataclass(frozen=True, slots=True)
class Claim:
    """One turn of an outbox row: fenced by its number; not every turn is an attempt to send."""

    actor: Actor
    outbox_id: int
    turn: int
    attempt: int
    message: asyncpg.Record
    unanswered: bool


async def take_turn(ticket: queue.Ticket) -> bool:
    """Send the message of a ticket, if it is due and nobody is at it; False where it is not."""
    claim = await _claim(ticket)
    if claim is None:
        return False
    channel = Channel(claim.message["channel"])
    try:
        way = await gateways.way_out(ticket.account_id, channel, claim.message["gateway_id"])
    except VaultProblem as problem:
        await _settle(claim, None, Refused(str(problem), permanent=False, settings=True))
        return True
    if way is None:
        await _store(claim)
    elif claim.unanswered and not KINDS[way.kind].repeatable:
        await _settle(claim, way, _interrupted(claim))
    else:
        await _send(claim, way)
    return True


def _interrupted(claim: Claim) -> Answer:
    """What is known of a try whose process died: a gateway's name for the message is its answer."""
    if claim.message["external_id"] is not None:
        return Accepted()
    return Unanswered("The sending was interrupted before an answer came.")


async def _claim(ticket: queue.Ticket) -> Claim | None:
    async with writing(ticket.account_id):
        rows = await database.execute(
            CLAIM, ticket.account_id, ticket.outbox_id, float(LEASE_SECONDS)
        )
        if not rows:
            return None
        [message] = await database.execute(MESSAGE, ticket.account_id, rows[0]["message_id"])
    return Claim(
        Actor(ticket.account_id, None, via="outbox"),
        rows[0]["id"],
        rows[0]["turns"],
        rows[0]["attempts"],
        message,
        unanswered=rows[0]["before"] == OutboxState.SENDING,
    )


async def _send(claim: Claim, way: Way) -> None:
    try:
        outgoing = await rendered(claim.message, way, claim.attempt)
    except Withheld as reason:
        await _settle(claim, way, Refused(str(reason), permanent=True))
        return
    try:
        answer = await opened(way).send(outgoing)
    except Exception:
        log.exception("a carrier of kind %s failed", way.kind)
        answer = Unanswered("The fault is ours; it is in the log.")
    await _settle(claim, way, answer)


async def _store(claim: Claim) -> None:
    async with writing(claim.actor.account_id):
        if await _close(claim, OutboxState.STORED, ""):
            await moving.move(claim.actor, claim.message["id"], State.STORED)


async def _settle(claim: Claim, way: Way | None, answer: Answer) -> None:
    """Write down what came of a try."""
    actor, message_id = claim.actor, claim.message["id"]
    gateway_id = way.gateway_id if way else None
    repeatable = way is None or KINDS[way.kind].repeatable
    async with writing(actor.account_id):
        if isinstance(answer, Accepted):
            # An answer that comes after the lease ran out is still an answer.
            await _close(claim, OutboxState.DONE, "")
            await moving.move(
                actor,
                message_id,
                State.SUBMITTED,
                gateway_id=gateway_id,
                external_id=answer.external_id,
            )
        elif isinstance(answer, Unanswered) and not repeatable:
            if await _close(claim, OutboxState.UNCERTAIN, answer.reason):
                await moving.move(
                    actor, message_id, State.UNCERTAIN, answer.reason, gateway_id=gateway_id
                )
        elif isinstance(answer, Elsewhere):
            await _hand_on(claim)
        elif isinstance(answer, Refused) and answer.permanent:
            if await _close(claim, OutboxState.FAILED, answer.reason):
                await moving.move(
                    actor, message_id, State.REJECTED, answer.reason, gateway_id=gateway_id
                )
        else:
            await _later(claim, answer.reason)
        ailing = isinstance(answer, Refused) and answer.settings
        if ailing or isinstance(answer, Accepted):
            await gateways.health_note(
                actor, gateway_id, answer.reason if isinstance(answer, Refused) else ""
            )


async def _hand_on(claim: Claim) -> None:
    """Leave the turn to another process; it is no attempt."""
    account_id = claim.actor.account_id
    if await _close(claim, OutboxState.QUEUED, "", HAND_ON):
        await database.execute(NO_ATTEMPT, account_id, claim.outbox_id)
        await queue.enqueue([queue.Ticket(account_id, claim.outbox_id, claim.turn, HAND_ON)])


async def _later(claim: Claim, reason: str) -> None:
    """Queue another try, or give up."""
    pause = pause_after(claim.attempt)
    if pause is None:
        if await _close(claim, OutboxState.FAILED, reason):
            await moving.move(claim.actor, claim.message["id"], State.FAILED, reason)
        return
    if await _close(claim, OutboxState.QUEUED, reason, pause):
        await moving.explain(claim.actor, claim.message["id"], reason)
        await queue.enqueue(
            [queue.Ticket(claim.actor.account_id, claim.outbox_id, claim.turn, pause)]
        )


async def _close(
    claim: Claim, state: OutboxState, error: str, pause: timedelta = timedelta()
) -> bool:
    """End this turn of the row; False where the lease ran out and another has it."""
    rows = await database.execute(
        SETTLE,
        claim.actor.account_id,
        claim.outbox_id,
        claim.turn,
        state.value,
        error[:500],
        pause,
    )
    return bool(rows)
