"""What customers, contacts and every other record have alike."""

from __future__ import annotations

import strawberry

from schema.events.types import Trace
from schema.rows import Of


@strawberry.type(description="One piece of a name.")
class NamePart:
    text: str = strawberry.field(description="As written.")
    family: bool = strawberry.field(
        description="Whether it is the family name, which lists set off."
    )


def trace(what: str) -> Of:
    """Who did what and when, of the columns `<what>_at`, `<what>_by`, `<what>_via`."""
    return Of(
        lambda at, by, via: Trace(at=at, via=via, by_pk=by),
        f"{what}_at",
        f"{what}_by",
        f"{what}_via",
    )
