"""Nodes over rows: each attribute is declared once, by the columns it comes from.

A page makes hundreds of objects of which a few attributes each are asked for. So nothing is
worked out when an object is made: an attribute is, when it is first read. What is compiled reads
the row itself (`schema/compiling.py`) or whole columns of rows (`schema/columns.py`), through the
same declarations.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from operator import itemgetter
from typing import Any, ClassVar, Generic, TypeVar

from backend.core.ids import global_ids

Getter = Callable[[Any], Any]
"""From a row to an attribute."""
T = TypeVar("T", bound="FromRow")


class FromRow:
    """A node that knows its row, and nothing else until it is asked."""

    columns: ClassVar[Mapping[str, Getter]]
    sources: ClassVar[Mapping[str, Of | Part]]
    """What attributes come from; one that needs the whole row is not among them."""
    row: Any

    def __getattr__(self, name: str) -> Any:
        """The attribute from its columns, remembered; asked only for what is not there yet."""
        column = self.columns.get(name) if name != "row" else None
        if column is None:
            raise AttributeError(f"{type(self).__name__} has no {name}")
        value = column(self.row)
        setattr(self, name, value)
        return value


class Of:
    """An attribute that is made of these columns; of one alone, and by nothing, it is the column."""

    def __init__(self, make: Callable[..., Any] | None, *columns: str) -> None:
        self.make = make
        self.columns = columns

    def getter(self) -> Getter:
        """What makes the attribute of a row."""
        make, take = self.make, itemgetter(*self.columns)
        if make is None:
            return take
        if len(self.columns) == 1:
            return lambda row: make(take(row))
        return lambda row: make(*take(row))


def optional(make: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """The same, but None for a column that is null or empty."""
    return lambda value: None if value is None or value == "" else make(value)


class Part:
    """An attribute that is a node of its own in the same row, in the columns with this prefix."""

    def __init__(self, rows: Rows[Any], prefix: str) -> None:
        self.rows = rows
        self.prefix = prefix

    def getter(self) -> Getter:
        """What makes the node of a row."""
        return lambda row: self.rows(Prefixed(row, self.prefix))


class Rows(Generic[T]):
    """Makes the nodes of a type from rows; `id` and `pk` come from the column `id`.

    `plain` are attributes that are columns of the same name; `made` gives for others a column's
    name, what they are made of, or a function of the whole row. A TypeError at once where an
    attribute is missing or unknown.
    """

    def __init__(self, kind: type[T], *plain: str, **made: str | Of | Part | Getter) -> None:
        name = kind.__name__
        declared: dict[str, str | Of | Part | Getter] = {
            "id": Of(global_ids(name), "id"),
            "pk": "id",
            **{column: column for column in plain},
            **made,
        }
        wanted = {field.name for field in dataclasses.fields(kind) if field.init}  # type: ignore[arg-type]
        if wanted != declared.keys():
            raise TypeError(f"{name}: {wanted ^ declared.keys()}: declared or there, not both")
        self.kind = kind
        of = {
            name: Of(None, one) if isinstance(one, str) else one for name, one in declared.items()
        }
        kind.sources = {name: one for name, one in of.items() if isinstance(one, Of | Part)}
        kind.columns = {
            name: one.getter() if isinstance(one, Of | Part) else one for name, one in of.items()
        }

    def __call__(self, row: Any) -> T:
        """The node of a row."""
        node = object.__new__(self.kind)
        node.row = row
        return node


class Prefixed:
    """Those columns of a joined row whose names begin with a prefix, by their names without it."""

    def __init__(self, row: Any, prefix: str) -> None:
        self.row = row
        self.prefix = prefix

    def __getitem__(self, name: str) -> Any:
        return self.row[self.prefix + name]
