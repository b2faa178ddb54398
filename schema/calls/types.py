"""Calls."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from backend.accounts.permissions import Permission
from backend.calls import queries
from backend.contact_points.phones import spell
from backend.core.database import fetch
from schema.batches import NODES, Batch, relation
from schema.calls.enums import Direction, Disposition, HungUpBy, Outcome, State
from schema.calls.lines import Line
from schema.context import Info
from schema.parties import Party
from schema.relay import Node
from schema.rows import FromRow, Of, Rows, optional

if TYPE_CHECKING:
    from schema.accounts.types import User

LazyUser = Annotated["User", strawberry.lazy("schema.accounts.types")]


@dataclass(frozen=True, eq=False)
class PartiesOfCalls(Batch):
    """The people of calls: one statement for the ties, one per kind of party that occurs."""

    async def load(self, account_id: int, keys: Sequence[int], *_: Any) -> list[Any]:
        """Lists of customers, contacts and companies in the order of the keys."""
        ties = await fetch(account_id, self.sql, list(keys))
        wanted: dict[str, set[int]] = defaultdict(set)
        for tie in ties:
            wanted[tie["kind"]].add(tie["party_id"])
        found: dict[tuple[str, int], Any] = {}
        for kind, pks in wanted.items():
            ordered = sorted(pks)
            nodes = await NODES[kind].load(account_id, ordered)
            found |= {(kind, pk): node for pk, node in zip(ordered, nodes, strict=True)}
        of: dict[int, list[Any]] = defaultdict(list)
        for tie in ties:
            if (party := found.get((tie["kind"], tie["party_id"]))) is not None:
                of[tie["key"]].append(party)
        return [of.get(key, []) for key in keys]


PARTIES = PartiesOfCalls("parties_of_call", queries.PARTIES, lambda row: row, size=2)


@strawberry.type(description="One telephone call, from its first event to its end (R048, R080).")
class Call(FromRow, Node):
    pk: strawberry.Private[int]
    direction: Direction = strawberry.field(description="Incoming or outgoing.")
    state: State = strawberry.field(description="Where it stands.")
    outcome: Outcome | None = strawberry.field(description="How it ended; null while it goes on.")
    number: str | None = strawberry.field(
        description="The other end, E.164; null where withheld or internal."
    )
    international: str = strawberry.field(
        description="The other end as written from abroad, or as told."
    )
    raised_at: datetime = strawberry.field(description="When it began, UTC.")
    answered_at: datetime | None = strawberry.field(
        description="When the other end, or we, answered."
    )
    ended_at: datetime | None = strawberry.field(description="When it ended.")
    talk_seconds: int | None = strawberry.field(
        description="From answer to end; null without an answer."
    )
    ring_seconds: int | None = strawberry.field(description="From its begin to the answer or end.")
    cause: str = strawberry.field(description="As the telephone system told it, such as `sip:486`.")
    note: str = strawberry.field(description="What its user wrote down.")
    disposition: Disposition | None = strawberry.field(
        description="What came of it, as its user says."
    )
    called_back_at: datetime | None = strawberry.field(
        description="When somebody said that this call was called back; null otherwise."
    )
    hung_up_by: HungUpBy | None = strawberry.field(
        description="Who ended it; null while it goes on, and where the line cannot tell."
    )
    failure: str = strawberry.field(
        description="Why the line could not do what it was told, for people; empty where it could."
    )
    override_reason: str = strawberry.field(
        description="Why somebody was called who must not be; empty where there was no such rule."
    )
    version: int = strawberry.field(description="Grows with each note.")
    line_pk: strawberry.Private[int]
    user_pk: strawberry.Private[int | None]

    line: Line = relation(
        "Line", Line, description="The line it came or went through.", key="line_pk"
    )
    user: LazyUser | None = relation(
        "User", LazyUser | None, description="Who has or had it.", key="user_pk"
    )
    parties: list[Party] = relation(
        PARTIES, list[Party], description="Everybody whose number it had; none, one or several."
    )

    @strawberry.field(
        description="Whether the viewer may end it from here: their own, on a line that can."
    )
    async def viewer_can_hang_up(self, info: Info) -> bool:
        mine = self.user_pk is not None and self.user_pk == info.context.signed_in().user_id
        if not mine or self.state is State.ENDED:
            return False
        found: Line = await info.context.loaders.of(NODES["Line"]).load(self.line_pk)
        return found.can.hang_up

    @strawberry.field(description="Whether the viewer may take it, or write down what came of it.")
    def viewer_can_annotate(self, info: Info) -> bool:
        return info.context.signed_in().may(Permission.CALL_ANNOTATE)


def _international(e164: str | None, direction: str, caller: str, called: str) -> str:
    if e164:
        return spell(e164).international
    return caller if direction == "incoming" else called


def _seconds(since: datetime | None, until: datetime | None) -> int | None:
    return int((until - since).total_seconds()) if since and until else None


def _ring_seconds(
    raised: datetime, answered: datetime | None, ended: datetime | None
) -> int | None:
    rung = _seconds(raised, answered or ended)
    return None if rung is None else max(0, rung)


call = Rows(
    Call,
    "raised_at",
    "answered_at",
    "ended_at",
    "called_back_at",
    "cause",
    "note",
    "failure",
    "override_reason",
    "version",
    direction=Of(Direction, "direction"),
    state=Of(State, "state"),
    outcome=Of(optional(Outcome), "outcome"),
    number="number_e164",
    international=Of(_international, "number_e164", "direction", "from_typed", "to_typed"),
    talk_seconds=Of(_seconds, "answered_at", "ended_at"),
    ring_seconds=Of(_ring_seconds, "raised_at", "answered_at", "ended_at"),
    disposition=Of(optional(Disposition), "disposition"),
    hung_up_by=Of(optional(HungUpBy), "hung_up_by"),
    line_pk="line_id",
    user_pk="user_id",
)
"""The call of a row of `queries.COLUMNS`."""

NODES["Call"] = Batch("call", queries.BY_ID, call, many=False)
LAST_CALL = Batch("last_call_of_customer", queries.last_of("customer_id"), call, many=False)
LAST_SPOKEN = {
    kind: Batch(f"last_spoken_of_{kind}", queries.last_spoken(f"{kind}_id"), call, many=False)
    for kind in ("customer", "contact", "company")
}


def last_spoken_of(kind: str) -> Any:
    """The field `lastSpoken` of a customer, contact or company."""
    return relation(
        LAST_SPOKEN[kind],
        Call | None,
        description="The last call in which somebody spoke with them, and with nobody else at their number.",
        permission=Permission.CALL_READ,
    )
