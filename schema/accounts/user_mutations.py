"""Changing users and API tokens: who may come in, and how."""

from __future__ import annotations

from typing import Annotated

import strawberry

from backend.accounts import tokens, users
from backend.accounts.links import LASTS
from backend.accounts.permissions import Permission
from schema.accounts.callers import welcome_page
from schema.accounts.inputs import ApiTokenCreateInput, UserCreateInput, UserUpdateInput
from schema.accounts.types import ApiToken, User
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
        description=f"The page where they set their password. Works once, for {LASTS.days} days. Shown once."
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
        description=f"The page where they set their password. Works once, for {LASTS.days} days. Shown once."
    )


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
