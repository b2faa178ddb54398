"""Reading companies."""

from __future__ import annotations

import strawberry

from backend.accounts.permissions import Permission
from backend.companies import queries
from backend.core import paging
from schema.companies.inputs import CompanyFilter, CompanyOrder
from schema.companies.types import Company, company
from schema.context import Info
from schema.inputs import filter_person, filter_pk
from schema.listing import listed
from schema.nodes import read_one
from schema.permissions import Requires
from schema.relay import Connection
from schema.search.enums import Kind
from schema.search.filtering import narrowed


def filter_of(value: CompanyFilter | None) -> queries.Filter:
    """The filter of an input."""
    value = value or CompanyFilter()
    return queries.Filter(
        deleted=value.deleted,
        parent_id=filter_pk(value.parent, "parent", "Company"),
        country=value.country,
        **filter_person(value.person),
    )


@strawberry.type
class CompanyQuery:
    @strawberry.field(
        description="The list of companies.",
        extensions=[Requires(Permission.COMPANY_READ)],
        metadata={"page": True},
    )
    async def companies(
        self,
        info: Info,
        first: int | None = None,
        after: str | None = None,
        last: int | None = None,
        before: str | None = None,
        offset: int | None = None,
        filter: CompanyFilter | None = None,
        order: CompanyOrder | None = None,
    ) -> Connection[Company]:
        which = await narrowed(info, filter_of(filter), Kind.COMPANY, filter)
        return await listed(
            info,
            queries.COMPANIES,
            company,
            filter=which,
            order=order or CompanyOrder(),
            page=paging.page(first, after, last, before, offset),
        )

    @strawberry.field(
        description="One company, deleted or not.", extensions=[Requires(Permission.COMPANY_READ)]
    )
    async def company(self, info: Info, id: strawberry.ID) -> Company | None:
        return await read_one(info, Company, id)
