"""Relations answered from their rows: a column at a time, and no object for any row.

A list screen has some four hundred objects below its fifty rows. Where all that is asked of them is
pure data, they need not be made. One statement reads a page and all its relations, and gives each
selected column as an array; each field of the answer is one pass over a column. What a field
is made of stands with its type (`schema/rows.py`), what may go out with the compiler
(`schema/compiling.py`).

As there, nothing is decided here about what is wrong: whatever a value raises, the relations are
loaded as objects, and graphql-core says it in the specification's words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Any

import asyncpg

from schema.completing import AtOnce, Column, Complete, Doubt

Fill = Callable[["Table"], Column]
"""From a table of rows to one field of their answers."""


@dataclass(slots=True, eq=False)
class Table:
    """Rows as columns, and the answers of the relations below them."""

    columns: Sequence[Column]
    related: dict[FromRows, Column] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self.columns[0])


Tables = dict["FromRows", Table]
"""The rows of relations."""


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
            return list(map(of.__getitem__, keys))
        # Of several the first, as the statement has them.
        one = dict(zip(reversed(owners), reversed(answers), strict=True))
        found = list(map(one.get, keys))
        if self.needed and None in found:
            raise Doubt
        return found


class Reading:
    """Relations of the same parents, and those below them: read in one statement.

    `keys` says of the place of a key among the columns of the parents where the statement has all of
    them: SQL of a bigint[], or of text that can become one. A relation's keys are its owner's rows'.
    """

    def __init__(self, relations: Sequence[FromRows], keys: Callable[[int], str]) -> None:
        self.parts: list[str] = []
        self.arrays: list[str] = []
        self.relations: list[FromRows] = []
        for relation in relations:
            self._add(relation, keys(relation.key))

    def _add(self, relation: FromRows, keys: str) -> None:
        name, columns = f"relation_{len(self.parts)}", list(relation.wanted.places)
        self.parts.append(f"{name} AS ({relation.sql.replace('$1', keys)})")
        self.arrays.append(f"(SELECT {as_arrays(columns)} FROM {name}) AS of_{name}")
        self.relations.append(relation)
        for below in relation.below:
            self._add(below, keys_of(name, columns[below.key]))

    def tables(self, row: Sequence[Any]) -> Tables:
        """The rows of each relation, out of the columns of all of them one after the other."""
        tables, at = Tables(), 0
        for relation in self.relations:
            end = at + len(relation.wanted.places)
            tables[relation] = Table(arrays(row[at:end]))
            at = end
        return tables


class BelowObjects(Reading):
    """The relations of objects, whose keys are the arguments, as text."""

    def __init__(self, relations: Sequence[FromRows]) -> None:
        super().__init__(relations, lambda place: f"${place + 1}::text")
        self.sql = f"WITH {', '.join(self.parts)} SELECT * FROM {', '.join(self.arrays)}"

    async def read(self, connection: asyncpg.Connection, keys: Sequence[Column]) -> Tables:
        """Their rows for these keys, column by column of the parents."""
        asked = [_as_text(column) for column in keys]
        return self.tables(await connection.fetchrow(self.sql, *asked))


class Page(Shaped):
    """A page of a list, with all that is asked below its rows: one statement."""

    def __init__(self, wanted: Wanted, shape: Fill, below: list[FromRows], place: str) -> None:
        super().__init__(wanted, shape, below)
        columns = list(wanted.places)
        self.reading = Reading(below, lambda key: keys_of("shown", columns[key]))
        self.place = place
        """Where a connection has its answers."""

    def statement(self, rows: str, shown: int, also: Sequence[str]) -> str:
        """The statement around one of rows, of which so many are shown; in front, columns of all of them."""
        parts = [
            f"page AS ({rows})",
            f"shown AS (SELECT * FROM page LIMIT {shown})",
            *self.reading.parts,
        ]
        arrays = [
            f"(SELECT {as_arrays(also)} FROM page) AS of_page",
            f"(SELECT {as_arrays(self.wanted.places)} FROM shown) AS of_shown",
            *self.reading.arrays,
        ]
        return f"WITH {', '.join(parts)} SELECT * FROM {', '.join(arrays)}"

    def answers(self, row: Sequence[Any]) -> Column:
        """The answers of the rows shown, out of the one of that statement behind those columns."""
        own = len(self.wanted.places)
        return self.shaped(self.reading.tables(row[own:]), Table(arrays(row[:own])))


def shape(fields: dict[str, Fill]) -> Fill:
    """The fields asked of a type, by their names: one dict for each row."""
    if not fields:  # each of them skipped
        return lambda table: [{} for _ in range(table.count)]
    fills, together = list(fields.values()), _together(list(fields))
    return lambda table: together([fill(table) for fill in fills])


def filled(
    make: Callable[..., Any] | None,
    places: Sequence[int],
    at_once: AtOnce,
    complete: Complete,
) -> Fill:
    """A field made of the columns at these places, by nothing if it is the column itself."""

    def fill(table: Table) -> Column:
        columns = [table.columns[at] for at in places]
        values = columns[0] if make is None else list(map(make, *columns))
        completed = at_once(values)
        return [complete(value) for value in values] if completed is None else completed

    return fill


def lists(make: Callable[..., Any], places: Sequence[int], items: Fill) -> Fill:
    """A field that is a list of objects made of the columns at these places."""

    def fill(table: Table) -> Column:
        values = list(map(make, *[table.columns[at] for at in places]))
        if not {list}.issuperset(map(type, values)):
            raise Doubt
        every = list(chain.from_iterable(values))
        answers = iter(items(Table([every])))
        return [list(islice(answers, len(one))) for one in values]

    return fill


def looked_up(make: Callable[[Any], Any], place: int, complete: Complete) -> Fill:
    """A field of one of few words: what each becomes is found out once."""

    class Known(dict[Any, Any]):
        def __missing__(self, value: Any) -> Any:
            found = self[value] = complete(make(value))
            return found

    known = Known()
    return lambda table: list(map(known.__getitem__, table.columns[place]))


def as_arrays(columns: Iterable[str]) -> str:
    """SQL that gives rows column by column: null where there are none, else in the order of the rows."""
    return ", ".join(f"array_agg({column})" for column in columns)


def arrays(row: Sequence[Any]) -> Sequence[Column]:
    """What that gives, as columns."""
    return row if row[0] is not None else [()] * len(row)


def keys_of(rows: str, column: str) -> str:
    """SQL of the different keys in a column of rows."""
    return f"(SELECT array_agg(DISTINCT {column}) FILTER (WHERE {column} IS NOT NULL) FROM {rows})"


def _as_text(keys: Column) -> str:
    """Keys as PostgreSQL writes an array.

    asyncpg looks at each element of a list to find out whether it is one itself: a quarter of a page's time.
    """
    asked = dict.fromkeys(keys)
    asked.pop(None, None)
    return f"{{{','.join(map(str, asked))}}}"


def _together(names: list[str]) -> Callable[[Sequence[Column]], list[dict[str, Any]]]:
    """From columns to one dict a row. Made of source, as `namedtuple` makes its classes: a third of the time.

    Names are GraphQL's, letters and digits; `repr` is for the eye.
    """
    values = [f"v{place}" for place in range(len(names))]
    pairs = ", ".join(f"{name!r}: {value}" for name, value in zip(names, values, strict=True))
    source = f"lambda columns: [{{{pairs}}} for {', '.join(values)}, in zip(*columns)]"
    made: Callable[[Sequence[Column]], list[dict[str, Any]]] = eval(source)  # noqa: S307 - see above
    return made
