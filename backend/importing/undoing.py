"""Undo: takes away what an import made and sets back what it changed, last row first.

What people changed since is kept and reported. The log keeps everything.
"""

import asyncio
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from backend.accounts.actor import Actor
from backend.core.database import execute, writing
from backend.events.service import record
from backend.events.types import EventType, Fact, NodeRef
from backend.importing import runs
from backend.importing.blocks import company_row, customer_row
from backend.importing.checking import BLOCK
from backend.importing.holdings import FIELDS, TABLE, Holding, by_ids
from backend.importing.runs import Run

NEXT = """
SELECT id, verdict, node_type, node_id, before FROM import_row
 WHERE account_id = current_account() AND run_id = $1 AND written
 ORDER BY place DESC LIMIT $2
"""
SINCE = """
SELECT node_type, node_id, part_type, part_id FROM event
 WHERE account_id = current_account() AND node_type = $1 AND node_id = ANY ($2::bigint[])
   AND seq > $3 AND via <> $4
"""
REFERENCES = """
SELECT k.conrelid::regclass::text AS owner, a.attname AS col
  FROM pg_constraint k JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[2]
 WHERE k.contype = 'f' AND k.confrelid = $1::text::regclass AND array_length(k.conkey, 1) = 2
   AND k.confdeltype <> 'c'
"""
SETTLE = """
UPDATE import_row t SET written = false, reasons = t.reasons || r.reasons,
       before = CASE WHEN r.reasons = '[]' THEN t.before END
  FROM jsonb_populate_recordset(NULL::import_row, $2::jsonb) r
 WHERE t.account_id = current_account() AND t.run_id = $1 AND t.id = r.id AND t.written
RETURNING t.id
"""
NUMBERS = """
UPDATE number_counter SET given = given - $2
 WHERE account_id = current_account() AND kind = 'customer' AND given = $1
"""
NO_NUMBERS = """
DELETE FROM number_counter
 WHERE account_id = current_account() AND kind = 'customer' AND given = 10000
"""
UNUSED = """
 AND NOT EXISTS (SELECT FROM address a WHERE a.account_id = t.account_id AND a.location_id = t.id)
 AND NOT EXISTS (SELECT FROM project p WHERE p.account_id = t.account_id AND p.location_id = t.id)
"""
PARTS = ("phone_number", "email_address", "address", "affiliation")
PART_KINDS = {
    "phone_number": "PhoneNumber",
    "email_address": "EmailAddress",
    "address": "Address",
    "affiliation": "Affiliation",
}
REMOVED = {
    "phone_number": EventType.PHONE_REMOVED,
    "email_address": EventType.EMAIL_REMOVED,
    "address": EventType.ADDRESS_REMOVED,
    "affiliation": EventType.AFFILIATION_REMOVED,
}
DELETED = {"Customer": EventType.CUSTOMER_DELETED, "Company": EventType.COMPANY_DELETED}
UPDATED = {"Customer": EventType.CUSTOMER_UPDATED, "Company": EventType.COMPANY_UPDATED}
KEPT = "Kept: somebody changed this since the import."


async def undo(run: Run) -> None:
    """Undo every written row of a run, from the last to the first, in blocks."""
    actor = await runs.actor_of(run)
    counts = {**run.counts, "undone": run.counts.get("undone", 0)}
    counts.setdefault("kept", 0)
    more = True
    while more:
        more = await _block(run, actor, counts)
        await asyncio.sleep(0)
    async with writing(run.account_id):
        await runs.progress(run, counts)
        await runs.move(run.id, runs.RunState.UNDONE, run.state)
        changes = {"undone": (None, counts["undone"]), "kept": (None, counts["kept"])}
        await record(actor, [Fact(EventType.IMPORT_UNDONE, NodeRef("ImportRun", run.id), changes)])


async def _block(run: Run, actor: Actor, counts: dict[str, int]) -> bool:
    """Undo the next block and count it; False where nothing is left."""
    async with writing(run.account_id, seconds=60):
        rows = await execute(NEXT, run.id, BLOCK)
        if not rows:
            return False
        work = _Undoing(run, actor, rows)
        await work.look()
        await work.take_away()
        await work.set_back()
        settled = [{"id": r["id"], "reasons": work.reasons.get(r["id"], [])} for r in rows]
        await execute(SETTLE, run.id, orjson.dumps(settled).decode())
        kept = len(work.reasons)
        counts["undone"] += len(work.rows) - kept
        counts["kept"] += kept
        await runs.progress(run, counts)
        if work.facts:
            await record(actor, work.facts)
        return True


class _Undoing:
    """One block of written rows and what is to be done about them."""

    def __init__(self, run: Run, actor: Actor, rows: Sequence[Any]) -> None:
        self.run = run
        self.actor = actor
        self.rows = [(row, orjson.loads(row["before"])) for row in rows if row["before"]]
        self.changed: dict[str, set[int]] = defaultdict(set)
        self.parts_changed: set[tuple[str, int]] = set()
        self.reasons: dict[int, list[dict[str, Any]]] = {}
        self.facts: list[Fact] = []

    async def look(self) -> None:
        """See whom people have changed since, or tied to other things."""
        for kind in ("Customer", "Company"):
            made, all_of = self._ids(kind, made=True), self._ids(kind)
            since = await execute(SINCE, kind, all_of, self.run.seq or 0, self.run.via)
            for event in since:
                self.changed[kind].add(event["node_id"])
                if event["part_id"] is not None:
                    self.parts_changed.add((event["part_type"], event["part_id"]))
            self.changed[kind] |= await self._tied(kind, made)

    def _ids(self, kind: str, *, made: bool = False) -> list[int]:
        """The nodes of a kind that the block is about, or only those it made."""
        rows = [r for r, _ in self.rows if r["node_type"] == kind]
        ids = {r["node_id"] for r in rows if not made or r["verdict"] == "create"}
        if kind == "Company":
            ids |= {pk for _, before in self.rows for pk in before["made"].get("company", ())}
        return list(ids)

    async def _tied(self, kind: str, ids: Sequence[int]) -> set[int]:
        """Those of these that rows of other tables point to, but for what this import added."""
        if not ids:
            return set()
        own = {table: self._made(table) for table in PARTS}
        found: set[int] = set()
        for reference in await execute(REFERENCES, TABLE[kind]):
            owner, column = reference["owner"], reference["col"]
            sql = (
                f"SELECT DISTINCT {column} AS node FROM {owner} WHERE {column} = ANY ($1::bigint[])"
            )
            arguments: list[Any] = [list(ids)]
            if owner in own:
                sql += " AND id <> ALL ($2::bigint[])"
                arguments.append(list(own[owner]))
            found.update(row["node"] for row in await execute(sql, *arguments))
        return found

    def _made(self, table: str) -> set[int]:
        """What will go of what the block added to a table: not the points of those who stay."""
        return {
            pk
            for row, before in self.rows
            if row["verdict"] != "create" or row["node_id"] not in self.changed[row["node_type"]]
            for pk in before["made"].get(table, ())
            if (PART_KINDS[table], pk) not in self.parts_changed
        }

    async def take_away(self) -> None:
        """Delete what was added: points of those who stay, everything of those who go."""
        gone: dict[str, list[int]] = defaultdict(list)
        for row, before in self.rows:
            created = row["verdict"] == "create"
            kind, pk = row["node_type"], row["node_id"]
            if created and pk in self.changed[kind]:
                self._keep(row)
                continue
            for table in PARTS:
                self._gone(gone, table, row, before)
            if created:
                gone[TABLE[kind]].append(pk)
                self.facts.append(Fact(DELETED[kind], NodeRef(kind, pk)))
            for company in before["made"].get("company", ()):
                if company not in self.changed["Company"]:
                    gone["company"].append(company)
                    self.facts.append(Fact(DELETED["Company"], NodeRef("Company", company)))
        await _delete(gone)

    def _gone(
        self, gone: dict[str, list[int]], table: str, row: Any, before: Mapping[str, Any]
    ) -> None:
        places = before["made"].get("location", ())
        for n, pk in enumerate(before["made"].get(table, ())):
            if (PART_KINDS[table], pk) in self.parts_changed:
                self._keep(row)
                continue
            gone[table].append(pk)
            if table == "address":
                gone["location"].append(places[n])
            part = NodeRef(PART_KINDS[table], pk)
            if row["verdict"] != "create":
                node = NodeRef(row["node_type"], row["node_id"])
                self.facts.append(Fact(REMOVED[table], node, part=part))

    def _keep(self, row: Any) -> None:
        says = {"field": "", "value": "", "reason": KEPT, "owner": None}
        self.reasons.setdefault(row["id"], [says])

    async def set_back(self) -> None:
        """Give changed fields their values from before, where they still hold the import's."""
        for kind in TABLE:
            rows = [
                (row, before)
                for row, before in self.rows
                if row["verdict"] == "update" and row["node_type"] == kind
            ]
            held = {h.id: h for h in await by_ids(kind, list({r["node_id"] for r, _ in rows}))}
            for row, before in rows:
                if row["node_id"] in held:
                    self._revert(row, before, held[row["node_id"]])
            await self._write_back(kind, rows, held)

    def _revert(self, row: Any, before: Mapping[str, Any], holding: Holding) -> None:
        changes = {}
        for name, (old, new) in before["changes"].items():
            if name == "external_id":
                holding.external_id = old or ""
            elif holding.fields.get(name) == new:
                holding.fields[name] = old
                changes[name] = (new, old)
            else:
                self._keep(row)
        if changes:
            node = NodeRef(holding.kind, holding.id)
            self.facts.append(Fact(UPDATED[holding.kind], node, changes))

    async def _write_back(
        self, kind: str, rows: Sequence[tuple[Any, Mapping[str, Any]]], held: Mapping[int, Holding]
    ) -> None:
        """Rows come last first, so the stamp of the earliest is the one that stays."""
        stamps: dict[int, Mapping[str, Any]] = {row["node_id"]: before for row, before in rows}
        row_of = customer_row if kind == "Customer" else company_row
        written = []
        for pk, holding in held.items():
            values = row_of(holding) | {"id": pk, "external_id": holding.external_id or None}
            written.append(values | self._stamp(kind, holding, stamps[pk]))
        if not written:
            return
        columns = (
            *FIELDS[kind], "custom", "sort_key", "match_names", "external_id", "version", "modified_at",
            "modified_by", "modified_via",
        )  # fmt: skip
        sets = ", ".join(f"{name} = r.{name}" for name in columns)
        await execute(
            f"UPDATE {TABLE[kind]} t SET {sets}"
            f" FROM jsonb_populate_recordset(NULL::{TABLE[kind]}, $1::jsonb) r"
            " WHERE t.account_id = current_account() AND t.id = r.id",
            orjson.dumps(written).decode(),
        )

    def _stamp(self, kind: str, holding: Holding, before: Mapping[str, Any]) -> dict[str, Any]:
        """Version and last change as before the import, unless people changed it since."""
        at, by, via = before["stamp"] or holding.stamp
        if holding.id in self.changed[kind]:
            at, by, via = holding.stamp
            version = holding.version + 1
        else:
            version = before["version"]
        return {"version": version, "modified_at": at, "modified_by": by, "modified_via": via}


async def _delete(gone: Mapping[str, Sequence[int]]) -> None:
    """Delete rows, those that point before those pointed to; places others use stay."""
    for table in (*PARTS, "location", "customer", "company"):
        if not gone.get(table):
            continue
        sql = (
            f"DELETE FROM {table} t"
            " WHERE t.account_id = current_account() AND t.id = ANY ($1::bigint[])"
        )
        sql += UNUSED if table == "location" else ""
        sql += " RETURNING t.number" if table == "customer" else ""
        rows = await execute(sql, list(gone[table]))
        if table == "customer":
            await _give_back([row["number"] for row in rows])


async def _give_back(numbers: Sequence[int]) -> None:
    """Let the next customers have these numbers, if they are the last that were given out."""
    if numbers and max(numbers) - min(numbers) + 1 == len(numbers):
        await execute(NUMBERS, max(numbers), len(numbers))
        await execute(NO_NUMBERS)
