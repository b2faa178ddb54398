"""A person's part in a company over a time."""

from __future__ import annotations

from datetime import date

import strawberry

from backend.companies.relations import BY_ID
from backend.events.types import NodeRef
from schema.batches import NODES, Batch, relation
from schema.graph import LazyCompany
from schema.persons import person, person_ref
from schema.relay import Node
from schema.rows import FromRow, Rows


@strawberry.type(description="A person's part in a company over a time (R016).")
class Affiliation(FromRow, Node):
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


affiliation = Rows(
    Affiliation,
    "role",
    "since",
    "until",
    "main",
    person_ref=person_ref,
    company_pk="company_id",
    sort_key=lambda row: row.get("sort_key", ""),
)
"""The affiliation of a row of `relations.COLUMNS`; only lists by name have the sort key."""

NODES["Affiliation"] = Batch("affiliation", BY_ID, affiliation, many=False)
