"""An SMS to somebody (R006): every rule that stands before it, and then its place in the outbox."""

from collections.abc import Sequence
from dataclasses import dataclass

from backend.accounts.actor import Actor
from backend.accounts.limits import Limit, spend
from backend.accounts.modules import Module, has_module
from backend.accounts.permissions import Permission
from backend.consents.service import demand_reachable
from backend.consents.words import Channel as ReachedBy
from backend.consents.words import Purpose as ReachedFor
from backend.contact_points.matching import number_of
from backend.core.database import writing
from backend.core.errors import InvalidInput, NotFound, Refused
from backend.core.text import clean
from backend.events.service import record
from backend.events.types import PERMISSION_OF_NODE, Fact, NodeRef
from backend.messages.gateways import way_out
from backend.messages.kinds import Channel, Purpose
from backend.messages.queries import message_of, party_of
from backend.messages.segments import sendable
from backend.messages.service import message_queue
from backend.messages.toll import demand_allowed

A_MINUTE = Limit("sms in a minute", 20, 60)
A_DAY = Limit("sms in a day", 500, 86_400)
"""Most SMS of one user: a person writes fewer, a stolen sign-in more."""

LONGEST_BODY = 20_000
SMS_OFF = "SMS are off. An administrator turns them on in Settings → Account → Organisation."


@dataclass(frozen=True, slots=True)
class To:
    """Where an SMS goes, and whose number that is; an answer to a stranger has no party."""

    address: str
    party: NodeRef | None


async def sms_send(
    actor: Actor,
    *,
    body: str,
    phone_id: int | None = None,
    reply_to: int | None = None,
    purpose: Purpose = Purpose.PERSONAL,
    override_reason: str = "",
) -> int:
    """Queue an SMS to somebody's number, or as the answer to one that came in; returns its id."""
    actor.demand(Permission.MESSAGE_SEND)
    if not await has_module(actor.account_id, Module.SMS):
        raise Refused(SMS_OFF)
    text = clean(body, ("body",), lines=True, limit=LONGEST_BODY)
    segments = sendable(text)
    to = await _addressee(actor, phone_id, reply_to)
    demand_allowed(to.address, await way_out(actor.account_id, Channel.SMS, None))
    for limit in (A_MINUTE, A_DAY):
        await spend(limit, f"{actor.account_id}:{actor.user_id}")
    async with writing(actor.account_id):
        facts, reason = await _reach(actor, to, purpose, override_reason)
        message_id = await message_queue(
            actor,
            channel=Channel.SMS,
            address=to.address,
            party=to.party,
            body=text,
            purpose=purpose,
            segments=len(segments.parts),
            encoding=segments.alphabet.value,
            override_reason=reason,
        )
        if facts:
            await record(actor, facts)
    return message_id


async def _reach(
    actor: Actor, to: To, purpose: Purpose, override_reason: str
) -> tuple[Sequence[Fact], str]:
    """What to record beside the message, and the reason a rule was set aside for, if one was."""
    if to.party is None:
        return (), ""
    reach = await demand_reachable(
        actor,
        party=to.party,
        channel=ReachedBy.SMS,
        purpose=ReachedFor.MARKETING if purpose is Purpose.MARKETING else ReachedFor.SERVICE,
        override_reason=override_reason,
    )
    return reach.facts, reach.override_reason


async def _addressee(actor: Actor, phone_id: int | None, reply_to: int | None) -> To:
    if phone_id is not None and reply_to is None:
        to = await _numbered(actor, phone_id)
    elif reply_to is not None and phone_id is None:
        to = await _answered(actor, reply_to)
    else:
        raise InvalidInput("An SMS goes to a number, or answers one that came in.", ("phone",))
    if to.party is not None and not actor.may(PERMISSION_OF_NODE[to.party.kind]):
        raise NotFound("There is no such number.")
    return to


async def _numbered(actor: Actor, phone_id: int) -> To:
    number = await number_of(actor.account_id, phone_id)
    if number is None:
        raise NotFound("There is no such number.")
    if not number.can_receive_sms:
        raise InvalidInput("This number cannot receive SMS.", ("phone",))
    return To(number.e164, number.party)


async def _answered(actor: Actor, message_id: int) -> To:
    message = await message_of(actor.account_id, message_id)
    if message is None or message["channel"] != Channel.SMS:
        raise NotFound("There is no such SMS.")
    address = str(message["address"])
    if not address.lstrip("+").isdecimal():
        raise Refused(f"“{address}” is a name, not a number: nobody can answer it.")
    return To(address, party_of(message))
