"""Whether somebody may be called or written to (R013): the one place that says so.

Calls, mail and SMS all ask here before anything leaves. What was asked for by the person last
decides; an override needs the permission and a reason, which stays where it was used.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from backend.accounts.actor import Actor
from backend.accounts.permissions import Permission
from backend.consents import queries
from backend.consents.words import BY, OFFERS, Barrier, Channel, ConsentState, How, Purpose
from backend.core.errors import DoNotContact, NotFound
from backend.core.text import clean
from backend.events.types import EventType, Fact, NodeRef

REASON_LIMIT = 500

FLAG = {
    Channel.CALL: ("do_not_call", Barrier.DO_NOT_CALL),
    Channel.SMS: ("do_not_call", Barrier.DO_NOT_CALL),
    Channel.EMAIL: ("do_not_email", Barrier.DO_NOT_EMAIL),
}
"""An SMS goes to the telephone: whoever must not be called there gets none."""

WISH = {Channel.EMAIL: "newsletter", Channel.SMS: "promotional_sms"}
"""The field of a record that stands for a consent to offers where none was recorded."""

SENTENCES = {
    Barrier.DO_NOT_CALL: "Do not call.",
    Barrier.DO_NOT_EMAIL: "Do not send e-mails.",
    Barrier.OPTED_OUT: "No mail to this address.",
    Barrier.BLOCKED: "Blocked.",
}


@dataclass(frozen=True, slots=True)
class Barred:
    """What stands in the way, since when, and how they said it, as far as known."""

    barrier: Barrier
    since: datetime | None = None
    how: How | None = None


@dataclass(frozen=True, slots=True)
class Reach:
    """They may be reached.

    `override_reason` is to be kept where a rule was set aside, else it is empty; `facts` are to be
    recorded with whatever is written then.
    """

    override_reason: str = ""
    facts: tuple[Fact, ...] = ()


async def demand_reachable(
    actor: Actor,
    *,
    party: NodeRef,
    channel: Channel,
    purpose: Purpose = Purpose.SERVICE,
    override_reason: str = "",
    address: str = "",
    asked_for: bool = False,
) -> Reach:
    """Refuse to reach whoever must not be reached; DoNotContact says why and whether it can be set aside.

    `address` is the e-mail address in its normal form. `asked_for` is for what the person has just
    asked for themselves, such as a way to set a new password: only being blocked holds that back.
    """
    reason = clean(override_reason, ("override_reason",), limit=REASON_LIMIT)
    barred = await barrier_of(
        actor, party, channel=channel, purpose=purpose, address=address, asked_for=asked_for
    )
    if barred is None:
        return Reach()
    if not reason:
        raise DoNotContact(
            sentence(barred, channel, purpose),
            reason=barred.barrier.value,
            since=barred.since,
            how=barred.how.value if barred.how else None,
            may_override=actor.may(Permission.RULE_OVERRIDE),
            party=(party.kind, party.id),
        )
    actor.demand(Permission.RULE_OVERRIDE)
    changes = {
        "rule": (None, barred.barrier.value),
        "channel": (None, channel.value),
        "reason": (None, reason),
    }
    return Reach(reason, (Fact(EventType.RULE_OVERRIDDEN, party, changes),))


async def barrier_of(
    actor: Actor,
    party: NodeRef,
    *,
    channel: Channel,
    purpose: Purpose = Purpose.SERVICE,
    address: str = "",
    asked_for: bool = False,
) -> Barred | None:
    """What stands in the way of reaching a party, the gravest first; None where nothing does."""
    account_id = actor.account_id
    flags = await queries.flags(account_id, party)
    if flags is None:
        raise NotFound(f"There is no such {party.kind.lower()}.")
    if flags["blocked"]:
        return Barred(Barrier.BLOCKED, await queries.set_at(account_id, party, "blocked"))
    if asked_for:
        return None
    field, barrier = FLAG.get(channel, ("", None))
    if barrier is not None and flags[field]:
        return await _flagged(account_id, party, channel, field, barrier)
    if address and await queries.opted_out(account_id, party, address):
        return Barred(Barrier.OPTED_OUT)
    return await _unwanted(account_id, party, channel, purpose, flags)


async def _flagged(
    account_id: int, party: NodeRef, channel: Channel, field: str, barrier: Barrier
) -> Barred:
    said = await queries.newest(account_id, party, channel, state=ConsentState.WITHDRAWN)
    since = await queries.set_at(account_id, party, field)
    return Barred(barrier, said.at, said.how) if said else Barred(barrier, since)


async def _unwanted(
    account_id: int,
    party: NodeRef,
    channel: Channel,
    purpose: Purpose,
    flags: Mapping[str, bool],
) -> Barred | None:
    said = await queries.newest(account_id, party, channel, purpose)
    if said is not None and said.state is ConsentState.WITHDRAWN:
        return Barred(Barrier.WITHDRAWN, said.at, said.how)
    if purpose is not Purpose.MARKETING or channel not in WISH or flags[WISH[channel]]:
        return None
    refused_at = await queries.set_at(account_id, party, WISH[channel])
    if said is not None and (refused_at is None or said.at >= refused_at):
        return None
    return Barred(Barrier.NO_CONSENT, refused_at if said else None)


def sentence(barred: Barred, channel: Channel, purpose: Purpose) -> str:
    """“Do not call. Asked by phone on 3 Nov.”: what is, and since when."""
    by = OFFERS.get(channel, "")
    what = {
        **SENTENCES,
        Barrier.WITHDRAWN: f"Consent to {_matter(purpose)} {by}".strip() + " is withdrawn.",
        Barrier.NO_CONSENT: f"No consent to {_matter(purpose)} {by}".strip() + ".",
    }[barred.barrier]
    if barred.since is None:
        return what
    day = f"{barred.since:%-d %b}"
    if barred.since.year != datetime.now(UTC).year:
        day += f" {barred.since.year}"
    asked = f"Asked {BY[barred.how]} on" if barred.how in BY else "Since"
    return f"{what} {asked} {day}."


def _matter(purpose: Purpose) -> str:
    return {
        Purpose.MARKETING: "offers",
        Purpose.RESEARCH: "surveys",
        Purpose.SERVICE: "being reached",
    }[purpose]
