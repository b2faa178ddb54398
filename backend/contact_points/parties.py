"""Customers, contacts and companies where they behave alike: as owners of contact points."""

from dataclasses import dataclass
from typing import Any

from backend.accounts.actor import Actor
from backend.accounts.permissions import Permission
from backend.core import database
from backend.core.errors import InvalidInput, NotFound, Refused
from backend.events.types import NodeRef


@dataclass(frozen=True, slots=True)
class PartyKind:
    """How one kind of party is stored, and who may change what reaches it."""

    table: str
    column: str
    write: Permission


KINDS = {
    "Customer": PartyKind("customer", "customer_id", Permission.CUSTOMER_WRITE),
    "Contact": PartyKind("contact", "contact_id", Permission.CONTACT_WRITE),
    "Company": PartyKind("company", "company_id", Permission.COMPANY_WRITE),
}

LOCK = "SELECT deleted_at FROM {} WHERE id = $1 FOR NO KEY UPDATE"
STAMP = "UPDATE {} SET modified_at = now(), modified_by = $2, modified_via = $3 WHERE id = $1"


def owner_of(row: Any) -> NodeRef:
    """The party a contact point belongs to; a check in the database sees to there being one."""
    for kind, party in KINDS.items():
        pk = getattr(row, party.column)
        if pk is not None:
            return NodeRef(kind, pk)
    raise LookupError("a contact point without an owner")


def owned_by(party: NodeRef) -> dict[str, Any]:
    """The column that makes a row this party's: `{"customer_id": 12}`."""
    return {KINDS[party.kind].column: party.id}


def demand(actor: Actor, party: NodeRef) -> None:
    """Refuse whoever may not change this kind of party."""
    if party.kind not in KINDS:
        raise InvalidInput("Only customers, contacts and companies have these.", ("party",))
    actor.demand(KINDS[party.kind].write)


async def lock(party: NodeRef) -> None:
    """Make other writers of this party's contact points wait; a deleted party is refused."""
    rows = await database.execute(LOCK.format(KINDS[party.kind].table), party.id)
    if not rows:
        raise NotFound(f"There is no such {party.kind.lower()}.")
    if rows[0]["deleted_at"] is not None:
        raise Refused(f"This {party.kind.lower()} is deleted. Restore it first.")


async def stamp(actor: Actor, party: NodeRef) -> None:
    """Note on the party's record who changed it last, and through what (R063)."""
    table = KINDS[party.kind].table
    await database.execute(STAMP.format(table), party.id, actor.user_id, actor.via)
