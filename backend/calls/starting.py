"""Calling somebody, and hanging up: what the rules allow becomes a call and a command for its line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from backend.accounts.actor import Actor
from backend.accounts.limits import Limit, spend
from backend.accounts.permissions import Permission
from backend.accounts.users import locked as locked_user
from backend.calls.climbing import own_event, take_in
from backend.calls.devices import tel_line
from backend.calls.kinds import Command, DeviceKind, Direction, HungUpBy, State
from backend.calls.line_kinds import kind_of
from backend.calls.models import Call, CallCommand, CallParty, Line, PhoneDevice
from backend.calls.service import locked
from backend.calls.toll import demand_allowed
from backend.consents.service import demand_reachable
from backend.consents.words import Channel
from backend.contact_points import parties
from backend.contact_points.phones import spell
from backend.core.database import execute, writing
from backend.core.errors import CallRunning, NoPhoneDevice, NotAllowed, NotFound, Refused
from backend.events.service import record
from backend.events.types import EventType, Fact, NodeRef

A_MINUTE = Limit("calls in a minute", 12, 60)
AN_HOUR = Limit("calls in an hour", 150, 3600)
"""Begun calls of one user, refused ones counted: more than people dial, less than fraud needs."""

PHONE = """
SELECT e164, extension, customer_id, contact_id, company_id FROM phone_number
 WHERE account_id = current_account() AND id = $1
"""
RUNNING = """
SELECT id FROM call WHERE account_id = current_account() AND user_id = $1 AND state <> 'ended' LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Started:
    """A call under way; `href` is the tel: link the user's computer is to open, where it dials itself."""

    call_id: int
    href: str | None


@dataclass(frozen=True, slots=True)
class _Target:
    e164: str
    extension: str
    parties: Sequence[NodeRef]


async def call_start(
    actor: Actor,
    *,
    phone_id: int | None = None,
    call_id: int | None = None,
    override_reason: str = "",
) -> Started:
    """Call a number of somebody's, or back the number of a call.

    The user's active device rings first. Refused, with a reason that is a type: without a device,
    for a number lines do not call, while the user is in a call, and for whoever must not be called.
    """
    actor.demand(Permission.CALL_START)
    if actor.user_id is None:
        raise NotAllowed("Calls are made by people; nobody is signed in here.")
    for limit in (A_MINUTE, AN_HOUR):
        await spend(limit, f"{actor.account_id}:{actor.user_id}")
    async with writing(actor.account_id):
        await locked_user(actor.user_id)  # one call at a time, however often it is pressed
        device = await _device(actor.user_id)
        line = await _line(actor, device)
        target = await _of_phone(phone_id) if phone_id is not None else await _of_call(call_id)
        demand_allowed(target.e164, line.countries or [line.region])
        await _refuse_second(actor.user_id)
        kept, facts = await _demand_reachable(actor, target, override_reason)
        call = await _open(actor, line, device, target, kept)
        await record(actor, [*facts, *await _begin(call, device)])
    href = spell(target.e164, target.extension).href if _dials_itself(device) else None
    return Started(int(call.id), href)


async def call_hang_up(actor: Actor, *, call_id: int) -> None:
    """End one's own call; one that is over is no mistake."""
    actor.demand(Permission.CALL_START)
    async with writing(actor.account_id):
        call = await locked(call_id)
        if call.state == State.ENDED.value:
            return
        if call.user_id != actor.user_id:
            raise Refused("This is another user's call.")
        line = await Line.get(id=call.line_id)
        kind = kind_of(line.kind)
        if kind is None or not kind.can.hang_up:
            raise Refused("This line cannot be told to hang up. Hang up on the telephone.")
        facts = [Fact(EventType.CALL_HANG_UP_ASKED, NodeRef("Call", call.id))]
        if await execute(NEVER_BEGUN, call.id):
            facts += await take_in(call, own_event(call, "ended", hung_up_by=HungUpBy.KITH)) or []
        else:
            await execute(HANG_UP, actor.account_id, call.id)
        await record(actor, facts)


NEVER_BEGUN = """
UPDATE call_command SET taken_at = now(), done_at = now(), error = ''
 WHERE call_id = $1 AND kind = 'originate' AND taken_at IS NULL RETURNING id
"""
HANG_UP = """
INSERT INTO call_command (account_id, call_id, kind, created_at, error) VALUES ($1, $2, 'hang_up', now(), '')
ON CONFLICT (account_id, call_id, kind) DO NOTHING
"""


async def _device(user_id: int) -> PhoneDevice:
    device = await PhoneDevice.filter(user_id=user_id, active=True).first()
    if device is None:
        raise NoPhoneDevice("Choose in Settings → You → Phone what rings when you call.")
    return device


async def _line(actor: Actor, device: PhoneDevice) -> Line:
    if _dials_itself(device):
        return await tel_line(actor.account_id, actor.region)
    line = await Line.filter(id=device.line_id, active=True).first()
    kind = kind_of(line.kind) if line else None
    if line is None or kind is None or not kind.can.originate:
        raise Refused(
            "The line of your phone is switched off. Choose another in Settings → You → Phone."
        )
    return line


def _dials_itself(device: PhoneDevice) -> bool:
    return bool(device.kind == DeviceKind.TEL_LINK.value)


async def _of_phone(phone_id: int) -> _Target:
    rows = await execute(PHONE, phone_id)
    if not rows:
        raise NotFound("There is no such number.")
    row = rows[0]
    return _Target(row["e164"], row["extension"], _parties([row]))


async def _of_call(call_id: int | None) -> _Target:
    found = await Call.filter(id=call_id or 0).first()
    if found is None:
        raise NotFound("There is no such call.")
    if found.number_e164 is None:
        raise Refused("This call told no number, so there is none to call back.")
    rows = await execute(
        "SELECT customer_id, contact_id, company_id FROM call_party WHERE call_id = $1", found.id
    )
    return _Target(found.number_e164, "", _parties(rows))


def _parties(rows: Sequence[Any]) -> list[NodeRef]:
    return [
        NodeRef(kind, row[party.column])
        for row in rows
        for kind, party in parties.KINDS.items()
        if row[party.column] is not None
    ]


async def _refuse_second(user_id: int) -> None:
    for row in await execute(RUNNING, user_id):
        raise CallRunning("You are in a call. Hang up first.", row["id"])


async def _demand_reachable(actor: Actor, target: _Target, reason: str) -> tuple[str, list[Fact]]:
    kept = ""
    facts: list[Fact] = []
    for party in target.parties:
        reach = await demand_reachable(
            actor, party=party, channel=Channel.CALL, override_reason=reason
        )
        kept = kept or reach.override_reason
        facts += reach.facts
    return kept, facts


async def _open(
    actor: Actor, line: Line, device: PhoneDevice, target: _Target, reason: str
) -> Call:
    now = datetime.now(UTC)
    call = await Call.create(
        account_id=actor.account_id,
        line_id=line.id,
        # Our own name for it, imposed on the line where its protocol allows.
        external_id=str(uuid4()),
        direction=Direction.OUTGOING.value,
        state="",
        rank=-1,
        from_typed=device.caller_id or device.address,
        to_typed=target.e164,
        number_e164=target.e164,
        user_id=actor.user_id,
        device_id=device.id,
        override_reason=reason,
        raised_at=now,
    )
    for party in target.parties:
        owner: dict[str, Any] = parties.owned_by(party)
        await CallParty.create(account_id=actor.account_id, call_id=call.id, **owner)
    return call


async def _begin(call: Call, device: PhoneDevice) -> list[Fact]:
    """What is told of a new call; one that the computer dials by itself is out of sight at once."""
    facts = await take_in(call, own_event(call, "initiated")) or []
    if _dials_itself(device):
        ended = await take_in(call, own_event(call, "ended", cause="tel_link"))
        return [*facts, *(ended or [])]
    await CallCommand.create(
        account_id=call.account_id, call_id=call.id, kind=Command.ORIGINATE.value
    )
    return facts
