"""Takes the telephone numbers, e-mail and postal addresses out of one row of a table."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from backend.importing.countries import country_code
from backend.importing.headers import fold
from backend.importing.incoming import IncomingAddress, IncomingEmail, IncomingPhone
from backend.importing.mapping import ADDRESS_TARGETS, Column, FileMapping
from backend.importing.vocabulary import LABELS

MULTIPLE = " ::: "
"""What Google Contacts writes between several values of one column."""

_CODED_REGIONS = frozenset({"US", "CA", "AU", "BR", "IT", "IN"})
"""Countries whose postal addresses use the code of a region where the file has both."""


def phones(file: FileMapping, cells: Sequence[str]) -> Iterable[IncomingPhone]:
    """The telephone numbers of a row, several from a column that holds several."""
    for column, text, label, main in _points(file, cells, "phone"):
        yield IncomingPhone(text, label or column.label, main)


def emails(file: FileMapping, cells: Sequence[str]) -> Iterable[IncomingEmail]:
    """The e-mail addresses of a row."""
    for column, text, label, main in _points(file, cells, "email"):
        yield IncomingEmail(text, label or column.label, main)


def _points(
    file: FileMapping, cells: Sequence[str], kind: str
) -> Iterable[tuple[Column, str, str, bool]]:
    """The values of one kind with the name the row gives them; Google marks the main one with *."""
    labels = {
        c.slot: cell
        for c, cell in zip(file.columns, cells, strict=False)
        if c.target == f"{kind}_label"
    }
    for column, cell in zip(file.columns, cells, strict=False):
        if column.target != kind:
            continue
        written = labels.get(column.slot, "").strip()
        main = written.startswith("*")
        for text in cell.split(MULTIPLE):
            if text.strip():
                yield column, text.strip(), label_of(written.lstrip("* ")), main


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


def addresses(file: FileMapping, cells: Sequence[str]) -> Iterable[IncomingAddress]:
    """The postal addresses of a row, one for each slot of its columns."""
    parts: dict[str, dict[str, list[str]]] = {}
    labels: dict[str, str] = {}
    for column, cell in zip(file.columns, cells, strict=False):
        if column.target == "address_label":
            labels[column.slot] = label_of(cell.strip().lstrip("* "))
        elif column.target in ADDRESS_TARGETS and cell.strip():
            labels.setdefault(column.slot, column.label)
            parts.setdefault(column.slot, {}).setdefault(column.target, []).append(cell.strip())
    for slot, found in parts.items():
        address = _address(labels.get(slot, ""), found)
        if not address.empty:
            yield address


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
