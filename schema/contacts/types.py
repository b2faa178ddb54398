"""The contact, and what hangs from one."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial

import strawberry

from backend.accounts.permissions import Permission
from backend.contacts.queries import BY_ID
from backend.core import names
from backend.custom_fields.types import RecordKind
from schema import graph
from schema.batches import NODES, Batch, relation
from schema.calls.types import last_spoken_of
from schema.consents.types import consent_history_of, consents_of
from schema.contact_points.address_types import ADDRESSES, Address
from schema.contact_points.types import EMAILS, PHONES, EmailAddress, PhoneNumber
from schema.context import Info
from schema.custom_fields.types import CustomFieldHolder, Held, custom_fields, held
from schema.customers.enums import ContactPreference
from schema.events.history import history_of, latest_activity_of
from schema.events.types import Trace
from schema.parties import Party
from schema.people import NamePart, trace
from schema.relay import Node
from schema.rows import FromRow, Of, Rows


@strawberry.type(description="A person the account talks to, at a company or for a customer.")
class Contact(FromRow, Party, CustomFieldHolder, Node):
    pk: strawberry.Private[int]
    display_name: str = strawberry.field(
        description="The whole name, in the order the person uses."
    )
    name_parts: list[NamePart] = strawberry.field(
        description="The name in pieces, family name marked."
    )
    first_name: str = strawberry.field(description="Given name.")
    middle_name: str = strawberry.field(description="Middle names.")
    last_name: str = strawberry.field(description="Family name.")
    birthday: date | None = strawberry.field(description="Day of birth.")
    job_title: str = strawberry.field(description="What they are called at work.")
    certificate: str = strawberry.field(description="What they are certified for.")
    other_means: str = strawberry.field(description="Other ways to reach them (R017).")
    do_not_email: bool = strawberry.field(description="Must not be written to.")
    do_not_call: bool = strawberry.field(description="Must not be called.")
    contact_preference: ContactPreference = strawberry.field(
        description="How they wish to be reached."
    )
    active: bool = strawberry.field(description="Whether lists show them unasked (R011).")
    notes: str = strawberry.field(description="Notes useful for calls and meetings.")
    language: str | None = strawberry.field(description="BCP 47.")
    time_zone: str | None = strawberry.field(description="IANA zone.")
    version: int = strawberry.field(description="Hand it back with an update.")
    created: Trace = strawberry.field(description="Who made the record (R063).")
    modified: Trace = strawberry.field(description="Who changed it last (R063).")
    deleted_at: datetime | None = strawberry.field(description="When it was marked as deleted.")
    sort_key: strawberry.Private[str]
    custom: strawberry.Private[Held]
    manager_pk: strawberry.Private[int | None]

    phones: list[PhoneNumber] = relation(
        PHONES["contact"], list[PhoneNumber], description="Their telephone numbers, in order."
    )
    emails: list[EmailAddress] = relation(
        EMAILS["contact"], list[EmailAddress], description="Their e-mail addresses, in order."
    )
    addresses: list[Address] = relation(
        ADDRESSES["contact"], list[Address], description="Their addresses, in order."
    )
    manager = relation(
        "Contact",
        graph.LazyContact | None,
        description="The contact they report to.",
        key="manager_pk",
    )
    last_spoken = last_spoken_of("contact")
    affiliations = graph.affiliations_of("Contact")
    companies = graph.companies_of("Contact")
    participations = graph.participations_of("Contact")
    former_participations = graph.participations_of("Contact", deleted=True)
    projects = graph.projects_of("Contact")
    consents = consents_of("Contact")
    consent_history = consent_history_of("Contact")
    custom_fields = custom_fields()
    history = history_of("Contact")
    latest_activity = latest_activity_of("Contact")

    @strawberry.field(description="Whether the viewer may change this record.")
    def viewer_can_update(self, info: Info) -> bool:
        return info.context.signed_in().may(Permission.CONTACT_WRITE) and self.deleted_at is None

    @strawberry.field(description="Whether the viewer may delete or restore this record.")
    def viewer_can_delete(self, info: Info) -> bool:
        return info.context.signed_in().may(Permission.CONTACT_WRITE)


NAME = ("first_name", "middle_name", "last_name", "language")

contact = Rows(
    Contact,
    "first_name",
    "middle_name",
    "last_name",
    "birthday",
    "job_title",
    "certificate",
    "other_means",
    "do_not_email",
    "do_not_call",
    "active",
    "notes",
    "language",
    "time_zone",
    "version",
    "deleted_at",
    "sort_key",
    display_name=Of(names.display_name, *NAME),
    name_parts=Of(names.name_parts, *NAME),
    contact_preference=Of(ContactPreference, "contact_preference"),
    created=trace("created"),
    modified=trace("modified"),
    custom=Of(partial(held, RecordKind.CONTACT), "custom"),
    manager_pk="manager_id",
)
"""The contact of a row of `queries.COLUMNS`."""

NODES["Contact"] = Batch("contact", BY_ID, contact, many=False)
