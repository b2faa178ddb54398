"""Telephone lines: made, changed, given a new secret (R083, R086)."""

import base64
import re
import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from backend.accounts.actor import Actor
from backend.accounts.permissions import Permission
from backend.calls import line_forms
from backend.calls.kinds import LineKind
from backend.calls.line_forms import Typed
from backend.calls.models import Line
from backend.core import forms
from backend.core.changes import Changes, changes_of, created
from backend.core.database import writing
from backend.core.errors import InvalidInput, NotFound
from backend.core.text import match_key
from backend.core.vault import vault
from backend.events.service import record
from backend.events.types import EventType, Fact, NodeRef

SECRET_BYTES = 32
HOOK = "hook"
"""Under this name a line's sealed secrets hold the one its events are signed with."""

FORMS: Mapping[str, forms.Form] = {
    "name": forms.needed("A line needs a name."),
    "region": line_forms.region,
    "countries": line_forms.countries,
    "active": forms.as_is,
}


def new_secret() -> str:
    """A Standard Webhooks secret: `whsec_` and 256 random bits in base64."""
    return "whsec_" + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


async def line_create(
    actor: Actor,
    *,
    name: str,
    region: str,
    kind: LineKind = LineKind.WEBHOOK,
    settings: Typed | None = None,
    countries: Sequence[str] = (),
    caller_ids: Sequence[str] = (),
    simulator: bool = False,
) -> tuple[int, str]:
    """Add a line; returns its id and the secret its events are signed with, which is shown this once."""
    actor.demand(Permission.LINE_MANAGE)
    declared = line_forms.kind_named(kind)
    typed = {"name": name, "region": region, "countries": countries}
    found = forms.together(
        {
            "fields": lambda: forms.checked(FORMS, typed),
            "caller_ids": lambda: line_forms.caller_ids(caller_ids, region),
            "held": lambda: line_forms.split(declared, settings or {}, {}),
        }
    )
    values, held = found["fields"] | {"caller_ids": found["caller_ids"]}, found["held"]
    secret = new_secret()
    async with writing(actor.account_id):
        if await Line.filter(name=values["name"]).exists():
            raise InvalidInput("There is a line of this name.", ("name",))
        line = await Line.create(
            account_id=actor.account_id,
            kind=kind.value,
            slug=_slug(values["name"]),
            settings=held.plain,
            sealed=vault().seal(actor.account_id, {HOOK: secret, **held.secrets}),
            simulator=simulator,
            **values,
        )
        told = created(line, {"kind": kind, **values})
        await record(actor, [Fact(EventType.LINE_CREATED, NodeRef("Line", line.id), told)])
    return int(line.id), secret


async def line_update(
    actor: Actor,
    *,
    line_id: int,
    fields: Mapping[str, Any],
    settings: Typed | None = None,
    caller_ids: Sequence[str] | None = None,
) -> None:
    """Change a line: its name, country, whether it is used, its settings. A secret not given stays."""
    actor.demand(Permission.LINE_MANAGE)
    values = forms.checked(FORMS, fields)
    async with writing(actor.account_id):
        line = await _line(line_id)
        if await Line.filter(name=values.get("name", line.name)).exclude(id=line_id).exists():
            raise InvalidInput("There is a line of this name.", ("name",))
        if caller_ids is not None:
            region = values.get("region", line.region)
            values["caller_ids"] = line_forms.caller_ids(caller_ids, region)
        changed: Changes = {}
        if settings:
            values["settings"], values["sealed"], changed = _set(line, settings)
        if told := changes_of(line, {k: v for k, v in values.items() if k != "sealed"}) | changed:
            await line.update_from_dict({**values, "version": line.version + 1}).save()
            await record(actor, [Fact(EventType.LINE_UPDATED, NodeRef("Line", line_id), told)])


def _set(line: Line, settings: Typed) -> tuple[dict[str, str], str, Changes]:
    """Plain settings, sealed secrets, and that secrets were changed, without what they are."""
    kind = line_forms.kind_named(LineKind(line.kind))
    before = vault().open(line.account_id, line.sealed)
    split = line_forms.split(kind, settings, {**line.settings, **before})
    after = {k: v for k, v in {**before, **split.secrets}.items() if k not in split.forgotten}
    if after == before:
        return split.plain, line.sealed, {}
    changed: Changes = {"secret": (None, None)}
    return split.plain, vault().seal(line.account_id, after), changed


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


def _slug(name: str) -> str:
    word = re.sub(r"[^a-z0-9]+", "-", match_key(name)).strip("-")[:30] or "line"
    return f"{word}-{secrets.token_hex(4)}"
