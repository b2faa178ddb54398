"""Whether somebody to be made new is on record already, even if they or their project were deleted (R056)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import asyncpg

from backend.accounts.actor import Actor
from backend.contact_points.emails import try_email
from backend.contact_points.phones import try_phone
from backend.contacts import people
from backend.core import database
from backend.core.errors import PersonKnown
from backend.events.types import PERMISSION_OF_NODE, NodeRef


class KnownBy(StrEnum):
    """What gave a person away, the surest first."""

    EMAIL = "email"
    PHONE = "phone"
    BIRTHDAY = "birthday"


MOST = 1_000
"""Most holders of one switchboard number that are compared by name."""

HOLDERS = f"""
SELECT 1 AS rank, 'email' AS reason, customer_id, contact_id FROM email_address
 WHERE account_id = current_account() AND normalised = $1 AND company_id IS NULL
UNION ALL
(SELECT 2, 'phone', customer_id, contact_id FROM phone_number
  WHERE account_id = current_account() AND e164 = $2 AND extension = $3 AND company_id IS NULL
  LIMIT {MOST})
UNION ALL
SELECT 3, 'birthday', id, NULL FROM customer
 WHERE account_id = current_account() AND birthday = $4
UNION ALL
SELECT 3, 'birthday', NULL, id FROM contact
 WHERE account_id = current_account() AND birthday = $4
 ORDER BY rank, customer_id, contact_id
"""

PROJECTS = """
SELECT j.id, j.name, j.deleted_at FROM participation p JOIN project j ON j.id = p.project_id
 WHERE p.account_id = current_account() AND (p.customer_id = $1 OR p.contact_id = $2)
 ORDER BY j.id = $3 DESC, j.deleted_at DESC NULLS FIRST, p.id DESC
 LIMIT 1
"""

MASKED = "Someone you may not see has this {}. Ask a manager to add them."
THING = {KnownBy.EMAIL: "address", KnownBy.PHONE: "number", KnownBy.BIRTHDAY: "name and birthday"}


@dataclass(frozen=True, slots=True)
class Sought:
    """What is typed about somebody new; `kind` is what they are to become."""

    kind: str
    spellings: frozenset[tuple[str, ...]]
    email: str | None = None
    phone: str | None = None
    birthday: date | None = None


async def refuse_known(actor: Actor, sought: Sought, *, project_id: int) -> None:
    """Raise PersonKnown where somebody on record has the e-mail, the number or the name and birthday."""
    rows = await _holders(actor, sought)
    refs = {_ref(row): None for row in rows}
    named = await people.named(actor.account_id, list(refs))
    for row in rows:
        person, reason = named[_ref(row)], KnownBy(row["reason"])
        if _is_them(sought, person, reason):
            raise await _known(actor, person, reason, project_id)


async def _holders(actor: Actor, sought: Sought) -> Sequence[asyncpg.Record]:
    email = try_email(sought.email) if sought.email else None
    phone = try_phone(sought.phone, actor.region) if sought.phone else None
    return await database.fetch(
        actor.account_id,
        HOLDERS,
        email and email.normalised,
        phone and phone.e164,
        phone and phone.extension,
        sought.birthday,
    )


def _is_them(sought: Sought, person: people.Named, reason: KnownBy) -> bool:
    """An e-mail is one person's; a number only among customers; a birthday only with the name."""
    if reason is KnownBy.EMAIL:
        return True
    if reason is KnownBy.PHONE and sought.kind == person.ref.kind == "Customer":
        return True
    return bool(sought.spellings & person.spellings)


async def _known(
    actor: Actor, person: people.Named, reason: KnownBy, project_id: int
) -> PersonKnown:
    path = ("new", reason.value)
    if not actor.may(PERMISSION_OF_NODE[person.ref.kind]):
        text = MASKED.format(THING[reason])
        return PersonKnown(text, path, person=None, reason=reason.value, known=text)
    known = await _sentence(actor, person, reason, project_id)
    return PersonKnown(
        f"{person.name} is known. {known}",
        path,
        person=(person.ref.kind, person.ref.id),
        reason=reason.value,
        known=known,
    )


async def _sentence(actor: Actor, person: people.Named, reason: KnownBy, project_id: int) -> str:
    """How they are known: deleted themselves, by a project that stands, by a deleted one, or by what."""
    if person.deleted_at is not None:
        client = [f"Client {person.number}"] if person.number else []
        return _capital([*client, f"deleted {person.deleted_at:%-d %b}"])
    ids = [person.ref.id if person.ref.kind == kind else None for kind in people.KINDS]
    project = await database.fetchrow(actor.account_id, PROJECTS, *ids, project_id)
    if project is None:
        return f"{person.says('has', 'have')} this {THING[reason]}."
    if project["deleted_at"] is not None:
        return f"{person.says('was', 'were')} on “{project['name']}”, a deleted project."
    if project["id"] == project_id:
        return f"{person.says('is', 'are')} on this project already."
    return f"{person.says('is', 'are')} on “{project['name']}”."


def _capital(facts: Iterable[str]) -> str:
    text = ", ".join(facts)
    return f"{text[0].upper()}{text[1:]}."


def _ref(row: asyncpg.Record) -> NodeRef:
    if row["customer_id"] is not None:
        return NodeRef("Customer", row["customer_id"])
    return NodeRef("Contact", row["contact_id"])
