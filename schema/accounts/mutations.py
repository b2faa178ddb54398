"""Changing users, the account, its groups, stores and API tokens."""

from __future__ import annotations

from typing import Annotated

import strawberry

from backend.accounts import account, groups, stores, tokens, users
from backend.accounts.permissions import Permission
from backend.customers.groups import group_delete
from schema.accounts.callers import welcome_page
from schema.accounts.inputs import (
    AccountUpdateInput,
    ApiTokenCreateInput,
    GroupInput,
    StoreInput,
    UserCreateInput,
    UserUpdateInput,
)
from schema.accounts.types import Account, ApiToken, Group, Store, User
from schema.batches import node_of
from schema.context import Info
from schema.inputs import given
from schema.permissions import Fresh, Requires
from schema.problems import InvalidInput, NotAllowed, NotFound, Refused, VersionConflict
from schema.relay import pk_of

Id = Annotated[strawberry.ID, strawberry.argument(description="Its id.")]


@strawberry.type(description="A new user, and the way in for them.")
class UserCreated:
    pk: strawberry.Private[int]
    link: str = strawberry.field(
        description="The page where they set their password. Works once, for a week. Shown once."
    )

    @strawberry.field(description="The user.")
    async def user(self, info: Info) -> User:
        return await node_of(info, User, self.pk)


@strawberry.type(description="The user as they stand after the change.")
class UserUpdated:
    pk: strawberry.Private[int]

    @strawberry.field(description="The user.")
    async def user(self, info: Info) -> User:
        return await node_of(info, User, self.pk)


@strawberry.type(description="A new way in for a user; older links no longer work.")
class PasswordLinkCreated:
    link: str = strawberry.field(
        description="The page where they set their password. Works once, for a week. Shown once."
    )


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


@strawberry.type(description="A new API token.")
class ApiTokenCreated:
    pk: strawberry.Private[int]
    secret: str = strawberry.field(
        description="The token itself. Copy it now: it is not shown again."
    )

    @strawberry.field(description="What is kept of it.")
    async def token(self, info: Info) -> ApiToken:
        return await node_of(info, ApiToken, self.pk)


@strawberry.type(description="The token has ended.")
class ApiTokenRevoked:
    pk: strawberry.Private[int]

    @strawberry.field(description="What is kept of it.")
    async def token(self, info: Info) -> ApiToken:
        return await node_of(info, ApiToken, self.pk)


UserCreateResult = Annotated[
    UserCreated | InvalidInput | NotAllowed,
    strawberry.union("UserCreateResult", description="A new user, or what is in the way."),
]
UserUpdateResult = Annotated[
    UserUpdated | InvalidInput | NotFound | NotAllowed | Refused | VersionConflict,
    strawberry.union("UserUpdateResult", description="The changed user, or what is in the way."),
]
PasswordLinkCreateResult = Annotated[
    PasswordLinkCreated | InvalidInput | NotFound | NotAllowed | Refused,
    strawberry.union("PasswordLinkCreateResult", description="A link, or what is in the way."),
]
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
ApiTokenCreateResult = Annotated[
    ApiTokenCreated | InvalidInput | NotAllowed,
    strawberry.union("ApiTokenCreateResult", description="A new token, or what is in the way."),
]
ApiTokenRevokeResult = Annotated[
    ApiTokenRevoked | InvalidInput | NotFound | NotAllowed,
    strawberry.union("ApiTokenRevokeResult", description="Ended, or what is in the way."),
]


@strawberry.type
class UserMutation:
    @strawberry.mutation(
        description="Add a user. They set their password by the link in the answer.",
        extensions=[Requires(Permission.USER_MANAGE), Fresh()],
    )
    async def user_create(
        self,
        info: Info,
        input: Annotated[UserCreateInput, strawberry.argument(description="Who.")],
    ) -> UserCreateResult:
        fields = {"name": input.name, "email": input.email, "roles": input.roles}
        pk, secret = await users.user_create(info.context.signed_in(), fields=fields)
        return UserCreated(pk=pk, link=welcome_page(info, secret))

    @strawberry.mutation(
        description="Change a user. Barring them or changing their roles ends their sign-ins.",
        extensions=[Requires(Permission.USER_MANAGE), Fresh()],
    )
    async def user_update(
        self,
        info: Info,
        id: Id,
        input: Annotated[UserUpdateInput, strawberry.argument(description="What to change.")],
    ) -> UserUpdateResult:
        pk = pk_of(id, "User")
        actor = info.context.signed_in()
        await users.user_update(actor, user_id=pk, fields=given(input), version=input.version)
        return UserUpdated(pk=pk)

    @strawberry.mutation(
        description="A new link by which a user sets their password; older ones end.",
        extensions=[Requires(Permission.USER_MANAGE), Fresh()],
    )
    async def password_link_create(self, info: Info, id: Id) -> PasswordLinkCreateResult:
        secret = await users.password_link(info.context.signed_in(), user_id=pk_of(id, "User"))
        return PasswordLinkCreated(link=welcome_page(info, secret))

    @strawberry.mutation(
        description="Make an API token.",
        extensions=[Requires(Permission.TOKEN_MANAGE), Fresh()],
    )
    async def api_token_create(
        self,
        info: Info,
        input: Annotated[
            ApiTokenCreateInput, strawberry.argument(description="Its name, rights, life.")
        ],
    ) -> ApiTokenCreateResult:
        made = await tokens.api_token_create(
            info.context.signed_in(), name=input.name, scopes=input.scopes, days=input.days
        )
        return ApiTokenCreated(pk=made.token_id, secret=made.secret)

    @strawberry.mutation(
        description="End an API token at once: one's own, or managing users, anybody's.",
        extensions=[Requires(Permission.TOKEN_MANAGE), Fresh()],
    )
    async def api_token_revoke(self, info: Info, id: Id) -> ApiTokenRevokeResult:
        pk = pk_of(id, "ApiToken")
        await tokens.api_token_revoke(info.context.signed_in(), token_id=pk)
        return ApiTokenRevoked(pk=pk)


@strawberry.type
class AccountMutation(UserMutation):
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
