"""Changing companies."""

from __future__ import annotations

from typing import Annotated

import strawberry

from backend.accounts.permissions import Permission
from backend.companies import service
from backend.contact_points.attaching import NewEmail, NewPhone
from schema.batches import node_of
from schema.companies.inputs import CompanyCreateInput, CompanyUpdateInput
from schema.companies.types import Company
from schema.context import Info
from schema.inputs import given
from schema.permissions import Fresh, Requires
from schema.problems import InvalidInput, NotAllowed, NotFound, Refused, VersionConflict
from schema.relay import pk_of

REFERENCES = {"parent": "Company"}


@strawberry.type(description="The company as it stands after the change.")
class CompanySaved:
    pk: strawberry.Private[int]

    @strawberry.field(description="The company.")
    async def company(self, info: Info) -> Company:
        return await node_of(info, Company, self.pk)


CompanyCreateResult = Annotated[
    CompanySaved | InvalidInput | NotAllowed | Refused,
    strawberry.union("CompanyCreateResult", description="A new company, or what is in the way."),
]
CompanyUpdateResult = Annotated[
    CompanySaved | InvalidInput | NotFound | NotAllowed | VersionConflict,
    strawberry.union(
        "CompanyUpdateResult", description="The changed company, or what is in the way."
    ),
]
CompanyDeleteResult = Annotated[
    CompanySaved | InvalidInput | NotFound | NotAllowed,
    strawberry.union(
        "CompanyDeleteResult", description="The marked company, or what is in the way."
    ),
]

WRITES = Permission.COMPANY_WRITE


@strawberry.type
class CompanyMutation:
    @strawberry.mutation(description="Add a company.", extensions=[Requires(WRITES), Fresh()])
    async def company_create(self, info: Info, input: CompanyCreateInput) -> CompanyCreateResult:
        pk = await service.company_create(
            info.context.signed_in(),
            fields=given(input, REFERENCES),
            phones=[NewPhone(input.phone, path=("phone",))] if input.phone else [],
            emails=[NewEmail(input.email, path=("email",))] if input.email else [],
        )
        return CompanySaved(pk=pk)

    @strawberry.mutation(
        description="Change some fields of a company.", extensions=[Requires(WRITES), Fresh()]
    )
    async def company_update(
        self, info: Info, id: strawberry.ID, input: CompanyUpdateInput
    ) -> CompanyUpdateResult:
        pk = pk_of(id, "Company")
        await service.company_update(
            info.context.signed_in(),
            company_id=pk,
            fields=given(input, REFERENCES),
            version=input.version,
        )
        return CompanySaved(pk=pk)

    @strawberry.mutation(
        description="Mark a company as deleted; kept and restorable, with its people.",
        extensions=[Requires(WRITES), Fresh()],
    )
    async def company_delete(self, info: Info, id: strawberry.ID) -> CompanyDeleteResult:
        pk = pk_of(id, "Company")
        await service.company_delete(info.context.signed_in(), company_id=pk)
        return CompanySaved(pk=pk)

    @strawberry.mutation(
        description="Take the mark of deletion away.", extensions=[Requires(WRITES), Fresh()]
    )
    async def company_restore(self, info: Info, id: strawberry.ID) -> CompanyDeleteResult:
        pk = pk_of(id, "Company")
        await service.company_restore(info.context.signed_in(), company_id=pk)
        return CompanySaved(pk=pk)
