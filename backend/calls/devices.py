"""What rings when a user calls: their own devices, of which one is active (R005, R083)."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import asyncpg

from backend.accounts.actor import Actor
from backend.accounts.permissions import Permission
from backend.accounts.users import locked as locked_user
from backend.calls.kinds import DeviceKind, LineKind
from backend.calls.line_kinds import kind_of
from backend.calls.models import Line, PhoneDevice
from backend.contact_points.phones import parse_phone
from backend.core import database, forms
from backend.core.changes import Changes, changes_of, created
from backend.core.database import writing
from backend.core.errors import InvalidInput, NotFound, Refused
from backend.core.forms import Form, checked
from backend.core.versions import refuse_conflicts
from backend.events.service import record
from backend.events.types import EventType, Fact, NodeRef

MOST = 20
"""Devices of one user; more are a mistake of a program."""

COLUMNS = "id, user_id, line_id, label, kind, address, caller_id, auto_answer, active, version"
BY_ID = f"SELECT id AS key, {COLUMNS} FROM phone_device WHERE id = ANY ($1::bigint[])"
OF_USER = f"""
SELECT {COLUMNS} FROM phone_device
 WHERE account_id = current_account() AND user_id = $1 ORDER BY label, id
"""
ACTIVE = f"""
SELECT {COLUMNS} FROM phone_device
 WHERE account_id = current_account() AND user_id = $1 AND active
"""
USED = "SELECT 1 FROM call WHERE device_id = $1 AND state <> 'ended' LIMIT 1"

FORMS: Mapping[str, Form] = {
    "label": forms.needed("A device needs a name."),
    "address": forms.line,
    "line_id": forms.as_is,
    "caller_id": forms.as_is,
    "auto_answer": forms.line,
    "active": forms.as_is,
}

_SIP = re.compile(r"(?:sips?:)?[A-Za-z0-9_.!~*'()&=+$,;?/%-]+(?:@[A-Za-z0-9.\-\[\]:]+)?")
_ENDPOINT = re.compile(r"(?:PJSIP|SIP|IAX2|DAHDI|Local|SCCP)/[A-Za-z0-9_.@:/-]+")


async def devices_of(account_id: int, user_id: int) -> Sequence[asyncpg.Record]:
    """A user's devices, by name."""
    return await database.fetch(account_id, OF_USER, user_id)


async def active_of(account_id: int, user_id: int) -> asyncpg.Record | None:
    """The device that rings when the user calls, None before they have chosen one."""
    return await database.fetchrow(account_id, ACTIVE, user_id)


async def device_create(
    actor: Actor, *, kind: DeviceKind, label: str, fields: Mapping[str, Any]
) -> int:
    """Add a device of one's own; returns its id. The first one is active at once."""
    user_id = _own(actor)
    async with writing(actor.account_id):
        await locked_user(user_id)
        values = checked(FORMS, {"label": label, "active": False, **fields})
        count = await PhoneDevice.filter(user_id=user_id).count()
        if count >= MOST:
            raise Refused(f"You have {MOST} devices. Remove one first.")
        values = await _settled(kind, {"address": "", "line_id": None, "caller_id": None, **values})
        values["active"] = bool(values["active"]) or count == 0
        if values["active"]:
            await _none_active(user_id)
        device = await PhoneDevice.create(
            account_id=actor.account_id, user_id=user_id, kind=kind.value, **values
        )
        await _tell(
            actor, device, EventType.DEVICE_CREATED, created(device, {"kind": kind, **values})
        )
    return int(device.id)


async def device_update(
    actor: Actor, *, device_id: int, fields: Mapping[str, Any], version: int | None = None
) -> None:
    """Change one's own device, or make it the active one."""
    user_id = _own(actor)
    async with writing(actor.account_id):
        await locked_user(user_id)
        device = await _owned(device_id, user_id)
        values = checked(FORMS, fields)
        await refuse_conflicts(
            actor.account_id, "PhoneDevice", device, version, values, owner=("User", user_id)
        )
        known = {name: getattr(device, name) for name in ("address", "line_id", "caller_id")}
        values |= await _settled(DeviceKind(device.kind), {**known, **values})
        if values.get("active") and not device.active:
            await _none_active(user_id)
        if changes := changes_of(device, values):
            changes["_version"] = (device.version, device.version + 1)
            await device.update_from_dict({**values, "version": device.version + 1}).save()
            await _tell(actor, device, EventType.DEVICE_UPDATED, changes)


async def device_remove(actor: Actor, *, device_id: int) -> None:
    """Remove one's own device; while a call runs over it, it stays."""
    user_id = _own(actor)
    async with writing(actor.account_id):
        await locked_user(user_id)
        device = await _owned(device_id, user_id)
        if await database.execute(USED, device_id):
            raise Refused("A call runs over this device. Hang up first.")
        await device.delete()
        gone: Changes = {"label": (device.label, None), "kind": (device.kind, None)}
        await _tell(actor, device, EventType.DEVICE_REMOVED, gone)


def _own(actor: Actor) -> int:
    actor.demand(Permission.OWN_MANAGE)
    if actor.user_id is None:
        raise Refused("Devices are people's; nobody is signed in here.")
    return actor.user_id


async def _owned(device_id: int, user_id: int) -> PhoneDevice:
    device = await PhoneDevice.filter(id=device_id, user_id=user_id).select_for_update().first()
    if device is None:
        raise NotFound("There is no such device.")
    return device


async def _none_active(user_id: int) -> None:
    await PhoneDevice.filter(user_id=user_id, active=True).update(active=False)


async def _tell(actor: Actor, device: PhoneDevice, what: EventType, changes: Changes) -> None:
    user, part = NodeRef("User", device.user_id), NodeRef("PhoneDevice", device.id)
    await record(actor, [Fact(what, user, changes, part)])


async def _settled(kind: DeviceKind, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values with their line and address checked against each other."""
    settled = dict(values)
    if kind is DeviceKind.TEL_LINK:
        return settled | {"address": "", "line_id": None, "caller_id": None}
    line = await Line.filter(id=values["line_id"] or 0).first()
    if line is None:
        raise InvalidInput("Choose the line it is reached through.", ("line",))
    known = kind_of(line.kind)
    if known is None or kind not in known.devices:
        raise InvalidInput("This line does not ring such devices.", ("line",))
    settled["address"] = _address(kind, str(values["address"]), line.region)
    if values["caller_id"]:
        settled["caller_id"] = _caller_id(str(values["caller_id"]), line)
    return settled | {"caller_id": settled["caller_id"] or None}


def _address(kind: DeviceKind, typed: str, region: str) -> str:
    if kind is DeviceKind.NUMBER:
        try:
            return parse_phone(typed, region).e164
        except InvalidInput as problem:
            raise InvalidInput(problem.message, ("address",)) from None
    if kind is DeviceKind.SIP_PHONE:
        if not _SIP.fullmatch(typed):
            raise InvalidInput("A SIP phone is called anna@example.org, or 101.", ("address",))
        return typed
    if not _ENDPOINT.fullmatch(typed):
        # What is written here goes into Asterisk's Channel header as it is.
        raise InvalidInput("An Asterisk extension is called PJSIP/101.", ("address",))
    return typed


def _caller_id(typed: str, line: Line) -> str:
    e164 = parse_phone(typed, line.region).e164
    if e164 not in line.caller_ids:
        raise InvalidInput("This line does not show that number.", ("caller_id",))
    return e164


TEL_LINE = "Telephone programs"


async def tel_line(account_id: int, region: str) -> Line:
    """The line that calls through people's own programs belong to, made when the first one is."""
    line = await Line.filter(kind=LineKind.TEL_LINK.value).first()
    if line is not None:
        return line
    await database.execute(NEW_TEL_LINE, account_id, TEL_LINE, f"tel-{account_id}", region)
    return await Line.get(kind=LineKind.TEL_LINK.value)


NEW_TEL_LINE = """
INSERT INTO call_line (account_id, name, kind, slug, settings, sealed, region, countries, caller_ids,
                       active, simulator, health, health_note, version)
SELECT $1, CASE WHEN EXISTS (SELECT FROM call_line WHERE account_id = $1 AND name = $2)
                THEN $2 || ' (tel:)' ELSE $2 END,
       'tel_link', $3, '{}', '', $4, '[]', '[]', true, false, 'unknown', '', 1
ON CONFLICT DO NOTHING
"""
