"""What rings when a user calls."""

from __future__ import annotations

import asyncpg
import strawberry

from backend.calls import devices
from schema.batches import NODES, Batch, relation
from schema.calls.enums import DeviceKind
from schema.calls.lines import Line
from schema.context import Info
from schema.relay import Node, global_id


@strawberry.type(description="What rings first when its user calls somebody (R005, R083).")
class PhoneDevice(Node):
    pk: strawberry.Private[int]
    label: str = strawberry.field(description="What its user calls it.")
    kind: DeviceKind = strawberry.field(description="What it is.")
    address: str = strawberry.field(
        description="Where it is reached: a SIP address, an extension, a number; empty for a tel: link."
    )
    caller_id: str | None = strawberry.field(
        description="The number shown to whoever is called, E.164; null: the line's own."
    )
    auto_answer: str = strawberry.field(
        description="The header that makes it pick up by itself, such as `Alert-Info: auto`."
    )
    active: bool = strawberry.field(description="Whether it is the one that rings.")
    version: int = strawberry.field(description="Hand it back with an update.")
    line_pk: strawberry.Private[int | None]

    line: Line | None = relation(
        "Line",
        Line | None,
        description="The line it is reached through; null for a tel: link.",
        key="line_pk",
    )


def phone_device(row: asyncpg.Record) -> PhoneDevice:
    """The device of a row of `devices.COLUMNS`."""
    return PhoneDevice(
        id=global_id("PhoneDevice", row["id"]),
        pk=row["id"],
        label=row["label"],
        kind=DeviceKind(row["kind"]),
        address=row["address"],
        caller_id=row["caller_id"],
        auto_answer=row["auto_answer"],
        active=row["active"],
        version=row["version"],
        line_pk=row["line_id"],
    )


NODES["PhoneDevice"] = Batch("phone_device", devices.BY_ID, phone_device, many=False)


async def own_devices(info: Info) -> list[PhoneDevice]:
    """The viewer's devices, by name."""
    actor = info.context.signed_in()
    rows = await devices.devices_of(actor.account_id, actor.user_id or 0)
    return [phone_device(row) for row in rows]


async def active_device(info: Info) -> PhoneDevice | None:
    """The viewer's device that rings when they call."""
    actor = info.context.signed_in()
    row = await devices.active_of(actor.account_id, actor.user_id or 0)
    return phone_device(row) if row else None
