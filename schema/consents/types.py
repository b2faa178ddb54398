"""Consents: what somebody said about being reached."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import asyncpg
import strawberry

from backend.consents import queries
from backend.contact_points.parties import KINDS
from schema.batches import NODES, Batch, relation
from schema.consents.enums import Channel, ConsentState, How, Purpose
from schema.events.types import Trace
from schema.people import trace
from schema.relay import Node, global_id


@strawberry.type(
    description="What somebody said about being reached; never rewritten, the newest decides (R072)."
)
class Consent(Node):
    pk: strawberry.Private[int]
    purpose: Purpose = strawberry.field(description="What for.")
    channel: Channel = strawberry.field(description="By what.")
    third_party: str = strawberry.field(
        description="By whom else; empty where it is about the account itself."
    )
    state: ConsentState = strawberry.field(description="Given or withdrawn.")
    wording_version: str = strawberry.field(description="The version of the words they agreed to.")
    how: How = strawberry.field(description="By what way they said it.")
    proof: str = strawberry.field(description="What proves it, in words.")
    at: datetime = strawberry.field(description="When they said it, UTC.")
    recorded: Trace = strawberry.field(description="Who wrote it down, and when.")


def consent(row: asyncpg.Record) -> Consent:
    """The consent of a row of `queries.COLUMNS`."""
    return Consent(
        id=global_id("Consent", row["id"]),
        pk=row["id"],
        purpose=Purpose(row["purpose"]),
        channel=Channel(row["channel"]),
        third_party=row["third_party"],
        state=ConsentState(row["state"]),
        wording_version=row["wording_version"],
        how=How(row["how"]),
        proof=row["proof"],
        at=row["at"],
        recorded=trace(row, "recorded"),
    )


NODES["Consent"] = Batch("consent", queries.BY_ID, consent, many=False)


def consents_of(kind: str) -> Any:
    """The field `consents` of a kind of party: the present state."""
    column = KINDS[kind].column
    return relation(
        Batch(f"consents_of_{kind}", queries.present(column), consent, size=3),
        list[Consent],
        description="What they said about being reached, the newest of each purpose, channel and"
        " third party (R072).",
    )


def consent_history_of(kind: str) -> Any:
    """The field `consentHistory` of a kind of party."""
    column = KINDS[kind].column
    return relation(
        Batch(f"consent_history_of_{kind}", queries.history(column), consent, size=5),
        list[Consent],
        description="Everything they ever said about being reached, newest first; a hundred at most.",
    )
