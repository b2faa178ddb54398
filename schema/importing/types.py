"""Imports, their files and columns, and their rows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import asyncpg
import orjson
import strawberry

from backend.accounts.permissions import Permission
from backend.contact_points.phones import spell, try_phone
from backend.core import paging
from backend.importing import queries
from backend.importing.mapping import Column, FileMapping, RunMapping
from schema.batches import NODES, Batch
from schema.context import Info
from schema.events.types import Change, user_by_pk
from schema.importing.enums import DateOrder, Match, RunState, SamePhone, TableRole, Verdict
from schema.naming import camel
from schema.permissions import Requires
from schema.relay import Connection, Node, connection, global_id

if TYPE_CHECKING:
    from schema.accounts.types import User
    from schema.customers.types import Customer

LazyUser = Annotated["User", strawberry.lazy("schema.accounts.types")]
LazyCustomer = Annotated["Customer", strawberry.lazy("schema.customers.types")]


@strawberry.type(description="What a column of a file can become.")
class ImportTarget:
    key: str = strawberry.field(description="For `importMap`.")
    title: str = strawberry.field(description="For people.")


@strawberry.type(description="One column of a file and what becomes of it.")
class ImportColumn:
    header: str = strawberry.field(description="Its name in the file.")
    target: str = strawberry.field(description="What it becomes; see `importTargets`.")
    label: str = strawberry.field(description="The generic name a number or address gets.")
    order: DateOrder | None = strawberry.field(description="How its dates are written.")
    how: str = strawberry.field(description="How it is read, in a few words.")
    match: Match = strawberry.field(description="How sure that is.")
    sample: str = strawberry.field(description="The first value in it.")


@strawberry.type(description="One file of an import and how it is read.")
class ImportFile:
    name: str = strawberry.field(description="Its owner's name for it.")
    kind: str = strawberry.field(description="`table` or `vcard`.")
    codec: str = strawberry.field(description="The character set it is read in.")
    codec_certain: bool = strawberry.field(description="False where that is a guess.")
    delimiter: str = strawberry.field(description="What parts the cells of a table.")
    header: bool = strawberry.field(description="Whether its first row names the columns.")
    role: TableRole = strawberry.field(description="What it tells of.")
    rows: int = strawberry.field(description="How many rows or cards it has.")
    columns: list[ImportColumn] = strawberry.field(description="None for vCards.")


@strawberry.type(
    description="How far an import is: rows = create + update + unchanged + refused at its end."
)
class ImportCounts:
    rows: int = strawberry.field(description="Rows that stand for themselves.")
    done: int = strawberry.field(description="Rows decided, or written, so far.")
    create: int = strawberry.field(description="Rows that make somebody new.")
    update: int = strawberry.field(description="Rows that change somebody.")
    unchanged: int = strawberry.field(description="Rows that say what is held.")
    refused: int = strawberry.field(description="Rows that do not arrive.")
    parts_refused: int = strawberry.field(description="Rows that arrive without some part.")
    joined: int = strawberry.field(description="Rows of other files that went into these.")
    undone: int = strawberry.field(description="Rows taken back that had made or changed somebody.")
    kept: int = strawberry.field(
        description="Rows people changed since, kept by undo in whole or in part."
    )


@strawberry.type(description="Why a row, or a part of it, is refused.")
class ImportReason:
    field: str = strawberry.field(description="The part; empty for the whole row.")
    value: str = strawberry.field(description="What stood there.")
    message: str = strawberry.field(description="A sentence for people.")
    owner_pk: strawberry.Private[int | None]

    @strawberry.field(description="Who has the value already.")
    async def owner(self, info: Info) -> LazyCustomer | None:
        if self.owner_pk is None or not info.context.signed_in().may(Permission.CUSTOMER_READ):
            return None
        found: LazyCustomer | None = await info.context.loaders.of(NODES["Customer"]).load(
            self.owner_pk
        )
        return found


@strawberry.type(description="One cell of a row as the source wrote it.")
class ImportCell:
    column: str = strawberry.field(description="The column's header.")
    value: str = strawberry.field(description="What stands there.")


@strawberry.type(description="One row of an import: what it does, or did, and why.")
class ImportRow(Node):
    pk: strawberry.Private[int]
    place: strawberry.Private[int]
    node_ref: strawberry.Private[tuple[str, int] | None]
    row: int = strawberry.field(description="Its number in its file, as a spreadsheet counts.")
    file: int = strawberry.field(description="The place of its file in `files`.")
    name: str = strawberry.field(description="The name in it.")
    phone: str = strawberry.field(description="Its first telephone number.")
    verdict: Verdict = strawberry.field(description="What it does, or did.")
    taken_back: bool = strawberry.field(description="Whether undo has taken it back.")
    unusual_phones: list[str] = strawberry.field(
        description="Its numbers that their numbering plan does not assign, as one reads them out; they are kept."
    )
    reasons: list[ImportReason] = strawberry.field(description="What is refused of it, and why.")
    changes: list[Change] = strawberry.field(description="What it changes, from → to.")
    cells: list[ImportCell] = strawberry.field(description="The row as the source wrote it.")

    @strawberry.field(
        description="Its first telephone number as one reads it out; as the file has it where it is none."
    )
    def phone_international(self) -> str:
        found = try_phone(self.phone)
        return found.spelling.international if found else self.phone

    @strawberry.field(description="Whom or what it is about; null where nothing is written yet.")
    async def node(self, info: Info) -> Node | None:
        if self.node_ref is None or self.node_ref[0] not in NODES:
            return None
        found: Node | None = await info.context.loaders.of(NODES[self.node_ref[0]]).load(
            self.node_ref[1]
        )
        return found


@strawberry.type(description="An import: its files, how they are read, how far it is (R095).")
class ImportRun(Node):
    pk: strawberry.Private[int]
    user_pk: strawberry.Private[int]
    state: RunState = strawberry.field(description="Where it stands.")
    files: list[ImportFile] = strawberry.field(description="Its files.")
    source: str = strawberry.field(description="Where its ids come from: a name for the program.")
    region: str | None = strawberry.field(description="Reads numbers without a prefix.")
    same_phone: SamePhone = strawberry.field(description="Rows of one name and number.")
    counts: ImportCounts = strawberry.field(description="How far it is.")
    error: str = strawberry.field(description="Why it failed, if it did.")
    created_at: datetime = strawberry.field(description="When it was begun.")
    started_at: datetime | None = strawberry.field(description="When it began to write.")
    finished_at: datetime | None = strawberry.field(
        description="When it was over; undo leaves that."
    )
    can_undo: bool = strawberry.field(description="Whether it has written what can be undone.")
    refused_csv: str = strawberry.field(description="Where its refused rows are, as CSV.")
    refused_vcf: str | None = strawberry.field(description="The same as vCards, if it had any.")

    @strawberry.field(description="Who began it.")
    async def by(self, info: Info) -> LazyUser | None:
        found: LazyUser | None = await user_by_pk(info, self.user_pk)
        return found

    @strawberry.field(
        description="Its rows in their order; `mendable`: those refused whole or in part.",
        metadata={"page": True},
        extensions=[Requires(Permission.IMPORT_RUN)],
    )
    async def rows(
        self,
        info: Info,
        first: int | None = None,
        after: str | None = None,
        last: int | None = None,
        before: str | None = None,
        offset: int | None = None,
        verdict: Verdict | None = None,
        mendable: bool = False,
    ) -> Connection[ImportRow]:
        account_id = info.context.signed_in().account_id
        page = paging.page(first, after, last, before, offset)
        which: dict[str, Any] = {"verdict": verdict and verdict.value, "mendable": mendable}
        found = await queries.rows(account_id, self.pk, page, **which)
        return await connection(
            info,
            paging.cut([import_row(row) for row in found], page),
            cursor=lambda row: (row.place, row.pk),
            count=lambda: queries.row_count(account_id, self.pk, **which),
        )


def import_row(row: asyncpg.Record) -> ImportRow:
    """The row of a row of `queries.ROW_COLUMNS`."""
    source: Mapping[str, str] = orjson.loads(row["source"])
    return ImportRow(
        id=global_id("ImportRow", row["id"]),
        pk=row["id"],
        place=row["place"],
        node_ref=(row["node_type"], row["node_id"]) if row["node_id"] else None,
        row=row["row"],
        file=row["file"],
        name=row["name"],
        phone=row["phone"],
        verdict=Verdict(row["verdict"]),
        taken_back=row["taken_back"],
        unusual_phones=[
            spell(item["e164"], item["extension"]).international
            for item in orjson.loads(row["unusual"] or "[]")
        ],
        reasons=[_reason(item) for item in orjson.loads(row["reasons"])],
        changes=[_change(item) for item in orjson.loads(row["changes"])],
        cells=[ImportCell(column=name, value=value) for name, value in source.items()],
    )


def _reason(item: Mapping[str, Any]) -> ImportReason:
    field = camel(item["field"]) if item["field"] else ""
    return ImportReason(
        field=field, value=item["value"], message=item["reason"], owner_pk=item["owner"]
    )


def _change(item: Mapping[str, Any]) -> Change:
    before, after = (None if v is None else str(v) for v in (item["from"], item["to"]))
    return Change(field=camel(item["field"]), before=before, after=after)


def import_run(row: asyncpg.Record) -> ImportRun:
    """The import of a row of `runs.COLUMNS`."""
    mapping = RunMapping.from_json(orjson.loads(row["mapping"]))
    counts: Mapping[str, int] = orjson.loads(row["counts"])
    state = RunState(row["state"])
    over = state in (RunState.DONE, RunState.STOPPED, RunState.FAILED)
    cards = any(file.kind == "vcard" for file in mapping.files)
    names = ImportCounts.__annotations__
    return ImportRun(
        id=global_id("ImportRun", row["id"]),
        pk=row["id"],
        user_pk=row["user_id"],
        state=state,
        files=[_file(file) for file in mapping.files],
        source=mapping.source,
        region=mapping.region,
        same_phone=mapping.same_phone,
        counts=ImportCounts(**{name: counts.get(name, 0) for name in names}),
        error=row["error"],
        created_at=row["created_at"],
        started_at=row["started_at"],
        finished_at=row["finished_at"],
        can_undo=over and row["seq"] is not None,
        refused_csv=f"/imports/{row['id']}/refused.csv",
        refused_vcf=f"/imports/{row['id']}/refused.vcf" if cards else None,
    )


def _file(file: FileMapping) -> ImportFile:
    return ImportFile(
        name=file.name,
        kind=file.kind,
        codec=file.codec,
        codec_certain=file.codec_certain,
        delimiter=file.delimiter,
        header=file.header,
        role=file.role,
        rows=file.rows,
        columns=[_column(column) for column in file.columns],
    )


def _column(column: Column) -> ImportColumn:
    return ImportColumn(
        header=column.header,
        target=column.target,
        label=column.label,
        order=column.order,
        how=column.how,
        match=column.match,
        sample=column.sample,
    )


NODES["ImportRun"] = Batch("import_run", queries.RUN_BY_ID, import_run, many=False)
NODES["ImportRow"] = Batch("import_row", queries.ROW_BY_ID, import_row, many=False)
