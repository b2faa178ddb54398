"""Puts a row, and the rows of other files that belong to it, together into one neutral record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from backend.importing import own
from backend.importing import values as row_fields
from backend.importing.incoming import (
    Incoming,
    IncomingAddress,
    IncomingCompany,
    IncomingEmail,
    IncomingPhone,
    PartRefused,
)
from backend.importing.joining import Satellites
from backend.importing.mapping import FileMapping, RunMapping, TableRole
from backend.importing.points import MULTIPLE, Layout


@dataclass
class _Draft:
    """What has been found of one row so far."""

    fields: dict[str, object] = field(default_factory=dict)
    phones: list[IncomingPhone] = field(default_factory=list)
    emails: list[IncomingEmail] = field(default_factory=list)
    addresses: list[IncomingAddress] = field(default_factory=list)
    companies: list[IncomingCompany] = field(default_factory=list)
    refused: list[PartRefused] = field(default_factory=list)


@dataclass
class Assembler:
    """Makes records of the rows of one import: its mapping, its joined rows and today's date."""

    mapping: RunMapping
    satellites: Satellites
    today: date

    def __post_init__(self) -> None:
        self._layouts = [Layout.of(file) for file in self.mapping.files]

    def person(self, place: int, row: int, cells: Sequence[str]) -> Incoming:
        """One row of a people file as a record; what cannot arrive carries a `refusal`."""
        file = self.mapping.files[place]
        raw = raw_of(file, cells)
        if too_many := _too_many(file, cells):
            return Incoming(row, place, raw=raw, refusal=too_many)
        draft = _Draft()
        values = _values(file, cells)
        self._take_points(draft, place, cells)
        draft.fields, draft.refused = row_fields.plain(values)
        draft.fields |= own.texts(file, cells, self.today)
        birthday, unreadable = row_fields.birthday(file, cells, self.today)
        self._take_companies(draft, values)
        source_id = values.get("source_id", "")
        self._join(draft, source_id)
        first, middle, last = row_fields.names(values)
        return Incoming(
            row=row,
            file=place,
            source_id=source_id,
            number=row_fields.whole(values.get("number", "")),
            first_name=first,
            middle_name=middle,
            last_name=last,
            birthday=birthday,
            phones=_with_country(draft),
            emails=tuple(draft.emails),
            addresses=tuple(draft.addresses),
            companies=tuple(draft.companies),
            fields=draft.fields,
            parts_refused=(*draft.refused, *unreadable),
            raw=raw,
            refusal="" if first else "First name is missing.",
        )

    def company(self, place: int, row: int, cells: Sequence[str]) -> Incoming:
        """One row of a companies file: the company stands alone in `companies`."""
        file = self.mapping.files[place]
        values, raw = _values(file, cells), raw_of(file, cells)
        source_id, name = (
            values.get("company_id", "") or values.get("source_id", ""),
            values.get("company", ""),
        )
        draft = _Draft()
        self._take_points(draft, place, cells)
        for joined in self.satellites.companies.get(source_id, ()):
            self._take_points(draft, joined.file, joined.cells)
        return Incoming(
            row=row,
            file=place,
            source_id=source_id,
            phones=_with_country(draft),
            emails=tuple(draft.emails),
            addresses=tuple(draft.addresses),
            companies=(IncomingCompany(name, source_id=source_id),),
            fields={key: values[key] for key in ("website", "notes") if values.get(key)}
            | own.texts(file, cells, self.today),
            parts_refused=tuple(draft.refused),
            raw=raw,
            refusal=_too_many(file, cells) or ("" if name else "The company has no name."),
        )

    def _take_points(self, draft: _Draft, place: int, cells: Sequence[str]) -> None:
        layout = self._layouts[place]
        draft.phones += layout.phones(cells)
        draft.emails += layout.emails(cells)
        draft.addresses += layout.addresses(cells)

    def _take_companies(self, draft: _Draft, values: Mapping[str, str]) -> None:
        role = str(draft.fields.get("role", ""))
        company_id = values.get("company_id", "")
        name = values.get("company", "") or self.satellites.company_names.get(company_id, "")
        for place, single in enumerate(name.split(MULTIPLE)):
            if single.strip():
                own = (
                    company_id if place == 0 and company_id in self.satellites.company_names else ""
                )
                draft.companies.append(
                    IncomingCompany(single.strip(), role if place == 0 else "", own)
                )
        if draft.companies:
            draft.fields.pop("role", None)

    def _join(self, draft: _Draft, source_id: str) -> None:
        for joined in self.satellites.people.get(source_id, ()) if source_id else ():
            file = self.mapping.files[joined.file]
            if file.role is TableRole.AFFILIATIONS:
                self._affiliate(draft, _values(file, joined.cells))
            else:
                self._take_points(draft, joined.file, joined.cells)

    def _affiliate(self, draft: _Draft, values: Mapping[str, str]) -> None:
        """A row that ties the person to a company: its role joins that tie, or makes one."""
        company_id, role = values.get("company_id", ""), values.get("role", "")
        for place, known in enumerate(draft.companies):
            if known.source_id == company_id:
                draft.companies[place] = replace(known, role=role or known.role)
                return
        if name := self.satellites.company_names.get(company_id):
            draft.companies.append(IncomingCompany(name, role, company_id))


def raw_of(file: FileMapping, cells: Sequence[str]) -> dict[str, str]:
    """The row in the source's own columns; cells beyond the last column keep a number."""
    headers = [column.header for column in file.columns]
    raw = dict.fromkeys(headers, "") | dict(zip(headers, cells, strict=False))
    return raw | {
        f"Column {n}": cells[n - 1]
        for n in range(len(file.columns) + 1, len(cells) + 1)
        if cells[n - 1]
    }


def cells_of(file: FileMapping, raw: Mapping[str, str]) -> tuple[str, ...]:
    """The cells a remembered, perhaps mended, row had."""
    return tuple(raw.get(column.header, "") for column in file.columns)


def _too_many(file: FileMapping, cells: Sequence[str]) -> str:
    extra = [cell for cell in cells[len(file.columns) :] if cell.strip()]
    if not extra:
        return ""
    named = len(file.columns)
    return f"This row has {len(cells)} cells, the first row names {named}: one is parted wrongly."


def _values(file: FileMapping, cells: Sequence[str]) -> dict[str, str]:
    """Target → text of the plain columns; of several for one target the first that is filled."""
    found: dict[str, str] = {}
    for column, cell in zip(file.columns, cells, strict=False):
        text = cell.strip()
        if not text or column.target == "ignore":
            continue
        if column.target == "notes" and "notes" in found:
            found["notes"] += f"\n{text}"
        else:
            found.setdefault(column.target, text)
    return found


def _with_country(draft: _Draft) -> tuple[IncomingPhone, ...]:
    """Numbers without a prefix are read in the country of the person's own address."""
    country = next((address.country for address in draft.addresses if address.country), None)
    return tuple(replace(phone, country=country) for phone in draft.phones)
