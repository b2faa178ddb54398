"""Reading customers."""

from __future__ import annotations

import strawberry

from backend.accounts.permissions import Permission
from backend.core import paging
from backend.customers import queries
from schema.context import Info
from schema.customers.inputs import CustomerFilter, CustomerOrder
from schema.customers.types import Customer, customer
from schema.inputs import filter_pk
from schema.listing import listed
from schema.nodes import read_one
from schema.permissions import Requires
from schema.relay import Connection
from schema.search.enums import Kind
from schema.search.filtering import narrowed


def filter_of(value: CustomerFilter | None) -> queries.Filter:
    """The filter of an input."""
    value = value or CustomerFilter()
    return queries.Filter(
        deleted=value.deleted,
        group_id=filter_pk(value.group, "group", "Group"),
        operator_id=filter_pk(value.operator, "operator", "User"),
        company_id=filter_pk(value.company, "company", "Company"),
        project_id=filter_pk(value.project, "project", "Project"),
        do_not_call=value.do_not_call,
        do_not_email=value.do_not_email,
        blocked=value.blocked,
        country=value.country,
    )


@strawberry.type
class CustomerQuery:
    @strawberry.field(
        description="The list of customers.",
        extensions=[Requires(Permission.CUSTOMER_READ)],
        metadata={"page": True},
    )
    async def customers(
        self,
        info: Info,
        first: int | None = None,
        after: str | None = None,
        last: int | None = None,
        before: str | None = None,
        offset: int | None = None,
        filter: CustomerFilter | None = None,
        order: CustomerOrder | None = None,
    ) -> Connection[Customer]:
        which = await narrowed(info, filter_of(filter), Kind.CUSTOMER, filter)
        return await listed(
            info,
            queries.CUSTOMERS,
            customer,
            filter=which,
            order=order or CustomerOrder(),
            page=paging.page(first, after, last, before, offset),
        )

    @strawberry.field(
        description="One customer, deleted or not.", extensions=[Requires(Permission.CUSTOMER_READ)]
    )
    async def customer(self, info: Info, id: strawberry.ID) -> Customer | None:
        return await read_one(info, Customer, id)
