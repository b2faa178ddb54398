"""The state of an import: how it is read, taken up, moved on and counted."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import orjson

from backend.accounts.actor import Actor
from backend.accounts.permissions import Permission, permissions_of
from backend.core import database
from backend.core.errors import NotAllowed, NotFound
from backend.importing.decisions import Decision
from backend.importing.joining import JOINED
from backend.importing.mapping import RunMapping

LEASE_SECONDS = 20
"""A run whose worker has not been heard of for this long is taken up by another."""


class RunState(StrEnum):
    """Where an import stands. At work: checking, importing, undoing."""

    MAPPING = "mapping"
    CHECKING = "checking"
    CHECKED = "checked"
    IMPORTING = "importing"
    DONE = "done"
    STOPPED = "stopped"
    UNDOING = "undoing"
    UNDONE = "undone"
    CANCELLED = "cancelled"
    FAILED = "failed"


AT_WORK = (RunState.CHECKING, RunState.IMPORTING, RunState.UNDOING)


class Stopped(Exception):
    """The run was stopped, or another worker has it: nothing of the running block is kept."""


@dataclass(frozen=True, slots=True)
class Run:
    """An import as its worker needs it."""

    id: int
    account_id: int
    user_id: int
    state: RunState
    files: Sequence[dict[str, Any]]
    mapping: RunMapping
    counts: dict[str, int]
    seq: int | None

    @property
    def via(self) -> str:
        """How records say that this import wrote them."""
        return f"import:{self.id}"

    def paths(self, folder: Path) -> list[Path]:
        """Where its files are."""
        return [folder / file["path"] for file in self.files]


COLUMNS = (
    "id, account_id, user_id, state, files, mapping, counts, seq, error, created_at, started_at,"
    " finished_at"
)
BY_ID = f"SELECT {COLUMNS} FROM import_run WHERE id = $1"
ACTOR = """
SELECT u.roles, u.active, a.region, a.language
  FROM app_user u JOIN account a ON a.id = u.account_id WHERE u.id = $1
"""
MOVE = """
UPDATE import_run SET state = $2, error = $3, leased_until = NULL,
       started_at = CASE WHEN $2 = 'importing' THEN now() ELSE started_at END,
       finished_at = CASE WHEN state <> 'undoing' AND $2 IN ('done', 'stopped', 'cancelled', 'failed')
                          THEN now() ELSE finished_at END
 WHERE id = $1 AND state = ANY ($4::text[]) RETURNING id
"""
PROGRESS = """
UPDATE import_run SET counts = $3::jsonb, leased_until = now() + make_interval(secs => $4)
 WHERE id = $1 AND state = $2 RETURNING id
"""


async def find(account_id: int, run_id: int) -> Run:
    """The run of this id, or NotFound."""
    row = await database.fetchrow(account_id, BY_ID, run_id)
    if row is None:
        raise NotFound("There is no such import.")
    return read(row)


def read(row: Any) -> Run:
    """The run of a row of COLUMNS."""
    return Run(
        id=row["id"],
        account_id=row["account_id"],
        user_id=row["user_id"],
        state=RunState(row["state"]),
        files=orjson.loads(row["files"]),
        mapping=RunMapping.from_json(orjson.loads(row["mapping"])),
        counts=orjson.loads(row["counts"]),
        seq=row["seq"],
    )


async def actor_of(run: Run) -> Actor:
    """Whoever started the run, with what they may do now."""
    row = await database.fetchrow(run.account_id, ACTOR, run.user_id)
    if row is None or not row["active"]:
        raise NotAllowed("Whoever started this import may no longer sign in.")
    actor = Actor(
        account_id=run.account_id,
        user_id=run.user_id,
        permissions=permissions_of(orjson.loads(row["roles"])),
        via=run.via,
        region=row["region"],
        language=row["language"],
    )
    actor.demand(Permission.IMPORT_RUN)
    return actor


async def move(run_id: int, to: RunState, *sources: RunState, error: str = "") -> bool:
    """Bring a run into another state from one of these; False where it stands elsewhere."""
    rows = await database.execute(MOVE, run_id, to.value, error, [s.value for s in sources])
    return bool(rows)


async def progress(run: Run, counts: dict[str, int]) -> None:
    """Say how far a run is and keep its lease, in the block's own transaction; Stopped otherwise."""
    stored = orjson.dumps(counts).decode()
    if not await database.execute(PROGRESS, run.id, run.state.value, stored, LEASE_SECONDS):
        raise Stopped


def counted(counts: dict[str, int], decisions: Iterable[Decision]) -> dict[str, int]:
    """The counts of a run with one more block in them."""
    total = Counter(counts)
    for decision in decisions:
        total["done"] += 1
        total[decision.verdict.value] += 1
        total["parts_refused"] += bool(decision.reasons) and decision.verdict.value != "refused"
    return dict(total)


def fresh_counts(mapping: RunMapping) -> dict[str, int]:
    """The counts of a run that begins: how many rows are to be expected."""
    rows = sum(f.rows for f in mapping.files if f.role not in JOINED and f.role != "ignored")
    verdicts = dict.fromkeys(("create", "update", "unchanged", "refused"), 0)
    return {"rows": rows, "done": 0, "joined": 0, "parts_refused": 0, **verdicts}
