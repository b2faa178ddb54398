"""Carries out the decisions on a block of rows: tables, history, and the rows' own record."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson

from backend.core.database import execute
from backend.customers.fields import MASKED
from backend.events.types import EventType, Fact, NodeRef
from backend.importing import blocks, point_rows
from backend.importing.blocks import Block, Row
from backend.importing.decisions import Decision, Verdict
from backend.importing.holdings import Holding

CREATED = {"Customer": EventType.CUSTOMER_CREATED, "Company": EventType.COMPANY_CREATED}
UPDATED = {"Customer": EventType.CUSTOMER_UPDATED, "Company": EventType.COMPANY_UPDATED}
ADDED = {
    "phone_number": (EventType.PHONE_ADDED, "PhoneNumber"),
    "email_address": (EventType.EMAIL_ADDED, "EmailAddress"),
    "address": (EventType.ADDRESS_ADDED, "Address"),
    "affiliation": (EventType.AFFILIATION_ADDED, "Affiliation"),
}
_TOLD = {
    "phone_number": ("typed", "e164", "extension", "label", "main"),
    "email_address": ("typed", "label", "main"),
    "address": ("label",),
    "affiliation": ("company_id", "role", "main"),
}
_PLACE_TOLD = ("country", "street", "sublocality", "city", "region", "postal_code")

SEARCH_LATER = "SELECT set_config('app.search_later', 'on', true)"
SEARCH_NOW = "SELECT import_search($1::bigint[], $2::bigint[])"

SAVE = """
UPDATE import_row t
   SET verdict = r.verdict, reasons = r.reasons, changes = r.changes, node_type = r.node_type,
       node_id = r.node_id, before = r.before, written = true
  FROM jsonb_populate_recordset(NULL::import_row, $2::jsonb) r
 WHERE t.account_id = current_account() AND t.run_id = $1 AND t.id = r.id AND NOT t.written
RETURNING t.id
"""


@dataclass
class Made:
    """What one row has added, by table, and the companies made for it: what undo takes away."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    companies: list[Holding] = field(default_factory=list)

    def add(self, table: str, row: Row) -> None:
        """Remember a row of a table."""
        self.rows.setdefault(table, []).append(row)

    def ids(self) -> dict[str, list[int]]:
        """Table → ids."""
        made = {table: [row["id"] for row in rows] for table, rows in self.rows.items()}
        return made | ({"company": [c.id for c in self.companies]} if self.companies else {})


async def write(block: Block, run_id: int, rows: Sequence[tuple[int, Decision]]) -> list[Fact]:
    """Write a block of (id of its import_row, decision); returns the facts, to be recorded last.

    Raises Overtaken, with nothing to keep, where somebody else wrote meanwhile.
    """
    decisions = [decision for _, decision in rows]
    versions = [d.holding.version if d.holding else 0 for d in decisions]
    made = [_new_companies(decision) for decision in decisions]
    new = [d.holding is not None and d.holding.id < 0 for d in decisions]
    await execute(SEARCH_LATER)
    await blocks.make_parties(block, decisions)
    await blocks.change_parties(block, decisions)
    for decision, own in zip(decisions, made, strict=True):
        _add_points(block, decision, own)
    await blocks.give_ids(block)
    await _index(decisions, made)
    await _save_rows(run_id, rows, made, versions)
    return list(_facts(decisions, made, new))


async def _index(decisions: Sequence[Decision], made: Sequence[Made]) -> None:
    """Have everybody found by what this block made of them, once for all its statements."""
    ids: dict[str, set[int]] = {"Customer": set(), "Company": set()}
    for decision, own in zip(decisions, made, strict=True):
        ids["Company"].update(company.id for company in own.companies)
        if decision.holding and decision.verdict in (Verdict.CREATE, Verdict.UPDATE):
            ids[decision.holding.kind].add(decision.holding.id)
    await execute(SEARCH_NOW, sorted(ids["Customer"]), sorted(ids["Company"]))


def _new_companies(decision: Decision) -> Made:
    made = Made()
    for company, _ in decision.companies:
        if company.id < 0 and company not in made.companies:
            made.companies.append(company)
    return made


def _add_points(block: Block, decision: Decision, made: Made) -> None:
    held = decision.holding
    if held is None:
        return
    for phone in sorted(decision.phones, key=lambda item: not item.main):
        made.add("phone_number", point_rows.phone_row(block, held, phone))
    for email in sorted(decision.emails, key=lambda item: not item.main):
        made.add("email_address", point_rows.email_row(block, held, email))
    for place in decision.places:
        location, address = point_rows.place_rows(block, held, place)
        made.add("location", location)
        made.add("address", address)
    for company, tie in decision.companies:
        made.add("affiliation", point_rows.tie_row(block, held, company, tie))


async def _save_rows(
    run_id: int,
    rows: Sequence[tuple[int, Decision]],
    made: Sequence[Made],
    versions: Sequence[int],
) -> None:
    stored = [
        told(decision) | {"id": pk, "before": _before(decision, own, version)}
        for (pk, decision), own, version in zip(rows, made, versions, strict=True)
    ]
    saved = await execute(SAVE, run_id, orjson.dumps(stored, default=str).decode())
    if len(saved) != len(rows):
        raise blocks.Overtaken("import_row")


def told(decision: Decision) -> dict[str, Any]:
    """What a row's record says of its decision."""
    held = decision.holding
    return {
        "verdict": decision.verdict.value,
        "reasons": [reason.to_json() for reason in decision.reasons],
        "changes": _told_changes(decision),
        "node_type": held.kind if held and held.id > 0 else None,
        "node_id": held.id if held and held.id > 0 else None,
    }


def _told_changes(decision: Decision) -> list[dict[str, Any]]:
    """The changes of an update for people: fields from → to, what is added."""
    if decision.verdict is not Verdict.UPDATE:
        return []
    found = [
        {
            "field": name,
            "from": None if name in MASKED else old,
            "to": None if name in MASKED else to,
        }
        for name, (old, to) in decision.changes.items()
        if name != "external_id"
    ]
    found += [{"field": "phone", "from": None, "to": phone.e164} for phone in decision.phones]
    found += [{"field": "email", "from": None, "to": email.typed} for email in decision.emails]
    found += [{"field": "address", "from": None, "to": _line(p.place)} for p in decision.places]
    return found + [{"field": "company", "from": None, "to": c.name} for c, _ in decision.companies]


def _line(place: Any) -> str:
    parts = (place.get("street"), place.get("postal_code"), place.get("city"))
    return ", ".join(str(part).replace("\n", ", ") for part in parts if part)


def _before(decision: Decision, made: Made, version: int) -> dict[str, Any] | None:
    """What undo needs: the values before, what was added, who had changed it last."""
    if decision.verdict not in (Verdict.CREATE, Verdict.UPDATE) or decision.holding is None:
        return None
    return {
        "changes": {name: list(pair) for name, pair in decision.changes.items()},
        "made": made.ids(),
        "version": version,
        "stamp": decision.holding.stamp,
    }


def _facts(decisions: Sequence[Decision], made: Sequence[Made], new: Sequence[bool]) -> Any:
    """One fact for each thing that happened, in the order of the rows."""
    for decision, own, created in zip(decisions, made, new, strict=True):
        held = decision.holding
        for company in own.companies:
            yield _created(company)
        if held is None:
            continue
        node = NodeRef(held.kind, held.id)
        if created and decision.verdict is Verdict.CREATE:
            yield _created(held)
        elif decision.changes and held.stamp:
            yield _updated(decision, held)
        yield from _added(node, own)


def _created(held: Holding) -> Fact:
    fields = {name: value for name, value in held.fields.items() if value not in (None, "")}
    changes = {name: (None, None if name in MASKED else value) for name, value in fields.items()}
    return Fact(CREATED[held.kind], NodeRef(held.kind, held.id), changes)


def _updated(decision: Decision, held: Holding) -> Fact:
    changes: dict[str, tuple[Any, Any]] = {
        name: ((None, None) if name in MASKED else pair)
        for name, pair in decision.changes.items()
        if name != "external_id"
    }
    changes["_version"] = (held.version, held.version + 1)
    return Fact(UPDATED[held.kind], NodeRef(held.kind, held.id), changes)


def _added(node: NodeRef, made: Made) -> Any:
    places = iter(made.rows.get("location", ()))
    for table, (what, kind) in ADDED.items():
        for row in made.rows.get(table, ()):
            changes = {name: (None, row[name]) for name in _TOLD[table] if row.get(name)}
            if table == "address":
                place = next(places)
                changes |= {name: (None, place[name]) for name in _PLACE_TOLD if place[name]}
            part = NodeRef(kind, row["id"])
            yield Fact(what, node, changes, part)
            if table == "affiliation":
                yield Fact(what, NodeRef("Company", row["company_id"]), changes, part)
