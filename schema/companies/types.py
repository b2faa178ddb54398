"""The company, and what hangs from one."""

from __future__ import annotations

from datetime import datetime
from functools import partial

import strawberry

from backend.accounts.permissions import Permission
from backend.companies.queries import BY_ID
from backend.custom_fields.types import RecordKind
from schema import graph
from schema.batches import NODES, Batch, relation
from schema.calls.types import last_spoken_of
from schema.consents.types import consent_history_of, consents_of
from schema.contact_points.address_types import ADDRESSES, Address
from schema.contact_points.types import EMAILS, PHONES, EmailAddress, PhoneNumber
from schema.context import Info
from schema.custom_fields.types import CustomFieldHolder, Held, custom_fields, held
from schema.events.history import history_of, latest_activity_of
from schema.events.types import Trace
from schema.parties import Party
from schema.people import trace
from schema.relay import Node
from schema.rows import FromRow, Of, Rows


@strawberry.type(description="An organisation that customers and contacts belong to.")
class Company(FromRow, Party, CustomFieldHolder, Node):
    pk: strawberry.Private[int]
    display_name: str = strawberry.field(description="Its name.")
    name: str = strawberry.field(description="What people call it.")
    legal_name: str = strawberry.field(description="What the register calls it.")
    registration_number: str = strawberry.field(description="Its number in the register.")
    vat_number: str = strawberry.field(description="Its number for value-added tax.")
    website: str = strawberry.field(description="A link of the web, http or https; may be empty.")
    industry: str = strawberry.field(description="What it does, in the account's words.")
    notes: str = strawberry.field(description="Notes.")
    version: int = strawberry.field(description="Hand it back with an update.")
    created: Trace = strawberry.field(description="Who made the record (R063).")
    modified: Trace = strawberry.field(description="Who changed it last (R063).")
    deleted_at: datetime | None = strawberry.field(description="When it was marked as deleted.")
    sort_key: strawberry.Private[str]
    custom: strawberry.Private[Held]
    parent_pk: strawberry.Private[int | None]

    phones: list[PhoneNumber] = relation(
        PHONES["company"], list[PhoneNumber], description="Its telephone numbers, in order."
    )
    emails: list[EmailAddress] = relation(
        EMAILS["company"], list[EmailAddress], description="Its e-mail addresses, in order."
    )
    addresses: list[Address] = relation(
        ADDRESSES["company"], list[Address], description="Its addresses, in order."
    )
    parent = relation(
        "Company",
        graph.LazyCompany | None,
        description="The company above it.",
        key="parent_pk",
    )
    people = graph.affiliations_of_company()
    customers = graph.people_of_company("Customer")
    contacts = graph.people_of_company("Contact")
    last_spoken = last_spoken_of("company")
    projects = graph.projects_of("Company")
    consents = consents_of("Company")
    consent_history = consent_history_of("Company")
    custom_fields = custom_fields()
    history = history_of("Company")
    latest_activity = latest_activity_of("Company")

    @strawberry.field(description="Whether the viewer may change this record.")
    def viewer_can_update(self, info: Info) -> bool:
        return info.context.signed_in().may(Permission.COMPANY_WRITE) and self.deleted_at is None

    @strawberry.field(description="Whether the viewer may delete or restore this record.")
    def viewer_can_delete(self, info: Info) -> bool:
        return info.context.signed_in().may(Permission.COMPANY_WRITE)


company = Rows(
    Company,
    "name",
    "legal_name",
    "registration_number",
    "vat_number",
    "website",
    "industry",
    "notes",
    "version",
    "deleted_at",
    "sort_key",
    display_name="name",
    created=trace("created"),
    modified=trace("modified"),
    custom=Of(partial(held, RecordKind.COMPANY), "custom"),
    parent_pk="parent_id",
)
"""The company of a row of `queries.COLUMNS`."""

NODES["Company"] = Batch("company", BY_ID, company, many=False)
