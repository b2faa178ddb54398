"""A line that this machine keeps for itself, as for the demo exchange: made once, then kept right."""

from collections.abc import Mapping

from backend.accounts.actor import Actor
from backend.accounts.permissions import Permission
from backend.calls import lines
from backend.calls.kinds import LineKind
from backend.calls.models import Line
from backend.core.changes import changes_of
from backend.core.database import writing
from backend.events.service import record
from backend.events.types import EventType, Fact, NodeRef


async def line_keep(
    actor: Actor,
    *,
    name: str,
    kind: LineKind,
    region: str,
    settings: Mapping[str, str],
    countries: list[str],
) -> int:
    """Have a line of this name be of this kind with these settings, marked as no real one."""
    actor.demand(Permission.LINE_MANAGE)
    async with writing(actor.account_id):
        known = await Line.filter(name=name).first()
    line_id = known.id if known else (await lines.line_create(actor, name=name, region=region))[0]
    async with writing(actor.account_id):
        line = await Line.filter(id=line_id).select_for_update().get()
        wanted = {
            "kind": kind.value,
            "settings": dict(settings),
            "countries": countries,
            "simulator": True,
        }
        if changes := changes_of(line, wanted):
            await line.update_from_dict({**wanted, "version": line.version + 1}).save()
            await record(actor, [Fact(EventType.LINE_UPDATED, NodeRef("Line", line_id), changes)])
    return int(line_id)


async def kept_settings(account_id: int, name: str) -> dict[str, str] | None:
    """The settings of a line that is kept, None where the account has none of this name."""
    async with writing(account_id):
        line = await Line.filter(name=name, simulator=True, active=True).first()
    return dict(line.settings) if line else None
