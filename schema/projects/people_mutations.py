"""Changing who is on a project: its Manage tab (R050–R056)."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import strawberry

from backend.accounts.permissions import Permission
from backend.core.errors import InvalidInput as Invalid
from backend.events.types import NodeRef
from backend.projects import people as service
from backend.projects.newcomers import NewPerson
from schema.batches import node_of
from schema.contacts.enums import PersonKind
from schema.context import Info
from schema.custom_fields.inputs import CustomFieldInput
from schema.customers.enums import Sex
from schema.inputs import person_of
from schema.permissions import Fresh, Requires
from schema.persons import person
from schema.problems import (
    EmailTaken,
    InvalidInput,
    NotAllowed,
    NotFound,
    PersonKnown,
    PhoneTaken,
    Refused,
)
from schema.projects.participations import Participation
from schema.projects.types import Project
from schema.relay import pk_of


@strawberry.input(description="Somebody new (R051); a name in one piece, or in its parts.")
class NewPersonInput:
    kind: PersonKind = strawberry.field(
        description="A customer unless said.", default=PersonKind.CUSTOMER
    )
    name: str | None = strawberry.field(
        description="The whole name; it is kept as typed, never guessed apart.", default=None
    )
    first_name: str | None = strawberry.field(description="Given name.", default=None)
    middle_name: str | None = strawberry.field(description="Middle names.", default=None)
    last_name: str | None = strawberry.field(description="Family name.", default=None)
    email: str | None = strawberry.field(description="Their first e-mail.", default=None)
    phone: str | None = strawberry.field(description="In any spelling.", default=None)
    sex: Sex | None = strawberry.field(description="Null is not said.", default=None)
    birthday: date | None = strawberry.field(description="Day of birth.", default=None)
    passport_number: str | None = strawberry.field(description="Customers only.", default=None)
    licence_number: str | None = strawberry.field(description="Customers only.", default=None)
    custom_fields: list[CustomFieldInput] = strawberry.field(
        description="Values for the account's own fields of their kind.", default_factory=list
    )


@strawberry.input(description="Who joins a project: somebody known, or somebody new.")
class ProjectContactAddInput:
    person: strawberry.ID | None = strawberry.field(
        description="Somebody on record (R052).", default=None
    )
    new: NewPersonInput | None = strawberry.field(
        description="Somebody new; whoever is known is offered instead.", default=None
    )
    role: str = strawberry.field(description="Their part: fitter, site contact …", default="")


@strawberry.input(description="What to change about somebody's part in a project.")
class ProjectContactUpdateInput:
    role: str = strawberry.field(description="Their part; may be empty.")


@strawberry.type(description="The participation as it stands after the change.")
class ProjectContactSaved:
    pk: strawberry.Private[int]

    @strawberry.field(description="The participation, with its person and project.")
    async def participation(self, info: Info) -> Participation:
        return await node_of(info, Participation, self.pk)


@strawberry.type(description="Who was taken off which project; both stay on record.")
class ProjectContactRemoved:
    person_ref: strawberry.Private[NodeRef]
    project_pk: strawberry.Private[int]

    person = person(description="Who is no longer on it.")

    @strawberry.field(description="The project.")
    async def project(self, info: Info) -> Project:
        return await node_of(info, Project, self.project_pk)


ProjectContactAddResult = Annotated[
    ProjectContactSaved
    | InvalidInput
    | NotFound
    | NotAllowed
    | Refused
    | PersonKnown
    | PhoneTaken
    | EmailTaken,
    strawberry.union("ProjectContactAddResult", description="Who joined, or what is in the way."),
]
ProjectContactUpdateResult = Annotated[
    ProjectContactSaved | InvalidInput | NotFound | NotAllowed,
    strawberry.union(
        "ProjectContactUpdateResult", description="The changed part, or what is in the way."
    ),
]
ProjectContactRemoveResult = Annotated[
    ProjectContactRemoved | InvalidInput | NotFound | NotAllowed,
    strawberry.union("ProjectContactRemoveResult", description="Who left, or what is in the way."),
]


def new_person(value: NewPersonInput) -> NewPerson:
    """The service's form of an input."""
    if value.name and (value.first_name or value.last_name):
        raise Invalid("Give the name in one piece or in parts, not both.", ("new", "name"))
    return NewPerson(
        kind=value.kind.value,
        first_name=value.name or value.first_name or "",
        middle_name=value.middle_name or "",
        last_name=value.last_name or "",
        email=value.email,
        phone=value.phone,
        birthday=value.birthday,
        sex=value.sex,
        passport_number=value.passport_number or "",
        licence_number=value.licence_number or "",
        custom_fields={one.key: one.value for one in value.custom_fields},
    )


WRITES = Permission.PROJECT_WRITE


@strawberry.type
class ProjectContactMutation:
    @strawberry.mutation(
        description="Put somebody on a project, once: `person` or `new`.",
        extensions=[Requires(WRITES), Fresh()],
    )
    async def project_contact_add(
        self, info: Info, project: strawberry.ID, input: ProjectContactAddInput
    ) -> ProjectContactAddResult:
        actor, project_id = info.context.signed_in(), pk_of(project, "Project", path=("project",))
        if (input.person is None) == (input.new is None):
            raise Invalid("Say who: a person on record, or a new one.", ("person",))
        if input.new is not None:
            pk = await service.project_contact_add_new(
                actor, project_id=project_id, new=new_person(input.new), role=input.role
            )
        else:
            who = person_of(input.person or "", "person")
            pk = await service.project_contact_add(
                actor, project_id=project_id, person=who, role=input.role
            )
        return ProjectContactSaved(pk=pk)

    @strawberry.mutation(
        description="Change the part somebody has in a project.",
        extensions=[Requires(WRITES), Fresh()],
    )
    async def project_contact_update(
        self, info: Info, id: strawberry.ID, input: ProjectContactUpdateInput
    ) -> ProjectContactUpdateResult:
        pk = pk_of(id, "Participation")
        await service.project_contact_update(
            info.context.signed_in(), participation_id=pk, role=input.role
        )
        return ProjectContactSaved(pk=pk)

    @strawberry.mutation(
        description="Take somebody off a project; the person stays on record (R054).",
        extensions=[Requires(WRITES), Fresh()],
    )
    async def project_contact_remove(
        self, info: Info, id: strawberry.ID
    ) -> ProjectContactRemoveResult:
        project_pk, who = await service.project_contact_remove(
            info.context.signed_in(), participation_id=pk_of(id, "Participation")
        )
        return ProjectContactRemoved(person_ref=who, project_pk=project_pk)
