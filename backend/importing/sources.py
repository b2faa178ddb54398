"""Reads the files of an import, as mapped, into neutral records."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from backend.importing import cards, inspecting, vcards
from backend.importing.assembling import Assembler, cells_of, raw_of
from backend.importing.charsets import Charset
from backend.importing.files import FileKind
from backend.importing.incoming import Incoming
from backend.importing.joining import JOINED, Satellites
from backend.importing.mapping import FileMapping, RunMapping, TableRole

CARD = "card"
"""The one column of a remembered vCard."""

_ORDER = (TableRole.COMPANIES, TableRole.PEOPLE)


@dataclass
class Reader:
    """The files of one import by their mapping; `joined` counts rows that went into others."""

    mapping: RunMapping
    paths: Sequence[Path]
    today: date
    joined: int = 0
    _assembler: Assembler = field(init=False)

    def __post_init__(self) -> None:
        self._assembler = Assembler(self.mapping, self._load(), self.today)

    def records(self) -> Iterator[Incoming]:
        """Every row that stands for itself: companies, then people, then rows without an owner."""
        owners: set[str] = set()
        for role in _ORDER:
            for place, file in enumerate(self.mapping.files):
                if file.role is role:
                    yield from self._file(place, file, owners)
        yield from self._orphans(owners)

    def again(self, place: int, row: int, raw: Mapping[str, str]) -> Incoming:
        """The record of a remembered row, perhaps mended by hand."""
        file = self.mapping.files[place]
        if file.kind == FileKind.VCARD:
            return cards.to_incoming(
                vcards.reread(raw.get(CARD, ""), row), today=self.today, file=place
            )
        if file.role is TableRole.COMPANIES:
            return self._assembler.company(place, row, cells_of(file, raw))
        return self._assembler.person(place, row, cells_of(file, raw))

    def is_company(self, place: int) -> bool:
        """Whether the rows of this file are companies."""
        return self.mapping.files[place].role is TableRole.COMPANIES

    def _file(self, place: int, file: FileMapping, owners: set[str]) -> Iterator[Incoming]:
        if file.kind == FileKind.VCARD:
            charset = Charset(file.codec, file.codec_certain)
            yield from cards.read(self.paths[place], charset, today=self.today, file=place)
            return
        make = (
            self._assembler.company if file.role is TableRole.COMPANIES else self._assembler.person
        )
        for record in inspecting.rows(self.paths[place], file):
            if record.problem:
                raw = raw_of(file, record.cells)
                yield Incoming(record.number, place, raw=raw, refusal=record.problem)
                continue
            made = make(place, record.number, record.cells)
            owners.add(made.source_id)
            yield made

    def _load(self) -> Satellites:
        satellites = Satellites()
        for place, file in enumerate(self.mapping.files):
            if file.role is TableRole.COMPANIES:
                self._load_companies(satellites, place, file)
            elif file.role in JOINED:
                self.joined += file.rows
                found = inspecting.rows(self.paths[place], file)
                satellites.add(place, file, ((record.number, record.cells) for record in found))
        return satellites

    def _load_companies(self, satellites: Satellites, place: int, file: FileMapping) -> None:
        key, name = file.column_of("company_id", "source_id"), file.column_of("company")
        if key is None or name is None:
            return
        for record in inspecting.rows(self.paths[place], file):
            if max(key, name) < len(record.cells) and record.cells[name].strip():
                satellites.company_names[record.cells[key].strip()] = record.cells[name].strip()

    def _orphans(self, owners: set[str]) -> Iterator[Incoming]:
        """Rows of joined files whose owner is in no file: refused, so that nothing is lost."""
        satellites = self._assembler.satellites
        for known, rows in (
            (owners, satellites.people),
            (satellites.company_names.keys(), satellites.companies),
        ):
            for owner, found in rows.items():
                for joined in found if owner not in known else ():
                    file = self.mapping.files[joined.file]
                    key = file.column_of("owner_id", "source_id")
                    header = file.columns[key].header if key is not None else "id"
                    refusal = f"No row of the other files has {header} “{owner}”."
                    self.joined -= 1
                    yield Incoming(
                        joined.row, joined.file, raw=raw_of(file, joined.cells), refusal=refusal
                    )
