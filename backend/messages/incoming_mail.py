"""E-mails that come in: kept whoever wrote them, put into the thread they answer (R043).

An answer belongs to the thread of the mail it answers, whatever address it was written from. Else the one
party that has the sender's address has it; of several nobody is guessed, and of none the address is the thread.
"""

from collections.abc import Sequence

from backend.accounts.actor import Actor
from backend.contact_points.emails import try_email
from backend.contact_points.matching import parties_with_email
from backend.core import database
from backend.core.database import writing
from backend.events.service import record
from backend.events.types import NodeRef
from backend.messages.incoming import THREAD, Kept, keep
from backend.messages.kinds import Channel
from backend.messages.mail_reading import Mail
from backend.messages.queries import party_of

ANSWERED = THREAD.format(
    message="m.channel = 'email' AND m.message_id = ANY ($2::text[])",
    nearest="array_position($2::text[], m.message_id)",
)


async def mail_receive(account_id: int, *, gateway_id: int, gateway: str, mail: Mail) -> int | None:
    """Keep an e-mail; its id, None where this very one was kept before."""
    actor = Actor(account_id, None, via=f"gateway:{gateway}")
    parsed = try_email(mail.sender)
    address = parsed.address if parsed else mail.sender[:254]
    async with writing(account_id):
        party = await _thread_of(account_id, mail.answers)
        if party is None and parsed is not None:
            holders = await parties_with_email(account_id, parsed.normalised)
            party = holders[0] if len(holders) == 1 else None
        arrived = Kept(
            channel=Channel.EMAIL,
            party=party,
            address=address,
            own_address=mail.recipient[:254],
            subject=mail.subject,
            body=mail.body,
            external_id=mail.name,
            in_reply_to=mail.answers[0] if mail.answers else None,
        )
        facts = await keep(account_id, gateway_id, arrived)
        if facts is None:
            return None
        await record(actor, facts)
    return facts[0].node.id


async def _thread_of(account_id: int, answers: Sequence[str]) -> NodeRef | None:
    if not answers:
        return None
    row = await database.fetchrow(account_id, ANSWERED, account_id, list(answers))
    return party_of(row) if row is not None else None
