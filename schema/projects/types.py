"""The project, and what hangs from one."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial

import asyncpg
import strawberry

from backend.accounts.permissions import Permission
from backend.custom_fields.types import RecordKind
from backend.projects.queries import BY_ID
from schema import graph
from schema.batches import NODES, Batch, relation
from schema.context import Info
from schema.custom_fields.types import CustomFieldHolder, Held, custom_fields, held
from schema.events.history import history_of, latest_activity_of
from schema.events.types import Trace
from schema.money import Money, SafeInt
from schema.people import trace
from schema.projects.enums import Stage
from schema.relay import Node
from schema.rows import FromRow, Of, Rows


@strawberry.type(description="Work for a company or for people; deleting it keeps its people.")
class Project(FromRow, CustomFieldHolder, Node):
    pk: strawberry.Private[int]
    number: int = strawberry.field(description="The project number people say aloud.")
    name: str = strawberry.field(description="What people call it.")
    stage: Stage = strawberry.field(description="How far it is.")
    starts_on: date | None = strawberry.field(description="Its first day.")
    ends_on: date | None = strawberry.field(description="Its last day.")
    value: Money | None = strawberry.field(description="What it is worth; null where not said.")
    notes: str = strawberry.field(description="Notes.")
    version: int = strawberry.field(description="Hand it back with an update.")
    created: Trace = strawberry.field(description="Who made the record (R063).")
    modified: Trace = strawberry.field(description="Who changed it last (R063).")
    deleted_at: datetime | None = strawberry.field(description="When it was marked as deleted.")
    sort_key: strawberry.Private[str]
    custom: strawberry.Private[Held]
    company_pk: strawberry.Private[int | None]

    company = relation(
        "Company",
        graph.LazyCompany | None,
        description="The company it is for.",
        key="company_pk",
        permission=Permission.COMPANY_READ,
    )
    participations = graph.participations_of_project()
    custom_fields = custom_fields()
    history = history_of("Project")
    latest_activity = latest_activity_of("Project")

    @strawberry.field(description="Whether the viewer may change this record.")
    def viewer_can_update(self, info: Info) -> bool:
        return info.context.signed_in().may(Permission.PROJECT_WRITE) and self.deleted_at is None

    @strawberry.field(description="Whether the viewer may delete or restore this record.")
    def viewer_can_delete(self, info: Info) -> bool:
        return info.context.signed_in().may(Permission.PROJECT_WRITE)


def _value(row: asyncpg.Record) -> Money | None:
    minor, currency = row["value_minor"], row["value_currency"]
    return None if minor is None else Money(minor=SafeInt(minor), currency=currency)


project = Rows(
    Project,
    "number",
    "name",
    "starts_on",
    "ends_on",
    "notes",
    "version",
    "deleted_at",
    "sort_key",
    stage=Of(Stage, "stage"),
    value=_value,
    created=trace("created"),
    modified=trace("modified"),
    custom=Of(partial(held, RecordKind.PROJECT), "custom"),
    company_pk="company_id",
)
"""The project of a row of `queries.COLUMNS`."""

NODES["Project"] = Batch("project", BY_ID, project, many=False)
