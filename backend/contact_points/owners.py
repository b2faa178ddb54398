"""Who has a number or an address already (R004, R035): named, or masked where the viewer may not know."""

from collections.abc import Sequence

import asyncpg

from backend.accounts.actor import Actor
from backend.accounts.permissions import Permission
from backend.core import database
from backend.core.errors import EmailTaken, PhoneTaken
from backend.core.names import display_name

OWNER = (
    "c.id, c.number, c.first_name, c.middle_name, c.last_name, c.language, c.deleted_at, p.label"
)
BY_PHONE = f"""
SELECT {OWNER} FROM phone_number p JOIN customer c ON c.id = p.customer_id
 WHERE p.account_id = current_account() AND p.e164 = $1 AND p.extension = $2
"""
BY_EMAIL = f"""
SELECT {OWNER} FROM email_address p JOIN customer c ON c.id = p.customer_id
 WHERE p.account_id = current_account() AND p.normalised = $1
"""


async def phone_owner(actor: Actor, e164: str, extension: str) -> asyncpg.Record | None:
    """The customer who has this number, deleted ones too."""
    return await database.fetchrow(actor.account_id, BY_PHONE, e164, extension)


async def email_owner(actor: Actor, normalised: str) -> asyncpg.Record | None:
    """The customer who has this address, deleted ones too."""
    return await database.fetchrow(actor.account_id, BY_EMAIL, normalised)


def sentence(actor: Actor, owner: asyncpg.Record, what: str) -> str:
    """“Piotr Kowalski has this number. Client 10077, “work”.” or its masked form."""
    if not actor.may(Permission.CUSTOMER_READ):
        first = str(owner["number"])[0]
        return (
            f"Someone you may not see has this {what}. Ask a manager to look at client {first}••••."
        )
    name = display_name(
        owner["first_name"], owner["middle_name"], owner["last_name"], owner["language"]
    )
    facts = [f"Client {owner['number']}"]
    if owner["deleted_at"]:
        facts.append(f"deleted {owner['deleted_at']:%-d %b}")
    if owner["label"]:
        facts.append(f"“{owner['label']}”")
    return f"{name} has this {what}. {', '.join(facts)}."


async def phone_taken(
    actor: Actor, e164: str, extension: str, *, path: Sequence[str]
) -> PhoneTaken:
    """The refusal for a number another customer has."""
    owner = await phone_owner(actor, e164, extension)
    if owner is None:
        return PhoneTaken("Somebody had this number until just now. Try again.", path, owner=None)
    visible = actor.may(Permission.CUSTOMER_READ)
    return PhoneTaken(
        sentence(actor, owner, "number"),
        path,
        owner=owner["id"] if visible else None,
        owner_deleted=owner["deleted_at"] is not None,
        label=owner["label"] if visible else "",
    )


async def email_taken(
    actor: Actor, normalised: str, _extension: str, *, path: Sequence[str]
) -> EmailTaken:
    """The refusal for an address another customer has."""
    owner = await email_owner(actor, normalised)
    if owner is None:
        return EmailTaken("Somebody had this address until just now. Try again.", path, owner=None)
    visible = actor.may(Permission.CUSTOMER_READ)
    return EmailTaken(
        sentence(actor, owner, "address"),
        path,
        owner=owner["id"] if visible else None,
        owner_deleted=owner["deleted_at"] is not None,
        label=owner["label"] if visible else "",
    )
