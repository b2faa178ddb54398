"""What can be done to a project: create, update, delete, restore (R050, R056)."""

from collections.abc import Mapping
from typing import Any

from backend.accounts.actor import Actor
from backend.accounts.permissions import Permission
from backend.core import text
from backend.core.database import writing
from backend.core.errors import InvalidInput
from backend.core.numbering import next_number
from backend.custom_fields.types import RecordKind
from backend.custom_fields.values import checked
from backend.events.records import Records
from backend.events.service import record
from backend.projects.fields import FORMS
from backend.projects.models import Project


async def _settle(project: Project) -> None:
    """Keep the sort and match keys; dates stand in their order, amount and currency go together."""
    if project.starts_on and project.ends_on and project.ends_on < project.starts_on:
        raise InvalidInput("A project ends on or after the day it starts.", ("ends_on",))
    if (project.value_minor is None) != (project.value_currency is None):
        raise InvalidInput("A value is an amount and its currency.", ("value",))
    project.sort_key = text.sort_key(project.name)
    project.match_names = " ".join(sorted(text.index_words(project.name)))


PROJECTS = Records("Project", Project, _settle, {"company_id": "company"})


async def project_create(actor: Actor, *, fields: Mapping[str, Any]) -> int:
    """Add a project under the next number; returns the id."""
    actor.demand(Permission.PROJECT_WRITE)
    values = await checked(
        actor.account_id, RecordKind.PROJECT, FORMS, {"name": "", **fields}, new=True
    )
    async with writing(actor.account_id):
        number = await next_number(actor.account_id, "project")
        project, made = await PROJECTS.insert(actor, values, number=number)
        await record(actor, [made])
    return int(project.id)


async def project_update(
    actor: Actor, *, project_id: int, fields: Mapping[str, Any], version: int | None = None
) -> None:
    """Change some fields; what others changed meanwhile stays, or comes back as VersionConflict."""
    actor.demand(Permission.PROJECT_WRITE)
    values = await checked(actor.account_id, RecordKind.PROJECT, FORMS, fields)
    await PROJECTS.update(actor, project_id, values, version)


async def project_delete(actor: Actor, *, project_id: int) -> None:
    """Mark a project as deleted: kept and restorable, and its people stay remembered (R056)."""
    actor.demand(Permission.PROJECT_WRITE)
    await PROJECTS.delete(actor, project_id)


async def project_restore(actor: Actor, *, project_id: int) -> None:
    """Take the mark away again."""
    actor.demand(Permission.PROJECT_WRITE)
    await PROJECTS.restore(actor, project_id)
