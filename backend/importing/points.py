"""Takes the telephone numbers, e-mail and postal addresses out of one row of a table."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

from backend.importing.countries import country_code
from backend.importing.headers import fold
from backend.importing.incoming import IncomingAddress, IncomingEmail, IncomingPhone
from backend.importing.mapping import ADDRESS_TARGETS, Column, FileMapping
from backend.importing.vocabulary import LABELS

MULTIPLE = " ::: "
"""What Google Contacts writes between several values of one column."""

_CODED_REGIONS = frozenset({"US", "CA", "AU", "BR", "IT", "IN"})
"""Countries whose postal addresses use the code of a region where the file has both."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the columns of one file hold what reaches a party: worked out once for all its rows.

    `points` is kind → (column, its place, the place of the column that names it or None);
    `parts` are the columns of addresses, `names` those that name one, by slot.
    """

    points: Mapping[str, Sequence[tuple[Column, int, int | None]]]
    parts: Sequence[tuple[Column, int]]
    names: Mapping[str, int]

    @classmethod
    def of(cls, file: FileMapping) -> Self:
        """The layout of a file."""
        columns = list(enumerate(file.columns))
        points = {}
        for kind in ("phone", "email"):
            names = {c.slot: place for place, c in columns if c.target == f"{kind}_label"}
            own = [(c, place) for place, c in columns if c.target == kind]
            points[kind] = [(column, place, names.get(column.slot)) for column, place in own]
        parts = [(c, place) for place, c in columns if c.target in ADDRESS_TARGETS]
        return cls(points, parts, {c.slot: p for p, c in columns if c.target == "address_label"})

    def phones(self, cells: Sequence[str]) -> Iterable[IncomingPhone]:
        """The telephone numbers of a row, several from a column that holds several."""
        for column, text, label, main in self._points(cells, "phone"):
            yield IncomingPhone(text, label or column.label, main)

    def emails(self, cells: Sequence[str]) -> Iterable[IncomingEmail]:
        """The e-mail addresses of a row."""
        for column, text, label, main in self._points(cells, "email"):
            yield IncomingEmail(text, label or column.label, main)

    def _points(self, cells: Sequence[str], kind: str) -> Iterable[tuple[Column, str, str, bool]]:
        """Values with the name the row gives them; Google marks the main one with *."""
        for column, place, name in self.points[kind]:
            cell = cells[place] if place < len(cells) else ""
            if not cell or cell.isspace():
                continue
            written = cells[name].strip() if name is not None and name < len(cells) else ""
            label, main = label_of(written.lstrip("* ")), written.startswith("*")
            for text in cell.split(MULTIPLE):
                if text.strip():
                    yield column, text.strip(), label, main

    def addresses(self, cells: Sequence[str]) -> Iterable[IncomingAddress]:
        """The postal addresses of a row, one for each slot of its columns."""
        found: dict[str, dict[str, list[str]]] = {}
        labels: dict[str, str] = {}
        for column, place in self.parts:
            text = cells[place].strip() if place < len(cells) else ""
            if text:
                labels.setdefault(column.slot, column.label)
                found.setdefault(column.slot, {}).setdefault(column.target, []).append(text)
        for slot, parts in found.items():
            name = self.names.get(slot)
            written = cells[name].strip().lstrip("* ") if name is not None else ""
            address = _address(label_of(written) or labels[slot], parts)
            if not address.empty:
                yield address


@lru_cache(maxsize=2000)
def label_of(written: str) -> str:
    """A generic name: well-known words in one spelling (`Cell` → `mobile`), others as written."""
    words = fold(written).split()
    known = bool(words) and all(word in LABELS for word in words)
    if known and (len(words) == 1 or words[-1] in ("fax", "mobile", "cell", "pager")):
        return " ".join(dict.fromkeys(LABELS[word] for word in words))
    return (
        "" if fold(written) in ("phone", "email", "e mail", "telephone", "tel") else written.strip()
    )


def _address(label: str, found: Mapping[str, list[str]]) -> IncomingAddress:
    def first(part: str) -> str:
        return found[part][0] if part in found else ""

    code = country_code(first("country_code")) or country_code(first("country"))
    region = first("region") or first("region_code")
    if code in _CODED_REGIONS and first("region_code"):
        region = first("region_code")
    country = first("country")
    lines = found.get("street") or ([] if found.get("city") else found.get("formatted")) or []
    return IncomingAddress(
        label=label,
        street="\n".join(lines),
        sublocality=first("sublocality"),
        city=first("city"),
        region=region if code or not country else f"{region} {country}".strip(),
        postal_code=first("postal_code"),
        country=code,
    )
