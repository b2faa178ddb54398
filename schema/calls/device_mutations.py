"""Keeping one's own devices."""

from __future__ import annotations

from typing import Annotated

import strawberry
from strawberry import Maybe

from backend.accounts.permissions import Permission
from backend.calls import devices
from schema.batches import node_of
from schema.calls.devices import PhoneDevice
from schema.calls.enums import DeviceKind
from schema.context import Info
from schema.inputs import given
from schema.permissions import Fresh, Requires
from schema.problems import InvalidInput, NotAllowed, NotFound, Refused, VersionConflict
from schema.relay import pk_of


@strawberry.input(description="A device of one's own.")
class DeviceCreateInput:
    kind: DeviceKind = strawberry.field(description="What it is.")
    label: str = strawberry.field(description="What to call it.")
    line: Maybe[strawberry.ID | None] = strawberry.field(
        description="The line it is reached through; none for a tel: link.", default=None
    )
    address: Maybe[str] = strawberry.field(description="Where it is reached.", default=None)
    caller_id: Maybe[str | None] = strawberry.field(
        description="A number of the line's to be shown.", default=None
    )
    auto_answer: Maybe[str] = strawberry.field(
        description="The header that makes it pick up by itself.", default=None
    )
    active: Maybe[bool] = strawberry.field(
        description="Whether it is the one that rings.", default=None
    )


@strawberry.input(description="What to change on a device. Absent leaves a field alone.")
class DeviceUpdateInput:
    label: Maybe[str] = strawberry.field(description="What to call it.", default=None)
    line: Maybe[strawberry.ID | None] = strawberry.field(
        description="The line it is reached through.", default=None
    )
    address: Maybe[str] = strawberry.field(description="Where it is reached.", default=None)
    caller_id: Maybe[str | None] = strawberry.field(
        description="A number of the line's to be shown; null: the line's own.", default=None
    )
    auto_answer: Maybe[str] = strawberry.field(
        description="The header that makes it pick up by itself.", default=None
    )
    active: Maybe[bool] = strawberry.field(
        description="Whether it is the one that rings.", default=None
    )
    version: int | None = strawberry.field(
        description="The version that was on the screen.", default=None
    )


@strawberry.type(description="The device as it stands after the change.")
class DeviceSaved:
    pk: strawberry.Private[int]

    @strawberry.field(description="The device.")
    async def device(self, info: Info) -> PhoneDevice:
        return await node_of(info, PhoneDevice, self.pk)


@strawberry.type(description="The device is gone.")
class DeviceRemoved:
    id: strawberry.ID = strawberry.field(description="The device that was.")


DeviceCreateResult = Annotated[
    DeviceSaved | InvalidInput | NotFound | NotAllowed | Refused,
    strawberry.union("DeviceCreateResult", description="The device, or what is in the way."),
]
DeviceUpdateResult = Annotated[
    DeviceSaved | InvalidInput | NotFound | NotAllowed | Refused | VersionConflict,
    strawberry.union("DeviceUpdateResult", description="The device, or what is in the way."),
]
DeviceRemoveResult = Annotated[
    DeviceRemoved | InvalidInput | NotFound | NotAllowed | Refused,
    strawberry.union("DeviceRemoveResult", description="That it is gone, or what is in the way."),
]
OWN = Requires(Permission.OWN_MANAGE)


@strawberry.type
class DeviceMutation:
    @strawberry.mutation(
        description="Add a device of one's own; the first one is active at once.",
        extensions=[OWN, Fresh()],
    )
    async def phone_device_create(self, info: Info, input: DeviceCreateInput) -> DeviceCreateResult:
        pk = await devices.device_create(
            info.context.signed_in(),
            kind=input.kind,
            label=input.label,
            fields=given(input, {"line": "Line"}),
        )
        return DeviceSaved(pk=pk)

    @strawberry.mutation(
        description="Change a device of one's own, or make it the one that rings.",
        extensions=[OWN, Fresh()],
    )
    async def phone_device_update(
        self, info: Info, id: strawberry.ID, input: DeviceUpdateInput
    ) -> DeviceUpdateResult:
        pk = pk_of(id, "PhoneDevice")
        await devices.device_update(
            info.context.signed_in(),
            device_id=pk,
            fields=given(input, {"line": "Line"}),
            version=input.version,
        )
        return DeviceSaved(pk=pk)

    @strawberry.mutation(description="Remove a device of one's own.", extensions=[OWN, Fresh()])
    async def phone_device_remove(self, info: Info, id: strawberry.ID) -> DeviceRemoveResult:
        pk = pk_of(id, "PhoneDevice")
        await devices.device_remove(info.context.signed_in(), device_id=pk)
        return DeviceRemoved(id=id)
