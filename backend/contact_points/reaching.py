"""What telephone numbers and e-mail addresses have in common: a place in a list, and a main one."""

from collections.abc import Mapping
from typing import Any, TypeVar

from backend.accounts.actor import Actor
from backend.contact_points import parties
from backend.contact_points.models import EmailAddress, PhoneNumber
from backend.core.changes import Changes, changes_of
from backend.core.errors import InvalidInput, NotFound
from backend.core.text import clean
from backend.core.versions import refuse_conflicts
from backend.events.types import EventType, Fact, NodeRef

LABEL_LIMIT = 60
"""Most characters of a generic name such as “work”."""

Reach = TypeVar("Reach", PhoneNumber, EmailAddress)

WORDS = {PhoneNumber: "number", EmailAddress: "address"}
UPDATED = {PhoneNumber: EventType.PHONE_UPDATED, EmailAddress: EventType.EMAIL_UPDATED}


def label(typed: str | None) -> str:
    """A generic name as typed; free, and may be empty."""
    return clean(typed or "", ("label",), limit=LABEL_LIMIT)


async def next_position(model: type[Reach], party: NodeRef) -> int:
    """The place after the party's last one; 0 where there is none yet."""
    last = await model.filter(**parties.owned_by(party)).order_by("-position").first()
    return 0 if last is None else last.position + 1


async def locked(actor: Actor, model: type[Reach], pk: int) -> tuple[Reach, NodeRef]:
    """One row and its owner, if the actor may change them; locked, the owner first as in adding."""
    found = await model.filter(id=pk).first()
    if found is None:
        raise NotFound(f"There is no such {WORDS[model]}.")
    party = parties.owner_of(found)
    parties.demand(actor, party)
    await parties.lock(party)
    row = await model.filter(id=pk).select_for_update().first()
    if row is None:
        raise NotFound(f"There is no such {WORDS[model]}.")
    return row, party


async def unmark_main(model: type[Reach], party: NodeRef, *, but: int | None = None) -> list[Fact]:
    """Take the mark from the party's main one, unless it is `but`; what happened."""
    marked = await model.filter(**parties.owned_by(party), main=True).exclude(id=but or 0)
    return [await _write(row, party, {"main": False}) for row in marked]


async def promote_first(model: type[Reach], party: NodeRef) -> list[Fact]:
    """Make the first of those that are left the main one; what happened."""
    first = await model.filter(**parties.owned_by(party)).order_by("position", "id").first()
    return [await _write(first, party, {"main": True})] if first else []


async def change(
    actor: Actor, row: Reach, party: NodeRef, values: Mapping[str, Any], seen: int | None
) -> list[Fact]:
    """Write what differs, the mark of the main one included; what happened, if anything did."""
    name = type(row).__name__
    told = {key: value for key, value in values.items() if key in TOLD}
    await refuse_conflicts(actor.account_id, name, row, seen, told, owner=(party.kind, party.id))
    if not changes_of(row, values):
        return []
    if row.main and values.get("main") is False:
        raise InvalidInput(f"Make another {WORDS[type(row)]} the main one instead.", ("main",))
    facts: list[Fact] = []
    if values.get("main") and not row.main:
        facts = await unmark_main(type(row), party, but=row.id)
    return [*facts, await _write(row, party, values)]


TOLD = ("typed", "e164", "extension", "label", "main", "opted_out")
"""Columns that a reader of the history understands; the others follow from them."""


def told(row: Any) -> dict[str, Any]:
    """What the history keeps of a row."""
    return {key: getattr(row, key) for key in TOLD if getattr(row, key, None) not in (None, "")}


async def _write(row: Reach, party: NodeRef, values: Mapping[str, Any]) -> Fact:
    changes: Changes = {k: v for k, v in changes_of(row, values).items() if k in TOLD}
    changes["_version"] = (row.version, row.version + 1)
    row.update_from_dict({**values, "version": row.version + 1})
    await row.save()
    kind = type(row)
    return Fact(UPDATED[kind], party, changes, NodeRef(kind.__name__, row.id))
