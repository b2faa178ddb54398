"""Reading customers."""

from __future__ import annotations

import strawberry

from backend.accounts.permissions import Permission
from backend.core import paging
from backend.customers import queries
from schema.context import Info
from schema.customers.inputs import CustomerFilter, CustomerOrder
from schema.customers.types import Customer, customer
from schema.nodes import read_one
from schema.permissions import Requires
from schema.relay import Connection, connection, pk_of
from schema.search.enums import Kind
from schema.search.filtering import narrowed

CURSOR = {
    queries.Order.NAME: lambda c: (c.sort_key, c.pk),
    queries.Order.NUMBER: lambda c: (c.number, c.pk),
    queries.Order.CREATED: lambda c: (c.created.at, c.pk),
    queries.Order.MODIFIED: lambda c: (c.modified.at, c.pk),
}


def filter_of(value: CustomerFilter | None) -> queries.Filter:
    """The filter of an input."""
    if value is None:
        return queries.Filter()

    def pk(given: str | None, kind: str) -> int | None:
        return pk_of(given, kind, path=("filter", kind.lower())) if given else None

    return queries.Filter(
        deleted=value.deleted,
        group_id=pk(value.group, "Group"),
        operator_id=pk(value.operator, "User"),
        company_id=pk(value.company, "Company"),
        project_id=pk(value.project, "Project"),
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
        account_id = info.context.signed_in().account_id
        order = order or CustomerOrder()
        which = await narrowed(info, filter_of(filter), Kind.CUSTOMER, filter)
        page = paging.page(first, after, last, before, offset)
        rows = await queries.page(
            account_id, filter=which, order=order.by, descending=order.descending, page=page
        )
        found = paging.cut([customer(row) for row in rows], page)
        return await connection(
            info,
            found,
            cursor=CURSOR[order.by],
            count=lambda: queries.count(account_id, filter=which),
        )

    @strawberry.field(
        description="One customer, deleted or not.", extensions=[Requires(Permission.CUSTOMER_READ)]
    )
    async def customer(self, info: Info, id: strawberry.ID) -> Customer | None:
        return await read_one(info, Customer, id)
