"""Who is on a project: add somebody known or new, change their part, remove them (R050–R056).

Each fact is recorded twice, once for the project and once for the person: both histories tell it.
"""

from typing import Any

from backend.accounts.actor import Actor
from backend.accounts.permissions import Permission
from backend.contact_points import attaching, parties
from backend.contacts import people
from backend.contacts.service import contact_create
from backend.core import database, forms
from backend.core.changes import Changes
from backend.core.database import writing
from backend.core.errors import FieldProblem, InvalidInput, NotFound, Refused, Taken
from backend.customers.service import customer_create
from backend.events.service import record
from backend.events.types import PERMISSION_OF_NODE, EventType, Fact, NodeRef
from backend.projects.known import refuse_known
from backend.projects.models import Participation
from backend.projects.newcomers import NewPerson
from backend.projects.service import PROJECTS

STAMP = "UPDATE project SET modified_at = now(), modified_by = $2, modified_via = $3 WHERE id = $1"


async def project_contact_add(
    actor: Actor, *, project_id: int, person: NodeRef, role: str = ""
) -> int:
    """Put somebody known on a project, once; returns the participation's id."""
    actor.demand(Permission.PROJECT_WRITE)
    role = forms.line(role, "role")
    async with writing(actor.account_id):
        project = await _open(project_id)
        if not actor.may(PERMISSION_OF_NODE[person.kind]):
            raise NotFound(f"There is no such {person.kind.lower()}.", ("person",))
        await parties.lock(person)
        return await _join(actor, project, person, role)


async def project_contact_add_new(
    actor: Actor, *, project_id: int, new: NewPerson, role: str = ""
) -> int:
    """Make a person and put them on a project, all of it or nothing; returns the participation's id.

    Whoever is on record already is offered instead (PersonKnown), also if another window made them
    in the same instant.
    """
    actor.demand(Permission.PROJECT_WRITE)
    role = forms.line(role, "role")
    try:
        async with attaching.naming_owners(actor), writing(actor.account_id):
            project = await _open(project_id)
            await refuse_known(actor, new.sought(), project_id=project_id)
            return await _join(actor, project, await _make(actor, new), role)
    except InvalidInput as problem:
        raise _inside_new(problem) from problem
    except Taken:
        await refuse_known(actor, new.sought(), project_id=project_id)
        raise


async def project_contact_update(actor: Actor, *, participation_id: int, role: str) -> None:
    """Change the part somebody has in a project."""
    actor.demand(Permission.PROJECT_WRITE)
    role = forms.line(role, "role")
    async with writing(actor.account_id):
        row = await _locked(participation_id)
        before = row.role
        if before != role:
            row.role = role
            await row.save()
            await _record(actor, EventType.PARTICIPATION_UPDATED, row, {"role": (before, role)})


async def project_contact_remove(actor: Actor, *, participation_id: int) -> tuple[int, NodeRef]:
    """Take somebody off a project; they stay on record. Returns the project and the person."""
    actor.demand(Permission.PROJECT_WRITE)
    async with writing(actor.account_id):
        row = await _locked(participation_id)
        project = await PROJECTS.locked(row.project_id)
        person = _person(row)
        await row.delete()
        changes = {"role": (row.role, None)} if row.role else {}
        who = (await people.named(actor.account_id, [person]))[person].name
        ends = ((project.name, None), (who, None))
        await _record(actor, EventType.PARTICIPATION_REMOVED, row, changes, ends)
    return int(project.id), person


async def _open(project_id: int) -> Any:
    """The project, locked; a deleted one takes nobody in."""
    project = await PROJECTS.locked(project_id)
    if project.deleted_at is not None:
        raise Refused("This project is deleted. Restore it first.")
    return project


async def _make(actor: Actor, new: NewPerson) -> NodeRef:
    phones = [attaching.NewPhone(new.phone, path=("phone",))] if new.phone else []
    emails = [attaching.NewEmail(new.email, path=("email",))] if new.email else []
    fields = new.fields()
    if new.kind == "Contact":
        return NodeRef(
            "Contact", await contact_create(actor, fields=fields, phones=phones, emails=emails)
        )
    # Being noted down on a project is no registration: nobody is mailed a login for it.
    pk = await customer_create(actor, fields=fields, phones=phones, emails=emails, register=False)
    return NodeRef("Customer", pk)


async def _join(actor: Actor, project: Any, person: NodeRef, role: str) -> int:
    who = (await people.named(actor.account_id, [person]))[person]
    there = await Participation.filter(project_id=project.id, **parties.owned_by(person)).first()
    if there is not None:
        part = f" as {there.role}" if there.role else ""
        raise Refused(f"{who.name} is on this project already{part}.", ("person",))
    row = await Participation.create(
        account_id=actor.account_id,
        project_id=project.id,
        role=role,
        **parties.owned_by(person),
    )
    changes = {"role": (None, role)} if role else {}
    ends = ((None, project.name), (None, who.name))
    await _record(actor, EventType.PARTICIPATION_ADDED, row, changes, ends)
    return int(row.id)


async def _locked(participation_id: int) -> Participation:
    row = await Participation.filter(id=participation_id).select_for_update().first()
    if row is None:
        raise NotFound("Nobody has this part in a project.")
    return row


def _inside_new(problem: InvalidInput) -> InvalidInput:
    """The same refusal, its fields named from the outer input on: `new { email }`."""
    fields = [FieldProblem(("new", *field.path), field.message) for field in problem.fields]
    return InvalidInput(problem.message, ("new", *problem.path), fields)


def _person(row: Participation) -> NodeRef:
    if row.customer_id is not None:
        return NodeRef("Customer", row.customer_id)
    return NodeRef("Contact", row.contact_id)


async def _record(
    actor: Actor,
    what: EventType,
    row: Participation,
    changes: Changes,
    ends: tuple[tuple[Any, Any], tuple[Any, Any]] | None = None,
) -> None:
    """Record on both ends; `ends` are the project's and the person's names, before and after."""
    await database.execute(STAMP, row.project_id, actor.user_id, actor.via)
    part = NodeRef("Participation", row.id)
    project, person = NodeRef("Project", row.project_id), _person(row)
    named = {project: {"person": ends[1]}, person: {"project": ends[0]}} if ends else {}
    facts = [
        Fact(what, node, {**named.get(node, {}), **changes}, part) for node in (project, person)
    ]
    await record(actor, facts)
