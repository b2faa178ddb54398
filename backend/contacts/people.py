"""People, whether customers or contacts: what they are called, for sentences and for the log."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import asyncpg

from backend.core import database, names, text
from backend.events.types import NodeRef

KINDS = ("Customer", "Contact")

_NAMES = "first_name, middle_name, last_name, language, deleted_at"
NAMED = {
    "Customer": f"SELECT id, {_NAMES}, sex, number FROM customer WHERE id = ANY ($1::bigint[])",
    "Contact": f"SELECT id, {_NAMES}, NULL AS sex, NULL AS number FROM contact"
    " WHERE id = ANY ($1::bigint[])",
}


@dataclass(frozen=True, slots=True)
class Named:
    """A person as a sentence speaks of them; `number` is a customer's alone."""

    ref: NodeRef
    name: str
    spellings: frozenset[tuple[str, ...]]
    sex: str | None
    number: int | None
    deleted_at: datetime | None

    def says(self, she: str, they: str) -> str:
        """“She was” or “They were”: the pronoun of their sex with the verb that goes with it."""
        pronoun = {"female": "She", "male": "He"}.get(self.sex or "")
        return f"{pronoun} {she}" if pronoun else f"They {they}"


def spellings(first: str, middle: str, last: str) -> frozenset[tuple[str, ...]]:
    """The folded words of a name, with and without the middle ones; two people share one or none."""
    return frozenset(
        tuple(sorted(text.words(name))) for name in (f"{first} {last}", f"{first} {middle} {last}")
    )


async def named(account_id: int, refs: Sequence[NodeRef]) -> Mapping[NodeRef, Named]:
    """These people by their nodes; one statement for each kind, none missing but the unknown."""
    found: dict[NodeRef, Named] = {}
    for kind in KINDS:
        ids = [ref.id for ref in refs if ref.kind == kind]
        if ids:
            rows = await database.fetch(account_id, NAMED[kind], ids)
            found.update((NodeRef(kind, row["id"]), _named(kind, row)) for row in rows)
    return found


def _named(kind: str, row: asyncpg.Record) -> Named:
    parts = (row["first_name"], row["middle_name"], row["last_name"])
    return Named(
        ref=NodeRef(kind, row["id"]),
        name=names.display_name(*parts, row["language"]),
        spellings=spellings(*parts),
        sex=row["sex"],
        number=row["number"],
        deleted_at=row["deleted_at"],
    )
