"""Reading calls and lines."""

from __future__ import annotations

import strawberry

from backend.accounts.permissions import Permission
from backend.calls import queries
from backend.calls.line_kinds import KINDS
from backend.core import database, paging
from schema.ahead import look_ahead
from schema.calls.lines import LINE_COLUMNS, Line, LineKindInfo, line, line_kind_info
from schema.calls.types import Call, call
from schema.context import Info
from schema.permissions import Requires
from schema.relay import Connection, connection, pk_of, read_id

PARTY_COLUMNS = {"Customer": "customer_id", "Contact": "contact_id", "Company": "company_id"}

PHONE_LINES = f"""
SELECT {LINE_COLUMNS} FROM call_line
 WHERE account_id = current_account() AND active AND kind <> 'tel_link' ORDER BY name, id
"""


@strawberry.input(description="Which calls.")
class CallFilter:
    party: strawberry.ID | None = strawberry.field(
        description="With this customer, contact or company; a company's people count.",
        default=None,
    )
    user: strawberry.ID | None = strawberry.field(description="Of this user.", default=None)
    missed: bool = strawberry.field(description="Only those nobody took.", default=False)
    waiting: bool = strawberry.field(
        description="Only those to call back: the last call of each number that was missed, or whose outcome is"
        " `CALL_BACK`, if nobody has spoken with it since or says that it was called back.",
        default=False,
    )


def filter_of(value: CallFilter | None) -> queries.Filter:
    """The filter of an input."""
    if value is None:
        return queries.Filter()
    party = None
    if value.party:
        kind, pk = read_id(value.party, path=("filter", "party"))
        party = (
            (PARTY_COLUMNS[kind], pk)
            if kind in PARTY_COLUMNS
            else ("customer_id", pk_of(value.party, "Customer"))
        )
    user = pk_of(value.user, "User", path=("filter", "user")) if value.user else None
    return queries.Filter(party=party, user_id=user, missed=value.missed, waiting=value.waiting)


async def calls_page(info: Info, which: queries.Filter, page: paging.Page) -> Connection[Call]:
    """A page of calls, newest first."""
    account_id = info.context.signed_in().account_id
    rows = await queries.page(account_id, filter=which, page=page)
    found = paging.cut([call(row) for row in rows], page)
    return await connection(
        info,
        found,
        cursor=lambda c: (c.raised_at, c.pk),
        count=lambda: queries.count(account_id, filter=which),
    )


@strawberry.type
class CallQuery:
    @strawberry.field(
        description="Calls, newest first.",
        extensions=[Requires(Permission.CALL_READ)],
        metadata={"page": True},
    )
    async def calls(
        self,
        info: Info,
        first: int | None = None,
        after: str | None = None,
        last: int | None = None,
        before: str | None = None,
        offset: int | None = None,
        filter: CallFilter | None = None,
    ) -> Connection[Call]:
        return await calls_page(
            info, filter_of(filter), paging.page(first, after, last, before, offset)
        )

    @strawberry.field(
        description="The calls going on, oldest first: ask this, then subscribe to callEvents.",
        extensions=[Requires(Permission.CALL_TAKE)],
        metadata={"cost": 10},
    )
    async def active_calls(self, info: Info) -> list[Call]:
        found = [call(row) for row in await queries.active(info.context.signed_in().account_id)]
        await look_ahead(info, found)
        return found

    @strawberry.field(
        description="The account's telephone lines.",
        extensions=[Requires(Permission.LINE_MANAGE)],
        metadata={"cost": 10},
    )
    async def lines(self, info: Info) -> list[Line]:
        account_id = info.context.signed_in().account_id
        sql = f"SELECT {LINE_COLUMNS} FROM call_line WHERE account_id = $1 ORDER BY name, id"
        return [line(row) for row in await database.fetch(account_id, sql, account_id)]

    @strawberry.field(
        description="The kinds of lines there can be, and what each form asks for.",
        extensions=[Requires(Permission.LINE_MANAGE)],
    )
    def line_kinds(self) -> list[LineKindInfo]:
        return [line_kind_info(kind, known) for kind, known in KINDS.items()]

    @strawberry.field(
        description="The lines a device can be reached through, for whoever chooses theirs.",
        extensions=[Requires(Permission.CALL_START)],
        metadata={"cost": 10},
    )
    async def phone_lines(self, info: Info) -> list[Line]:
        rows = await database.fetch(info.context.signed_in().account_id, PHONE_LINES)
        return [found for row in rows if (found := line(row)).can.originate]
