"""Relations, each declared once as a batch: keys in, rows out, one statement for any number of parents.

The declaration serves three readers: the stock resolver (through a DataLoader), the look-ahead
(`schema/ahead.py`: all selected relations of a page before the executor walks it), and the cost of
an operation.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import asyncpg
import strawberry
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

    @property
    def rows_of(self) -> type | None:
        """The type whose nodes these are, row by row; None for all that is loaded in a way of its own."""
        of = getattr(self.build, "kind", None) if type(self).load is Batch.load else None
        return batch_of(of).rows_of if isinstance(of, str) else of

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
    """What the cost of an operation knows of one field of the schema."""

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
