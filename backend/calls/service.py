"""What happens to calls: an event is heard, a person notes what came of it, a lost call is ended."""

import logging
from datetime import UTC, datetime, timedelta

import orjson

from backend.accounts.actor import Actor
from backend.accounts.permissions import Permission
from backend.calls.folding import Course, Heard, fold
from backend.calls.kinds import RANK, Direction, Disposition, Outcome, State
from backend.calls.matching import OtherEnd, match_parties, other_end
from backend.calls.models import Call
from backend.core import text
from backend.core.changes import changes_of
from backend.core.database import call_definer, execute, writing
from backend.core.errors import InvalidInput, NotFound
from backend.events.service import record
from backend.events.types import EventType, Fact, NodeRef

RINGING_AT_MOST = timedelta(minutes=5)
TALKING_AT_MOST = timedelta(hours=6)
LOST = "kith:lost"

log = logging.getLogger("kith.calls")

OPEN = """
INSERT INTO call (account_id, line_id, external_id, direction, state, rank, from_typed, to_typed,
                  number_e164, raised_at, cause, note, override_reason, version)
VALUES ($1, $2, $3, $4, '', -1, $5, $6, $7, $8, '', '', '', 1)
ON CONFLICT (account_id, line_id, external_id) DO NOTHING RETURNING id
"""
HEARD = """
INSERT INTO call_event (account_id, call_id, key, type, at, received_at, applied, data)
VALUES ($1, $2, $3, $4, $5, now(), false, $6::jsonb)
ON CONFLICT (account_id, call_id, key) DO NOTHING RETURNING id
"""


async def call_heard(actor: Actor, *, line_id: int, heard: Heard) -> bool:
    """Take in one event of a line; False where the very same one was taken in before.

    One transaction: the history, the call as far as it climbs, whom the number belongs to, and
    the event for whoever watches.
    """
    end = other_end(heard, actor.region)
    async with writing(actor.account_id):
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
        call = (
            await Call.filter(line_id=line_id, external_id=heard.call_id).select_for_update().get()
        )
        if not await _remember(actor, call, heard):
            return False
        if opened:
            await match_parties(actor.account_id, call.id, end)
        await _climb(actor, call, heard)
        await execute("UPDATE call_line SET last_event_at = now() WHERE id = $1", line_id)
    return True


async def call_annotate(
    actor: Actor,
    *,
    call_id: int,
    note: str | None,
    disposition: Disposition | None,
    given: set[str],
) -> None:
    """Write down what came of a call; `given` names what is to change."""
    actor.demand(Permission.CALL_ANNOTATE)
    wanted = {
        "note": text.clean(note or "", ("note",), lines=True),
        "disposition": disposition.value if disposition else None,
    }
    async with writing(actor.account_id):
        call = await Call.filter(id=call_id).select_for_update().first()
        if call is None:
            raise NotFound("There is no such call.")
        changes = changes_of(call, {name: wanted[name] for name in given})
        if changes:
            before = call.version
            await call.update_from_dict(
                {name: wanted[name] for name in given} | {"version": before + 1}
            ).save()
            changes["_version"] = (before, before + 1)
            await record(actor, [Fact(EventType.CALL_ANNOTATED, NodeRef("Call", call.id), changes)])


async def call_take(actor: Actor, *, call_id: int) -> None:
    """Say that this user has the call, so that every window shows who."""
    actor.demand(Permission.CALL_TAKE)
    async with writing(actor.account_id):
        call = await Call.filter(id=call_id).select_for_update().first()
        if call is None:
            raise NotFound("There is no such call.")
        if call.state == State.ENDED.value:
            raise InvalidInput("This call has ended.", ("id",))
        if call.user_id != actor.user_id:
            changes = {"user": (call.user_id, actor.user_id)}
            await call.update_from_dict({"user_id": actor.user_id}).save()
            await record(actor, [Fact(EventType.CALL_ANNOTATED, NodeRef("Call", call.id), changes)])


async def end_lost_calls() -> int:
    """End calls whose end was never told, in every account; returns how many."""
    rows = await call_definer(
        "SELECT * FROM lost_calls($1, $2)",
        datetime.now(UTC) - RINGING_AT_MOST,
        datetime.now(UTC) - TALKING_AT_MOST,
    )
    for row in rows:
        actor = Actor(account_id=row["account_id"], user_id=None, via="kith")
        async with writing(actor.account_id):
            call = await Call.filter(id=row["call_id"]).select_for_update(skip_locked=True).first()
            if call is not None and call.state != State.ENDED.value:
                await _end_lost(actor, call)
    return len(rows)


async def _end_lost(actor: Actor, call: Call) -> None:
    now = datetime.now(UTC)
    await call.update_from_dict(
        {
            "state": State.ENDED.value,
            "rank": RANK[State.ENDED],
            "outcome": Outcome.FAILED.value,
            "ended_at": now,
            "cause": LOST,
        }
    ).save()
    facts = await _facts(call, EventType.CALL_ENDED, {"cause": (None, LOST)})
    await record(actor, facts)
    log.warning("call %s was never ended by its line; ended as lost", call.id)


async def _remember(actor: Actor, call: Call, heard: Heard) -> bool:
    data = orjson.dumps({"from": heard.from_typed, "to": heard.to_typed, "cause": heard.cause})
    rows = await execute(
        HEARD, actor.account_id, call.id, heard.key, heard.type, heard.at, data.decode()
    )
    return bool(rows)


async def _climb(actor: Actor, call: Call, heard: Heard) -> None:
    course = Course(
        direction=Direction(call.direction),
        state=State(call.state) if call.state else None,
        outcome=Outcome(call.outcome) if call.outcome else None,
        raised_at=call.raised_at if call.state else None,
        answered_at=call.answered_at,
        ended_at=call.ended_at,
        cause=call.cause,
    )
    moved, what = fold(course, heard)
    if what is None or moved.state is None:
        return
    await call.update_from_dict(
        {
            "state": moved.state.value,
            "rank": moved.rank,
            "outcome": moved.outcome.value if moved.outcome else None,
            "raised_at": moved.raised_at,
            "answered_at": moved.answered_at,
            "ended_at": moved.ended_at,
            "cause": moved.cause,
            "hung_up_by": moved.hung_up_by,
        }
    ).save()
    await execute(
        "UPDATE call_event SET applied = true WHERE call_id = $1 AND key = $2", call.id, heard.key
    )
    state_before = course.state.value if course.state else None
    await record(actor, await _facts(call, what, {"state": (state_before, moved.state.value)}))


async def _facts(
    call: Call, what: EventType, changes: dict[str, tuple[str | None, str | None]]
) -> list[Fact]:
    """One fact for the call; at its end also one for each person it was with, for their history."""
    ref = NodeRef("Call", call.id)
    facts = [Fact(what, ref, changes)]
    if call.state == State.ENDED.value:
        rows = await execute(
            "SELECT customer_id, contact_id, company_id FROM call_party WHERE call_id = $1", call.id
        )
        for row in rows:
            kind, key = next((k, row[c]) for k, c in OtherEnd.COLUMNS.items() if row[c] is not None)
            facts.append(
                Fact(what, NodeRef(kind, key), {"outcome": (None, call.outcome)}, part=ref)
            )
    return facts
