"""Looks through the files of an import once and proposes what becomes of their columns."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from backend.exporting.cells import unguarded
from backend.importing import headers, tables
from backend.importing.charsets import Charset
from backend.importing.dates import DateOrder, OrderVotes
from backend.importing.files import FileKind, recognise
from backend.importing.joining import roles_of
from backend.importing.mapping import Column, FileMapping, Match, RunMapping
from backend.importing.problems import UnreadableFile
from backend.importing.tables import Dialect, Record
from backend.importing.vcards import cards

SAMPLE_ROWS = 200
MAX_COLUMNS = 1000
_MONTH_FIRST_REGIONS = frozenset({"US", "PH", "FM", "MH", "PW"})
_ORDER_SAYS = {
    DateOrder.DAY_FIRST: "day, month, year",
    DateOrder.MONTH_FIRST: "month, day, year",
    DateOrder.YEAR_FIRST: "year, month, day",
}


@dataclass(frozen=True, slots=True)
class Source:
    """A file to import: the name its owner gave it, and where its bytes are."""

    name: str
    path: Path


def propose(sources: Sequence[Source], *, region: str | None) -> RunMapping:
    """The mapping one would start from; UnreadableFile, naming the file, for what is no data."""
    if not sources:
        raise UnreadableFile("There is no file to import.")
    files = []
    for source in sources:
        try:
            files.append(inspect(source, region=region))
        except UnreadableFile as problem:
            raise UnreadableFile(f"{source.name}: {problem.message}") from None
    joined = roles_of(files)
    return RunMapping(joined, source_name(joined), region)


def inspect(
    source: Source, *, region: str | None, codec: str | None = None, delimiter: str | None = None
) -> FileMapping:
    """One file by itself: what it is, how it is written, its columns and how many rows it has.

    `codec` and `delimiter` are what somebody says who knows better than a guess.
    """
    found = recognise(source.path, codec)
    if found.kind is FileKind.VCARD:
        count = sum(1 for _ in cards(source.path, found.charset))
        return FileMapping(
            source.name, found.kind, found.charset.codec, found.charset.certain, rows=count
        )
    return _table(source, found.charset, region, delimiter)


def rows(path: Path, mapping: FileMapping) -> Iterator[Record]:
    """The data rows of a table, its header left out."""
    dialect = Dialect(mapping.delimiter, mapping.quote, mapping.skip)
    with tables.open_text(path, mapping.codec) as text:
        found = tables.records(text, dialect)
        for record in itertools.islice(found, 1 if mapping.header else 0, None):
            yield replace(record, cells=tuple(map(unguarded, record.cells)))


def _table(
    source: Source, charset: Charset, region: str | None, delimiter: str | None
) -> FileMapping:
    with tables.open_text(source.path, charset.codec) as text:
        dialect = tables.sniff(text.read(8 * 1024).lstrip("\ufeff").replace("\0", ""))
    mapping = FileMapping(
        source.name,
        FileKind.TABLE,
        charset.codec,
        charset.certain,
        delimiter or dialect.delimiter,
        dialect.quote,
        dialect.skip,
        header=False,
    )
    sample = list(itertools.islice(rows(source.path, mapping), SAMPLE_ROWS))
    first = next((record.cells for record in sample if not record.problem), ())
    if not first:
        raise UnreadableFile("No row of it can be read as a table.")
    if len(first) > MAX_COLUMNS:
        raise UnreadableFile(
            f"It has {len(first):,} columns; up to {MAX_COLUMNS:,} can be imported."
        )
    mapping = replace(mapping, header=_is_header(first))
    names = (
        _names(first) if mapping.header else tuple(f"Column {n}" for n in range(1, len(first) + 1))
    )
    values = [record.cells for record in sample[int(mapping.header) :] if not record.problem]
    columns = headers.guess(names, values)
    return _with_statistics(source.path, replace(mapping, columns=columns), region)


def _is_header(cells: Sequence[str]) -> bool:
    """Whether the first row names the columns: a known word, or nothing that looks like data."""
    known = headers.guess(cells, [])
    recognised = sum(column.match is Match.RECOGNISED for column in known)
    if recognised:
        return True
    content = headers.guess([""] * len(cells), [cells])
    dated = any(_is_date(cell) for cell in cells)
    return not dated and all(column.target == "ignore" for column in content)


def _is_date(cell: str) -> bool:
    votes = OrderVotes()
    votes.look_at(cell)
    return bool(votes.seen) or cell.strip().isdigit()


def _names(first: Sequence[str]) -> tuple[str, ...]:
    """The headers as written; empty ones get a name, doubled ones a number."""
    names: list[str] = []
    for place, header in enumerate(first, start=1):
        name = header.strip().lstrip("\ufeff") or f"Column {place}"
        taken = names.count(name)
        names.append(f"{name} ({taken + 1})" if taken else name)
    return tuple(names)


def _with_statistics(path: Path, mapping: FileMapping, region: str | None) -> FileMapping:
    """Read the whole file once: count rows, decide the order of dates, compare names."""
    votes = {
        place: OrderVotes() for place, c in enumerate(mapping.columns) if c.target == "birthday"
    }
    names = _NameVotes.of(mapping)
    count = 0
    for record in rows(path, mapping):
        count += 1
        for place, vote in votes.items():
            if place < len(record.cells):
                vote.look_at(record.cells[place])
        names.look_at(record.cells)
    otherwise = DateOrder.MONTH_FIRST if region in _MONTH_FIRST_REGIONS else DateOrder.DAY_FIRST
    columns = list(mapping.columns)
    for place, vote in votes.items():
        if vote.seen:
            columns[place] = _dated(columns[place], *vote.order(otherwise))
    return replace(mapping, rows=count, columns=names.settle(columns))


def _dated(column: Column, order: DateOrder, proven: bool) -> Column:
    match = column.match if proven else Match.GUESSED
    how = _ORDER_SAYS[order] if proven else f"{_ORDER_SAYS[order]}; no row proves it"
    return replace(column, order=order, match=match, how=how)


@dataclass
class _NameVotes:
    """Whether a file's whole names follow the parts that stand beside them in other rows."""

    full: int | None
    first: int | None
    last: int | None
    given_family: int = 0
    family_given: int = 0
    seen: int = 0

    @classmethod
    def of(cls, mapping: FileMapping) -> "_NameVotes":
        full, first, last = map(mapping.column_of, ("full_name", "first_name", "last_name"))
        return cls(full, first, last)

    def look_at(self, cells: Sequence[str]) -> None:
        if self.full is None or self.first is None or self.last is None:
            return
        if max(self.full, self.first, self.last) >= len(cells):
            return
        whole, first, last = (
            " ".join(cells[p].split()) for p in (self.full, self.first, self.last)
        )
        if whole and first and last:
            self.seen += 1
            self.given_family += whole.startswith(first) and whole.endswith(last)
            self.family_given += whole.startswith(last) and whole.endswith(first)

    def settle(self, columns: list[Column]) -> tuple[Column, ...]:
        """A whole name is taken apart only where nearly all rows show how the source does it."""
        if self.full is not None:
            column = columns[self.full]
            if self.seen and self.given_family > self.seen * 0.95:
                how = (
                    "where the parts are missing: last word is the last name, as in the other rows"
                )
                columns[self.full] = replace(column, target="given_family", how=how)
            elif self.seen and self.family_given > self.seen * 0.95:
                how = (
                    "where the parts are missing: first word is the last name, as in the other rows"
                )
                columns[self.full] = replace(column, target="family_given", how=how)
            else:
                columns[self.full] = replace(column, how="kept whole, as the first name")
        return tuple(columns)


def source_name(files: Sequence[FileMapping]) -> str:
    """A name for where the ids come from, the same for the next file of the same program."""
    for file in files:
        if file.kind == FileKind.VCARD:
            return "vcard"
        keys = {headers.fold(column.header) for column in file.columns}
        for name, marks in _PROGRAMS.items():
            if marks <= keys:
                return name
    people = next((f for f in files if (f.column_of("source_id")) is not None), None)
    place = people.column_of("source_id") if people else None
    return headers.fold(people.columns[place].header) if people and place is not None else ""


_PROGRAMS: dict[str, frozenset[str]] = {
    "hubspot": frozenset({"record id", "lifecycle stage"}),
    "google": frozenset({"e mail 1 value", "phone 1 value"}),
    "salesforce": frozenset({"account id", "last name", "mailing street"}),
    "outlook": frozenset({"business phone", "e mail display name"}),
}
