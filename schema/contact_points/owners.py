"""Whose a number or an address is: ids in, parties out."""

from __future__ import annotations

from typing import Any

from backend.contact_points.parties import KINDS
from backend.core.errors import InvalidInput
from backend.events.types import PERMISSION_OF_NODE, NodeRef
from schema.batches import NODES
from schema.context import Info
from schema.relay import read_id


def party_of(value: str) -> NodeRef:
    """The party behind a global id; InvalidInput for the id of anything else."""
    kind, pk = read_id(value, path=("party",))
    if kind not in KINDS:
        raise InvalidInput("This is not the id of a customer, a contact or a company.", ("party",))
    return NodeRef(kind, pk)


def owner_ref(row: Any) -> NodeRef:
    """The party that the row of a contact point belongs to."""
    found = ((kind, row[party.column]) for kind, party in KINDS.items())
    return next(NodeRef(kind, pk) for kind, pk in found if pk is not None)


async def load_party(info: Info, ref: NodeRef) -> Any:
    """The party itself; None where the viewer may not see its kind."""
    if not info.context.signed_in().may(PERMISSION_OF_NODE[ref.kind]):
        return None
    return await info.context.loaders.of(NODES[ref.kind]).load(ref.id)
