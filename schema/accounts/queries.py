"""Reading the account's own things."""

from __future__ import annotations

from typing import Annotated

import strawberry

from backend.accounts import groups, links, queries, sessions, stores, tokens
from backend.accounts.permissions import Permission
from backend.core import paging
from schema.accounts.callers import caller_of
from schema.accounts.enums import Purpose
from schema.accounts.types import (
    Account,
    ApiToken,
    Group,
    Session,
    Store,
    User,
    api_token,
    group,
    session,
    store,
    user,
)
from schema.accounts.viewer import Viewer, viewer_of
from schema.ahead import look_ahead
from schema.batches import node_of
from schema.context import Info
from schema.permissions import Requires
from schema.relay import Connection, connection


@strawberry.type(description="What the page behind a one-time link shows.")
class Welcome:
    purpose: Purpose = strawberry.field(description="What the link is for.")
    account: str = strawberry.field(description="The account's name.")
    name: str = strawberry.field(description="The user's name, empty for the first administrator.")
    email: str = strawberry.field(description="Their address, empty for the first administrator.")


@strawberry.type
class AccountQuery:
    @strawberry.field(description="Who asks; null for strangers.")
    def viewer(self, info: Info) -> Viewer | None:
        return viewer_of(info.context.actor) if info.context.actor else None

    @strawberry.field(
        description="What a one-time link is for, without using it; null where it no longer works."
    )
    async def welcome(
        self,
        info: Info,
        token: Annotated[str, strawberry.argument(description="What follows the # of the link.")],
    ) -> Welcome | None:
        found = await links.welcome(token, caller_of(info).address)
        if found is None:
            return None
        return Welcome(
            purpose=found.purpose, account=found.account, name=found.name, email=found.email
        )

    @strawberry.field(
        description="The viewer's account.", extensions=[Requires(Permission.OWN_MANAGE)]
    )
    async def account(self, info: Info) -> Account:
        account_id = info.context.signed_in().account_id
        return await node_of(info, Account, account_id)

    @strawberry.field(
        description="The users by name; `active: null` for barred ones too.",
        extensions=[Requires(Permission.CUSTOMER_READ)],
        metadata={"page": True},
    )
    async def users(
        self,
        info: Info,
        first: int | None = None,
        after: str | None = None,
        last: int | None = None,
        before: str | None = None,
        offset: int | None = None,
        active: Annotated[
            bool | None, strawberry.argument(description="True: who may sign in; null: everybody.")
        ] = True,
    ) -> Connection[User]:
        account_id = info.context.signed_in().account_id
        page = paging.page(first, after, last, before, offset)
        rows = await queries.users(account_id, page, active=active)
        return await connection(
            info,
            paging.cut([user(row) for row in rows], page),
            cursor=lambda found: (found.sort_key, found.pk),
            count=lambda: queries.users_count(account_id, active=active),
        )

    @strawberry.field(
        description="The groups of customers by name.",
        extensions=[Requires(Permission.CUSTOMER_READ)],
        metadata={"cost": 20},
    )
    async def groups(self, info: Info) -> list[Group]:
        found = [group(row) for row in await groups.groups(info.context.signed_in().account_id)]
        await look_ahead(info, found)
        return found

    @strawberry.field(
        description="The stores, the default one first.",
        extensions=[Requires(Permission.CUSTOMER_READ)],
        metadata={"cost": 20},
    )
    async def stores(self, info: Info) -> list[Store]:
        return [store(row) for row in await stores.stores(info.context.signed_in().account_id)]

    @strawberry.field(
        description="The viewer's own sign-ins, the one used last first.",
        extensions=[Requires(Permission.OWN_MANAGE)],
        metadata={"cost": 10},
    )
    async def sessions(self, info: Info) -> list[Session]:
        actor = info.context.signed_in()
        kind, number = actor.credential or ("", 0)
        rows = await sessions.sessions_of(actor, actor.user_id or 0)
        return [session(row, number if kind == "session" else None) for row in rows]

    @strawberry.field(
        description="The viewer's API tokens; everybody's for those who manage users.",
        extensions=[Requires(Permission.TOKEN_MANAGE)],
        metadata={"cost": 20},
    )
    async def api_tokens(self, info: Info) -> list[ApiToken]:
        found = [api_token(row) for row in await tokens.tokens_of(info.context.signed_in())]
        await look_ahead(info, found)
        return found
