"""Any node by its id (GraphQL Global Object Identification)."""

from __future__ import annotations

from typing import Any, TypeVar

import strawberry

from backend.accounts.permissions import Permission
from backend.events.types import PERMISSION_OF_NODE
from schema.ahead import look_ahead
from schema.batches import NODES
from schema.context import Info
from schema.relay import Node, pk_of, read_id

Kind = TypeVar("Kind")

MOST = 100

PERMISSION_OF_PART = {
    "PhoneNumber": Permission.CUSTOMER_READ,
    "EmailAddress": Permission.CUSTOMER_READ,
    "Address": Permission.CUSTOMER_READ,
    "Location": Permission.CUSTOMER_READ,
    "Affiliation": Permission.COMPANY_READ,
    "Consent": Permission.CUSTOMER_READ,
    "Participation": Permission.PROJECT_READ,
    "ApiToken": Permission.USER_MANAGE,
    "ImportRow": Permission.IMPORT_RUN,
    "PhoneDevice": Permission.USER_MANAGE,
    "Session": Permission.USER_MANAGE,
    "User": Permission.CUSTOMER_READ,
    "WebhookDelivery": Permission.WEBHOOK_MANAGE,
}
"""Parts of records: whoever may see the records may find the part again. A kind without any
permission is found by nobody."""


async def read_one(info: Info, kind: type[Kind], id: strawberry.ID) -> Kind | None:
    """The record of a kind behind its id with the relations that are selected; None where it is not there."""
    name = kind.__name__
    found: Kind | None = await info.context.loaders.of(NODES[name]).load(pk_of(id, name))
    await look_ahead(info, [found])
    return found


async def load_nodes(info: Info, ids: list[strawberry.ID], path: str) -> list[Any]:
    """The nodes behind ids, None for each that is not there or not for this viewer."""
    actor = info.context.signed_in()
    found: list[Any] = []
    for kind, pk in [read_id(i, path=(path,)) for i in ids]:
        permission = PERMISSION_OF_PART.get(kind) or PERMISSION_OF_NODE.get(kind)
        visible = permission is not None and actor.may(permission)
        found.append(info.context.loaders.of(NODES[kind]).load(pk) if visible else None)
    nodes = [await f if f is not None else None for f in found]
    await look_ahead(info, nodes)
    return nodes


@strawberry.type
class NodeQuery:
    @strawberry.field(description="Anything by its id; null where it is not there or not for you.")
    async def node(self, info: Info, id: strawberry.ID) -> Node | None:
        found: Node | None = (await load_nodes(info, [id], "id"))[0]
        return found

    @strawberry.field(
        description=f"Up to {MOST} things by their ids, in their order.", metadata={"cost": MOST}
    )
    async def nodes(self, info: Info, ids: list[strawberry.ID]) -> list[Node | None]:
        return await load_nodes(info, ids[:MOST], "ids")
