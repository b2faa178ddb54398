"""What a heard event does to its call: kept once, folded in, told where the call climbs."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import orjson

from backend.calls.folding import Course, Heard, fold
from backend.calls.kinds import Direction, HungUpBy, Outcome, State
from backend.calls.matching import OtherEnd, spellings
from backend.calls.models import Call
from backend.calls.waiting import settle_earlier
from backend.core.database import execute
from backend.events.types import EventType, Fact, NodeRef

HEARD = """
INSERT INTO call_event (account_id, call_id, key, type, at, received_at, applied, data)
VALUES ($1, $2, $3, $4, $5, now(), $6, $7::jsonb)
ON CONFLICT (account_id, call_id, key) DO NOTHING RETURNING id
"""
CLIMBED = [
    "state", "rank", "outcome", "raised_at", "answered_at", "ended_at", "cause", "hung_up_by",
    "user_id", "device_id",
]  # fmt: skip
"""Columns an event may change; the others are not written again."""
HANGING_UP = "SELECT 1 FROM call_command WHERE call_id = $1 AND kind = 'hang_up'"
WHOSE = """
SELECT id, user_id FROM phone_device
 WHERE account_id = $1 AND line_id = $2 AND address = ANY($3) ORDER BY active DESC, id LIMIT 1
"""
OF_USER = frozenset({State.DEVICE_ANSWERED, State.ANSWERED})
"""Whoever's device is named with these has the call."""


async def take_in(call: Call, heard: Heard) -> list[Fact] | None:
    """Fold an event into its locked call; what is to be recorded, None where it was known already."""
    course = course_of(call)
    climbs = course.below(heard)
    if not await _remember(call, heard, applied=climbs):
        return None
    if not climbs:
        return []
    if heard.state is State.ENDED and heard.hung_up_by is None:
        heard = await _hung_up_here(call, heard)
    moved, what = fold(course, heard)
    if what is None or moved.state is None:
        return []
    changes: dict[str, tuple[Any, Any]] = {
        "state": (course.state.value if course.state else None, moved.state.value)
    }
    changes |= await _taken(call, heard)
    await call.update_from_dict(_columns(moved)).save(update_fields=CLIMBED)
    await settle_earlier(call)
    return await facts_of(call, what, changes)


async def facts_of(call: Call, what: EventType, changes: dict[str, tuple[Any, Any]]) -> list[Fact]:
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


def own_event(
    call: Call, what: str, *, cause: str = "", hung_up_by: HungUpBy | None = None
) -> Heard:
    """Something that we know of a call before, or instead of, its line: `initiated`, `ended`."""
    return Heard(
        key=f"kith:{what}",
        call_id=call.external_id,
        type=f"call.{what}",
        at=datetime.now(UTC),
        direction=Direction(call.direction),
        from_typed=call.from_typed,
        to_typed=call.to_typed,
        cause=cause,
        hung_up_by=hung_up_by,
    )


def course_of(call: Call) -> Course:
    """How far a call has come."""
    return Course(
        direction=Direction(call.direction),
        state=State(call.state) if call.state else None,
        outcome=Outcome(call.outcome) if call.outcome else None,
        raised_at=call.raised_at if call.state else None,
        answered_at=call.answered_at,
        ended_at=call.ended_at,
        cause=call.cause,
        hung_up_by=HungUpBy(call.hung_up_by) if call.hung_up_by else None,
    )


def _columns(course: Course) -> dict[str, Any]:
    return {
        "state": course.state.value if course.state else "",
        "rank": course.rank,
        "outcome": course.outcome.value if course.outcome else None,
        "raised_at": course.raised_at,
        "answered_at": course.answered_at,
        "ended_at": course.ended_at,
        "cause": course.cause,
        "hung_up_by": course.hung_up_by.value if course.hung_up_by else None,
    }


async def _remember(call: Call, heard: Heard, *, applied: bool) -> bool:
    data = {"from": heard.from_typed, "to": heard.to_typed, "cause": heard.cause}
    if heard.device:
        data["device"] = heard.device
    rows = await execute(
        HEARD,
        call.account_id,
        call.id,
        heard.key,
        heard.type,
        heard.at,
        applied,
        orjson.dumps(data).decode(),
    )
    return bool(rows)


async def _hung_up_here(call: Call, heard: Heard) -> Heard:
    """The end of a call that was hung up from the card, where the line does not say who did it."""
    asked = await execute(HANGING_UP, call.id)
    return replace(heard, hung_up_by=HungUpBy.KITH) if asked else heard


async def _taken(call: Call, heard: Heard) -> dict[str, tuple[Any, Any]]:
    """Whose call it is by the device that answered it, whoever pressed Answer on the screen."""
    known = call.user_id is not None and call.direction == Direction.OUTGOING.value
    if known or not heard.device or heard.state not in OF_USER:
        return {}
    for row in await execute(WHOSE, call.account_id, call.line_id, spellings(heard.device)):
        before, call.user_id, call.device_id = call.user_id, row["user_id"], row["id"]
        return {"user": (before, call.user_id)} if before != call.user_id else {}
    return {}
