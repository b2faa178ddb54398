"""Following projects."""

from __future__ import annotations

from collections.abc import AsyncGenerator

import strawberry

from backend.accounts.permissions import Permission
from schema.changes import Followed, followed, of_kind
from schema.context import Info
from schema.permissions import Requires
from schema.projects.types import Project


@strawberry.type(description="Something happened to a project or to a part of one.")
class ProjectChange(Followed):
    @strawberry.field(description="The project as it stands now; null on RESYNC.")
    async def project(self, info: Info) -> Project | None:
        found: Project | None = await self.now(info)
        return found


@strawberry.type
class ProjectSubscription:
    @strawberry.subscription(
        description="What happens to projects, or to some of them, from a cursor on, without gaps.",
        extensions=[Requires(Permission.PROJECT_READ)],
    )
    async def project_changed(
        self, info: Info, after: int | None = None, ids: list[strawberry.ID] | None = None
    ) -> AsyncGenerator[ProjectChange, None]:
        async for change in followed(info, after, ProjectChange, of_kind("Project", ids)):
            yield change
