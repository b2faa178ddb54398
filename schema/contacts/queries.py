"""Reading contacts."""

from __future__ import annotations

import strawberry

from backend.accounts.permissions import Permission
from backend.contacts import queries
from backend.core import paging
from schema.contacts.inputs import ContactFilter, ContactOrder
from schema.contacts.types import Contact, contact
from schema.context import Info
from schema.inputs import filter_pk
from schema.listing import listed
from schema.nodes import read_one
from schema.permissions import Requires
from schema.relay import Connection
from schema.search.enums import Kind
from schema.search.filtering import narrowed


def filter_of(value: ContactFilter | None) -> queries.Filter:
    """The filter of an input."""
    value = value or ContactFilter()
    return queries.Filter(
        deleted=value.deleted,
        active=value.active,
        manager_id=filter_pk(value.manager, "manager", "Contact"),
        company_id=filter_pk(value.company, "company", "Company"),
        project_id=filter_pk(value.project, "project", "Project"),
        do_not_call=value.do_not_call,
        do_not_email=value.do_not_email,
    )


@strawberry.type
class ContactQuery:
    @strawberry.field(
        description="The list of contacts, active ones unless asked for the rest.",
        extensions=[Requires(Permission.CONTACT_READ)],
        metadata={"page": True},
    )
    async def contacts(
        self,
        info: Info,
        first: int | None = None,
        after: str | None = None,
        last: int | None = None,
        before: str | None = None,
        offset: int | None = None,
        filter: ContactFilter | None = None,
        order: ContactOrder | None = None,
    ) -> Connection[Contact]:
        which = await narrowed(info, filter_of(filter), Kind.CONTACT, filter)
        return await listed(
            info,
            queries.CONTACTS,
            contact,
            filter=which,
            order=order or ContactOrder(),
            page=paging.page(first, after, last, before, offset),
        )

    @strawberry.field(
        description="One contact, deleted or not.", extensions=[Requires(Permission.CONTACT_READ)]
    )
    async def contact(self, info: Info, id: strawberry.ID) -> Contact | None:
        return await read_one(info, Contact, id)
