"""The executor: fields that are pure data are read by what was compiled, all others by graphql-core.

A list screen has some two thousand fields, and nearly all of them stand on objects already. The
stock executor makes a path, an info and several checks for each. Here the selection of such a
field is compiled once (`schema/compiling.py`), remembered, and read; fields with resolvers,
and every surprise while reading, go the stock way. Reading changes nothing, so doing it again is safe.

Measured on 50 customers with five relations at 16 at once: `docs/performance.md`.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

from graphql import (
    ExecutionResult,
    FieldNode,
    GraphQLObjectType,
    GraphQLResolveInfo,
    OperationType,
    get_named_type,
)
from graphql.execution.collect_fields import FieldDetails
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from backend.accounts.permissions import Permission
from backend.core import database
from schema.bursts import Burst
from schema.columns import Page
from schema.compiling import Compiler, Field, Selection, compile_fields, read

MOST = 1_000
"""Selections remembered by a worker, the newest; each keeps its document's syntax tree in memory."""


class Plan(NamedTuple):
    """How the fields of one selection are done."""

    compiled: list[Field]
    rest: dict[str, Any]
    """The fields of graphql-core."""
    grouped: dict[str, Any]
    """All of them, by the name they are answered under."""


_remembered: dict[Any, tuple[Any, Any]] = {}
"""What was worked out of syntax trees, beside the trees whose identities are its keys."""

Made = TypeVar("Made")


class CompilingExecutor(StrawberryGraphQLCoreExecutionContext):
    """graphql-core's executor with a shorter way for pure data, and one snapshot for events that come together."""

    def execute_operation(self, serially: bool | None = None) -> Any:
        """An event of a subscription is read in a snapshot, as a query is in its."""
        self.context_value.executor = self
        if self.operation.operation is OperationType.SUBSCRIPTION and self.context_value.actor:
            return self._event(serially)
        return super().execute_operation(serially)

    async def _event(self, serially: bool | None) -> ExecutionResult:
        burst: Burst | None = getattr(self.root_value, "burst", None)
        account_id = self.context_value.actor.account_id
        if burst is None:
            async with database.snapshot(account_id):
                return await self.execute_event(serially)
        if burst.answers is None:
            # Side by side in one snapshot, so that the loaders serve them together.
            executors: list[Any] = [self.build_per_event_executor(event) for event in burst.events]
            async with database.snapshot(account_id):
                answers = await asyncio.gather(*(one.execute_event(serially) for one in executors))
            burst.answers = iter(answers)
        return next(burst.answers)

    async def execute_event(self, serially: bool | None) -> ExecutionResult:
        """Execute one event in the snapshot that is open."""
        result: Any = super().execute_operation(serially)
        answer: ExecutionResult = await result if self.is_awaitable(result) else result
        return answer

    def execute_fields(
        self,
        parent_type: GraphQLObjectType,
        source_value: Any,
        path: Any,
        grouped_field_set: Any,
        position_context: Any,
    ) -> Any:
        """The compiled fields here, the rest and every doubt by graphql-core; in the document's order."""
        plan = self._plan(parent_type, grouped_field_set)
        values, rest = _read(source_value, plan)
        if not rest:
            return values
        others: Any = super().execute_fields(
            parent_type, source_value, path, rest, position_context
        )
        if self.is_awaitable(others):
            return _merged_later(grouped_field_set, values, others)
        return _merged(grouped_field_set, values, others)

    def _plan(self, parent_type: GraphQLObjectType, grouped: Any) -> Plan:
        # By identity: within an operation the same selection of a type is one object, kept alive here.
        plans: dict[int, Plan] = self.__dict__.setdefault("_plans", {})
        plan = plans.get(id(grouped))
        if plan is None:
            compiled = self._selection(parent_type, grouped).fields
            names = {field.name for field in compiled}
            rest = {name: details for name, details in grouped.items() if name not in names}
            plan = plans[id(grouped)] = Plan(compiled, rest, grouped)
        return plan

    def selection(self, kind: str, details: list[FieldDetails]) -> Selection:
        """What is asked of a type below these fields."""
        parent: Any = self.schema.get_type(kind)

        def compiled() -> Selection:
            collected = self.collect_subfields(parent, details)
            found = self._selection(parent, collected[0])
            return found._replace(whole=False) if collected.new_defer_usages else found

        return self._once(("selection", kind), [one.node for one in details], compiled)

    def page(self, kind: str, details: list[FieldDetails]) -> Page | None:
        """How the rows of a page become what is asked of a type below these fields."""
        return self._once(
            ("page", kind),
            [one.node for one in details],
            lambda: Compiler(self, self._viewer[0]).page(self.schema.get_type(kind), details),
        )

    def asked_below(
        self, info: GraphQLResolveInfo[Any], path: Sequence[str]
    ) -> list[list[FieldDetails]]:
        """The fields at a path below the one being resolved, each under each of its names."""

        def walked() -> list[list[FieldDetails]]:
            found = [[FieldDetails(node, None) for node in info.field_nodes]]
            kind: Any = get_named_type(info.return_type)
            for step in path:
                below = [self.collect_subfields(kind, details)[0] for details in found]
                found = [
                    details
                    for grouped in below
                    for details in grouped.values()
                    if details[0].node.name.value == step
                ]
                kind = get_named_type(kind.fields[step].type)
            return found

        return self._once(("below", *path), info.field_nodes, walked)

    def _selection(self, parent_type: GraphQLObjectType, grouped: Any) -> Selection:
        nodes = [one.node for details in grouped.values() for one in details]
        return self._once(
            ("fields", parent_type),
            nodes,
            lambda: compile_fields(self, self._viewer[0], parent_type, grouped),
        )

    def _once(self, of: tuple[Any, ...], nodes: list[FieldNode], make: Callable[[], Made]) -> Made:
        """What is made of these nodes of the syntax tree, for whoever may see as much."""
        key = (of, self._viewer, *map(id, nodes))
        found = _remembered.get(key)
        if found is None:
            made = make()
            if len(_remembered) >= MOST:
                del _remembered[next(iter(_remembered))]
            found = _remembered[key] = (made, nodes)
        value: Made = found[0]
        return value

    @cached_property
    def _viewer(self) -> tuple[frozenset[Permission], tuple[Any, ...]]:
        # @skip and @include can ask for booleans alone; all else about a selection is in its text.
        actor = self.context_value.actor
        permissions = actor.permissions if actor is not None else frozenset()
        given = self.variable_values.coerced.items()
        return permissions, tuple((name, one) for name, one in given if one.__class__ is bool)


def _read(source: Any, plan: Plan) -> tuple[dict[str, Any], dict[str, Any]]:
    """What was read, and what graphql-core has to do."""
    try:
        return read(source, plan.compiled), plan.rest
    except Exception:  # noqa: BLE001 - whatever it is, graphql-core says it in the specification's words
        return {}, plan.grouped


def _merged(
    order: Mapping[str, Any], values: dict[str, Any], others: Mapping[str, Any]
) -> dict[str, Any]:
    values.update(others)
    return {name: values[name] for name in order if name in values}


async def _merged_later(
    order: Mapping[str, Any], values: dict[str, Any], others: Any
) -> dict[str, Any]:
    return _merged(order, values, await others)
