"""Reading the definitions of custom fields."""

from __future__ import annotations

from typing import Annotated

import strawberry

from backend.accounts.permissions import Permission
from backend.custom_fields import queries
from schema.context import Info
from schema.custom_fields.enums import RecordKind
from schema.custom_fields.types import CustomField, custom_field
from schema.permissions import Requires


@strawberry.type
class CustomFieldQuery:
    @strawberry.field(
        description="The account's own fields in their order (R058).",
        extensions=[Requires(Permission.CUSTOMER_READ)],
        metadata={"cost": 20},
    )
    async def custom_fields(
        self,
        info: Info,
        kind: Annotated[
            RecordKind | None, strawberry.argument(description="Of this kind of record only.")
        ] = None,
        retired: Annotated[bool, strawberry.argument(description="The retired ones too.")] = False,
    ) -> list[CustomField]:
        account_id = info.context.signed_in().account_id
        found = await queries.definitions(account_id, retired=retired)
        return [custom_field(one) for one in found if kind is None or one.kind is kind]
