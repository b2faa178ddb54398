"""What can be done to a company: create, update, delete, restore."""

from collections.abc import Mapping, Sequence
from typing import Any

from backend.accounts.actor import Actor
from backend.accounts.permissions import Permission
from backend.companies.fields import FORMS
from backend.companies.models import Company
from backend.contact_points import attaching
from backend.core import database, text
from backend.core.database import writing
from backend.core.errors import InvalidInput
from backend.custom_fields.types import RecordKind
from backend.custom_fields.values import checked
from backend.events.records import Records
from backend.events.service import record

ABOVE = """
WITH RECURSIVE above AS (
  SELECT id, parent_id FROM company WHERE id = $1
  UNION
  SELECT c.id, c.parent_id FROM company c JOIN above a ON c.id = a.parent_id
)
SELECT id FROM above WHERE id = $2
"""


async def _settle(company: Company) -> None:
    """Keep the sort and match keys; no company stands above itself."""
    if (
        company.id
        and company.parent_id
        and await database.execute(ABOVE, company.parent_id, company.id)
    ):
        raise InvalidInput("That company belongs to this one already.", ("parent",))
    words = text.index_words(f"{company.name} {company.legal_name}")
    company.sort_key = text.sort_key(company.name)
    company.match_names = " ".join(sorted(words))


COMPANIES = Records("Company", Company, _settle, {"parent_id": "company"})


async def company_create(
    actor: Actor,
    *,
    fields: Mapping[str, Any],
    phones: Sequence[attaching.NewPhone] = (),
    emails: Sequence[attaching.NewEmail] = (),
) -> int:
    """Add a company with what reaches it; returns the id. One transaction: all of it or nothing."""
    actor.demand(Permission.COMPANY_WRITE)
    values = await checked(
        actor.account_id, RecordKind.COMPANY, FORMS, {"name": "", **fields}, new=True
    )
    async with attaching.naming_owners(actor), writing(actor.account_id):
        company, made = await COMPANIES.insert(actor, values)
        owner = COMPANIES.ref(company.id)
        facts = await attaching.attach(actor, owner, phones=phones, emails=emails)
        await record(actor, [made, *facts])
    return int(company.id)


async def company_update(
    actor: Actor, *, company_id: int, fields: Mapping[str, Any], version: int | None = None
) -> None:
    """Change some fields; what others changed meanwhile stays, or comes back as VersionConflict."""
    actor.demand(Permission.COMPANY_WRITE)
    values = await checked(actor.account_id, RecordKind.COMPANY, FORMS, fields)
    await COMPANIES.update(actor, company_id, values, version)


async def company_delete(actor: Actor, *, company_id: int) -> None:
    """Mark a company as deleted: kept and restorable, with its people."""
    actor.demand(Permission.COMPANY_WRITE)
    await COMPANIES.delete(actor, company_id)


async def company_restore(actor: Actor, *, company_id: int) -> None:
    """Take the mark away again."""
    actor.demand(Permission.COMPANY_WRITE)
    await COMPANIES.restore(actor, company_id)
