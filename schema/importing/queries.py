"""Reading imports."""

from __future__ import annotations

import strawberry

from backend.accounts.permissions import Permission
from backend.core import paging
from backend.importing import queries
from backend.importing.mapping import TARGETS
from backend.importing.own import own_fields
from schema.batches import NODES
from schema.context import Info
from schema.importing.types import ImportRun, ImportTarget, import_run
from schema.permissions import Requires
from schema.relay import Connection, connection, pk_of


@strawberry.type
class ImportQuery:
    @strawberry.field(
        description="Everything a column of a file can become, the account's own fields last.",
        extensions=[Requires(Permission.IMPORT_RUN)],
    )
    async def import_targets(self, info: Info) -> list[ImportTarget]:
        own = (await own_fields(info.context.signed_in().account_id)).targets()
        return [ImportTarget(key=key, title=title) for key, title in {**TARGETS, **own}.items()]

    @strawberry.field(
        description="An import by its id.", extensions=[Requires(Permission.IMPORT_RUN)]
    )
    async def import_run(self, info: Info, id: strawberry.ID) -> ImportRun | None:
        loader = info.context.loaders.of(NODES["ImportRun"])
        found: ImportRun | None = await loader.load(pk_of(id, "ImportRun"))
        return found

    @strawberry.field(
        description="All imports, the newest first.",
        metadata={"page": True},
        extensions=[Requires(Permission.IMPORT_RUN)],
    )
    async def import_runs(
        self, info: Info, first: int | None = None, after: str | None = None
    ) -> Connection[ImportRun]:
        account_id = info.context.signed_in().account_id
        page = paging.page(first, after)
        found = await queries.page(account_id, page)
        return await connection(
            info,
            paging.cut([import_run(row) for row in found], page),
            cursor=lambda run: (run.created_at, run.pk),
            count=lambda: queries.count(account_id),
        )
