"""What an operation costs, counted in nodes before anything is read.

Every relation has an expected size and every page its `first`, so the cost of a document is known
from its text and variables alone: strangers to the data cannot ask for the world by accident.
"""

import time
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableNode,
)

from backend.core.paging import DEFAULT, MOST
from schema.batches import plans

LIMIT = 10_000
"""Nodes one operation may ask for."""
BUDGET = 600_000
"""Nodes an actor may ask one worker for in a window."""
WINDOW_SECONDS = 60

ROOTS = {"query": "Query", "mutation": "Mutation", "subscription": "Subscription"}


class NoneGiven(dict[str, Any]):
    """No variables; whether one was asked for is noted."""

    asked = False

    def get(self, _name: str, default: Any = None) -> Any:
        """Nothing."""
        self.asked = True
        return default


def operation_of(document: DocumentNode, name: str | None) -> OperationDefinitionNode | None:
    """The operation that is going to run."""
    operations = [d for d in document.definitions if isinstance(d, OperationDefinitionNode)]
    return next((o for o in operations if not name or (o.name and o.name.value == name)), None)


def cost_of(
    document: DocumentNode, operation: OperationDefinitionNode, variables: Mapping[str, Any]
) -> int:
    """The nodes this operation can touch."""
    fragments = {
        d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)
    }

    def walk(selections: SelectionSetNode, type_name: str, times: int) -> int:
        total = 0
        for node in selections.selections:
            if isinstance(node, FieldNode):
                total += field(node, type_name, times)
            elif isinstance(node, InlineFragmentNode):
                condition = node.type_condition.name.value if node.type_condition else type_name
                total += walk(node.selection_set, condition, times)
            elif fragment := fragments.get(node.name.value):  # type: ignore[attr-defined]
                total += walk(fragment.selection_set, fragment.type_condition.name.value, times)
            if total > LIMIT * 100:
                break
        return total

    def field(node: FieldNode, type_name: str, times: int) -> int:
        plan = plans.get(type_name, node.name.value)
        if plan is None:
            return 0
        size = plan.metadata.get("cost", 0)
        if plan.metadata.get("page"):
            size = _rows(node, variables)
        below = (
            walk(node.selection_set, plan.returns, times * max(size, 1))
            if node.selection_set
            else 0
        )
        return int(times * size + below)

    return 1 + walk(operation.selection_set, ROOTS[operation.operation.value], 1)


def _rows(node: FieldNode, variables: Mapping[str, Any]) -> int:
    for argument in node.arguments or ():
        if argument.name.value in ("first", "last"):
            value: Any = None
            if isinstance(argument.value, IntValueNode):
                value = int(argument.value.value)
            elif isinstance(argument.value, VariableNode):
                value = variables.get(argument.value.name.value)
            if isinstance(value, int):
                return max(0, min(value, MOST * 10))
    return DEFAULT


class Budget:
    """How much each actor has left in the present window, in this worker."""

    def __init__(self) -> None:
        self._window = 0
        self._spent: dict[object, int] = defaultdict(int)

    def spend(self, actor: object, cost: int) -> tuple[int, int]:
        """What is left after this operation (below zero: too much), and the seconds to the next window."""
        now = time.time()
        window = int(now // WINDOW_SECONDS)
        if window != self._window:
            self._window = window
            self._spent.clear()
        self._spent[actor] += cost
        return BUDGET - self._spent[actor], int((window + 1) * WINDOW_SECONDS - now) + 1

    def left(self, actor: object) -> int:
        """What an actor has left, never below zero; asking is free."""
        return max(self.spend(actor, 0)[0], 0)


budget = Budget()
