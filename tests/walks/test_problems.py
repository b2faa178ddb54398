"""Each mutation's union names every problem that its code can be seen to raise.

The code is read, not run: from a mutation's resolver on, every function of ours that it calls by a
name is followed, and what is raised there is noted. What a caller catches by name is left out.
"""

import ast
import functools
import inspect
import textwrap
import types
from collections.abc import Iterator
from typing import Any

import pytest
from strawberry.types.field import StrawberryField

from backend.core import errors
from schema.problems import HANDLERS
from schema.root import Mutation, schema

GRAPH = schema._schema
PROBLEM_OF = {h.exception_type: h.error_type.__name__ for h in HANDLERS}
OURS = ("backend.", "schema.")
TOP_LEVEL = {
    "SignInNeeded": "nobody is signed in: an error of the whole operation, before any field",
}
NEVER: dict[tuple[str, str], str] = {
    ("customerCreate", "NotFound"): "whoever is mailed was made in the same transaction",
    ("passwordForgotten", "InvalidInput"): "address_key reads whatever is typed",
    ("signIn", "InvalidInput"): "address_key reads whatever is typed",
}
"""Seen in the code, and yet it cannot happen there: why."""


class Raised(ast.NodeVisitor):
    """What one function raises and whom it calls, outside of handlers that catch it."""

    def __init__(self, scope: dict[str, Any]) -> None:
        self.scope, self.raises, self.calls = (
            scope,
            set[type](),
            list[tuple[Any, frozenset[type]]](),
        )
        self._caught: frozenset[type] = frozenset()

    def visit_Try(self, node: ast.Try) -> None:
        outer = self._caught
        for handler in node.handlers:
            self._caught |= frozenset(self._types(handler.type))
        for statement in node.body:
            self.visit(statement)
        self._caught = outer
        for statement in (
            *node.orelse,
            *node.finalbody,
            *(s for h in node.handlers for s in h.body),
        ):
            self.visit(statement)

    def visit_Raise(self, node: ast.Raise) -> None:
        target = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
        for found in self._types(target):
            if not self._is_caught(found):
                self.raises.add(found)
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        for name in (node.func, *node.args):  # functions are handed on as arguments, too
            found = self._look_up(name)
            if isinstance(found, types.FunctionType):
                self.calls.append((found, self._caught))
        if isinstance(node.func, ast.Attribute) and node.func.attr == "demand":
            self.raises.add(errors.NotAllowed)
        self.generic_visit(node)

    def _is_caught(self, found: type) -> bool:
        return any(issubclass(found, caught) for caught in self._caught)

    def _types(self, node: ast.expr | None) -> Iterator[type]:
        for part in node.elts if isinstance(node, ast.Tuple) else [node]:
            built = isinstance(part, ast.Attribute) and part.attr == "of"  # InvalidInput.of(…)
            found = self._look_up(part.value if built else part)  # type: ignore[union-attr]
            if isinstance(found, type) and issubclass(found, Exception):
                yield found

    def _look_up(self, node: ast.expr | None) -> Any:
        if isinstance(node, ast.Name):
            return self.scope.get(node.id)
        if isinstance(node, ast.Attribute):
            return getattr(self._look_up(node.value), node.attr, None)
        return None


@functools.cache
def raised_by(function: types.FunctionType) -> frozenset[type]:
    """Every domain error that a function of ours, and those it calls, can be seen to raise."""
    found: set[type] = set()
    _follow(function, frozenset(), found, set())
    return frozenset(f for f in found if issubclass(f, errors.DomainError))


def _follow(function: Any, caught: frozenset[type], found: set[type], seen: set[Any]) -> None:
    function = inspect.unwrap(function)
    if (function, caught) in seen or not function.__module__.startswith(OURS):
        return
    seen.add((function, caught))
    visitor = _read(function)
    found.update(r for r in visitor.raises if not any(issubclass(r, c) for c in caught))
    for called, caught_there in visitor.calls:
        _follow(called, caught | caught_there, found, seen)


@functools.cache
def _read(function: types.FunctionType) -> Raised:
    visitor = Raised(function.__globals__)
    visitor.visit(ast.parse(textwrap.dedent(inspect.getsource(function))))
    return visitor


def problem_of(kind: type) -> str:
    """The type an error becomes: its own, or that of the nearest error above it."""
    return next((PROBLEM_OF[k] for k in kind.__mro__ if k in PROBLEM_OF), kind.__name__)


def mutations() -> list[tuple[str, StrawberryField]]:
    fields = Mutation.__strawberry_definition__.fields  # type: ignore[attr-defined]
    return [(schema.config.name_converter.get_graphql_name(f), f) for f in fields]


def members_of(name: str) -> set[str]:
    """The types in a mutation's union."""
    result = GRAPH.mutation_type.fields[name].type.of_type  # type: ignore[union-attr]
    return {member.name for member in GRAPH.get_possible_types(result)}


@pytest.mark.parametrize(
    ("name", "field"), mutations(), ids=lambda v: v if isinstance(v, str) else ""
)
def test_a_mutations_union_names_what_its_code_raises(name: str, field: StrawberryField) -> None:
    raised = set(raised_by(field.base_resolver.wrapped_func))  # type: ignore[union-attr,arg-type]
    if (field.metadata or {}).get("permission") is not None:
        raised.add(errors.NotAllowed)
    expected = {problem_of(kind) for kind in raised} - TOP_LEVEL.keys()
    expected -= {problem for mutation, problem in NEVER if mutation == name}
    assert expected <= members_of(name)


def test_every_domain_error_is_translated() -> None:
    def leaves(kind: type) -> Iterator[type]:
        for below in kind.__subclasses__():
            yield from leaves(below) if below.__subclasses__() else [below]

    ours = {k for k in leaves(errors.DomainError) if k.__module__.startswith(OURS)}
    assert {problem_of(k) for k in ours} - set(PROBLEM_OF.values()) <= TOP_LEVEL.keys()


def test_the_walk_sees_through_calls() -> None:
    from backend.accounts import users

    kinds = raised_by(users.user_update)
    assert {errors.InvalidInput, errors.NotFound, errors.Refused, errors.VersionConflict} <= kinds
    assert errors.NotAllowed in kinds
