"""What a search answers."""

from __future__ import annotations

from collections.abc import Sequence

import strawberry

from backend.search.highlighting import Span, utf16
from backend.search.matching import Match
from backend.search.service import Hit
from schema.customers.types import masked
from schema.relay import Node
from schema.search.enums import Field, How, Kind


@strawberry.type(
    description="A piece of a text, counted in UTF-16 code units, as JavaScript's `slice` counts."
)
class TextRange:
    start: int = strawberry.field(description="Where it begins.")
    end: int = strawberry.field(description="Where it has ended.")


@strawberry.type(description="Why something was found.")
class SearchMatch:
    field: Field = strawberry.field(description="Where the match stands.")
    text: str = strawberry.field(description="The text that matched, as it stands.")
    label: str = strawberry.field(
        description="The generic name of a number or address: mobile, work; else empty."
    )
    how: How = strawberry.field(description="How it matched.")
    ranges: list[TextRange] = strawberry.field(
        description="The parts of the text that matched; none where it is shown masked."
    )
    slips: list[TextRange] = strawberry.field(
        description="The letters that are not as they were typed."
    )


@strawberry.type(description="Something that was found.")
class SearchHit:
    kind: Kind = strawberry.field(description="What it is.")
    node: Node = strawberry.field(description="The customer, contact, company or project.")
    matched: list[SearchMatch] = strawberry.field(description="What matched, the best first.")


@strawberry.type(description="How many of one kind there are.")
class SearchCount:
    kind: Kind = strawberry.field(description="The kind.")
    count: int = strawberry.field(description="How many were counted.")


@strawberry.type(description="What a text finds, the best first, deleted ones last.")
class SearchResult:
    hits: list[SearchHit] = strawberry.field(description="The best, up to `first`.")
    total_count: int = strawberry.field(
        description="How many were counted, shown or not; counting stops at some hundreds."
    )
    total_count_is_exact: bool = strawberry.field(
        description="False where there may be more: one word more tells them apart."
    )
    kinds: list[SearchCount] = strawberry.field(description="How many of each kind.")
    corrected: str | None = strawberry.field(
        description="What was looked for besides, where the words as typed found fewer than three."
    )


def _ranges(text: str, spans: Sequence[Span]) -> list[TextRange]:
    counted = [utf16(text, span) for span in spans]
    return [TextRange(start=span.start, end=span.end) for span in counted]


def search_match(match: Match, kind: Kind) -> SearchMatch:
    """A match as it may be shown: a person's identity number by its last characters only."""
    shown = match.shown
    hidden = shown.field is Field.ID_NUMBER and kind is Kind.CUSTOMER
    return SearchMatch(
        field=shown.field,
        text=masked(shown.text).masked if hidden else shown.text,
        label=shown.label,
        how=match.how,
        ranges=_ranges(shown.text, match.spans),
        slips=_ranges(shown.text, match.slips),
    )


def search_hit(hit: Hit, node: Node) -> SearchHit:
    """A hit with its node."""
    return SearchHit(
        kind=hit.kind, node=node, matched=[search_match(match, hit.kind) for match in hit.matched]
    )
