"""Tells which of several files holds what, and joins them by their ids."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from backend.importing.files import FileKind
from backend.importing.mapping import ADDRESS_TARGETS, FileMapping, TableRole

_NAMES = frozenset({"first_name", "last_name", "full_name", "given_family", "family_given"})
JOINED = frozenset(
    {TableRole.AFFILIATIONS, TableRole.PHONES, TableRole.EMAILS, TableRole.ADDRESSES}
)
"""The roles of files whose rows belong to rows of other files."""


def roles_of(files: Sequence[FileMapping]) -> tuple[FileMapping, ...]:
    """The files with their roles; a single file is people, unless it names only companies."""
    return tuple(replace(file, role=_role(file, alone=len(files) == 1)) for file in files)


def _role(file: FileMapping, *, alone: bool) -> TableRole:
    if file.kind == FileKind.VCARD:
        return TableRole.PEOPLE
    targets = {column.target for column in file.columns}
    owned = bool(targets & {"source_id", "owner_id"})
    if "company" in targets and not owned and not targets & _NAMES:
        return TableRole.COMPANIES
    if targets & _NAMES or alone:
        return TableRole.PEOPLE
    return _joined_role(targets) if owned else TableRole.IGNORED


def _joined_role(targets: set[str]) -> TableRole:
    """What a file adds whose rows carry the id of somebody in another file."""
    if "company_id" in targets and "source_id" in targets:
        return TableRole.AFFILIATIONS
    if targets & ADDRESS_TARGETS - {"street"} or ("street" in targets and "owner_kind" in targets):
        return TableRole.ADDRESSES
    if "email" in targets and "phone" not in targets:
        return TableRole.EMAILS
    return TableRole.PHONES if "phone" in targets else TableRole.IGNORED


@dataclass(frozen=True, slots=True)
class JoinedRow:
    """A row of a satellite file: which file, its number, its cells."""

    file: int
    row: int
    cells: tuple[str, ...]


@dataclass
class Satellites:
    """The rows of all joined files by the id of the person or company they belong to.

    Held in memory while an import runs: about 300 bytes a row, 30 MB for 100,000.
    """

    people: dict[str, list[JoinedRow]] = field(default_factory=dict)
    companies: dict[str, list[JoinedRow]] = field(default_factory=dict)
    company_names: dict[str, str] = field(default_factory=dict)

    def add(
        self, place: int, file: FileMapping, rows: Iterable[tuple[int, tuple[str, ...]]]
    ) -> None:
        """Take in the rows of one file."""
        key = file.column_of("owner_id", "source_id")
        kind = file.column_of("owner_kind")
        if key is None:
            return
        for number, cells in rows:
            owner = cells[key].strip() if key < len(cells) else ""
            of_company = kind is not None and kind < len(cells) and _company_word(cells[kind])
            target = self.companies if of_company else self.people
            target.setdefault(owner, []).append(JoinedRow(place, number, cells))


def _company_word(text: str) -> bool:
    return text.strip().lower() in (
        "company",
        "organisation",
        "organization",
        "account",
        "business",
        "firma",
    )
