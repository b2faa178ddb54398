"""An e-mail from one person to another (journey of R043): written on the record, sent by the outbox."""

from backend.accounts.actor import Actor
from backend.accounts.limits import Limit, spend
from backend.accounts.permissions import Permission
from backend.consents.service import demand_reachable
from backend.consents.words import Channel as ReachChannel
from backend.consents.words import Purpose as ReachPurpose
from backend.contact_points.owned_emails import email_of
from backend.core.database import writing
from backend.core.errors import InvalidInput, NotFound
from backend.core.text import clean
from backend.events.service import record
from backend.events.types import PERMISSION_OF_NODE
from backend.messages.kinds import Channel, Purpose
from backend.messages.service import LONGEST_SUBJECT, body_text, message_queue

AN_HOUR = Limit("mails by", 200, 3600)
"""Most mails of one user in an hour: a person writes fewer, a stolen sign-in more."""


async def email_send(
    actor: Actor,
    *,
    email_id: int,
    subject: str,
    body: str,
    purpose: Purpose = Purpose.PERSONAL,
    override_reason: str = "",
) -> int:
    """Queue an e-mail to an address on record; returns its id. Answers go to the writer's own address."""
    actor.demand(Permission.MESSAGE_SEND)
    if purpose is Purpose.ASKED:
        raise InvalidInput("Only what somebody asked for by themselves is that.", ("purpose",))
    titled = clean(subject, ("subject",), limit=LONGEST_SUBJECT)
    if not titled:
        raise InvalidInput("Say what it is about.", ("subject",))
    text = body_text(body)
    to = await email_of(actor.account_id, email_id)
    if to is None or not actor.may(PERMISSION_OF_NODE[to.party.kind]):
        raise NotFound("There is no such address.")
    await spend(AN_HOUR, f"{actor.account_id}:{actor.user_id}")
    async with writing(actor.account_id):
        reach = await demand_reachable(
            actor,
            party=to.party,
            channel=ReachChannel.EMAIL,
            purpose=ReachPurpose.MARKETING
            if purpose is Purpose.MARKETING
            else ReachPurpose.SERVICE,
            override_reason=override_reason,
            address=to.normalised,
        )
        message_id = await message_queue(
            actor,
            channel=Channel.EMAIL,
            party=to.party,
            address=to.address,
            subject=titled,
            body=text,
            purpose=purpose,
            language=actor.language,
            override_reason=reach.override_reason,
        )
        if reach.facts:
            await record(actor, reach.facts)
    return message_id
