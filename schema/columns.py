"""Relations answered from their rows: a column at a time, and no object for any row.

A list screen has some four hundred objects below its fifty rows. Where all that is asked of them is
pure data, they need not be made. Relations of the same depth are one statement, which gives each
selected column as an array, and each field of the answer is one pass over a column. What a field
is made of stands with its type (`schema/rows.py`), what may go out with the compiler
(`schema/compiling.py`).

As there, nothing is decided here about what is wrong: whatever a value raises, the relations are
loaded as objects, and graphql-core says it in the specification's words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import asyncpg

Column = Sequence[Any]
Complete = Callable[[Any], Any]
Fill = Callable[["Table"], Column]
"""From a table of rows to one field of their answers."""


class Unfit(Exception):
    """A value that is graphql-core's to judge."""


@dataclass(slots=True, eq=False)
class Table:
    """Rows as columns, and the answers of the relations below them."""

    columns: Sequence[Column]
    related: dict[FromRows, Column] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self.columns[0])


@dataclass(slots=True)
class Wanted:
    """The columns a relation is asked for, each once; `key` is whose a row is."""

    places: dict[str, int] = field(default_factory=lambda: {"key": 0})

    def place(self, column: str) -> int:
        """Where the column stands."""
        return self.places.setdefault(column, len(self.places))


@dataclass(slots=True, eq=False)
class FromRows:
    """A relation: its statement with the keys as $1, and what its rows become."""

    sql: str
    wanted: Wanted
    many: bool
    needed: bool
    """Whether null may not be."""
    shape: Fill
    below: list[FromRows]
    """The relations of its rows."""
    key: int = 0
    """Where its key stands among the columns of the rows above."""

    def answers(self, tables: Mapping[FromRows, Table], keys: Column) -> Column:
        """The answers for these keys, in their order; None is nobody's key."""
        table = tables[self]
        for relation in self.below:
            table.related[relation] = relation.answers(tables, table.columns[relation.key])
        owners, answers = table.columns[0], self.shape(table)
        if self.many:
            of: dict[int, list[Any]] = {key: [] for key in keys}
            for owner, answer in zip(owners, answers, strict=True):
                of[owner].append(answer)
            return [of[key] for key in keys]
        # Of several the first, as the statement has them.
        one = dict(zip(reversed(owners), reversed(answers), strict=True))
        found = [one.get(key) for key in keys]
        if self.needed and None in found:
            raise Unfit
        return found


class Reading:
    """Relations of the same parents, and those below them: one statement for each depth."""

    def __init__(self, relations: Sequence[FromRows]) -> None:
        self.levels: list[tuple[str, Sequence[FromRows]]] = []
        while relations:
            self.levels.append((_statement(relations), relations))
            relations = [below for relation in relations for below in relation.below]

    async def tables(
        self, connection: asyncpg.Connection, keys: Mapping[FromRows, Column]
    ) -> dict[FromRows, Table]:
        """The rows of each relation, of which those of the parents have these keys."""
        tables: dict[FromRows, Table] = {}
        for sql, relations in self.levels:
            asked = [
                [key for key in dict.fromkeys(keys[one]) if key is not None] for one in relations
            ]
            row = await connection.fetchrow(sql, *asked) if any(asked) else None
            at, keys = 0, {}
            for relation in relations:
                end = at + len(relation.wanted.places)
                columns = row[at:end] if row and row[at] is not None else [()] * (end - at)
                tables[relation] = Table(columns)
                keys |= {below: columns[below.key] for below in relation.below}
                at = end
        return tables


def shape(fields: dict[str, Fill]) -> Fill:
    """The fields asked of a type, by their names: one dict for each row."""
    if not fields:  # each of them skipped
        return lambda table: [{} for _ in range(table.count)]
    fills, together = list(fields.values()), _together(list(fields))
    return lambda table: together([fill(table) for fill in fills])


def filled(
    make: Callable[..., Any] | None, places: Sequence[int], as_is: set[Any], complete: Complete
) -> Fill:
    """A field made of the columns at these places, by nothing if it is the column itself.

    Values go out as they are if all are of these classes, else each is completed.
    """
    first = places[0]

    def fill(table: Table) -> Column:
        columns = table.columns
        values = (
            columns[first] if make is None else list(map(make, *[columns[at] for at in places]))
        )
        if as_is.issuperset(map(type, values)):
            return values
        return [complete(value) for value in values]

    return fill


def _statement(relations: Sequence[FromRows]) -> str:
    """One row with the columns of all these relations as arrays, null where there are no rows.

    PostgreSQL works out only what is asked for, and keeps the order of the rows.
    """
    parts = [
        f"(SELECT {', '.join(f'array_agg({column})' for column in relation.wanted.places)}"
        f" FROM ({relation.sql.replace('$1', f'${number}')}) AS asked) AS relation_{number}"
        for number, relation in enumerate(relations, 1)
    ]
    return f"SELECT * FROM {', '.join(parts)}"


def _together(names: list[str]) -> Callable[[Sequence[Column]], list[dict[str, Any]]]:
    """From columns to one dict a row. Made of source, as `namedtuple` makes its classes: a third of the time.

    Names are GraphQL's, letters and digits; `repr` is for the eye.
    """
    values = [f"v{place}" for place in range(len(names))]
    pairs = ", ".join(f"{name!r}: {value}" for name, value in zip(names, values, strict=True))
    source = f"lambda columns: [{{{pairs}}} for {', '.join(values)}, in zip(*columns)]"
    made: Callable[[Sequence[Column]], list[dict[str, Any]]] = eval(source)  # noqa: S307 - see above
    return made
