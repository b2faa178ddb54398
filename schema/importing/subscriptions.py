"""Following an import."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator

import strawberry

from backend.accounts.permissions import Permission
from backend.core import database
from backend.importing import queries
from backend.importing.runs import AT_WORK
from schema.context import Info
from schema.importing.types import ImportRun, import_run
from schema.permissions import Requires
from schema.relay import pk_of

EVERY_SECONDS = 0.4
"""A bar that moves more often is not read better, and each look is one small statement."""


@strawberry.type
class ImportSubscription:
    @strawberry.subscription(
        description="An import each time it has come further; ends when nothing is at work on it.",
        extensions=[Requires(Permission.IMPORT_RUN)],
    )
    async def import_progress(
        self, info: Info, run: strawberry.ID
    ) -> AsyncGenerator[ImportRun, None]:
        account_id, pk = info.context.signed_in().account_id, pk_of(run, "ImportRun", path=("run",))
        seen: object = None
        while True:
            row = await database.fetchrow(account_id, queries.RUN_BY_ID, [pk])
            if row is None:
                return
            now = (row["state"], row["counts"])
            if now != seen:
                seen = now
                yield import_run(row)
            if row["state"] not in AT_WORK:
                return
            await asyncio.sleep(EVERY_SECONDS)
