"""Reads delimited text record by record, and goes on after a broken one."""

import csv
import io
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

DELIMITERS = ",;\t|"
MAX_CELL = 1024 * 1024
"""Characters one cell may hold; the longest note Outlook exports stays far below."""
MAX_RECORD_LINES = 500
"""Lines one record may span before its quotation mark counts as never closed."""

csv.field_size_limit(MAX_CELL)


@dataclass(frozen=True, slots=True)
class Dialect:
    """How the cells of a table are parted; `skip` lines stand before the first record."""

    delimiter: str = ","
    quote: str = '"'
    skip: int = 0


@dataclass(frozen=True, slots=True)
class Record:
    """One record: its number as a spreadsheet shows it (the first is 1) and its cells."""

    number: int
    cells: tuple[str, ...]
    problem: str = ""
    text: str = ""


@dataclass
class _Lines:
    """The lines of a source; those of the record being read can be put back."""

    source: Iterator[str]
    taken: list[str] = field(default_factory=list)
    waiting: deque[str] = field(default_factory=deque)
    ended: bool = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if len(self.taken) >= MAX_RECORD_LINES:
            raise csv.Error("too many lines")
        try:
            line = self.waiting.popleft() if self.waiting else next(self.source)
        except StopIteration:
            self.ended = True
            raise
        self.taken.append(line)
        return line.replace("\0", "")

    def put_back_all_but_first(self) -> str:
        first = self.taken[0] if self.taken else ""
        self.waiting.extendleft(reversed(self.taken[1:]))
        self.taken = []
        self.ended = False
        return first


def sniff(sample: str) -> Dialect:
    """Guess delimiter and quotation mark from a file's first characters; one column means commas.

    Excel's own first line `sep=;` is believed before anything else.
    """
    first = sample.split("\n", 1)[0].strip().lower()
    if first.startswith("sep=") and len(first) == 5:
        return Dialect(delimiter=first[4], skip=1)
    try:
        found = csv.Sniffer().sniff(sample, delimiters=DELIMITERS)
    except csv.Error:
        return Dialect(delimiter=_most_frequent(sample))
    quote = found.quotechar if found.quotechar in ('"', "'") else '"'
    named = _most_frequent(first)
    delimiter = found.delimiter if found.delimiter in first else named
    return Dialect(delimiter, '"' if '"' in sample else quote)


def _most_frequent(sample: str) -> str:
    first = sample.split("\n", 1)[0]
    return max(DELIMITERS, key=first.count)


def open_text(path: Path, codec: str) -> io.TextIOWrapper:
    """The file as text; bytes the character set does not know become U+FFFD."""
    return path.open("r", encoding=codec, errors="replace", newline="")


def records(lines: Iterable[str], dialect: Dialect) -> Iterator[Record]:
    """The records of a table in order, leaving blank lines out but counting them.

    A record whose quotation mark is never closed, or whose cell is longer than `MAX_CELL`, comes
    with a `problem` and its first line as `text`; reading goes on at the line after it.
    """
    feed = _Lines(iter(lines))
    for _ in range(dialect.skip):
        next(feed, "")
    feed.taken = []
    number = dialect.skip
    while True:
        number += 1
        record = _next_record(feed, dialect, number)
        if record is None:
            return
        feed.taken = []
        if record.problem or any(cell.strip() for cell in record.cells):
            yield record


def _next_record(feed: _Lines, dialect: Dialect, number: int) -> Record | None:
    reader = csv.reader(feed, delimiter=dialect.delimiter, quotechar=dialect.quote)
    try:
        cells = next(reader)
    except StopIteration:
        return None
    except csv.Error as error:
        too_long = "field larger" in str(error)
        text = feed.put_back_all_but_first().rstrip("\r\n")
        problem = _too_long() if too_long else _never_closed(dialect)
        return Record(number, (text[:MAX_CELL],), problem, text[:MAX_CELL])
    if feed.ended:  # the reader asks for more only inside a quotation
        text = feed.put_back_all_but_first().rstrip("\r\n")
        return Record(number, (text,), _never_closed(dialect), text)
    return Record(number, tuple(cells))


def _never_closed(dialect: Dialect) -> str:
    return f"A quotation mark ({dialect.quote}) is opened in this row and never closed."


def _too_long() -> str:
    return f"A cell of this row is longer than {MAX_CELL:,} characters."
