"""What lines are told to do: commands taken once by whoever runs the lines, and what became of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import asyncpg

from backend.accounts.actor import Actor
from backend.calls.climbing import own_event, take_in
from backend.calls.kinds import Command, DeviceKind, State
from backend.calls.models import Call
from backend.core.database import call_definer, execute, fetch, writing
from backend.core.names import display_name
from backend.events.service import record

LATE = timedelta(seconds=40)
"""A telephone that rings later than this rings for somebody who has given up."""

TAKE = """
UPDATE call_command k SET taken_at = now()
 WHERE k.id = $1 AND k.done_at IS NULL AND (k.taken_at IS NULL OR k.taken_at < $2)
RETURNING k.kind, k.call_id, now() - k.created_at AS waited
"""
CALL = """
SELECT c.id, c.line_id, c.external_id, c.state, c.number_e164, c.device_id,
       d.kind AS device_kind, d.address, d.caller_id, d.auto_answer,
       p.first_name, p.middle_name, p.last_name, p.language, p.company
  FROM call c
  LEFT JOIN phone_device d ON d.account_id = c.account_id AND d.id = c.device_id
  LEFT JOIN LATERAL (
    SELECT coalesce(u.first_name, t.first_name, '') AS first_name,
           coalesce(u.middle_name, t.middle_name, '') AS middle_name,
           coalesce(u.last_name, t.last_name, '') AS last_name,
           coalesce(u.language, t.language) AS language, coalesce(o.name, '') AS company
      FROM call_party q
      LEFT JOIN customer u ON u.account_id = q.account_id AND u.id = q.customer_id
      LEFT JOIN contact t ON t.account_id = q.account_id AND t.id = q.contact_id
      LEFT JOIN company o ON o.account_id = q.account_id AND o.id = q.company_id
     WHERE q.account_id = c.account_id AND q.call_id = c.id ORDER BY q.id LIMIT 1) p ON true
 WHERE c.account_id = current_account() AND c.id = $1
"""
DONE = "UPDATE call_command SET done_at = now(), error = $2 WHERE id = $1 AND done_at IS NULL"
OPEN = """
SELECT c.id, c.external_id FROM call c
 WHERE c.account_id = current_account() AND c.line_id = $1 AND c.state <> 'ended'
   AND NOT EXISTS (SELECT FROM call_command k WHERE k.account_id = c.account_id AND k.call_id = c.id
                      AND k.kind = 'originate' AND k.done_at IS NULL)
"""


@dataclass(frozen=True, slots=True)
class Taken:
    """A command as its line is given it; the device's fields are empty where it is gone."""

    command_id: int
    kind: Command
    line_id: int
    external_id: str
    over: bool
    late: bool
    to: str
    device_kind: DeviceKind | None
    address: str
    caller_id: str | None
    auto_answer: str
    display: str


async def waiting() -> Sequence[asyncpg.Record]:
    """Account and id of each command that is not done, oldest first, of all accounts."""
    return await call_definer("SELECT * FROM commands_waiting()")


async def take(actor: Actor, *, command_id: int, since: datetime) -> Taken | None:
    """Take a command; None where somebody has it. One taken before `since` is free again.

    `since` is when the present leader began: what an earlier one had taken and not done is done
    again, under the same name, which its line knows if it was done after all.
    """
    async with writing(actor.account_id):
        taken = await execute(TAKE, command_id, since)
        if not taken:
            return None
        row = (await execute(CALL, taken[0]["call_id"]))[0]
    return _taken(command_id, taken[0], row)


def _taken(command_id: int, command: Any, row: Any) -> Taken:
    parts = (row["first_name"] or "", row["middle_name"] or "", row["last_name"] or "")
    return Taken(
        command_id=command_id,
        kind=Command(command["kind"]),
        line_id=row["line_id"],
        external_id=row["external_id"],
        over=row["state"] == State.ENDED.value,
        late=command["waited"] > LATE,
        to=row["number_e164"] or "",
        device_kind=DeviceKind(row["device_kind"]) if row["device_kind"] else None,
        address=row["address"] or "",
        caller_id=row["caller_id"],
        auto_answer=row["auto_answer"] or "",
        display=row["company"] or display_name(*parts, row["language"]),
    )


async def done(actor: Actor, *, command_id: int) -> None:
    """The line has done it, or there was nothing left to do."""
    async with writing(actor.account_id):
        await execute(DONE, command_id, "")


async def refused(actor: Actor, *, taken: Taken, message: str, cause: str) -> None:
    """The line cannot do it: the call that was to be begun ends, and its user is told why."""
    async with writing(actor.account_id):
        await execute(DONE, taken.command_id, message)
        if taken.kind is not Command.ORIGINATE:
            return
        call = (
            await Call.filter(line_id=taken.line_id, external_id=taken.external_id)
            .select_for_update()
            .get()
        )
        if facts := await take_in(call, own_event(call, "ended", cause=cause)):
            await record(actor, facts)


async def open_calls(account_id: int, line_id: int) -> dict[str, int]:
    """External id → id of a line's calls that go on, those aside that it has yet to begin."""
    rows = await fetch(account_id, OPEN, line_id)
    return {row["external_id"]: row["id"] for row in rows}
