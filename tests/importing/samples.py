"""Files as other programs write them, and the records read from them."""

from datetime import date
from pathlib import Path

from backend.importing.incoming import Incoming
from backend.importing.inspecting import Source, propose
from backend.importing.mapping import RunMapping
from backend.importing.sources import Reader

TODAY = date(2026, 11, 21)
ADVENTURE_WORKS = ("customers", "emails", "phones", "addresses", "companies", "company_contacts")
NORTHWIND = ("customers", "phones", "addresses", "companies")


def proposed(*paths: Path, region: str | None = "GB") -> RunMapping:
    """The mapping proposed for these files."""
    return propose([Source(path.name, path) for path in paths], region=region)


def read(*paths: Path, mapping: RunMapping | None = None) -> list[Incoming]:
    """Every record of these files, as proposed or as mapped."""
    return list(Reader(mapping or proposed(*paths), paths, TODAY).records())


def csv_file(folder: Path, text: str | bytes, name: str = "people.csv") -> Path:
    """A file with this text in it."""
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path
