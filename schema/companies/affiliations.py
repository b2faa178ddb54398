"""A person's part in a company over a time."""

from __future__ import annotations

from datetime import date

import asyncpg
import strawberry

from backend.companies.relations import BY_ID
from backend.events.types import NodeRef
from schema.batches import NODES, Batch, relation
from schema.graph import LazyCompany
from schema.persons import person, person_ref
from schema.relay import Node, global_id


@strawberry.type(description="A person's part in a company over a time (R016).")
class Affiliation(Node):
    pk: strawberry.Private[int]
    person_ref: strawberry.Private[NodeRef]
    company_pk: strawberry.Private[int]
    sort_key: strawberry.Private[str]
    role: str = strawberry.field(description="What they do there, in the account's words.")
    since: date | None = strawberry.field(description="From this day on; null where not known.")
    until: date | None = strawberry.field(description="Up to this day; null while it lasts.")
    main: bool = strawberry.field(description="Whether it is the person's main one; one at a time.")

    person = person(description="Who.")
    company = relation("Company", LazyCompany, description="Where.", key="company_pk")


def affiliation(row: asyncpg.Record) -> Affiliation:
    """The affiliation of a row of `relations.COLUMNS`; only lists by name have the sort key."""
    return Affiliation(
        id=global_id("Affiliation", row["id"]),
        pk=row["id"],
        person_ref=person_ref(row),
        company_pk=row["company_id"],
        sort_key=row.get("sort_key", ""),
        role=row["role"],
        since=row["since"],
        until=row["until"],
        main=row["main"],
    )


NODES["Affiliation"] = Batch("affiliation", BY_ID, affiliation, many=False)
