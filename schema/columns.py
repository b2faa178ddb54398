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

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import asyncpg

from backend.core.listing import as_arrays

Column = Sequence[Any]
Complete = Callable[[Any], Any]
Fill = Callable[["Table"], Column]
"""From a table of rows to one field of their answers."""
Plain = Callable[[Column], bool]
"""Whether the values of a column go out as they are."""


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


Tables = dict["FromRows | None", Table]
"""The rows of relations, and under None those of the parents."""


@dataclass(slots=True)
class Wanted:
    """The columns that rows are asked for, each once."""

    places: dict[str, int] = field(default_factory=dict)

    def place(self, column: str) -> int:
        """Where the column stands."""
        return self.places.setdefault(column, len(self.places))


@dataclass(slots=True, eq=False)
class Shaped:
    """Rows of a type: the columns they are asked for, and what they become."""

    wanted: Wanted
    shape: Fill
    below: list[FromRows]
    """The relations of its rows."""

    def shaped(self, tables: Tables, table: Table) -> Column:
        """The answer of each of these rows."""
        for relation in self.below:
            table.related[relation] = relation.answers(tables, table.columns[relation.key])
        return self.shape(table)


@dataclass(slots=True, eq=False)
class FromRows(Shaped):
    """A relation: its statement with the keys as $1, and what its rows become.

    The first column says whose a row is.
    """

    sql: str
    many: bool
    needed: bool
    """Whether null may not be."""
    key: int = 0
    """Where its key stands among the columns of the rows above."""

    def answers(self, tables: Tables, keys: Column) -> Column:
        """The answers for these keys, in their order; None is nobody's key."""
        table = tables[self]
        owners, answers = table.columns[0], self.shaped(tables, table)
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


class Level(NamedTuple):
    """Relations of the same depth."""

    sql: str
    keys: Sequence[tuple[FromRows | None, int]]
    """Of which rows above, and of which column, the statement's arguments are; None are the parents."""
    relations: Sequence[FromRows]


class Reading:
    """Relations of the same parents, and those below them: one statement for each depth."""

    def __init__(self, relations: Sequence[FromRows]) -> None:
        self.levels: list[Level] = []
        level: list[tuple[FromRows | None, FromRows]] = [(None, one) for one in relations]
        while level:
            keys = list(dict.fromkeys((above, one.key) for above, one in level))
            numbers = [keys.index((above, one.key)) + 1 for above, one in level]
            relations = [one for _, one in level]
            self.levels.append(Level(_statement(relations, numbers), keys, relations))
            level = [(one, below) for one in relations for below in one.below]

    async def tables(self, connection: asyncpg.Connection, parents: Table) -> Tables:
        """The rows of each relation, beside those of the parents."""
        tables: Tables = {None: parents}
        for sql, sources, relations in self.levels:
            keys = [_as_text(tables[above].columns[key]) for above, key in sources]
            row = await connection.fetchrow(sql, *keys) if any(keys) else None
            at = 0
            for relation in relations:
                end = at + len(relation.wanted.places)
                columns = row[at:end] if row and row[at] is not None else [()] * (end - at)
                tables[relation] = Table(columns)
                at = end
        return tables


class Page(Shaped):
    """A page of a list."""

    def __init__(self, wanted: Wanted, shape: Fill, below: list[FromRows], place: str) -> None:
        super().__init__(wanted, shape, below)
        self.reading = Reading(below)
        self.place = place
        """Where a connection has its answers."""


def shape(fields: dict[str, Fill]) -> Fill:
    """The fields asked of a type, by their names: one dict for each row."""
    if not fields:  # each of them skipped
        return lambda table: [{} for _ in range(table.count)]
    fills, together = list(fields.values()), _together(list(fields))
    return lambda table: together([fill(table) for fill in fills])


def filled(
    make: Callable[..., Any] | None, places: Sequence[int], plain: Plain, complete: Complete
) -> Fill:
    """A field made of the columns at these places, by nothing if it is the column itself."""

    def fill(table: Table) -> Column:
        columns = [table.columns[at] for at in places]
        values = columns[0] if make is None else list(map(make, *columns))
        return values if plain(values) else [complete(value) for value in values]

    return fill


def looked_up(make: Callable[[Any], Any], place: int, complete: Complete) -> Fill:
    """A field of one of few words: what each becomes is found out once."""

    class Known(dict[Any, Any]):
        def __missing__(self, value: Any) -> Any:
            found = self[value] = complete(make(value))
            return found

    known = Known()
    return lambda table: list(map(known.__getitem__, table.columns[place]))


def _statement(relations: Sequence[FromRows], numbers: Sequence[int]) -> str:
    """One row with the columns of all these relations as arrays, null where there are no rows.

    PostgreSQL works out only what is asked for, and keeps the order of the rows. The keys of each
    relation are the argument of its number, as text.
    """
    parts = [
        f"(SELECT {as_arrays(relation.wanted.places)}"
        f" FROM ({relation.sql.replace('$1', f'${number}::text')}) AS asked) AS relation_{place}"
        for place, (relation, number) in enumerate(zip(relations, numbers, strict=True))
    ]
    return f"SELECT * FROM {', '.join(parts)}"


def _as_text(keys: Column) -> str:
    """Keys as PostgreSQL writes an array, empty where there are none.

    asyncpg looks at each element of a list to find out whether it is one itself: a quarter of a page's time.
    """
    asked = dict.fromkeys(keys)
    asked.pop(None, None)
    return f"{{{','.join(map(str, asked))}}}" if asked else ""


def _together(names: list[str]) -> Callable[[Sequence[Column]], list[dict[str, Any]]]:
    """From columns to one dict a row. Made of source, as `namedtuple` makes its classes: a third of the time.

    Names are GraphQL's, letters and digits; `repr` is for the eye.
    """
    values = [f"v{place}" for place in range(len(names))]
    pairs = ", ".join(f"{name!r}: {value}" for name, value in zip(names, values, strict=True))
    source = f"lambda columns: [{{{pairs}}} for {', '.join(values)}, in zip(*columns)]"
    made: Callable[[Sequence[Column]], list[dict[str, Any]]] = eval(source)  # noqa: S307 - see above
    return made
