"""Writes a list as CSV or as vCards, page by page, so that its length does not matter."""

from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any

from backend.core.names import display_name
from backend.exporting import own, points
from backend.exporting.cells import line
from backend.exporting.lists import List, pages
from backend.exporting.points import Points
from backend.exporting.vcards import Person, Point, PostalAddress, card

NAMES = {"phones": "Phone", "emails": "E-mail", "addresses": "Address"}
ADDRESS = {
    "Label": "label",
    "Street": "street",
    "District": "sublocality",
    "City": "city",
    "Region": "region",
    "Postal Code": "postal_code",
    "Country": "country",
}


async def as_csv(account_id: int, chosen: List, which: Any) -> AsyncIterator[str]:
    """Header and rows. The headers of numbers and addresses are Google's: many programs know them."""
    most = await points.most(account_id, chosen.kind) if chosen.party else {}
    fields = await own.columns(account_id, chosen)
    yield "\ufeff" + line([*_headers(chosen, most), *map(own.header, fields)])
    async for rows in pages(account_id, chosen, which):
        ids = [row["id"] for row in rows]
        found = await points.of(account_id, chosen.kind, ids) if chosen.party else {}
        lines = (
            line(
                [
                    *_own(chosen, row),
                    *_points(found.get(row["id"]) or Points(), most, chosen),
                    *own.cells(fields, row),
                ]
            )
            for row in rows
        )
        yield "".join(lines)


def _headers(chosen: List, most: Mapping[str, int]) -> list[str]:
    headers = [name for name, _ in chosen.columns]
    if chosen.party and chosen.kind != "company":
        headers.append("Company")
    for kind, count in most.items():
        parts = ADDRESS if kind == "addresses" else ("Label", "Value")
        headers += [f"{NAMES[kind]} {n} - {part}" for n in range(1, count + 1) for part in parts]
    return headers


def _own(chosen: List, row: Mapping[str, Any]) -> list[object]:
    return [value(row) for _, value in chosen.columns]


def _points(held: Points, most: Mapping[str, int], chosen: List) -> list[object]:
    if not chosen.party:
        return []
    cells: list[object] = []
    if chosen.kind != "company":
        cells.append(held.companies[0]["name"] if held.companies else "")
    for phone in _padded(held.phones, most["phones"]):
        cells += [_label(phone), points.number(phone)] if phone else ["", ""]
    for email in _padded(held.emails, most["emails"]):
        cells += [_label(email), email["typed"]] if email else ["", ""]
    for address in _padded(held.addresses, most["addresses"]):
        cells += [address[name] if address else "" for name in ADDRESS.values()]
    return cells


def _padded(items: Sequence[Mapping[str, Any]], count: int) -> list[Mapping[str, Any] | None]:
    return [*items[:count], *[None] * (count - len(items))]


def _label(point: Mapping[str, Any]) -> str:
    """The generic name, the main one with Google's star before it."""
    return f"* {point['label']}" if point["main"] else str(point["label"])


async def as_vcards(account_id: int, chosen: List, which: Any, version: str) -> AsyncIterator[str]:
    """Every party of a list as a card."""
    fields = await own.columns(account_id, chosen)
    async for rows in pages(account_id, chosen, which):
        found = await points.of(account_id, chosen.kind, [row["id"] for row in rows])
        people = (
            _person(chosen, row, found.get(row["id"]) or Points(), own.said(fields, row))
            for row in rows
        )
        yield "".join(card(person, version) for person in people)


def _person(chosen: List, row: Mapping[str, Any], held: Points, said: Mapping[str, str]) -> Person:
    organisation = chosen.kind == "company"
    first, middle, last = (
        "" if organisation else row[f"{part}_name"] for part in ("first", "middle", "last")
    )
    company = held.companies[0] if held.companies else {"name": "", "role": ""}
    role = company["role"] or (
        "" if organisation else row["role" if chosen.kind == "customer" else "job_title"]
    )
    return Person(
        full_name=row["name"]
        if organisation
        else display_name(first, middle, last, row["language"]),
        first=first,
        middle=middle,
        last=last,
        number=row["number"] if chosen.kind == "customer" else None,
        uid="" if chosen.kind == "customer" else f"kith-{chosen.kind}-{row['id']}",
        birthday="" if organisation or not row["birthday"] else row["birthday"].isoformat(),
        sex=row["sex"] if chosen.kind == "customer" else None,
        phones=[Point(points.number(p), p["label"], p["main"]) for p in held.phones],
        emails=[Point(e["typed"], e["label"], e["main"]) for e in held.emails],
        addresses=[_address(address) for address in held.addresses],
        company=row["name"] if organisation else company["name"],
        role=role,
        notes=row["notes"],
        organisation=organisation,
        own=said,
    )


def _address(row: Mapping[str, Any]) -> PostalAddress:
    street = "\n".join(filter(None, (row["street"], row["sublocality"])))
    return PostalAddress(
        street, row["city"], row["region"], row["postal_code"], row["country"] or "", row["label"]
    )
