"""Keeping lines."""

from __future__ import annotations

from typing import Annotated

import strawberry

from backend.accounts.permissions import Permission
from backend.calls import lines
from schema.batches import node_of
from schema.calls.enums import LineKind
from schema.calls.lines import Line
from schema.context import Info
from schema.permissions import Fresh, Requires
from schema.problems import InvalidInput, NotAllowed, NotFound
from schema.relay import pk_of


@strawberry.input(description="A setting of a line, as typed.")
class LineSettingInput:
    name: str = strawberry.field(description="Its name in the form of the line's kind.")
    value: str | None = strawberry.field(
        description="What was typed; null takes a secret away.", default=None
    )


@strawberry.input(description="A telephone line.")
class LineCreateInput:
    name: str = strawberry.field(description="What people call it.")
    region: str = strawberry.field(description="The country it stands in, ISO 3166-1 alpha-2.")
    kind: LineKind = strawberry.field(
        description="What is at its other end.", default=LineKind.WEBHOOK
    )
    settings: list[LineSettingInput] = strawberry.field(
        description="What the form of its kind asks for.", default_factory=list
    )
    countries: list[str] = strawberry.field(
        description="The countries it may call; none: its own.", default_factory=list
    )
    caller_ids: list[str] = strawberry.field(
        description="The numbers it may show, in any spelling.", default_factory=list
    )


@strawberry.input(description="What to change on a line. Absent leaves a field alone.")
class LineUpdateInput:
    name: str | None = strawberry.field(description="What people call it.", default=None)
    region: str | None = strawberry.field(description="The country it stands in.", default=None)
    active: bool | None = strawberry.field(description="Whether it is used.", default=None)
    settings: list[LineSettingInput] | None = strawberry.field(
        description="Settings to change; a secret that is left out stays.", default=None
    )
    countries: list[str] | None = strawberry.field(
        description="The countries it may call; empty: its own.", default=None
    )
    caller_ids: list[str] | None = strawberry.field(
        description="The numbers it may show.", default=None
    )


def _typed(settings: list[LineSettingInput] | None) -> dict[str, str | None]:
    return {one.name: one.value for one in settings or ()}


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
            info.context.signed_in(),
            name=input.name,
            region=input.region,
            kind=input.kind,
            settings=_typed(input.settings),
            countries=input.countries,
            caller_ids=input.caller_ids,
        )
        return LineSaved(pk=pk, secret=secret if input.kind is LineKind.WEBHOOK else None)

    @strawberry.mutation(description="Change a telephone line.", extensions=[MANAGE, Fresh()])
    async def line_update(
        self, info: Info, id: strawberry.ID, input: LineUpdateInput
    ) -> LineResult:
        pk = pk_of(id, "Line")
        given = {name: getattr(input, name) for name in ("name", "region", "active", "countries")}
        await lines.line_update(
            info.context.signed_in(),
            line_id=pk,
            fields={name: value for name, value in given.items() if value is not None},
            settings=_typed(input.settings),
            caller_ids=input.caller_ids,
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
