"""Lines: ways to the telephone network, and how each stands."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg
import orjson
import strawberry

from backend.accounts.permissions import Permission
from backend.calls.line_kinds import KINDS, Capabilities
from backend.calls.line_kinds import Kind as KindOfLine
from backend.messages.house import house
from backend.telephony.provider import HealthState
from backend.telephony.twilio.settings import to_set_up
from schema.batches import NODES, Batch
from schema.calls.enums import DeviceKind, LineKind, SettingForm
from schema.context import Info
from schema.enums import words
from schema.relay import Node, global_id

OLD_NEWS = timedelta(minutes=2)
"""Whoever runs the lines notes every half minute that they are run."""
NOBODY = "Nobody runs this line. Is `kith telephony`, or a server that may run lines, at work?"

words(
    HealthState,
    "How a line stands with its far end.",
    name="LineHealth",
    UNKNOWN="Nobody has looked, or nobody needs to.",
    CONNECTING="It is being connected.",
    UP="It is connected, and registered where it has to be.",
    DOWN="It is not connected; the note says why.",
)


@strawberry.type(description="What a line can do.")
class LineAbilities:
    originate: bool = strawberry.field(description="Begin a call.")
    hang_up: bool = strawberry.field(description="End a call from here.")
    incoming: bool = strawberry.field(description="Tell of calls that come in.")
    tells_the_end: bool = strawberry.field(description="Tell when a call ends, and how.")


def abilities(can: Capabilities) -> LineAbilities:
    """The abilities of a kind."""
    return LineAbilities(
        originate=can.originate,
        hang_up=can.hang_up,
        incoming=can.incoming,
        tells_the_end=can.tells_the_end,
    )


@strawberry.type(description="One field of the form of a kind of line.")
class LineSettingField:
    name: str = strawberry.field(description="Its name, as inputs give it.")
    label: str = strawberry.field(description="What people call it.")
    form: SettingForm = strawberry.field(description="How it is typed.")
    needed: bool = strawberry.field(description="Whether it may be left empty.")
    default: str = strawberry.field(description="What it is unless something else is typed.")
    choices: list[str] = strawberry.field(description="What a CHOICE can be.")
    help: str = strawberry.field(description="A sentence for whoever fills it in.")


@strawberry.type(description="A kind of line, and what its form asks for.")
class LineKindInfo:
    kind: LineKind = strawberry.field(description="The kind.")
    label: str = strawberry.field(description="What people call it.")
    can: LineAbilities = strawberry.field(description="What lines of this kind can do.")
    devices: list[DeviceKind] = strawberry.field(description="The kinds of devices it rings.")
    settings: list[LineSettingField] = strawberry.field(description="The fields of its form.")
    connects: bool = strawberry.field(description="Whether Kith keeps a connection to it.")


def line_kind_info(kind: LineKind, known: KindOfLine) -> LineKindInfo:
    """The declaration of a kind."""
    return LineKindInfo(
        kind=kind,
        label=known.label,
        can=abilities(known.can),
        devices=sorted(known.devices),
        settings=[
            LineSettingField(
                name=one.name,
                label=one.label,
                form=one.form,
                needed=one.needed,
                default=one.default,
                choices=list(one.choices),
                help=one.help,
            )
            for one in known.settings
        ],
        connects=known.connects,
    )


@strawberry.type(description="A plain setting of a line.")
class LineSetting:
    name: str = strawberry.field(description="Its name in the form of the line's kind.")
    value: str = strawberry.field(description="What was typed.")


@strawberry.type(description="An address to set up at a provider.")
class LineCallback:
    label: str = strawberry.field(description="What the provider calls it.")
    url: str = strawberry.field(description="The address, to be posted to.")


@strawberry.type(description="A way to the telephone network (R083, R086).")
class Line(Node):
    pk: strawberry.Private[int]
    name: str = strawberry.field(description="What people call it.")
    kind: LineKind = strawberry.field(description="What is at its other end.")
    region: str = strawberry.field(
        description="The country it stands in: national numbers are read so."
    )
    hook: str = strawberry.field(
        description="The path its events are posted to, signed by its secret."
    )
    active: bool = strawberry.field(description="Whether it is used.")
    simulator: bool = strawberry.field(
        description="Makes calls up, to try things out. Nobody is rung."
    )
    last_event_at: datetime | None = strawberry.field(description="When it was last heard.")
    health: HealthState = strawberry.field(description="How it stands with its far end.")
    health_note: str = strawberry.field(description="Why, in words.")
    can: LineAbilities = strawberry.field(description="What it can do.")
    rings: list[DeviceKind] = strawberry.field(description="The kinds of devices it rings.")
    row: strawberry.Private[Any]

    @strawberry.field(description="The countries it may call; its own where none were chosen.")
    def countries(self) -> list[str]:
        return orjson.loads(self.row["countries"]) or [self.region]

    @strawberry.field(description="The numbers it may show to whoever is called, E.164.")
    def caller_ids(self) -> list[str]:
        found: list[str] = orjson.loads(self.row["caller_ids"])
        return found

    @strawberry.field(
        description="What to set up at its provider, so that it tells of calls that come in; for"
        " whoever manages lines. Empty for a kind that needs none."
    )
    def callbacks(self, info: Info) -> list[LineCallback]:
        info.context.signed_in().demand(Permission.LINE_MANAGE)
        if self.kind is not LineKind.TWILIO:
            return []
        found = to_set_up(house().origin, self.row["slug"])
        return [LineCallback(label=label, url=url) for label, url in found.items()]

    @strawberry.field(description="Its plain settings, for whoever manages lines.")
    def settings(self, info: Info) -> list[LineSetting]:
        info.context.signed_in().demand(Permission.LINE_MANAGE)
        held: dict[str, str] = orjson.loads(self.row["settings"])
        return [LineSetting(name=name, value=str(value)) for name, value in sorted(held.items())]


def line(row: asyncpg.Record) -> Line:
    """The line of a row; its secrets are not among the columns."""
    kind = LineKind(row["kind"])
    known = KINDS.get(kind)
    health, note = _health(row, connects=known.connects if known else True)
    return Line(
        id=global_id("Line", row["id"]),
        pk=row["id"],
        name=row["name"],
        kind=kind,
        region=row["region"],
        hook=f"/hooks/calls/{row['slug']}",
        active=row["active"],
        simulator=row["simulator"],
        last_event_at=row["last_event_at"],
        health=health,
        health_note=note,
        can=abilities(known.can if known else NOTHING),
        rings=sorted(known.devices) if known else [],
        row=row,
    )


NOTHING = Capabilities(originate=False, hang_up=False, incoming=False, tells_the_end=False)


def _health(row: asyncpg.Record, *, connects: bool) -> tuple[HealthState, str]:
    if not connects or not row["active"]:
        return HealthState.UNKNOWN, ""
    at = row["health_at"]
    if at is None or datetime.now(UTC) - at > OLD_NEWS:
        return HealthState.UNKNOWN, NOBODY
    return HealthState(row["health"]), row["health_note"]


LINE_COLUMNS = """id, name, kind, region, slug, active, simulator, last_event_at, health, health_note,
 health_at, countries, caller_ids, settings"""
NODES["Line"] = Batch(
    "line",
    f"SELECT id AS key, {LINE_COLUMNS} FROM call_line WHERE id = ANY ($1::bigint[])",
    line,
    many=False,
)
