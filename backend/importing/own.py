"""The account's own fields in imports: which column is which, and their values of a row."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from backend.core.changes import OWN
from backend.core.errors import InvalidInput
from backend.custom_fields.queries import definitions
from backend.custom_fields.types import Definition, FieldType, RecordKind
from backend.importing import dates
from backend.importing.dates import DateOrder
from backend.importing.headers import fold
from backend.importing.incoming import PartRefused
from backend.importing.mapping import Column, FileMapping, Match, RunMapping, TableRole

_MARK = re.compile(r"custom\s*[:.]\s*(.+)", re.IGNORECASE)
KINDS = {TableRole.PEOPLE: RecordKind.CUSTOMER, TableRole.COMPANIES: RecordKind.COMPANY}
ORDER_SAID = "Day before month; no row proves it"


@dataclass(frozen=True, slots=True)
class OwnFields:
    """The active fields of the kinds an import makes, by kind and key."""

    fields: Mapping[RecordKind, Mapping[str, Definition]]

    def targets(self) -> dict[str, str]:
        """Target of a column → what a person calls it."""
        return {
            f"{OWN}{key}": f"Own field: {field.label}"
            for of_kind in self.fields.values()
            for key, field in of_kind.items()
        }

    def proposed(self, mapping: RunMapping) -> RunMapping:
        """The mapping with the columns that name a field: `custom:Tier`, or `Tier` where nothing else fits."""
        files = [self.proposed_file(file) for file in mapping.files]
        return replace(mapping, files=tuple(files))

    def proposed_file(self, file: FileMapping) -> FileMapping:
        """One file of `proposed`."""
        own = self.fields.get(KINDS.get(file.role, RecordKind.PROJECT), {})
        named = {fold(field.label): field for field in own.values()}
        taken: set[str] = set()
        columns = tuple(_column(column, named, taken) for column in file.columns)
        return replace(file, columns=columns)

    def values(
        self, values: Mapping[str, object], *, company: bool
    ) -> tuple[dict[str, object], list[PartRefused]]:
        """The own fields among a row's texts, in the form of their types, and what could not be read."""
        own = self.fields[RecordKind.COMPANY if company else RecordKind.CUSTOMER]
        kept: dict[str, object] = {}
        refused = []
        for name, text in values.items():
            field = own.get(name.removeprefix(OWN)) if name.startswith(OWN) else None
            if field is None:
                continue
            try:
                kept[name] = field.parse(str(text))
            except InvalidInput as problem:
                refused.append(PartRefused(name, str(text)[:200], problem.message))
        return {name: value for name, value in kept.items() if value is not None}, refused


async def own_fields(account_id: int) -> OwnFields:
    """The account's own fields, as an import needs them."""
    found = await definitions(account_id)
    return OwnFields({kind: {f.key: f for f in found if f.kind is kind} for kind in KINDS.values()})


def _column(column: Column, named: Mapping[str, Definition], taken: set[str]) -> Column:
    marked = _MARK.fullmatch(column.header.strip())
    field = named.get(fold(marked[1] if marked else column.header))
    known = column.match is Match.RECOGNISED and column.target != "ignore"
    if field is None or field.key in taken or (known and not marked):
        return column
    taken.add(field.key)
    dated = field.type is FieldType.DATE
    return Column(
        column.header,
        f"{OWN}{field.key}",
        order=DateOrder.DAY_FIRST if dated else None,
        match=Match.RECOGNISED,
        how=ORDER_SAID if dated else "",
        sample=column.sample,
    )


def texts(file: FileMapping, cells: Sequence[str], today: date) -> dict[str, object]:
    """The texts of the columns that are own fields; dates in ISO 8601 where the column's order reads them."""
    found: dict[str, object] = {}
    for column, cell in zip(file.columns, cells, strict=False):
        text = cell.strip()
        if text and column.target.startswith(OWN):
            found.setdefault(column.target, _iso(text, column.order, today))
    return found


def _iso(text: str, order: DateOrder | None, today: date) -> str:
    if order is None:
        return text
    try:
        return dates.parse(text, order, today=today).isoformat()
    except ValueError:
        return text
