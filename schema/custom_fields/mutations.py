"""Defining custom fields."""

from __future__ import annotations

from typing import Annotated

import strawberry

from backend.accounts.permissions import Permission
from backend.custom_fields import service
from schema.batches import node_of
from schema.context import Info
from schema.custom_fields.inputs import CustomFieldCreateInput, CustomFieldUpdateInput
from schema.custom_fields.types import CustomField
from schema.inputs import given
from schema.permissions import Fresh, Requires
from schema.problems import InvalidInput, NotAllowed, NotFound, Refused
from schema.relay import pk_of


@strawberry.type(description="The custom field as it stands after the change.")
class CustomFieldSaved:
    pk: strawberry.Private[int]

    @strawberry.field(description="The field.")
    async def custom_field(self, info: Info) -> CustomField:
        return await node_of(info, CustomField, self.pk)


CustomFieldCreateResult = Annotated[
    CustomFieldSaved | InvalidInput | NotAllowed | Refused,
    strawberry.union("CustomFieldCreateResult", description="A new field, or what is in the way."),
]
CustomFieldUpdateResult = Annotated[
    CustomFieldSaved | InvalidInput | NotFound | NotAllowed,
    strawberry.union(
        "CustomFieldUpdateResult", description="The changed field, or what is in the way."
    ),
]

ADMINS = Permission.ACCOUNT_MANAGE


@strawberry.type
class CustomFieldMutation:
    @strawberry.mutation(
        description="Define a field for one kind of record.",
        extensions=[Requires(ADMINS), Fresh()],
    )
    async def custom_field_create(
        self, info: Info, input: CustomFieldCreateInput
    ) -> CustomFieldCreateResult:
        pk = await service.custom_field_create(
            info.context.signed_in(), kind=input.kind, of_type=input.type, fields=given(input)
        )
        return CustomFieldSaved(pk=pk)

    @strawberry.mutation(
        description="Rename a field, change its entries or its place.",
        extensions=[Requires(ADMINS), Fresh()],
    )
    async def custom_field_update(
        self, info: Info, id: strawberry.ID, input: CustomFieldUpdateInput
    ) -> CustomFieldUpdateResult:
        pk = pk_of(id, "CustomField")
        await service.custom_field_update(
            info.context.signed_in(), field_id=pk, fields=given(input)
        )
        return CustomFieldSaved(pk=pk)

    @strawberry.mutation(
        description="Retire a field: forms and lists leave it out, records keep its values.",
        extensions=[Requires(ADMINS), Fresh()],
    )
    async def custom_field_archive(self, info: Info, id: strawberry.ID) -> CustomFieldUpdateResult:
        pk = pk_of(id, "CustomField")
        await service.custom_field_archive(info.context.signed_in(), field_id=pk)
        return CustomFieldSaved(pk=pk)

    @strawberry.mutation(
        description="Take up a retired field again, with the values it had.",
        extensions=[Requires(ADMINS), Fresh()],
    )
    async def custom_field_restore(self, info: Info, id: strawberry.ID) -> CustomFieldUpdateResult:
        pk = pk_of(id, "CustomField")
        await service.custom_field_restore(info.context.signed_in(), field_id=pk)
        return CustomFieldSaved(pk=pk)
