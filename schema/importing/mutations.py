"""Doing something with an import."""

from __future__ import annotations

from typing import Annotated, Any

import strawberry

from backend.accounts.permissions import Permission
from backend.importing import service
from backend.importing.uploads import opened
from schema.batches import node_of
from schema.context import Info
from schema.importing.inputs import (
    ImportColumnInput,
    ImportMapInput,
    ImportRowMendInput,
    ImportStartInput,
)
from schema.importing.types import ImportRow, ImportRun
from schema.permissions import Fresh, Requires
from schema.problems import InvalidInput, NotAllowed, NotFound, Refused
from schema.relay import pk_of


@strawberry.type(description="The import as it stands after what was done.")
class ImportSaved:
    pk: strawberry.Private[int]

    @strawberry.field(description="The import.")
    async def run(self, info: Info) -> ImportRun:
        return await node_of(info, ImportRun, self.pk)


@strawberry.type(description="The row as it is decided after mending.")
class ImportRowMended:
    pk: strawberry.Private[int]

    @strawberry.field(description="The row.")
    async def row(self, info: Info) -> ImportRow:
        return await node_of(info, ImportRow, self.pk)


ImportResult = Annotated[
    ImportSaved | InvalidInput | NotFound | NotAllowed | Refused,
    strawberry.union("ImportResult", description="The import, or what is in the way."),
]
ImportRowMendResult = Annotated[
    ImportRowMended | InvalidInput | NotFound | NotAllowed | Refused,
    strawberry.union("ImportRowMendResult", description="The row, or what is in the way."),
]


def _changes(columns: list[ImportColumnInput]) -> dict[int, dict[str, Any]]:
    return {c.place: {"target": c.target, "label": c.label, "order": c.order} for c in columns}


@strawberry.type
class ImportMutation:
    @strawberry.mutation(
        description="Look through uploaded files and propose what becomes of their columns.",
        extensions=[Requires(Permission.IMPORT_RUN), Fresh()],
    )
    async def import_start(self, info: Info, input: ImportStartInput) -> ImportResult:
        actor = info.context.signed_in()
        pk = await service.import_start(actor, opened(), files=input.files, region=input.region)
        return ImportSaved(pk=pk)

    @strawberry.mutation(
        description="Change what was proposed, then try the import out on every row.",
        extensions=[Requires(Permission.IMPORT_RUN), Fresh()],
    )
    async def import_map(
        self, info: Info, id: strawberry.ID, input: ImportMapInput
    ) -> ImportResult:
        pk = pk_of(id, "ImportRun")
        files = {
            f.place: {
                "codec": f.codec,
                "delimiter": f.delimiter,
                "role": f.role,
                "columns": _changes(f.columns),
            }
            for f in input.files
        }
        await service.import_map(
            info.context.signed_in(),
            opened(),
            run_id=pk,
            files=files,
            source=input.source,
            region=input.region,
            same_phone=input.same_phone,
        )
        return ImportSaved(pk=pk)

    @strawberry.mutation(
        description="Carry an import out that was tried out, or go on with a stopped one.",
        extensions=[Requires(Permission.IMPORT_RUN), Fresh()],
    )
    async def import_confirm(self, info: Info, id: strawberry.ID) -> ImportResult:
        pk = pk_of(id, "ImportRun")
        await service.import_confirm(info.context.signed_in(), run_id=pk)
        return ImportSaved(pk=pk)

    @strawberry.mutation(
        description="Stop an import; what it has written stays and can be undone.",
        extensions=[Requires(Permission.IMPORT_RUN), Fresh()],
    )
    async def import_cancel(self, info: Info, id: strawberry.ID) -> ImportResult:
        pk = pk_of(id, "ImportRun")
        await service.import_cancel(info.context.signed_in(), run_id=pk)
        return ImportSaved(pk=pk)

    @strawberry.mutation(
        description="Take back what an import wrote; what people changed since is kept.",
        extensions=[Requires(Permission.IMPORT_RUN), Fresh()],
    )
    async def import_undo(self, info: Info, id: strawberry.ID) -> ImportResult:
        pk = pk_of(id, "ImportRun")
        await service.import_undo(info.context.signed_in(), run_id=pk)
        return ImportSaved(pk=pk)

    @strawberry.mutation(
        description="Put a row right after the trial run and have it decided again.",
        extensions=[Requires(Permission.IMPORT_RUN), Fresh()],
    )
    async def import_row_mend(
        self, info: Info, id: strawberry.ID, input: ImportRowMendInput
    ) -> ImportRowMendResult:
        pk = pk_of(id, "ImportRow")
        cells = {cell.column: cell.value for cell in input.cells}
        await service.import_row_mend(info.context.signed_in(), opened(), row_id=pk, cells=cells)
        return ImportRowMended(pk=pk)
