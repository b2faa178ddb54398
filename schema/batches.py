"""Relations, each declared once as a batch: keys in, rows out, one statement for any number of parents.

The declaration serves three readers: the stock resolver (through a DataLoader), the look-ahead
(all selected relations of a page before the executor walks it), and the cost of an operation.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import asyncpg
import strawberry
from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    SelectionNode,
    SelectionSetNode,
)
from strawberry.dataloader import DataLoader

from backend.accounts.permissions import Permission
from backend.core.database import fetch
from schema.context import Info
from schema.permissions import Requires

Build = Callable[[asyncpg.Record], Any]
Kind = TypeVar("Kind")


@dataclass(frozen=True, eq=False)
class Batch:
    """A relation: `sql` takes bigint[] keys as $1 and returns rows with a column `key`.

    `many` gives a list per key, else one or None. `size` is how many rows a parent usually has;
    the cost of an operation is counted from it.
    """

    name: str
    sql: str
    build: Build
    many: bool = True
    size: int = 3

    async def load(self, account_id: int, keys: Sequence[int], *args: Any) -> list[Any]:
        """The related things in the order of the keys."""
        rows, build = await fetch(account_id, self.sql, list(keys), *args), self.build
        if not self.many:
            ones = {row["key"]: row for row in reversed(rows)}
            return [build(ones[key]) if key in ones else None for key in keys]
        found: dict[int, list[Any]] = {key: [] for key in keys}
        for row in rows:
            found[row["key"]].append(build(row))
        return [found[key] for key in keys]


NODES: dict[str, Batch] = {}
"""Kind → the batch that finds its nodes by id; each room registers its own."""


def batch_of(batch: Batch | str) -> Batch:
    """A batch, or by kind the one that finds nodes: rooms refer to each other before all are loaded."""
    return NODES[batch] if isinstance(batch, str) else batch


class Loaders:
    """The DataLoaders of one operation, made as they are needed."""

    def __init__(self, account_id: int | None) -> None:
        self.account_id = account_id
        self._made: dict[tuple[Batch, tuple[Any, ...]], DataLoader[Any, Any]] = {}

    def of(self, batch: Batch, *args: Any) -> DataLoader[Any, Any]:
        """The loader of a batch with these further arguments."""
        loader = self._made.get((batch, args))
        if loader is None:
            account_id = self.account_id
            if account_id is None:
                raise RuntimeError("loading without an account")

            async def load(keys: list[int]) -> list[Any]:
                return await batch.load(account_id, keys, *args)

            # No largest batch: an operation's cost bounds its keys, and a split would cost statements.
            loader = self._made[batch, args] = DataLoader(load_fn=load)
        return loader

    def clear(self) -> None:
        """Forget what was loaded: after a write, and before the next event of a subscription."""
        self._made.clear()


async def node_of(info: Info, kind: type[Kind], pk: int) -> Kind:
    """The node of this kind behind a key, which must be there; it is read once per operation."""
    found: Kind = await info.context.loaders.of(NODES[kind.__name__]).load(pk)
    return found


def relation(
    batch: Batch | str,
    returns: Any,
    *,
    description: str,
    key: str = "pk",
    permission: Permission | None = None,
) -> Any:
    """A field that is a batch: one of ours, or by kind (`"Company"`) the one that finds nodes.

    `key` names the parent's attribute that holds the key (None → null).
    """
    name, many = (batch, False) if isinstance(batch, str) else (batch.name, batch.many)
    slot = f"_{name}_{key}"

    def resolve(root: Any, info: Info) -> Any:
        ready = root.__dict__.get(slot, strawberry.UNSET)
        if ready is not strawberry.UNSET:
            return ready
        value = getattr(root, key)
        if value is None:
            return [] if many else None
        return info.context.loaders.of(batch_of(batch)).load(value)

    resolve.__annotations__ = {"root": Any, "info": Info, "return": returns}
    size = batch.size if isinstance(batch, Batch) and many else 1
    return strawberry.field(
        resolver=resolve,
        description=description,
        metadata={"batch": batch, "key": key, "slot": slot, "cost": size},
        extensions=[Requires(permission)] if permission is not None else [],
    )


@dataclass(frozen=True, slots=True)
class FieldPlan:
    """What look-ahead and cost know of one field of the schema."""

    metadata: dict[Any, Any]
    returns: str


class Plans:
    """(type, field) → FieldPlan, read once from the finished schema."""

    def __init__(self) -> None:
        self.fields: dict[tuple[str, str], FieldPlan] = {}
        self.supertypes: dict[str, frozenset[str]] = {}

    def get(self, type_name: str, field_name: str) -> FieldPlan | None:
        """The plan of a field, None for introspection and the unknown."""
        return self.fields.get((type_name, field_name))


plans = Plans()


def selected(
    info: Info, selections: Sequence[SelectionSetNode], type_name: str
) -> Iterator[FieldNode]:
    """The fields selected on an object of this type, fragments followed."""
    names = plans.supertypes.get(type_name, frozenset()) | {type_name}
    for selection_set in selections:
        for node in selection_set.selections:
            if isinstance(node, FieldNode):
                yield node
                continue
            fragment = _fragment(info, node)
            if fragment is None:
                continue
            condition = fragment.type_condition
            if condition is None or condition.name.value in names:
                yield from selected(info, [fragment.selection_set], type_name)


def below(info: Info, path: Sequence[str]) -> list[SelectionSetNode]:
    """The selection sets found by walking field names down from the field being resolved."""
    # Strawberry's own view of the selection costs a copy per field; this is the parsed document.
    nodes = info._raw_info.field_nodes  # noqa: SLF001
    found = [n.selection_set for n in nodes if n.selection_set]
    for name in path:
        found = [
            f.selection_set
            for f in _plain_fields(info, found)
            if f.name.value == name and f.selection_set
        ]
    return found


def _plain_fields(info: Info, selections: Sequence[SelectionSetNode]) -> Iterator[FieldNode]:
    for selection_set in selections:
        for node in selection_set.selections:
            if isinstance(node, FieldNode):
                yield node
            elif fragment := _fragment(info, node):
                yield from _plain_fields(info, [fragment.selection_set])


def _fragment(
    info: Info, node: SelectionNode
) -> InlineFragmentNode | FragmentDefinitionNode | None:
    if isinstance(node, FragmentSpreadNode):
        return info._raw_info.fragments.get(node.name.value)  # noqa: SLF001
    return node if isinstance(node, InlineFragmentNode) else None


async def look_ahead(
    info: Info, parents: Sequence[Any], selections: Sequence[SelectionSetNode]
) -> None:
    """Load every selected relation of these parents, and of their children, before the executor asks."""
    by_type: dict[type[Any], list[Any]] = defaultdict(list)
    for parent in parents:
        if parent is not None:
            by_type[type(parent)].append(parent)
    for kind, same in by_type.items():
        await _look_ahead(info, kind.__strawberry_definition__.name, same, selections)


async def _look_ahead(
    info: Info, type_name: str, parents: list[Any], selections: Sequence[SelectionSetNode]
) -> None:
    wanted: dict[str, tuple[FieldPlan, list[SelectionSetNode]]] = {}
    for node in selected(info, selections, type_name):
        plan = plans.get(type_name, node.name.value)
        if plan is not None and "batch" in plan.metadata and not node.directives:
            entry = wanted.setdefault(node.name.value, (plan, []))
            if node.selection_set:
                entry[1].append(node.selection_set)
    for plan, deeper in wanted.values():
        children = await _fill(info, plan, parents)
        if children and deeper:
            await look_ahead(info, children, deeper)


async def _fill(info: Info, plan: FieldPlan, parents: list[Any]) -> list[Any]:
    permission = plan.metadata.get("permission")
    if permission is not None and not info.context.signed_in().may(permission):
        return []
    batch = batch_of(plan.metadata["batch"])
    key, slot = plan.metadata["key"], plan.metadata["slot"]
    key_of = [getattr(parent, key) for parent in parents]
    keys = [one for one in dict.fromkeys(key_of) if one is not None]
    account_id = info.context.signed_in().account_id
    found = await batch.load(account_id, keys) if keys else ()
    loaded = dict(zip(keys, found, strict=True))
    children: list[Any] = []
    for parent, one in zip(parents, key_of, strict=True):
        value = loaded.get(one, [] if batch.many else None)
        setattr(parent, slot, value)  # not through __dict__, which Python makes only when asked
        if value:
            children += value if batch.many else (value,)
    return children
