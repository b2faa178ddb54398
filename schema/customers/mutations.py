"""Changing customers."""

from __future__ import annotations

from typing import Annotated

import strawberry

from backend.accounts.permissions import Permission
from backend.contact_points.attaching import NewEmail, NewPhone
from backend.customers import service
from schema.batches import node_of
from schema.context import Info
from schema.customers.inputs import CustomerCreateInput, CustomerUpdateInput
from schema.customers.types import Customer
from schema.inputs import given
from schema.permissions import Fresh, Requires
from schema.problems import (
    EmailTaken,
    InvalidInput,
    NotAllowed,
    NotFound,
    PhoneTaken,
    Refused,
    VersionConflict,
)
from schema.relay import pk_of

REFERENCES = {"group": "Group", "operator": "User", "store": "Store"}


@strawberry.type(description="The customer as it stands after the change.")
class CustomerSaved:
    pk: strawberry.Private[int]

    @strawberry.field(description="The customer.")
    async def customer(self, info: Info) -> Customer:
        return await node_of(info, Customer, self.pk)


@strawberry.type(description="A masked number, whole; that it was looked at is on record.")
class CustomerRevealed:
    value: str = strawberry.field(description="The whole number.")


CustomerCreateResult = Annotated[
    CustomerSaved | InvalidInput | NotAllowed | PhoneTaken | EmailTaken | Refused,
    strawberry.union("CustomerCreateResult", description="A new customer, or what is in the way."),
]
CustomerUpdateResult = Annotated[
    CustomerSaved | InvalidInput | NotFound | NotAllowed | VersionConflict,
    strawberry.union(
        "CustomerUpdateResult", description="The changed customer, or what is in the way."
    ),
]
CustomerDeleteResult = Annotated[
    CustomerSaved | InvalidInput | NotFound | NotAllowed,
    strawberry.union(
        "CustomerDeleteResult", description="The marked customer, or what is in the way."
    ),
]
CustomerRevealResult = Annotated[
    CustomerRevealed | InvalidInput | NotFound | NotAllowed,
    strawberry.union(
        "CustomerRevealResult", description="The whole number, or what is in the way."
    ),
]


@strawberry.type
class CustomerMutation:
    @strawberry.mutation(
        description="Add a customer.", extensions=[Requires(Permission.CUSTOMER_WRITE), Fresh()]
    )
    async def customer_create(self, info: Info, input: CustomerCreateInput) -> CustomerCreateResult:
        phones = [
            NewPhone(number, label=label, path=(field,))
            for number, label, field in (
                (input.mobile_phone, "mobile", "mobile_phone"),
                (input.fixed_phone, "home", "fixed_phone"),
            )
            if number
        ]
        pk = await service.customer_create(
            info.context.signed_in(),
            fields=given(input, REFERENCES),
            phones=phones,
            emails=[NewEmail(input.email, path=("email",))] if input.email else [],
        )
        return CustomerSaved(pk=pk)

    @strawberry.mutation(
        description="Change some fields of a customer.",
        extensions=[Requires(Permission.CUSTOMER_WRITE), Fresh()],
    )
    async def customer_update(
        self, info: Info, id: strawberry.ID, input: CustomerUpdateInput
    ) -> CustomerUpdateResult:
        pk = pk_of(id, "Customer")
        await service.customer_update(
            info.context.signed_in(),
            customer_id=pk,
            fields=given(input, REFERENCES),
            version=input.version,
        )
        return CustomerSaved(pk=pk)

    @strawberry.mutation(
        description="Mark a customer as deleted; kept and restorable.",
        extensions=[Requires(Permission.CUSTOMER_DELETE), Fresh()],
    )
    async def customer_delete(self, info: Info, id: strawberry.ID) -> CustomerDeleteResult:
        pk = pk_of(id, "Customer")
        await service.customer_delete(info.context.signed_in(), customer_id=pk)
        return CustomerSaved(pk=pk)

    @strawberry.mutation(
        description="Take the mark of deletion away.",
        extensions=[Requires(Permission.CUSTOMER_WRITE), Fresh()],
    )
    async def customer_restore(self, info: Info, id: strawberry.ID) -> CustomerDeleteResult:
        pk = pk_of(id, "Customer")
        await service.customer_restore(info.context.signed_in(), customer_id=pk)
        return CustomerSaved(pk=pk)

    @strawberry.mutation(
        description="Show a masked number whole: idNumber, passportNumber or licenceNumber.",
        extensions=[Requires(Permission.CUSTOMER_REVEAL)],
    )
    async def customer_reveal(
        self, info: Info, id: strawberry.ID, field: str
    ) -> CustomerRevealResult:
        names = {
            "idNumber": "id_number",
            "passportNumber": "passport_number",
            "licenceNumber": "licence_number",
        }
        value = await service.customer_reveal(
            info.context.signed_in(),
            customer_id=pk_of(id, "Customer"),
            field=names.get(field, field),
        )
        return CustomerRevealed(value=value)
