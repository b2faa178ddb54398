"""Changing who belongs to which company."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import strawberry
from strawberry import Maybe

from backend.accounts.permissions import Permission
from backend.companies import affiliations as service
from backend.events.types import NodeRef
from schema.batches import NODES, node_of
from schema.companies.affiliations import Affiliation
from schema.context import Info
from schema.graph import LazyCompany
from schema.inputs import given, person_of
from schema.permissions import Fresh, Requires
from schema.persons import person
from schema.problems import InvalidInput, NotAllowed, NotFound, Refused
from schema.relay import pk_of


@strawberry.input(description="A person's part in a company.")
class AffiliationAddInput:
    company: strawberry.ID = strawberry.field(description="Where.")
    role: Maybe[str] = strawberry.field(description="What they do there.", default=None)
    since: Maybe[date | None] = strawberry.field(description="From this day on.", default=None)
    until: Maybe[date | None] = strawberry.field(description="Up to this day.", default=None)
    main: Maybe[bool] = strawberry.field(
        description="Unless said, the first one that lasts is the main one.", default=None
    )


@strawberry.input(description="What to change on a person's part in a company.")
class AffiliationUpdateInput:
    role: Maybe[str] = strawberry.field(description="What they do there.", default=None)
    since: Maybe[date | None] = strawberry.field(description="From this day on.", default=None)
    until: Maybe[date | None] = strawberry.field(description="Up to this day.", default=None)
    main: Maybe[bool] = strawberry.field(
        description="Making one the main one unsets the other.", default=None
    )


@strawberry.type(description="The affiliation as it stands after the change.")
class AffiliationSaved:
    pk: strawberry.Private[int]

    @strawberry.field(description="The affiliation, with its person and company.")
    async def affiliation(self, info: Info) -> Affiliation:
        return await node_of(info, Affiliation, self.pk)


@strawberry.type(description="What the removed affiliation tied; both ends stay.")
class AffiliationRemoved:
    person_ref: strawberry.Private[NodeRef]
    company_pk: strawberry.Private[int]

    person = person(description="Who no longer belongs there.")

    @strawberry.field(description="Where they no longer belong.")
    async def company(self, info: Info) -> LazyCompany:
        found: LazyCompany = await info.context.loaders.of(NODES["Company"]).load(self.company_pk)
        return found


AffiliationResult = Annotated[
    AffiliationSaved | InvalidInput | NotFound | NotAllowed | Refused,
    strawberry.union("AffiliationResult", description="The affiliation, or what is in the way."),
]
AffiliationRemoveResult = Annotated[
    AffiliationRemoved | InvalidInput | NotFound | NotAllowed | Refused,
    strawberry.union("AffiliationRemoveResult", description="What it tied, or what is in the way."),
]

WRITES = Requires(Permission.CONTACT_WRITE, Permission.CUSTOMER_WRITE)
"""Whoever may change the person; the service demands the permission of the person's kind."""


@strawberry.type
class AffiliationMutation:
    @strawberry.mutation(
        description="Say that a customer or contact belongs to a company.",
        extensions=[WRITES, Fresh()],
    )
    async def affiliation_add(
        self, info: Info, person: strawberry.ID, input: AffiliationAddInput
    ) -> AffiliationResult:
        pk = await service.affiliation_add(
            info.context.signed_in(),
            person=person_of(person, "person"),
            company_id=pk_of(input.company, "Company", path=("company",)),
            fields=given(input),
        )
        return AffiliationSaved(pk=pk)

    @strawberry.mutation(
        description="Change a role, its time, or which one is the main one.",
        extensions=[WRITES, Fresh()],
    )
    async def affiliation_update(
        self, info: Info, id: strawberry.ID, input: AffiliationUpdateInput
    ) -> AffiliationResult:
        pk = pk_of(id, "Affiliation")
        await service.affiliation_update(
            info.context.signed_in(), affiliation_id=pk, fields=given(input)
        )
        return AffiliationSaved(pk=pk)

    @strawberry.mutation(
        description="Say that it is over; it stays on record, and is not the main one any more.",
        extensions=[WRITES, Fresh()],
    )
    async def affiliation_end(
        self, info: Info, id: strawberry.ID, until: date | None = None
    ) -> AffiliationResult:
        pk = pk_of(id, "Affiliation")
        await service.affiliation_end(info.context.signed_in(), affiliation_id=pk, until=until)
        return AffiliationSaved(pk=pk)

    @strawberry.mutation(
        description="Take away what was never so; the person and the company stay.",
        extensions=[WRITES, Fresh()],
    )
    async def affiliation_remove(self, info: Info, id: strawberry.ID) -> AffiliationRemoveResult:
        pk = pk_of(id, "Affiliation")
        person, company_pk = await service.affiliation_remove(
            info.context.signed_in(), affiliation_id=pk
        )
        return AffiliationRemoved(person_ref=person, company_pk=company_pk)
