"""What an admin does to the account's own fields: define, change, retire and take up again."""

import re
from collections.abc import Mapping
from typing import Any

from backend.accounts.actor import Actor
from backend.accounts.permissions import Permission
from backend.core import database, forms, text
from backend.core.changes import changes_of, created
from backend.core.database import writing
from backend.core.errors import InvalidInput, NotFound, Refused
from backend.core.forms import Form, checked, together
from backend.custom_fields.models import CustomField
from backend.custom_fields.types import FieldType, RecordKind, choices
from backend.events.service import record
from backend.events.types import EventType, Fact, NodeRef

MOST = 50
"""Most active fields of one kind of record: a form longer than that is no form."""

FORMS: Mapping[str, Form] = {
    "label": forms.needed("Type a name for the field."),
    "choices": choices,
    "mandatory": forms.as_is,
    "position": forms.as_is,
    "active": forms.as_is,
}
SHIFT = """
UPDATE custom_field SET position = position + 1
 WHERE account_id = $1 AND kind = $2 AND position >= $3 AND id <> $4
"""
_NOT_A_KEY = re.compile(r"[^a-z0-9]+")


def ref(field_id: int) -> NodeRef:
    """A custom field as a node."""
    return NodeRef("CustomField", field_id)


async def custom_field_create(
    actor: Actor, *, kind: RecordKind, of_type: FieldType, fields: Mapping[str, Any]
) -> int:
    """Define a field, the last of its kind; kind, type and key never change. Returns the id."""
    actor.demand(Permission.ACCOUNT_MANAGE)
    values = together(
        {
            "fields": lambda: checked(FORMS, {"label": "", **fields}),
            "choices": lambda: _check_choices(of_type, fields.get("choices")),
        }
    )["fields"]
    async with writing(actor.account_id):
        others = await CustomField.filter(kind=kind.value).select_for_update().order_by("position")
        if sum(other.active for other in others) >= MOST:
            raise Refused(f"There are {MOST} fields here. Retire one first.")
        field = CustomField(
            account_id=actor.account_id,
            kind=kind.value,
            type=of_type.value,
            key=_key(values["label"], {other.key for other in others}),
            **{"position": others[-1].position + 1 if others else 0, **values},
        )
        await _settle(field)
        await field.save()
        made = created(field, {**values, "kind": 1, "type": 1})
        await record(actor, [Fact(EventType.CUSTOM_FIELD_CREATED, ref(field.id), made)])
    return int(field.id)


async def custom_field_update(actor: Actor, *, field_id: int, fields: Mapping[str, Any]) -> None:
    """Rename a field, change its choices or place; the values that are there stay."""
    actor.demand(Permission.ACCOUNT_MANAGE)
    values = checked(FORMS, fields)
    async with writing(actor.account_id):
        field = await CustomField.filter(id=field_id).select_for_update().first()
        if field is None:
            raise NotFound("There is no such field.")
        changes = changes_of(field, values)
        if not changes:
            return
        field.update_from_dict(values)
        await _settle(field)
        if "position" in changes:
            await database.execute(SHIFT, actor.account_id, field.kind, field.position, field.id)
        await field.save()
        await record(actor, [Fact(EventType.CUSTOM_FIELD_UPDATED, ref(field_id), changes)])


async def custom_field_archive(actor: Actor, *, field_id: int) -> None:
    """Retire a field: forms and lists leave it out, records keep its values."""
    await custom_field_update(actor, field_id=field_id, fields={"active": False})


async def custom_field_restore(actor: Actor, *, field_id: int) -> None:
    """Take up a retired field again, with the values it had."""
    await custom_field_update(actor, field_id=field_id, fields={"active": True})


async def _settle(field: CustomField) -> None:
    """Of a kind, no two active fields have one name; a choice needs what to choose from."""
    _check_choices(field.type, field.choices)
    if field.position < 0:
        raise InvalidInput("Places are counted from 0.", ("position",))
    wanted = text.match_key(field.label)
    for other in await CustomField.filter(kind=field.kind, active=True):
        if field.active and other.id != field.id and text.match_key(other.label) == wanted:
            raise InvalidInput("Another field has this name.", ("label",))


def _check_choices(of_type: str, choices: Any) -> None:
    if of_type == FieldType.CHOICE and not choices:
        raise InvalidInput("A choice needs at least one entry.", ("choices",))
    if of_type != FieldType.CHOICE and choices:
        raise InvalidInput("Only a choice has entries.", ("choices",))


def _key(label: str, taken: set[str]) -> str:
    """A key that says what the field is: `Shoe size` → `shoe-size`, `shoe-size-2` where taken."""
    stem = _NOT_A_KEY.sub("-", text.match_key(label)).strip("-")[:40] or "field"
    key, count = stem, 1
    while key in taken:
        count += 1
        key = f"{stem}-{count}"
    return key
