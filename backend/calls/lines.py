"""Telephone lines: made, changed, given a new secret (R086)."""

import base64
import re
import secrets

from backend.accounts.actor import Actor
from backend.accounts.permissions import Permission
from backend.calls.models import Line
from backend.core import forms
from backend.core.changes import changes_of, created
from backend.core.database import writing
from backend.core.errors import InvalidInput, NotFound
from backend.core.text import match_key
from backend.core.vault import vault
from backend.events.service import record
from backend.events.types import EventType, Fact, NodeRef

SECRET_BYTES = 32
HOOK = "hook"
"""Under this name a line's sealed secrets hold the one its events are signed with."""


def new_secret() -> str:
    """A Standard Webhooks secret: `whsec_` and 256 random bits in base64."""
    return "whsec_" + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


async def line_create(
    actor: Actor, *, name: str, region: str, simulator: bool = False
) -> tuple[int, str]:
    """Add a line; returns its id and its secret, which is shown this once."""
    actor.demand(Permission.LINE_MANAGE)
    values = forms.checked(
        {"name": forms.needed("A line needs a name."), "region": _region},
        {"name": name, "region": region},
    )
    secret = new_secret()
    async with writing(actor.account_id):
        if await Line.filter(name=values["name"]).exists():
            raise InvalidInput("There is a line of this name.", ("name",))
        line = await Line.create(
            account_id=actor.account_id,
            slug=_slug(values["name"]),
            sealed=vault().seal(actor.account_id, {HOOK: secret}),
            simulator=simulator,
            **values,
        )
        await record(
            actor, [Fact(EventType.LINE_CREATED, NodeRef("Line", line.id), created(line, values))]
        )
    return int(line.id), secret


async def line_update(
    actor: Actor,
    *,
    line_id: int,
    name: str | None = None,
    region: str | None = None,
    active: bool | None = None,
) -> None:
    """Change a line's name, region, or whether it is listened to."""
    actor.demand(Permission.LINE_MANAGE)
    given = {"name": name, "region": region, "active": active}
    values = forms.checked(
        {"name": forms.needed("A line needs a name."), "region": _region, "active": forms.as_is},
        {key: value for key, value in given.items() if value is not None},
    )
    async with writing(actor.account_id):
        line = await _line(line_id)
        if await Line.filter(name=values.get("name", line.name)).exclude(id=line_id).exists():
            raise InvalidInput("There is a line of this name.", ("name",))
        if changes := changes_of(line, values):
            await line.update_from_dict({**values, "version": line.version + 1}).save()
            await record(actor, [Fact(EventType.LINE_UPDATED, NodeRef("Line", line_id), changes)])


async def line_rotate_secret(actor: Actor, *, line_id: int) -> str:
    """Give a line a new secret, shown this once; the old one stops at once."""
    actor.demand(Permission.LINE_MANAGE)
    async with writing(actor.account_id):
        line = await _line(line_id)
        secret = new_secret()
        held = vault().open(actor.account_id, line.sealed)
        sealed = vault().seal(actor.account_id, {**held, HOOK: secret})
        await line.update_from_dict({"sealed": sealed, "version": line.version + 1}).save()
        await record(
            actor,
            [Fact(EventType.LINE_UPDATED, NodeRef("Line", line_id), {"secret": (None, None)})],
        )
    return secret


async def _line(line_id: int) -> Line:
    line = await Line.filter(id=line_id).select_for_update().first()
    if line is None:
        raise NotFound("There is no such line.")
    return line


def _region(value: str, name: str) -> str:
    region = forms.country(value, name)
    if region is None:
        # Without one, a number in its national spelling would be a guess.
        raise InvalidInput("A line needs the country it stands in.", (name,))
    return region


def _slug(name: str) -> str:
    word = re.sub(r"[^a-z0-9]+", "-", match_key(name)).strip("-")[:30] or "line"
    return f"{word}-{secrets.token_hex(4)}"
