"""The customer, and what hangs from one."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial

import strawberry

from backend.accounts.permissions import Permission
from backend.core import names
from backend.custom_fields.types import RecordKind
from backend.customers.queries import BY_ID
from schema import graph
from schema.accounts.types import Group, Store, User
from schema.batches import NODES, Batch, relation
from schema.calls.types import LAST_CALL, Call, last_spoken_of
from schema.consents.types import consent_history_of, consents_of
from schema.contact_points.address_types import ADDRESSES, Address
from schema.contact_points.types import EMAILS, PHONES, EmailAddress, PhoneNumber
from schema.context import Info
from schema.custom_fields.types import CustomFieldHolder, Held, custom_fields, held
from schema.customers.enums import ContactPreference, Sex, Source
from schema.events.history import history_of, latest_activity_of
from schema.events.types import Trace
from schema.parties import Party
from schema.people import NamePart, trace
from schema.relay import Node
from schema.rows import FromRow, Of, Rows, optional


@strawberry.type(
    description="A number shown by its last characters only; `customerReveal` gives the whole."
)
class MaskedText:
    masked: str = strawberry.field(
        description="Dots and the last three characters; empty where there is none."
    )
    known: bool = strawberry.field(description="Whether there is one.")


def masked(value: str) -> MaskedText:
    """The mask of a value."""
    shown = value[-3:] if len(value) > 5 else ""
    return MaskedText(masked="•" * min(len(value) - len(shown), 8) + shown, known=bool(value))


@strawberry.type(description="Somebody the account serves.")
class Customer(FromRow, Party, CustomFieldHolder, Node):
    pk: strawberry.Private[int]
    number: int = strawberry.field(description="The client number people say aloud.")
    display_name: str = strawberry.field(
        description="The whole name, in the order the person uses."
    )
    name_parts: list[NamePart] = strawberry.field(
        description="The name in pieces, family name marked."
    )
    first_name: str = strawberry.field(description="Given name, or the only one.")
    middle_name: str = strawberry.field(description="Middle names.")
    last_name: str = strawberry.field(description="Family name.")
    birthday: date | None = strawberry.field(description="Day of birth.")
    sex: Sex | None = strawberry.field(description="Null where not said.")
    citizenship: str | None = strawberry.field(description="ISO 3166-1 alpha-2.")
    id_number: MaskedText = strawberry.field(description="Number of the identity card.")
    id_issued_by: str = strawberry.field(description="Who issued the card.")
    passport_number: MaskedText = strawberry.field(description="Number of the passport.")
    licence_number: MaskedText = strawberry.field(description="Number of a licence.")
    source: Source = strawberry.field(description="How they came to the account.")
    discount: float | None = strawberry.field(
        description="Default discount of new orders, per cent (R037)."
    )
    payment_days: int | None = strawberry.field(
        description="Payment term of new orders, days (R037)."
    )
    newsletter: bool = strawberry.field(description="Wants the newsletter.")
    promotional_sms: bool = strawberry.field(description="Wants promotional text messages.")
    do_not_email: bool = strawberry.field(description="Must not be written to.")
    do_not_call: bool = strawberry.field(description="Must not be called.")
    contact_preference: ContactPreference = strawberry.field(
        description="How they wish to be reached."
    )
    blocked: bool = strawberry.field(description="May not sign in.")
    suppress_registration_email: bool = strawberry.field(
        description="Gets no registration e-mail (R039)."
    )
    target_information: str = strawberry.field(description="What they are after.")
    role: str = strawberry.field(description="Their role, in the account's words.")
    notes: str = strawberry.field(description="Notes useful for calls and meetings.")
    language: str | None = strawberry.field(description="BCP 47.")
    time_zone: str | None = strawberry.field(description="IANA zone.")
    version: int = strawberry.field(description="Hand it back with an update.")
    created: Trace = strawberry.field(description="Who made the record (R063).")
    modified: Trace = strawberry.field(description="Who changed it last (R063).")
    deleted_at: datetime | None = strawberry.field(description="When it was marked as deleted.")
    sort_key: strawberry.Private[str]
    custom: strawberry.Private[Held]
    operator_pk: strawberry.Private[int | None]
    group_pk: strawberry.Private[int | None]
    store_pk: strawberry.Private[int | None]

    phones: list[PhoneNumber] = relation(
        PHONES["customer"], list[PhoneNumber], description="Their telephone numbers, in order."
    )
    emails: list[EmailAddress] = relation(
        EMAILS["customer"], list[EmailAddress], description="Their e-mail addresses, in order."
    )

    addresses: list[Address] = relation(
        ADDRESSES["customer"], list[Address], description="Their addresses, in order."
    )
    group: Group | None = relation(
        "Group", Group | None, description="Their group.", key="group_pk"
    )
    operator: User | None = relation(
        "User", User | None, description="Their dedicated operator (R036).", key="operator_pk"
    )
    store: Store | None = relation(
        "Store", Store | None, description="The store they came from (R040).", key="store_pk"
    )
    last_call: Call | None = relation(
        LAST_CALL,
        Call | None,
        description="The newest call with them.",
        permission=Permission.CALL_READ,
    )
    last_spoken = last_spoken_of("customer")

    affiliations = graph.affiliations_of("Customer")
    companies = graph.companies_of("Customer")
    participations = graph.participations_of("Customer")
    former_participations = graph.participations_of("Customer", deleted=True)
    projects = graph.projects_of("Customer")
    consents = consents_of("Customer")
    consent_history = consent_history_of("Customer")
    custom_fields = custom_fields()
    history = history_of("Customer")
    latest_activity = latest_activity_of("Customer")

    @strawberry.field(description="Whether the viewer may change this record.")
    def viewer_can_update(self, info: Info) -> bool:
        return info.context.signed_in().may(Permission.CUSTOMER_WRITE) and self.deleted_at is None

    @strawberry.field(description="Whether the viewer may delete or restore this record.")
    def viewer_can_delete(self, info: Info) -> bool:
        return info.context.signed_in().may(Permission.CUSTOMER_DELETE)

    @strawberry.field(description="Whether the viewer may see masked numbers whole.")
    def viewer_can_reveal(self, info: Info) -> bool:
        return info.context.signed_in().may(Permission.CUSTOMER_REVEAL)


NAME = ("first_name", "middle_name", "last_name", "language")

customer = Rows(
    Customer,
    "number",
    "first_name",
    "middle_name",
    "last_name",
    "birthday",
    "citizenship",
    "id_issued_by",
    "payment_days",
    "newsletter",
    "promotional_sms",
    "do_not_email",
    "do_not_call",
    "blocked",
    "suppress_registration_email",
    "target_information",
    "role",
    "notes",
    "language",
    "time_zone",
    "version",
    "deleted_at",
    "sort_key",
    display_name=Of(names.display_name, *NAME),
    name_parts=Of(names.name_parts, *NAME),
    sex=Of(optional(Sex), "sex"),
    source=Of(Source, "source"),
    contact_preference=Of(ContactPreference, "contact_preference"),
    discount=Of(optional(float), "discount"),
    id_number=Of(masked, "id_number"),
    passport_number=Of(masked, "passport_number"),
    licence_number=Of(masked, "licence_number"),
    created=trace("created"),
    modified=trace("modified"),
    custom=Of(partial(held, RecordKind.CUSTOMER), "custom"),
    operator_pk="operator_id",
    group_pk="group_id",
    store_pk="store_id",
)
"""The customer of a row of `queries.COLUMNS`."""

NODES["Customer"] = Batch("customer", BY_ID, customer, many=False)
