"""Users and the viewer."""

from __future__ import annotations

from typing import Any

import asyncpg
import orjson
import strawberry

from schema.batches import Batch
from schema.relay import NODES, Node, global_id


@strawberry.type(description="Somebody who can sign in.")
class User(Node):
    pk: strawberry.Private[int]
    name: str = strawberry.field(description="Their name.")
    email: str = strawberry.field(description="The address they sign in with.")
    roles: list[str] = strawberry.field(
        description="crm_admin, crm_manager, crm_sales, crm_marketeer; or none."
    )
    active: bool = strawberry.field(description="Whether they may sign in.")


def user(row: asyncpg.Record | Any) -> User:
    """The user of a row."""
    return User(
        id=global_id("User", row["id"]),
        pk=row["id"],
        name=row["name"],
        email=row["email"],
        roles=orjson.loads(row["roles"]),
        active=row["active"],
    )


USERS = (
    "SELECT id AS key, id, name, email, roles, active FROM app_user WHERE id = ANY ($1::bigint[])"
)

NODES["User"] = Batch("user", USERS, user, many=False)
