"""Users, the account, its groups and stores."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import asyncpg
import orjson
import strawberry

from backend.accounts import groups, queries, stores
from backend.accounts.modules import modules
from backend.accounts.permissions import Permission
from schema.accounts.enums import Module, Role
from schema.batches import NODES, Batch, relation
from schema.relay import Node, global_id


@strawberry.type(description="A sign-in that lasts until it runs out or is ended.")
class Session(Node):
    client: str = strawberry.field(description="What it is used through: Firefox on Linux.")
    address: str = strawberry.field(description="The network address it was opened from.")
    app: bool = strawberry.field(description="Whether an app holds its own token for it.")
    created_at: datetime = strawberry.field(description="When it was opened.")
    last_used_at: datetime = strawberry.field(description="When it was last used, to the minute.")
    expires_at: datetime = strawberry.field(description="When it runs out.")
    current: bool = strawberry.field(description="Whether it is the one that asks.")


def session(row: asyncpg.Record, current: int | None = None) -> Session:
    """The session of a row; `current` is the id of the one that asks."""
    return Session(
        id=global_id("Session", row["id"]),
        client=row["client"],
        address=row["address"],
        app=row["via"] == "app",
        created_at=row["created_at"],
        last_used_at=row["last_used_at"],
        expires_at=row["expires_at"],
        current=row["id"] == current,
    )


SESSIONS_OF = Batch("sessions", queries.SESSIONS_OF, session)


@strawberry.type(description="Somebody who can sign in.")
class User(Node):
    pk: strawberry.Private[int]
    name: str = strawberry.field(description="Their name.")
    email: str = strawberry.field(description="The address they sign in with.")
    roles: list[Role] = strawberry.field(description="Their roles; none: only their own record.")
    active: bool = strawberry.field(description="Whether they may sign in.")
    version: int = strawberry.field(description="Hand it back with an update.")
    has_password: bool = strawberry.field(
        description="False until they have used the link that sets one."
    )
    created_at: datetime = strawberry.field(description="When they were added.")
    sort_key: strawberry.Private[str]
    sessions: list[Session] = relation(
        SESSIONS_OF,
        list[Session],
        description="Their sign-ins.",
        permission=Permission.USER_MANAGE,
    )


def user(row: asyncpg.Record | Any) -> User:
    """The user of a row of `queries.USER_COLUMNS`."""
    return User(
        id=global_id("User", row["id"]),
        pk=row["id"],
        name=row["name"],
        email=row["email"],
        roles=[Role(role) for role in orjson.loads(row["roles"]) if role in set(Role)],
        active=row["active"],
        version=row["version"],
        has_password=row["has_password"],
        created_at=row["created_at"],
        sort_key=row["sort_key"],
    )


@strawberry.type(description="One organisation, sealed off from every other.")
class Account(Node):
    name: str = strawberry.field(description="The organisation's name.")
    region: str = strawberry.field(
        description="Its country, ISO 3166-1 alpha-2: how numbers without a prefix are read."
    )
    language: str = strawberry.field(description="BCP 47.")
    currency: str = strawberry.field(description="ISO 4217.")
    time_zone: str = strawberry.field(description="IANA zone.")
    lock_first_email: bool = strawberry.field(
        description="Whether a customer's first e-mail address never changes (R055)."
    )
    modules: list[Module] = strawberry.field(
        description="The parts of the product that are switched on."
    )


def account(row: asyncpg.Record) -> Account:
    """The account of its row."""
    plain = ("name", "region", "language", "currency", "time_zone", "lock_first_email")
    return Account(
        id=global_id("Account", row["id"]),
        modules=[Module(word) for word in modules(orjson.loads(row["modules"]))],
        **{name: row[name] for name in plain},
    )


@strawberry.type(description="A group of customers (R041).")
class Group(Node):
    pk: strawberry.Private[int]
    name: str = strawberry.field(description="Its name.")
    discount: float | None = strawberry.field(
        description="The discount of its customers, per cent; null gives none."
    )
    customer_count: int = relation(
        Batch("members", queries.MEMBERS_OF, lambda row: row["n"], many=False),
        int,
        description="How many customers are in it, without deleted ones.",
    )


def group(row: asyncpg.Record) -> Group:
    """The group of a row."""
    discount = row["discount"]
    return Group(
        id=global_id("Group", row["id"]),
        pk=row["id"],
        name=row["name"],
        discount=float(discount) if discount is not None else None,
    )


@strawberry.type(description="A place the account sells from (R040).")
class Store(Node):
    pk: strawberry.Private[int]
    name: str = strawberry.field(description="Its name.")
    is_default: bool = strawberry.field(description="Whether new customers get it unless said.")
    active: bool = strawberry.field(description="False once it is closed.")


def store(row: asyncpg.Record) -> Store:
    """The store of a row."""
    return Store(
        id=global_id("Store", row["id"]),
        pk=row["id"],
        name=row["name"],
        is_default=row["is_default"],
        active=row["active"],
    )


@strawberry.type(description="A key for a partner or program.")
class ApiToken(Node):
    pk: strawberry.Private[int]
    name: str = strawberry.field(description="Whom or what it is for.")
    prefix: str = strawberry.field(description="How it begins, to tell it from others.")
    scopes: list[Permission] = strawberry.field(
        description="What it may do; never more than its user may at that moment."
    )
    created_at: datetime = strawberry.field(description="When it was made.")
    expires_at: datetime = strawberry.field(description="When it runs out.")
    last_used_at: datetime | None = strawberry.field(
        description="When it was last used, to the minute; null: never."
    )
    revoked_at: datetime | None = strawberry.field(description="When it was ended early.")
    user_pk: strawberry.Private[int]
    user: User = relation("User", User, description="Who made it.", key="user_pk")


def api_token(row: asyncpg.Record) -> ApiToken:
    """The token of a row."""
    plain = ("name", "prefix", "created_at", "expires_at", "last_used_at", "revoked_at")
    return ApiToken(
        id=global_id("ApiToken", row["id"]),
        pk=row["id"],
        scopes=[Permission(s) for s in orjson.loads(row["scopes"]) if s in set(Permission)],
        user_pk=row["user_id"],
        **{name: row[name] for name in plain},
    )


NODES["Account"] = Batch("account", queries.ACCOUNT_BY_ID, account, many=False)
NODES["ApiToken"] = Batch("api_token", queries.TOKENS_BY_ID, api_token, many=False)
NODES["Group"] = Batch("group", groups.BY_ID, group, many=False)
NODES["Session"] = Batch("session", queries.SESSIONS_BY_ID, session, many=False)
NODES["Store"] = Batch("store", stores.BY_ID, store, many=False)
NODES["User"] = Batch("user", queries.USERS_BY_ID, user, many=False)
