"""Nodes over rows: each attribute is declared once, by the column or the function that gives it.

A page makes hundreds of objects of which a few attributes each are asked for. So nothing is
worked out when an object is made: an attribute is, when it is first read. What is compiled
(`schema/compiling.py`) reads from the row itself, through the same declarations.
"""

import dataclasses
from collections.abc import Callable, Mapping
from operator import itemgetter
from typing import Any, ClassVar, Generic, TypeVar

from backend.core.ids import global_ids

Column = Callable[[Any], Any]
T = TypeVar("T", bound="FromRow")


class FromRow:
    """A node that knows its row, and nothing else until it is asked."""

    columns: ClassVar[Mapping[str, Column]]
    row: Any

    def __getattr__(self, name: str) -> Any:
        """The attribute from its columns, remembered; asked only for what is not there yet."""
        column = self.columns.get(name) if name != "row" else None
        if column is None:
            raise AttributeError(f"{type(self).__name__} has no {name}")
        value = column(self.row)
        setattr(self, name, value)
        return value


class Rows(Generic[T]):
    """Makes the nodes of a type from rows; `id` and `pk` come from the column `id`.

    `plain` are attributes that are columns of the same name; `made` gives for others a column's
    name or a function of the row. A TypeError at once where an attribute is missing or unknown.
    """

    def __init__(self, kind: type[T], *plain: str, **made: str | Column) -> None:
        name, id_of = kind.__name__, global_ids(kind.__name__)
        columns: dict[str, Column] = {
            "id": lambda row: id_of(row["id"]),
            "pk": itemgetter("id"),
            **{column: itemgetter(column) for column in plain},
            **{name: itemgetter(of) if isinstance(of, str) else of for name, of in made.items()},
        }
        wanted = {field.name for field in dataclasses.fields(kind) if field.init}  # type: ignore[arg-type]
        if wanted != columns.keys():
            raise TypeError(f"{name}: {wanted ^ columns.keys()}: declared or there, not both")
        self.kind = kind
        kind.columns = columns

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
