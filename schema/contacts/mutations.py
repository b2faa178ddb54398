"""Changing contacts."""

from __future__ import annotations

from typing import Annotated, Any

import strawberry

from backend.accounts.permissions import Permission
from backend.contact_points.attaching import NewEmail, NewPhone
from backend.contacts import service
from schema.batches import node_of
from schema.contacts.inputs import ContactCreateInput, ContactUpdateInput
from schema.contacts.types import Contact
from schema.context import Info
from schema.inputs import given
from schema.permissions import Fresh, Requires
from schema.problems import InvalidInput, NotAllowed, NotFound, Refused, VersionConflict
from schema.relay import pk_of

REFERENCES = {"manager": "Contact"}


@strawberry.type(description="The contact as it stands after the change.")
class ContactSaved:
    pk: strawberry.Private[int]

    @strawberry.field(description="The contact.")
    async def contact(self, info: Info) -> Contact:
        return await node_of(info, Contact, self.pk)


ContactCreateResult = Annotated[
    ContactSaved | InvalidInput | NotAllowed | Refused,
    strawberry.union("ContactCreateResult", description="A new contact, or what is in the way."),
]
ContactUpdateResult = Annotated[
    ContactSaved | InvalidInput | NotFound | NotAllowed | VersionConflict,
    strawberry.union(
        "ContactUpdateResult", description="The changed contact, or what is in the way."
    ),
]
ContactDeleteResult = Annotated[
    ContactSaved | InvalidInput | NotFound | NotAllowed,
    strawberry.union(
        "ContactDeleteResult", description="The marked contact, or what is in the way."
    ),
]

WRITES = Permission.CONTACT_WRITE


def reached_by(input: ContactCreateInput) -> dict[str, Any]:
    """The telephone numbers and e-mails that were given, each with its field's name."""
    phones = (("mobile_phone", "mobile"), ("mobile_phone2", "mobile"), ("work_phone", "work"))
    return {
        "phones": [
            NewPhone(number, label=label, path=(name,))
            for name, label in phones
            if (number := getattr(input, name))
        ],
        "emails": [
            NewEmail(address, path=(name,))
            for name in ("email", "email2")
            if (address := getattr(input, name))
        ],
    }


@strawberry.type
class ContactMutation:
    @strawberry.mutation(description="Add a contact.", extensions=[Requires(WRITES), Fresh()])
    async def contact_create(self, info: Info, input: ContactCreateInput) -> ContactCreateResult:
        fields = given(input, REFERENCES)
        pk = await service.contact_create(
            info.context.signed_in(), fields=fields, **reached_by(input)
        )
        return ContactSaved(pk=pk)

    @strawberry.mutation(
        description="Change some fields of a contact.", extensions=[Requires(WRITES), Fresh()]
    )
    async def contact_update(
        self, info: Info, id: strawberry.ID, input: ContactUpdateInput
    ) -> ContactUpdateResult:
        pk = pk_of(id, "Contact")
        await service.contact_update(
            info.context.signed_in(),
            contact_id=pk,
            fields=given(input, REFERENCES),
            version=input.version,
        )
        return ContactSaved(pk=pk)

    @strawberry.mutation(
        description="Mark a contact as deleted; kept and restorable.",
        extensions=[Requires(WRITES), Fresh()],
    )
    async def contact_delete(self, info: Info, id: strawberry.ID) -> ContactDeleteResult:
        pk = pk_of(id, "Contact")
        await service.contact_delete(info.context.signed_in(), contact_id=pk)
        return ContactSaved(pk=pk)

    @strawberry.mutation(
        description="Take the mark of deletion away.", extensions=[Requires(WRITES), Fresh()]
    )
    async def contact_restore(self, info: Info, id: strawberry.ID) -> ContactDeleteResult:
        pk = pk_of(id, "Contact")
        await service.contact_restore(info.context.signed_in(), contact_id=pk)
        return ContactSaved(pk=pk)
