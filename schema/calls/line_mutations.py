"""Keeping lines."""

from __future__ import annotations

from typing import Annotated

import strawberry

from backend.accounts.permissions import Permission
from backend.calls import lines
from schema.batches import node_of
from schema.calls.lines import Line
from schema.context import Info
from schema.permissions import Fresh, Requires
from schema.problems import InvalidInput, NotAllowed, NotFound
from schema.relay import pk_of


@strawberry.input(description="A telephone line.")
class LineCreateInput:
    name: str = strawberry.field(description="What people call it.")
    region: str = strawberry.field(description="The country it stands in, ISO 3166-1 alpha-2.")


@strawberry.input(description="What to change on a line.")
class LineUpdateInput:
    name: str | None = strawberry.field(description="What people call it.", default=None)
    region: str | None = strawberry.field(description="The country it stands in.", default=None)
    active: bool | None = strawberry.field(description="Whether it is listened to.", default=None)


@strawberry.type(description="The line as it stands after the change.")
class LineSaved:
    pk: strawberry.Private[int]
    secret: str | None = strawberry.field(
        description="A new secret, shown this once; null where it stays."
    )

    @strawberry.field(description="The line.")
    async def line(self, info: Info) -> Line:
        return await node_of(info, Line, self.pk)


LineResult = Annotated[
    LineSaved | InvalidInput | NotFound | NotAllowed,
    strawberry.union("LineResult", description="The line, or what is in the way."),
]
MANAGE = Requires(Permission.LINE_MANAGE)


@strawberry.type
class LineMutation:
    @strawberry.mutation(description="Add a telephone line.", extensions=[MANAGE, Fresh()])
    async def line_create(self, info: Info, input: LineCreateInput) -> LineResult:
        pk, secret = await lines.line_create(
            info.context.signed_in(), name=input.name, region=input.region
        )
        return LineSaved(pk=pk, secret=secret)

    @strawberry.mutation(description="Change a telephone line.", extensions=[MANAGE, Fresh()])
    async def line_update(
        self, info: Info, id: strawberry.ID, input: LineUpdateInput
    ) -> LineResult:
        pk = pk_of(id, "Line")
        await lines.line_update(
            info.context.signed_in(),
            line_id=pk,
            name=input.name,
            region=input.region,
            active=input.active,
        )
        return LineSaved(pk=pk, secret=None)

    @strawberry.mutation(
        description="Give a line a new secret; the old one stops at once.",
        extensions=[MANAGE, Fresh()],
    )
    async def line_rotate_secret(self, info: Info, id: strawberry.ID) -> LineResult:
        pk = pk_of(id, "Line")
        secret = await lines.line_rotate_secret(info.context.signed_in(), line_id=pk)
        return LineSaved(pk=pk, secret=secret)
