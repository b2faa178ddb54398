"""What can be done to a person's part in a company: add, update, end, remove (R016).

Each fact is recorded twice, once for the person and once for the company: both histories tell it.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from backend.accounts.actor import Actor
from backend.companies.models import Affiliation
from backend.contact_points import parties
from backend.contacts import people
from backend.core import database, forms
from backend.core.changes import Changes, changes_of, created
from backend.core.database import writing
from backend.core.errors import InvalidInput, NotFound
from backend.core.forms import Form, checked
from backend.events.service import record
from backend.events.types import EventType, Fact, NodeRef

FORMS: Mapping[str, Form] = {
    "role": forms.line,
    "since": forms.as_is,
    "until": forms.as_is,
    "main": forms.as_is,
}

TODAY = "SELECT (now() AT TIME ZONE time_zone)::date AS today FROM account WHERE id = $1"
COMPANY = "SELECT name FROM company WHERE id = $1"


async def affiliation_add(
    actor: Actor, *, person: NodeRef, company_id: int, fields: Mapping[str, Any]
) -> int:
    """Say that a person belongs to a company; returns the id.

    The first one that lasts is the main one unless said otherwise; a new main one unsets the other.
    """
    _demand(actor, person)
    values = checked(FORMS, fields)
    async with writing(actor.account_id):
        await parties.lock(person)
        await parties.lock(NodeRef("Company", company_id))
        if values.get("main") is None:
            values["main"] = values.get("until") is None and not await _main(person)
        facts = await _unset_main(person) if values["main"] else []
        row = Affiliation(
            **parties.owned_by(person),
            account_id=actor.account_id,
            company_id=company_id,
            **values,
        )
        _refuse_backwards(row)
        await row.save()
        told = created(row, values)
        facts += await _facts(actor, EventType.AFFILIATION_ADDED, row, told, (False, True))
        await _record(actor, row, facts)
    return int(row.id)


async def affiliation_update(
    actor: Actor, *, affiliation_id: int, fields: Mapping[str, Any]
) -> None:
    """Change the role, the time, or which one is the main one."""
    values = checked(FORMS, fields)
    async with writing(actor.account_id):
        row, person = await _locked(actor, affiliation_id)
        await _change(actor, row, person, values)


async def affiliation_end(actor: Actor, *, affiliation_id: int, until: date | None = None) -> None:
    """Say that it is over since a day, today in the account's zone unless said; it stays on record."""
    async with writing(actor.account_id):
        row, person = await _locked(actor, affiliation_id)
        if until is None:
            until = (await database.execute(TODAY, actor.account_id))[0]["today"]
        await _change(actor, row, person, {"until": until, "main": False})


async def affiliation_remove(actor: Actor, *, affiliation_id: int) -> tuple[NodeRef, int]:
    """Take away what was never so; returns the person and the company it tied."""
    async with writing(actor.account_id):
        row, person = await _locked(actor, affiliation_id)
        told = {name: (before, None) for name, (_, before) in created(row, FORMS).items()}
        facts = await _facts(actor, EventType.AFFILIATION_REMOVED, row, told, (True, False))
        await row.delete()
        await _record(actor, row, facts)
    return person, int(row.company_id)


def _demand(actor: Actor, person: NodeRef) -> None:
    if person.kind not in people.KINDS:
        raise InvalidInput("Only customers and contacts belong to companies.", ("person",))
    parties.demand(actor, person)


async def _locked(actor: Actor, affiliation_id: int) -> tuple[Affiliation, NodeRef]:
    """The row and its person, who is locked first: one main at a time needs all of a person's rows."""
    found = await Affiliation.filter(id=affiliation_id).first()
    if found is None:
        raise NotFound("There is no such affiliation.")
    person = _person(found)
    _demand(actor, person)
    await parties.lock(person)
    row = await Affiliation.filter(id=affiliation_id).select_for_update().first()
    if row is None:
        raise NotFound("There is no such affiliation.")
    return row, person


async def _change(
    actor: Actor, row: Affiliation, person: NodeRef, values: Mapping[str, Any]
) -> None:
    changes = changes_of(row, values)
    if not changes:
        return
    facts = await _unset_main(person) if values.get("main") and not row.main else []
    row.update_from_dict(dict(values))
    _refuse_backwards(row)
    await row.save()
    facts += await _facts(actor, EventType.AFFILIATION_UPDATED, row, changes)
    await _record(actor, row, facts)


async def _main(person: NodeRef) -> Affiliation | None:
    return await Affiliation.filter(**parties.owned_by(person), main=True).first()


async def _unset_main(person: NodeRef) -> list[Fact]:
    row = await _main(person)
    if row is None:
        return []
    row.main = False
    await row.save()
    part = NodeRef("Affiliation", row.id)
    changes = {"main": (True, False)}
    return [
        Fact(EventType.AFFILIATION_UPDATED, node, changes, part)
        for node in (person, NodeRef("Company", row.company_id))
    ]


def _refuse_backwards(row: Affiliation) -> None:
    if row.since and row.until and row.until < row.since:
        raise InvalidInput("It ends on or after the day it begins.", ("until",))


def _person(row: Affiliation) -> NodeRef:
    if row.customer_id is not None:
        return NodeRef("Customer", row.customer_id)
    return NodeRef("Contact", row.contact_id)


async def _facts(
    actor: Actor,
    what: EventType,
    row: Affiliation,
    changes: Changes,
    naming: tuple[bool, bool] = (False, False),
) -> list[Fact]:
    """One fact for each end; where it begins or ends (`naming`: before, after) the other is named."""
    person, part = _person(row), NodeRef("Affiliation", row.id)
    told: list[Changes] = [changes, changes]
    if any(naming):
        who = (await people.named(actor.account_id, [person]))[person].name
        where = (await database.execute(COMPANY, row.company_id))[0]["name"]
        ends = (("company", where), ("person", who))
        told = [
            {key: tuple(name if here else None for here in naming), **changes}  # type: ignore[dict-item]
            for key, name in ends
        ]
    nodes = (person, NodeRef("Company", row.company_id))
    return [Fact(what, node, each, part) for node, each in zip(nodes, told, strict=True)]


async def _record(actor: Actor, row: Affiliation, facts: list[Fact]) -> None:
    await parties.stamp(actor, _person(row))
    await parties.stamp(actor, NodeRef("Company", row.company_id))
    await record(actor, facts)
