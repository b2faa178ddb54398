"""Words of the backend as GraphQL enums, each with its sentence."""

from enum import StrEnum
from typing import TypeVar

import strawberry

Word = TypeVar("Word", bound=type[StrEnum])


def words(kind: Word, description: str, name: str | None = None, **meanings: str) -> Word:
    """Register an enum once: `words(Theme, "…", LIGHT="Dark on white.", …)`, every value described."""
    strawberry.enum(kind, name=name, description=description)
    definition = kind.__strawberry_definition__  # type: ignore[attr-defined]
    missing = {value.name for value in definition.values} ^ meanings.keys()
    if missing:
        raise TypeError(
            f"{kind.__name__}: {', '.join(sorted(missing))}: described or there, not both"
        )
    for value in definition.values:
        value.description = meanings[value.name]
    return kind
