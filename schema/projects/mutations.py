"""Changing projects."""

from __future__ import annotations

from typing import Annotated

import strawberry

from backend.accounts.permissions import Permission
from backend.projects import service
from schema.batches import node_of
from schema.context import Info
from schema.permissions import Fresh, Requires
from schema.problems import InvalidInput, NotAllowed, NotFound, VersionConflict
from schema.projects.inputs import ProjectCreateInput, ProjectUpdateInput, fields_of
from schema.projects.types import Project
from schema.relay import pk_of


@strawberry.type(description="The project as it stands after the change.")
class ProjectSaved:
    pk: strawberry.Private[int]

    @strawberry.field(description="The project.")
    async def project(self, info: Info) -> Project:
        return await node_of(info, Project, self.pk)


ProjectCreateResult = Annotated[
    ProjectSaved | InvalidInput | NotAllowed,
    strawberry.union("ProjectCreateResult", description="A new project, or what is in the way."),
]
ProjectUpdateResult = Annotated[
    ProjectSaved | InvalidInput | NotFound | NotAllowed | VersionConflict,
    strawberry.union(
        "ProjectUpdateResult", description="The changed project, or what is in the way."
    ),
]
ProjectDeleteResult = Annotated[
    ProjectSaved | InvalidInput | NotFound | NotAllowed,
    strawberry.union(
        "ProjectDeleteResult", description="The marked project, or what is in the way."
    ),
]

WRITES = Permission.PROJECT_WRITE


@strawberry.type
class ProjectMutation:
    @strawberry.mutation(description="Add a project.", extensions=[Requires(WRITES), Fresh()])
    async def project_create(self, info: Info, input: ProjectCreateInput) -> ProjectCreateResult:
        pk = await service.project_create(info.context.signed_in(), fields=fields_of(input))
        return ProjectSaved(pk=pk)

    @strawberry.mutation(
        description="Change some fields of a project.", extensions=[Requires(WRITES), Fresh()]
    )
    async def project_update(
        self, info: Info, id: strawberry.ID, input: ProjectUpdateInput
    ) -> ProjectUpdateResult:
        pk = pk_of(id, "Project")
        await service.project_update(
            info.context.signed_in(),
            project_id=pk,
            fields=fields_of(input),
            version=input.version,
        )
        return ProjectSaved(pk=pk)

    @strawberry.mutation(
        description="Mark a project as deleted; its people stay remembered (R056).",
        extensions=[Requires(WRITES), Fresh()],
    )
    async def project_delete(self, info: Info, id: strawberry.ID) -> ProjectDeleteResult:
        pk = pk_of(id, "Project")
        await service.project_delete(info.context.signed_in(), project_id=pk)
        return ProjectSaved(pk=pk)

    @strawberry.mutation(
        description="Take the mark of deletion away.", extensions=[Requires(WRITES), Fresh()]
    )
    async def project_restore(self, info: Info, id: strawberry.ID) -> ProjectDeleteResult:
        pk = pk_of(id, "Project")
        await service.project_restore(info.context.signed_in(), project_id=pk)
        return ProjectSaved(pk=pk)
