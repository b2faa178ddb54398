"""Everybody in one list: Control → Customers → Contacts, and the project's search bar (R052, R057).

Annotations are not postponed here: Strawberry cannot read a union of lazy types out of a text.
"""

import strawberry

from backend.accounts.permissions import Permission
from backend.contacts import everybody
from backend.core import paging
from backend.events.types import PERMISSION_OF_NODE, NodeRef
from backend.search.matching import Kind
from backend.search.service import matching_ids
from schema.contacts.enums import PersonKind
from schema.context import Info
from schema.graph import Person
from schema.inputs import filter_pk
from schema.permissions import Requires
from schema.persons import PEOPLE
from schema.relay import Connection, connection


@strawberry.input(description="Which people.")
class PersonFilter:
    text: str | None = strawberry.field(
        description="Found by it: a name, an e-mail, a number, as in the search box.", default=None
    )
    kind: PersonKind | None = strawberry.field(
        description="Customers alone, or contacts alone.", default=None
    )
    project: strawberry.ID | None = strawberry.field(description="On this project.", default=None)
    company: strawberry.ID | None = strawberry.field(description="At this company.", default=None)
    deleted: bool = strawberry.field(
        description="The deleted ones instead of the others.", default=False
    )


async def filter_of(info: Info, value: PersonFilter) -> everybody.Filter:
    """The filter of an input, for the kinds that the viewer may see."""
    actor = info.context.signed_in()
    kinds = [value.kind.value] if value.kind else [kind.value for kind in PersonKind]
    kinds = [kind for kind in kinds if actor.may(PERMISSION_OF_NODE[kind])]
    ids = None
    if value.text is not None and value.text.strip():
        ids = {
            kind: await matching_ids(actor, text=value.text, kind=Kind(kind.lower()))
            for kind in kinds
        }
    return everybody.Filter(
        deleted=value.deleted,
        project_id=filter_pk(value.project, "project", "Project"),
        company_id=filter_pk(value.company, "company", "Company"),
        kinds=kinds,
        ids=ids,
    )


@strawberry.type
class PeopleQuery:
    @strawberry.field(
        description="Everybody, customers and contacts, by name.",
        extensions=[Requires(Permission.CONTACT_READ, Permission.CUSTOMER_READ)],
        metadata={"page": True},
    )
    async def people(
        self,
        info: Info,
        first: int | None = None,
        after: str | None = None,
        last: int | None = None,
        before: str | None = None,
        offset: int | None = None,
        filter: PersonFilter | None = None,
    ) -> Connection[Person]:
        account_id = info.context.signed_in().account_id
        which = await filter_of(info, filter or PersonFilter())
        page = paging.page(first, after, last, before, offset)
        rows = await everybody.page(account_id, which=which, page=page)
        cut = paging.cut(rows, page)
        refs = [NodeRef(row["kind"], row["id"]) for row in cut.rows]
        people = await PEOPLE.load(account_id, refs)
        return await connection(
            info,
            paging.Slice(people, cut.has_next, cut.has_previous),
            cursor=lambda person: (person.sort_key, type(person).__name__, person.pk),
            count=lambda: everybody.count(account_id, which=which),
        )
