"""Consents: what somebody said about being reached."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import strawberry

from backend.consents import queries
from backend.contact_points.parties import KINDS
from schema.batches import NODES, Batch, relation
from schema.consents.enums import Channel, ConsentState, How, Purpose
from schema.events.types import Trace
from schema.people import trace
from schema.relay import Node
from schema.rows import FromRow, Of, Rows


@strawberry.type(
    description="What somebody said about being reached; never rewritten, the newest decides (R072)."
)
class Consent(FromRow, Node):
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


consent = Rows(
    Consent,
    "third_party",
    "wording_version",
    "proof",
    "at",
    purpose=Of(Purpose, "purpose"),
    channel=Of(Channel, "channel"),
    state=Of(ConsentState, "state"),
    how=Of(How, "how"),
    recorded=trace("recorded"),
)
"""The consent of a row of `queries.COLUMNS`."""

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
