"""What can be done to a contact: create, update, delete, restore (R010–R018)."""

from collections.abc import Mapping, Sequence
from typing import Any

from backend.accounts.actor import Actor
from backend.accounts.permissions import Permission
from backend.contact_points import attaching
from backend.contacts.fields import FORMS
from backend.contacts.models import Contact
from backend.core.database import writing
from backend.core.errors import InvalidInput
from backend.core.forms import name_keys
from backend.custom_fields.types import RecordKind
from backend.custom_fields.values import checked
from backend.events.records import Records
from backend.events.service import record


async def _settle(contact: Contact) -> None:
    """Keep the sort and match keys; nobody is their own manager."""
    if contact.manager_id is not None and contact.manager_id == contact.id:
        raise InvalidInput("Nobody is their own manager.", ("manager",))
    contact.update_from_dict(name_keys(contact.first_name, contact.middle_name, contact.last_name))


CONTACTS = Records("Contact", Contact, _settle, {"manager_id": "contact"})


async def contact_create(
    actor: Actor,
    *,
    fields: Mapping[str, Any],
    phones: Sequence[attaching.NewPhone] = (),
    emails: Sequence[attaching.NewEmail] = (),
) -> int:
    """Add a contact with what reaches them; returns the id. One transaction: all of it or nothing."""
    actor.demand(Permission.CONTACT_WRITE)
    values = await checked(
        actor.account_id,
        RecordKind.CONTACT,
        FORMS,
        {"first_name": "", "last_name": "", **fields},
        new=True,
    )
    async with attaching.naming_owners(actor), writing(actor.account_id):
        contact, made = await CONTACTS.insert(actor, values)
        owner = CONTACTS.ref(contact.id)
        facts = await attaching.attach(actor, owner, phones=phones, emails=emails)
        await record(actor, [made, *facts])
    return int(contact.id)


async def contact_update(
    actor: Actor, *, contact_id: int, fields: Mapping[str, Any], version: int | None = None
) -> None:
    """Change some fields; what others changed meanwhile stays, or comes back as VersionConflict."""
    actor.demand(Permission.CONTACT_WRITE)
    values = await checked(actor.account_id, RecordKind.CONTACT, FORMS, fields)
    await CONTACTS.update(actor, contact_id, values, version)


async def contact_delete(actor: Actor, *, contact_id: int) -> None:
    """Mark a contact as deleted: kept and restorable."""
    actor.demand(Permission.CONTACT_WRITE)
    await CONTACTS.delete(actor, contact_id)


async def contact_restore(actor: Actor, *, contact_id: int) -> None:
    """Take the mark away again."""
    actor.demand(Permission.CONTACT_WRITE)
    await CONTACTS.restore(actor, contact_id)
