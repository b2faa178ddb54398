"""Reading projects."""

from __future__ import annotations

import strawberry

from backend.accounts.permissions import Permission
from backend.core import paging
from backend.projects import queries
from schema.context import Info
from schema.inputs import filter_person, filter_pk
from schema.listing import listed
from schema.nodes import read_one
from schema.permissions import Requires
from schema.projects.inputs import ProjectFilter, ProjectOrder
from schema.projects.types import Project, project
from schema.relay import Connection
from schema.search.enums import Kind
from schema.search.filtering import narrowed


def filter_of(value: ProjectFilter | None) -> queries.Filter:
    """The filter of an input."""
    value = value or ProjectFilter()
    return queries.Filter(
        deleted=value.deleted,
        stages=[stage.value for stage in value.stages] if value.stages is not None else None,
        company_id=filter_pk(value.company, "company", "Company"),
        **filter_person(value.person),
    )


@strawberry.type
class ProjectQuery:
    @strawberry.field(
        description="The list of projects.",
        extensions=[Requires(Permission.PROJECT_READ)],
        metadata={"page": True},
    )
    async def projects(
        self,
        info: Info,
        first: int | None = None,
        after: str | None = None,
        last: int | None = None,
        before: str | None = None,
        offset: int | None = None,
        filter: ProjectFilter | None = None,
        order: ProjectOrder | None = None,
    ) -> Connection[Project]:
        which = await narrowed(info, filter_of(filter), Kind.PROJECT, filter)
        return await listed(
            info,
            queries.PROJECTS,
            project,
            filter=which,
            order=order or ProjectOrder(),
            page=paging.page(first, after, last, before, offset),
        )

    @strawberry.field(
        description="One project, deleted or not.", extensions=[Requires(Permission.PROJECT_READ)]
    )
    async def project(self, info: Info, id: strawberry.ID) -> Project | None:
        return await read_one(info, Project, id)
