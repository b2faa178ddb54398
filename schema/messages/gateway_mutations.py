"""Keeping gateways."""

from __future__ import annotations

from typing import Annotated, Any

import strawberry
from strawberry import Maybe

from backend.messages import gateway_service
from schema.batches import NODES
from schema.context import Info
from schema.inputs import given
from schema.messages.gateways import MANAGE, Gateway
from schema.permissions import Fresh, Requires
from schema.problems import InvalidInput, NotAllowed, NotFound, RateLimited
from schema.relay import global_id, pk_of


@strawberry.input(description="A setting or a secret of a gateway.")
class GatewaySettingInput:
    name: str = strawberry.field(description="Its name; see `gatewayKinds`.")
    value: str = strawberry.field(description="Its value; a list with commas between.")


@strawberry.input(description="A new gateway.")
class GatewayCreateInput:
    kind: str = strawberry.field(description="What is at its other end; see `gatewayKinds`.")
    name: str = strawberry.field(description="What people call it.")
    region: str | None = strawberry.field(
        description="The country it stands in; the account's unless said.", default=None
    )
    settings: list[GatewaySettingInput] = strawberry.field(description="Its plain settings.")
    secrets: list[GatewaySettingInput] = strawberry.field(
        description="What it signs in with; never shown again.", default_factory=list
    )


@strawberry.input(description="What to change on a gateway. Absent leaves a field alone.")
class GatewayUpdateInput:
    name: Maybe[str] = strawberry.field(description="What people call it.", default=None)
    region: Maybe[str] = strawberry.field(description="The country it stands in.", default=None)
    active: Maybe[bool] = strawberry.field(description="Whether it is used.", default=None)
    settings: list[GatewaySettingInput] | None = strawberry.field(
        description="All its plain settings.", default=None
    )
    secrets: list[GatewaySettingInput] | None = strawberry.field(
        description="New secrets alone; the others stay.", default=None
    )


@strawberry.type(description="The gateway as it stands after the change.")
class GatewaySaved:
    pk: strawberry.Private[int]

    @strawberry.field(description="The gateway.")
    async def gateway(self, info: Info) -> Gateway:
        found: Any = await info.context.loaders.of(NODES["Gateway"]).load(self.pk)
        return found  # type: ignore[no-any-return]


@strawberry.type(description="A test message is queued; its state says what becomes of it.")
class GatewayTried:
    id: strawberry.ID = strawberry.field(description="The message.")


GatewayCreateResult = Annotated[
    GatewaySaved | InvalidInput | NotAllowed,
    strawberry.union("GatewayCreateResult", description="A gateway, or what is in the way."),
]
GatewayUpdateResult = Annotated[
    GatewaySaved | InvalidInput | NotFound | NotAllowed,
    strawberry.union("GatewayUpdateResult", description="The gateway, or what is in the way."),
]
GatewayCheckResult = Annotated[
    GatewaySaved | InvalidInput | NotFound | NotAllowed | RateLimited,
    strawberry.union("GatewayCheckResult", description="Its health, or what is in the way."),
]
GatewayTryResult = Annotated[
    GatewayTried | InvalidInput | NotFound | NotAllowed | RateLimited,
    strawberry.union("GatewayTryResult", description="A message, or what is in the way."),
]


def _pairs(values: list[GatewaySettingInput] | None) -> dict[str, str] | None:
    return None if values is None else {one.name: one.value for one in values}


@strawberry.type
class GatewayMutation:
    @strawberry.mutation(description="Add a gateway.", extensions=[Requires(MANAGE), Fresh()])
    async def gateway_create(self, info: Info, input: GatewayCreateInput) -> GatewayCreateResult:
        pk = await gateway_service.gateway_create(
            info.context.signed_in(),
            kind=input.kind,
            name=input.name,
            region=input.region,
            settings=_pairs(input.settings) or {},
            secrets=_pairs(input.secrets) or {},
        )
        return GatewaySaved(pk=pk)

    @strawberry.mutation(description="Change a gateway.", extensions=[Requires(MANAGE), Fresh()])
    async def gateway_update(
        self, info: Info, id: strawberry.ID, input: GatewayUpdateInput
    ) -> GatewayUpdateResult:
        pk = pk_of(id, "Gateway")
        await gateway_service.gateway_update(
            info.context.signed_in(),
            gateway_id=pk,
            fields=given(input),
            settings=_pairs(input.settings),
            secrets=_pairs(input.secrets),
        )
        return GatewaySaved(pk=pk)

    @strawberry.mutation(
        description="Sign in at a gateway without sending; what came of it is its health.",
        extensions=[Requires(MANAGE), Fresh()],
    )
    async def gateway_check(self, info: Info, id: strawberry.ID) -> GatewayCheckResult:
        pk = pk_of(id, "Gateway")
        await gateway_service.gateway_check(info.context.signed_in(), gateway_id=pk)
        return GatewaySaved(pk=pk)

    @strawberry.mutation(
        description="Send a test message through a gateway.",
        extensions=[Requires(MANAGE), Fresh()],
    )
    async def gateway_try(
        self,
        info: Info,
        id: strawberry.ID,
        address: Annotated[
            str, strawberry.argument(description="An e-mail address, or a number with its country.")
        ],
    ) -> GatewayTryResult:
        pk = await gateway_service.gateway_try(
            info.context.signed_in(), gateway_id=pk_of(id, "Gateway"), address=address
        )
        return GatewayTried(id=global_id("Message", pk))
