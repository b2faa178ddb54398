"""Changing the account itself, and its lists: groups and stores."""

from __future__ import annotations

from typing import Annotated

import strawberry

from backend.accounts import account, groups, stores
from backend.accounts.permissions import Permission
from backend.customers.groups import group_delete
from schema.accounts.inputs import AccountUpdateInput, GroupInput, StoreInput
from schema.accounts.types import Account, Group, Store
from schema.batches import node_of
from schema.context import Info
from schema.inputs import given
from schema.permissions import Fresh, Requires
from schema.problems import InvalidInput, NotAllowed, NotFound, Refused
from schema.relay import pk_of

Id = Annotated[strawberry.ID, strawberry.argument(description="Its id.")]


@strawberry.type(description="The account as it stands after the change.")
class AccountUpdated:
    @strawberry.field(description="The account.")
    async def account(self, info: Info) -> Account:
        return await node_of(info, Account, info.context.signed_in().account_id)


@strawberry.type(description="The group as it stands after the change.")
class GroupSaved:
    pk: strawberry.Private[int]

    @strawberry.field(description="The group.")
    async def group(self, info: Info) -> Group:
        return await node_of(info, Group, self.pk)


@strawberry.type(description="The group is gone.")
class GroupDeleted:
    id: strawberry.ID = strawberry.field(description="The id it had.")


@strawberry.type(description="The store as it stands after the change.")
class StoreSaved:
    pk: strawberry.Private[int]

    @strawberry.field(description="The store.")
    async def store(self, info: Info) -> Store:
        return await node_of(info, Store, self.pk)


AccountUpdateResult = Annotated[
    AccountUpdated | InvalidInput | NotAllowed,
    strawberry.union("AccountUpdateResult", description="The account, or what is in the way."),
]
GroupCreateResult = Annotated[
    GroupSaved | InvalidInput | NotAllowed,
    strawberry.union("GroupCreateResult", description="A new group, or what is in the way."),
]
GroupUpdateResult = Annotated[
    GroupSaved | InvalidInput | NotFound | NotAllowed,
    strawberry.union("GroupUpdateResult", description="The group, or what is in the way."),
]
GroupDeleteResult = Annotated[
    GroupDeleted | InvalidInput | NotFound | NotAllowed | Refused,
    strawberry.union("GroupDeleteResult", description="Gone, or what is in the way."),
]
StoreCreateResult = Annotated[
    StoreSaved | InvalidInput | NotAllowed,
    strawberry.union("StoreCreateResult", description="A new store, or what is in the way."),
]
StoreUpdateResult = Annotated[
    StoreSaved | InvalidInput | NotFound | NotAllowed | Refused,
    strawberry.union("StoreUpdateResult", description="The store, or what is in the way."),
]


@strawberry.type
class AccountMutation:
    @strawberry.mutation(
        description="Change the account's settings.",
        extensions=[Requires(Permission.ACCOUNT_MANAGE), Fresh()],
    )
    async def account_update(
        self,
        info: Info,
        input: Annotated[AccountUpdateInput, strawberry.argument(description="What to change.")],
    ) -> AccountUpdateResult:
        await account.account_update(info.context.signed_in(), fields=given(input))
        return AccountUpdated()

    @strawberry.mutation(
        description="Make a group of customers.",
        extensions=[Requires(Permission.ACCOUNT_MANAGE), Fresh()],
    )
    async def group_create(
        self,
        info: Info,
        input: Annotated[GroupInput, strawberry.argument(description="The group.")],
    ) -> GroupCreateResult:
        return GroupSaved(
            pk=await groups.group_create(info.context.signed_in(), fields=given(input))
        )

    @strawberry.mutation(
        description="Rename a group or change its discount.",
        extensions=[Requires(Permission.ACCOUNT_MANAGE), Fresh()],
    )
    async def group_update(
        self,
        info: Info,
        id: Id,
        input: Annotated[GroupInput, strawberry.argument(description="What to change.")],
    ) -> GroupUpdateResult:
        pk = pk_of(id, "Group")
        await groups.group_update(info.context.signed_in(), group_id=pk, fields=given(input))
        return GroupSaved(pk=pk)

    @strawberry.mutation(
        description="Delete a group; one with members says where they move.",
        extensions=[Requires(Permission.ACCOUNT_MANAGE), Fresh()],
    )
    async def group_delete(
        self,
        info: Info,
        id: Id,
        move_to: Annotated[
            strawberry.ID | None, strawberry.argument(description="The group its members move to.")
        ] = None,
    ) -> GroupDeleteResult:
        target = pk_of(move_to, "Group", path=("moveTo",)) if move_to else None
        await group_delete(info.context.signed_in(), group_id=pk_of(id, "Group"), move_to=target)
        return GroupDeleted(id=id)

    @strawberry.mutation(
        description="Open a store; the first is the default.",
        extensions=[Requires(Permission.ACCOUNT_MANAGE), Fresh()],
    )
    async def store_create(
        self,
        info: Info,
        input: Annotated[StoreInput, strawberry.argument(description="The store.")],
    ) -> StoreCreateResult:
        return StoreSaved(
            pk=await stores.store_create(info.context.signed_in(), fields=given(input))
        )

    @strawberry.mutation(
        description="Rename a store, close or reopen it, make it the default.",
        extensions=[Requires(Permission.ACCOUNT_MANAGE), Fresh()],
    )
    async def store_update(
        self,
        info: Info,
        id: Id,
        input: Annotated[StoreInput, strawberry.argument(description="What to change.")],
    ) -> StoreUpdateResult:
        pk = pk_of(id, "Store")
        await stores.store_update(info.context.signed_in(), store_id=pk, fields=given(input))
        return StoreSaved(pk=pk)
