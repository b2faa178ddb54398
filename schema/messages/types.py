"""Messages: e-mails and SMS, to and from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import asyncpg
import strawberry

from backend.accounts.permissions import Permission
from backend.contact_points.phones import spell, try_phone
from backend.core.database import fetch
from backend.messages import queries
from schema.batches import NODES, Batch, relation
from schema.context import Info
from schema.messages.enums import Channel, Direction, Purpose, State
from schema.parties import Party
from schema.relay import Node, global_id

if TYPE_CHECKING:
    from schema.accounts.types import User

EXCERPT = 120
"""Characters of a text that stand for it in a list."""

LazyUser = Annotated["User", strawberry.lazy("schema.accounts.types")]


@dataclass(frozen=True, eq=False)
class PartyOfMessage(Batch):
    """Whom messages are with: one statement for the ties, one per kind of party that occurs."""

    async def load(self, account_id: int, keys: Sequence[int], *_: Any) -> list[Any]:
        """Customers, contacts, companies or None in the order of the keys."""
        ties = {
            row["key"]: queries.party_of(row) for row in await fetch(account_id, self.sql, keys)
        }
        wanted: dict[str, set[int]] = defaultdict(set)
        for tie in ties.values():
            if tie is not None:
                wanted[tie.kind].add(tie.id)
        found: dict[tuple[str, int], Any] = {}
        for kind, pks in wanted.items():
            ordered = sorted(pks)
            nodes = await NODES[kind].load(account_id, ordered)
            found |= {(kind, pk): node for pk, node in zip(ordered, nodes, strict=True)}
        parties = (ties.get(key) for key in keys)
        return [found.get((tie.kind, tie.id)) if tie else None for tie in parties]


PARTY = PartyOfMessage("party_of_message", queries.PARTY, lambda row: row, many=False)
UNREAD = Batch(
    "unread_in_thread", queries.UNREAD_IN_THREAD, lambda row: int(row["count"]), many=False
)


@strawberry.type(description="One e-mail or SMS, to or from somebody (R043).")
class Message(Node):
    pk: strawberry.Private[int]
    channel: Channel = strawberry.field(description="E-mail or SMS.")
    direction: Direction = strawberry.field(description="Incoming or outgoing.")
    state: State = strawberry.field(description="Where it stands.")
    state_reason: str = strawberry.field(
        description="Why it stands there, as the gateway told it; empty where there is nothing to say."
    )
    purpose: Purpose = strawberry.field(description="Why it is written.")
    template: str = strawberry.field(
        description="The mail of the house it is (`registration`, `reset` …); empty for a person's own."
    )
    address: str = strawberry.field(
        description="The other side: an e-mail address, a number in E.164, or the name an SMS came from."
    )
    spelled: str = strawberry.field(description="The other side as people write it.")
    subject: str = strawberry.field(description="The subject of an e-mail.")
    body: str = strawberry.field(
        description="Its text. A mail of the house has none: it is written when it is sent."
    )
    excerpt: str = strawberry.field(description="The first words of its text, on one line.")
    segments: int | None = strawberry.field(
        description="How many SMS it makes; null for e-mail and for what came in."
    )
    override_reason: str = strawberry.field(
        description="Why a rule against writing to them was set aside; empty where none was."
    )
    created_at: datetime = strawberry.field(description="When it was written or came in, UTC.")
    submitted_at: datetime | None = strawberry.field(description="When the gateway took it.")
    delivered_at: datetime | None = strawberry.field(description="When it arrived.")
    read_at: datetime | None = strawberry.field(
        description="When somebody here read what came in; null where nobody has."
    )
    user_pk: strawberry.Private[int | None]

    user: LazyUser | None = relation(
        "User", LazyUser | None, description="Who wrote it.", key="user_pk"
    )
    party: Party | None = relation(
        PARTY,
        Party | None,
        description="Whom it is with; null where nobody here has the address.",
    )
    unread_in_thread: int = relation(
        UNREAD, int, description="How many messages of its conversation nobody has read."
    )

    @strawberry.field(description="Whether the viewer may answer it by SMS.")
    def viewer_can_answer(self, info: Info) -> bool:
        answerable = self.channel is Channel.SMS and self.address.lstrip("+").isdecimal()
        return answerable and info.context.signed_in().may(Permission.MESSAGE_SEND)


def message(row: asyncpg.Record) -> Message:
    """The message of a row of `queries.COLUMNS`."""
    return Message(
        id=global_id("Message", row["id"]),
        pk=row["id"],
        channel=Channel(row["channel"]),
        direction=Direction(row["direction"]),
        state=State(row["state"]),
        state_reason=row["state_reason"],
        purpose=Purpose(row["purpose"]),
        template=row["template"],
        address=row["address"],
        spelled=_spelled(row["address"]),
        subject=row["subject"],
        body=row["body"],
        excerpt=_excerpt(row["body"]),
        segments=row["segments"],
        override_reason=row["override_reason"],
        created_at=row["created_at"],
        submitted_at=row["submitted_at"],
        delivered_at=row["delivered_at"],
        read_at=row["read_at"],
        user_pk=row["user_id"],
    )


def _excerpt(body: str) -> str:
    text = " ".join(body[: 4 * EXCERPT].split())
    return text if len(text) <= EXCERPT else f"{text[: EXCERPT - 1].rstrip()}…"


def _spelled(address: str) -> str:
    phone = try_phone(address) if address.startswith("+") else None
    return spell(phone.e164).international if phone else address


NODES["Message"] = Batch("message", queries.BY_ID, message, many=False)
