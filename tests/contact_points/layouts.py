"""Our address layouts beside those of OpenCage's collection, and the table of what differs.

`python -m tests.contact_points.layouts` writes the table into docs/addresses.md anew.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from backend.contact_points.address_rules import address_rules
from backend.contact_points.addresses import Place, check, format_lines
from backend.contact_points.countries import country_codes

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "addresses.md"
START, END = "<!-- computed -->", "<!-- end -->"

KINDS = {
    "more": "The collection's lines name something that none of its columns holds",
    "less": "The collection leaves out a part that was given; ours shows whatever was typed",
    "spelling": "Another part, or another spelling of it, stands in its place",
    "order": "The same words in another order or on other lines",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One address whose lines differ, and in which of the four ways."""

    country: str
    kind: str
    ours: list[str]
    theirs: list[str]


def compare(path: Path) -> tuple[int, int, list[Difference]]:
    """How many addresses were compared, how many agree line by line, and the others.

    Lines about the house alone are left out: the collection gives no column for them.
    """
    found = [pair for row in csv.DictReader(path.open(encoding="utf-8")) for pair in _pair(row)]
    differing = [
        Difference(country, _kind(ours, theirs), ours, theirs)
        for country, ours, theirs in found
        if _plain(ours) != _plain(theirs)
    ]
    return len(found), len(found) - len(differing), differing


def table(path: Path) -> str:
    """The part of docs/addresses.md that is computed."""
    total, same, differing = compare(path)
    by_kind: dict[str, list[Difference]] = defaultdict(list)
    for difference in differing:
        by_kind[difference.kind].append(difference)
    lines = [f"Of {total} addresses, {same} agree line by line.", ""]
    lines += ["| why they differ | addresses | countries |", "|---|---|---|"]
    for kind, why in KINDS.items():
        countries = sorted({difference.country for difference in by_kind[kind]})
        lines.append(f"| {why} | {len(by_kind[kind])} | {' '.join(countries)} |")
    lines += ["", "| country | ours | the collection's |", "|---|---|---|"]
    shown = {difference.country: difference for difference in reversed(by_kind["order"])}
    for country, one in sorted(shown.items()):
        lines.append(f"| {country} | {' / '.join(one.ours)} | {' / '.join(one.theirs)} |")
    return "\n".join(lines)


def _pair(row: dict[str, str]) -> Iterator[tuple[str, list[str], list[str]]]:
    country = row["country"].upper()
    if country not in country_codes():
        return
    layout = address_rules(country).layout
    lines = [line.strip() for line in row["expected"].split("\n")]
    if lines and lines[-1].casefold() == row["country_name"].casefold():
        lines.pop()
    street = next((line for line in lines if _names(line, row["road"])), row["road"])
    given = Place(
        country=country,
        street=street,
        sublocality=row["suburb"] if "%D" in layout else "",
        city=row["city"],
        region=row["state"] if "%S" in layout else "",
        postal_code=row["postcode"],
    )
    place = check(given, strict=False).place
    parts = (street, given.sublocality, given.city, given.region, given.postal_code)
    parts += (place.region, place.postal_code)
    theirs = [line for line in lines if any(_names(line, part) for part in parts)]
    yield country, list(format_lines(place, home=country)), theirs


def _kind(ours: list[str], theirs: list[str]) -> str:
    mine, others = set(" ".join(_plain(ours)).split()), set(" ".join(_plain(theirs)).split())
    if mine == others:
        return "order"
    if mine < others:
        return "more"
    return "less" if others < mine else "spelling"


def _names(line: str, part: str) -> bool:
    return bool(part) and _plain([part])[0] in _plain([line])[0]


def _plain(lines: list[str]) -> list[str]:
    return [" ".join(re.sub(r"[\W_]+", " ", line.casefold()).split()) for line in lines]


if __name__ == "__main__":
    from tests.shared_data import shared_data

    text = DOCUMENT.read_text(encoding="utf-8")
    head, tail = text.split(START)[0], text.split(END)[1]
    computed = table(shared_data("addresses/addresses.csv"))
    DOCUMENT.write_text(f"{head}{START}\n{computed}\n{END}{tail}", encoding="utf-8")
