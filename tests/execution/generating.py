"""Queries that nobody wrote: drawn by Hypothesis from the schema, valid by construction."""

from collections.abc import Callable
from typing import Any

from graphql import get_named_type, is_composite_type, is_leaf_type, is_required_argument
from hypothesis import strategies as st

from schema.operation import MAX_ALIASES
from tests.walks.documents import GRAPH

ROOTS = ("calls", "companies", "contacts", "customers", "people", "projects", "search", "users")
CONDITIONS = (
    *[""] * 4,
    "@skip(if: $yes)",
    "@include(if: $yes)",
    "@skip(if: false)",
    "@include(if: $no)",
)


class Drawing:
    """One document being drawn: its fragments, and names that collide with no other."""

    def __init__(self, draw: Callable[[Any], Any]) -> None:
        self.draw = draw
        self.fragments: list[str] = []
        self.named = 0
        self.inside_member = 0

    def document(self) -> str:
        """A query of one root field with everything it needs."""
        name = self.draw(st.sampled_from(ROOTS))
        kind = get_named_type(GRAPH.query_type.fields[name].type)
        arguments = '(text: "an", first: 3)' if name == "search" else "(first: 3)"
        selected = f"{name}{arguments} {self.selection(kind, 5)}"
        # Variables must be used, so both are used once beside whatever was drawn.
        used = "__typename @skip(if: $yes) again: __typename @include(if: $no)"
        query = f"query ($yes: Boolean!, $no: Boolean = false) {{ {selected} {used} }}"
        return "\n".join([query, *self.fragments])

    def selection(self, kind: Any, depth: int) -> str:
        """Some fields, inline fragments and spreads on a type; short where aliases run out."""
        if self.named > MAX_ALIASES // 2:
            return "{ __typename }"
        parts = ["__typename"] if self.draw(st.integers(0, 3)) == 0 else []
        makers = [self.field, self.field, self.fragment]
        parts += [
            self.draw(st.sampled_from(makers))(kind, depth)
            for _ in range(self.draw(st.integers(1, 4)))
        ]
        return "{ " + " ".join(parts) + " }"

    def field(self, kind: Any, depth: int) -> str:
        """A field under a name of its own, or under its own name where that can be merged."""
        fields = [
            (name, field)
            for name, field in getattr(kind, "fields", {}).items()
            if not any(is_required_argument(a) for a in field.args.values())
            and (depth > 0 or is_leaf_type(get_named_type(field.type)))
        ]
        if not fields:
            return "__typename"
        name, field = self.draw(st.sampled_from(fields))
        below = get_named_type(field.type)
        inside = self.selection(below, depth - 1) if is_composite_type(below) else ""
        paged = "(first: 2)" if "first" in field.args else ""
        return f"{self.alias(name)}{name}{paged} {self.draw(st.sampled_from(CONDITIONS))} {inside}"

    def alias(self, name: str) -> str:
        """Mostly none: the same fields are to be merged; fields of members never share a name."""
        if self.inside_member or self.draw(st.integers(0, 4)) == 0:
            self.named += 1
            return f"{name}_{self.named}: "
        return ""

    def fragment(self, kind: Any, depth: int) -> str:
        """An inline fragment or a spread, on the type itself, what it implements, or a member."""
        possible = GRAPH.get_possible_types(kind) if is_abstract(kind) else []
        on = self.draw(st.sampled_from([kind, *getattr(kind, "interfaces", ()), *possible]))
        self.inside_member += on in possible
        inside = self.selection(on, depth)
        self.inside_member -= on in possible
        if self.draw(st.booleans()):
            return f"... on {on.name} {self.draw(st.sampled_from(CONDITIONS))} {inside}"
        self.named += 1
        self.fragments.append(f"fragment F{self.named} on {on.name} {inside}")
        return f"...F{self.named}"


def is_abstract(kind: Any) -> bool:
    """Whether a type has others for members."""
    return not hasattr(kind, "is_type_of")


@st.composite
def generated_queries(draw: Callable[[Any], Any]) -> str:
    """A query with two boolean variables."""
    return Drawing(draw).document()
