"""What people said about being reached: recorded, never rewritten, the newest decides (R072).

The room's door for every other room.
"""

from datetime import UTC, datetime, timedelta

from backend.accounts.actor import Actor
from backend.accounts.permissions import Permission
from backend.consents.models import Consent
from backend.consents.reaching import Barred, Reach, barrier_of, demand_reachable
from backend.consents.words import Channel, ConsentState, How, Purpose
from backend.contact_points import parties
from backend.core.database import writing
from backend.core.errors import InvalidInput
from backend.core.text import clean
from backend.events.service import record
from backend.events.types import EventType, Fact, NodeRef

__all__ = ["Barred", "Reach", "barrier_of", "consent_record", "demand_reachable"]

PROOF_LIMIT = 2_000


async def consent_record(
    actor: Actor,
    *,
    party: NodeRef,
    purpose: Purpose,
    channel: Channel,
    state: ConsentState,
    how: How,
    at: datetime | None = None,
    third_party: str = "",
    wording_version: str = "",
    proof: str = "",
) -> int:
    """Write down a consent or its withdrawal; returns its id. `at` is when they said it, now unless given."""
    actor.demand(Permission.CONSENT_WRITE)
    said_at = _past(at or datetime.now(UTC))
    values = {
        "purpose": purpose.value,
        "channel": channel.value,
        "state": state.value,
        "how": how.value,
        "third_party": clean(third_party, ("third_party",)),
        "wording_version": clean(wording_version, ("wording_version",)),
        "proof": clean(proof, ("proof",), lines=True, limit=PROOF_LIMIT),
    }
    async with writing(actor.account_id):
        await parties.lock(party)
        made = await Consent.create(
            account_id=actor.account_id,
            recorded_by=actor.user_id,
            recorded_via=actor.via,
            at=said_at,
            **{**parties.owned_by(party), **values},
        )
        changes = {name: (None, value) for name, value in values.items() if value}
        ref = NodeRef("Consent", made.id)
        await record(actor, [Fact(EventType.CONSENT_RECORDED, party, changes, ref)])
    return int(made.id)


def _past(at: datetime) -> datetime:
    moment = at if at.tzinfo else at.replace(tzinfo=UTC)
    # A client's clock may run a little ahead; nobody has said tomorrow what they say today.
    if moment > datetime.now(UTC) + timedelta(minutes=5):
        raise InvalidInput("A consent was given or withdrawn in the past.", ("at",))
    return moment
