"""Gateways: the ways out for mail and SMS, and how each stands."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import asyncpg
import orjson
import strawberry

from backend.accounts.permissions import Permission
from backend.core.database import fetch
from backend.messages import carriers, kinds_of_gateways
from backend.messages.callbacks import callback_url
from backend.messages.gateways import GATEWAYS, GATEWAYS_BY_ID
from backend.messages.house import house
from schema.batches import NODES, Batch
from schema.context import Info
from schema.messages.enums import Channel, GatewayHealth
from schema.permissions import Requires
from schema.relay import Node, global_id

MANAGE = Permission.LINE_MANAGE


@strawberry.type(description="A kind of gateway.")
class GatewayKind:
    name: str = strawberry.field(description="Its name, as inputs give it.")
    channel: Channel = strawberry.field(description="What it carries.")
    secrets: list[str] = strawberry.field(description="Its secrets, by name; never shown again.")


@strawberry.type(description="A plain setting of a gateway.")
class GatewaySetting:
    name: str = strawberry.field(description="Its name.")
    value: str = strawberry.field(description="Its value; a list with commas between.")


@strawberry.type(description="A way out for one channel (R084, R085).")
class Gateway(Node):
    pk: strawberry.Private[int]
    name: str = strawberry.field(description="What people call it.")
    kind: str = strawberry.field(description="What is at its other end.")
    channel: Channel = strawberry.field(description="What it carries.")
    region: str = strawberry.field(description="The country it stands in.")
    active: bool = strawberry.field(description="Whether it is used.")
    health: GatewayHealth = strawberry.field(description="How it stands.")
    health_note: str = strawberry.field(description="What ails it, in words.")
    health_at: datetime | None = strawberry.field(description="When that was last seen.")
    last_event_at: datetime | None = strawberry.field(description="When it was last heard.")
    secrets_set: bool = strawberry.field(description="Whether it has a secret to sign in with.")
    callback_url: str | None = strawberry.field(
        description="The address to set up there for what comes in; whoever has it can hand some in."
        " Null for a kind that calls nobody."
    )
    settings: list[GatewaySetting] = strawberry.field(description="Its plain settings.")
    version: int = strawberry.field(description="Grows with each change.")


def gateway(row: asyncpg.Record) -> Gateway:
    """The gateway of a row; its secrets are not among the columns."""
    settings: dict[str, Any] = orjson.loads(row["settings"])
    return Gateway(
        id=global_id("Gateway", row["id"]),
        pk=row["id"],
        name=row["name"],
        kind=row["kind"],
        channel=Channel(row["channel"]),
        region=row["region"],
        active=row["active"],
        health=GatewayHealth(row["health"]),
        health_note=row["health_note"],
        health_at=row["health_at"],
        last_event_at=row["last_event_at"],
        secrets_set=row["secrets_set"],
        callback_url=callback_url(row["account_id"], row["kind"], row["slug"]),
        settings=[
            GatewaySetting(name=name, value=_shown(value))
            for name, value in sorted(settings.items())
        ],
        version=row["version"],
    )


def _shown(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


NODES["Gateway"] = Batch("gateway", GATEWAYS_BY_ID, gateway, many=False)


@strawberry.type
class GatewayQuery:
    @strawberry.field(
        description="The gateways by channel and name.",
        extensions=[Requires(MANAGE)],
        metadata={"cost": 20},
    )
    async def gateways(self, info: Info) -> list[Gateway]:
        rows = await fetch(info.context.signed_in().account_id, GATEWAYS)
        return [gateway(row) for row in rows]

    @strawberry.field(
        description="Every kind of gateway there can be.", extensions=[Requires(MANAGE)]
    )
    def gateway_kinds(self) -> list[GatewayKind]:
        return [
            GatewayKind(name=name, channel=kind.channel, secrets=sorted(kind.secrets))
            for name in kinds_of_gateways.load()
            for kind in [carriers.KINDS[name]]
        ]

    @strawberry.field(
        description="The server of the instance that carries e-mail where the account has none of"
        " its own; null where there is none.",
        extensions=[Requires(MANAGE)],
    )
    def instance_mail_server(self) -> str | None:
        way = house().smtp
        return f"{way.settings['host']}:{way.settings['port']}" if way else None
