"""What happens to calls: an event is heard, somebody takes one, a person notes what came of it."""

from datetime import UTC, datetime
from typing import Any

from backend.accounts.actor import Actor
from backend.accounts.permissions import Permission
from backend.calls.climbing import own_event, take_in
from backend.calls.folding import Heard
from backend.calls.kinds import Disposition, HungUpBy, Outcome, State
from backend.calls.matching import match_parties, other_end
from backend.calls.models import Call
from backend.core import text
from backend.core.changes import changes_of
from backend.core.database import execute, writing
from backend.core.errors import InvalidInput, NotFound
from backend.events.service import record
from backend.events.types import EventType, Fact, NodeRef

OPEN = """
INSERT INTO call (account_id, line_id, external_id, direction, state, rank, from_typed, to_typed,
                  number_e164, raised_at, cause, note, override_reason, version)
VALUES ($1, $2, $3, $4, '', -1, $5, $6, $7, $8, '', '', '', 1)
ON CONFLICT (account_id, line_id, external_id) DO NOTHING RETURNING id
"""
LAST = """
UPDATE call_line SET last_event_at = now()
 WHERE id = $1 AND (last_event_at IS NULL OR last_event_at < now() - interval '1 second')
"""
"""To the second: its row lock would make all events of a busy line wait for one another."""


async def call_heard(actor: Actor, *, line_id: int, heard: Heard) -> bool:
    """Take in one event of a line; False where the very same one was taken in before.

    One transaction: the history, the call as far as it climbs, whom the number belongs to, and
    the event for whoever watches.
    """
    end = other_end(heard, actor.region)
    async with writing(actor.account_id):
        known = Call.filter(line_id=line_id, external_id=heard.call_id).select_for_update()
        call = await known.first()
        if call is None:
            # Another connection may open it meanwhile: whichever does ties it to its people.
            opened = await execute(
                OPEN,
                actor.account_id,
                line_id,
                heard.call_id,
                heard.direction.value,
                heard.from_typed,
                heard.to_typed,
                end.e164,
                heard.at,
            )
            call = await known.get()
            if opened:
                await match_parties(actor.account_id, call.id, end)
        facts = await take_in(call, heard)
        if facts is None:
            return False
        await execute(LAST, line_id)
        if facts:
            await record(actor, facts)
    return True


async def call_end(
    actor: Actor, *, call_id: int, cause: str, hung_up_by: HungUpBy | None = None
) -> bool:
    """End a call from our side, where its line does not; False where it is over, or held elsewhere."""
    async with writing(actor.account_id):
        call = await Call.filter(id=call_id).select_for_update(skip_locked=True).first()
        if call is None or call.state == State.ENDED.value:
            return False
        ended = own_event(call, "ended", cause=cause, hung_up_by=hung_up_by)
        await record(actor, await take_in(call, ended) or [])
    return True


async def call_annotate(
    actor: Actor,
    *,
    call_id: int,
    note: str | None,
    disposition: Disposition | None,
    called_back: bool | None = None,
    given: set[str],
) -> None:
    """Write down what came of a call; `given` names what is to change.

    `called_back` takes a call off the list of those to call back, False puts it there again.
    """
    actor.demand(Permission.CALL_ANNOTATE)
    wanted: dict[str, Any] = {
        "note": text.clean(note or "", ("note",), lines=True),
        "disposition": disposition.value if disposition else None,
    }
    async with writing(actor.account_id):
        call = await locked(call_id)
        if "called_back" in given:
            to_come = wanted["disposition"] if "disposition" in given else call.disposition
            wanted["called_back_at"] = _called_back_at(call, to_come, bool(called_back))
            given = given - {"called_back"} | {"called_back_at"}
        values = {name: wanted[name] for name in given}
        changes = changes_of(call, values)
        if changes:
            before = call.version
            await call.update_from_dict(values | {"version": before + 1}).save()
            changes["_version"] = (before, before + 1)
            await record(actor, [Fact(EventType.CALL_ANNOTATED, NodeRef("Call", call.id), changes)])


def _called_back_at(call: Call, disposition: str | None, called_back: bool) -> datetime | None:
    """Since when a call counts as called back: since it was first said."""
    if call.outcome != Outcome.MISSED.value and disposition != Disposition.CALL_BACK.value:
        message = "Only a missed call, or one whose outcome says so, is to be called back."
        raise InvalidInput(message, ("called_back",))
    return (call.called_back_at or datetime.now(UTC)) if called_back else None


async def call_take(actor: Actor, *, call_id: int) -> None:
    """Say that this user has the call, so that every window shows who."""
    actor.demand(Permission.CALL_TAKE)
    async with writing(actor.account_id):
        call = await locked(call_id)
        if call.state == State.ENDED.value:
            raise InvalidInput("This call has ended.", ("id",))
        if call.user_id != actor.user_id:
            changes = {"user": (call.user_id, actor.user_id)}
            await call.update_from_dict({"user_id": actor.user_id}).save()
            await record(actor, [Fact(EventType.CALL_ANNOTATED, NodeRef("Call", call.id), changes)])


async def locked(call_id: int) -> Call:
    """A call's row, locked until the running unit of work ends."""
    call = await Call.filter(id=call_id).select_for_update().first()
    if call is None:
        raise NotFound("There is no such call.")
    return call
