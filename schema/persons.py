"""A customer or a contact, whichever a row points to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import asyncpg
import strawberry

from backend.events.types import PERMISSION_OF_NODE, NodeRef
from schema.batches import NODES, Batch
from schema.context import Info
from schema.graph import Person


@dataclass(frozen=True, eq=False)
class PersonBatch(Batch):
    """Finds people by NodeRef: one statement for each of the two kinds."""

    async def load(self, account_id: int, keys: Sequence[Any], *args: Any) -> list[Any]:
        """The people in the order of the keys."""
        found: dict[NodeRef, Any] = {}
        for kind in ("Customer", "Contact"):
            same = [ref for ref in keys if ref.kind == kind]
            if same:
                nodes = await NODES[kind].load(account_id, [ref.id for ref in same], *args)
                found.update(zip(same, nodes, strict=True))
        return [found.get(ref) for ref in keys]


PEOPLE = PersonBatch("person", "", lambda row: row, many=False)


def person_ref(row: asyncpg.Record) -> NodeRef:
    """The person of a row with customer_id and contact_id, of which exactly one is set."""
    if row["customer_id"] is not None:
        return NodeRef("Customer", row["customer_id"])
    return NodeRef("Contact", row["contact_id"])


def person(*, description: str, returns: Any = Person) -> Any:
    """The field `person` of a type with `person_ref`; demands the permission of the person's kind.

    `returns` may be `Person | None`, for a type whose `person_ref` may be None.
    """

    def resolve(root: Any, info: Info) -> Any:
        ref: NodeRef | None = root.person_ref
        if ref is None:
            return None
        info.context.signed_in().demand(PERMISSION_OF_NODE[ref.kind])
        ready = root.__dict__.get("_person", strawberry.UNSET)
        return ready if ready is not strawberry.UNSET else info.context.loaders.of(PEOPLE).load(ref)

    resolve.__annotations__ = {"root": Any, "info": Info, "return": returns}
    return strawberry.field(
        resolver=resolve,
        description=description,
        metadata={"batch": PEOPLE, "key": "person_ref", "slot": "_person", "cost": 1},
    )
