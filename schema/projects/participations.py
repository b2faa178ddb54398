"""A person on a project."""

from __future__ import annotations

from datetime import datetime

import strawberry

from backend.events.types import NodeRef
from backend.projects.relations import BY_ID
from schema.batches import NODES, Batch, relation
from schema.graph import LazyProject
from schema.persons import person, person_ref
from schema.relay import Node
from schema.rows import FromRow, Rows


@strawberry.type(description="A person on a project, once, with the part they have in it (R050).")
class Participation(FromRow, Node):
    pk: strawberry.Private[int]
    person_ref: strawberry.Private[NodeRef]
    project_pk: strawberry.Private[int]
    role: str = strawberry.field(description="Their part: fitter, site contact … free text.")
    since: datetime = strawberry.field(description="When they were added, UTC.")

    person = person(description="Who.")
    project = relation("Project", LazyProject, description="On what.", key="project_pk")


participation = Rows(
    Participation, "role", person_ref=person_ref, project_pk="project_id", since="created_at"
)
"""The participation of a row of `relations.COLUMNS`."""

NODES["Participation"] = Batch("participation", BY_ID, participation, many=False)
