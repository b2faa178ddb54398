"""Relay's shapes: global ids, connections, edges (GraphQL Global Object Identification; Cursor Connections)."""

import asyncio
import base64
import binascii
from collections.abc import Callable, Coroutine, Generator, Sequence
from typing import Any, Generic, TypeVar

import strawberry

from backend.core import ids
from backend.core.errors import InvalidInput
from backend.core.paging import COUNT_CAP, Slice, encode_cursor
from backend.events import queries as events
from schema.ahead import asks, look_ahead
from schema.batches import NODES, Batch
from schema.columns import Page
from schema.context import Info

T = TypeVar("T")


@strawberry.interface(
    description="Anything with a life of its own; its id finds it again through `node`."
)
class Node:
    id: strawberry.ID = strawberry.field(
        description="The global id: opaque, and the same for ever."
    )


def global_id(kind: str, pk: int) -> strawberry.ID:
    """The global id of a row."""
    return strawberry.ID(ids.global_id(kind, pk))


def read_id(value: str, *, path: Sequence[str] = ("id",)) -> tuple[str, int]:
    """Kind and primary key in a global id; anything else is InvalidInput."""
    try:
        kind, _, number = base64.b64decode(value, validate=True).decode("ascii").partition(":")
        if kind in NODES and number.isdecimal() and len(number) <= 18:
            return kind, int(number)
    except (ValueError, binascii.Error):
        pass
    raise InvalidInput("This is not an id of ours.", path)


def pk_of(value: str, *kinds: str, path: Sequence[str] = ("id",)) -> int:
    """The primary key in a global id of one of these kinds."""
    kind, pk = read_id(value, path=path)
    if kind not in kinds:
        raise InvalidInput(
            f"This is the id of a {kind.lower()}, not of a {kinds[0].lower()}.", path
        )
    return pk


@strawberry.type(description="Where a page stands in its list.")
class PageInfo:
    has_next_page: bool = strawberry.field(description="Whether rows follow.")
    has_previous_page: bool = strawberry.field(description="Whether rows go before.")
    start_cursor: str | None = strawberry.field(description="The first row's cursor.")
    end_cursor: str | None = strawberry.field(description="The last row's cursor.")


@strawberry.type(description="A row of a list and its place.")
class Edge(Generic[T]):
    cursor: str = strawberry.field(description="Hand it to `after` or `before`.")
    node: T = strawberry.field(description="The row itself.")


HEAD = Batch("head", events.HEAD, lambda row: row["seq"], many=False)
"""Where the log stands, read once however many connections of an operation say it."""

Count = Callable[[], Coroutine[Any, Any, int]]


@strawberry.type(description="A page of a list.")
class Connection(Generic[T]):
    edges: list[Edge[T]] = strawberry.field(description="The rows with their cursors.")
    nodes: list[T] = strawberry.field(
        description="The rows alone.", metadata={"nodes_of_page": True}
    )
    page_info: PageInfo = strawberry.field(description="Where this page stands.")
    count: strawberry.Private[Count]
    counting: strawberry.Private[asyncio.Task[int] | None] = None

    async def _count(self) -> int:
        # A task, because both count fields are resolved at the same moment and one count is enough.
        if self.counting is None:
            self.counting = asyncio.ensure_future(self.count())
        return await self.counting

    @strawberry.field(description=f"How many rows the list has, counted up to {COUNT_CAP}.")
    async def total_count(self) -> int:
        return min(await self._count(), COUNT_CAP)

    @strawberry.field(description="False where counting stopped at its limit.")
    async def total_count_is_exact(self) -> bool:
        return await self._count() <= COUNT_CAP

    @strawberry.field(
        description="The event number this page was read at: subscribe `after` it and nothing is missed."
    )
    async def seq(self, info: Info) -> int:
        account_id = info.context.signed_in().account_id
        return int(await info.context.loaders.of(HEAD).load(account_id) or 0)


class Later:
    """Something that is read when it is awaited; graphql-core does so where it meets it."""

    def __init__(self, read: Callable[[], Coroutine[Any, Any, Any]]) -> None:
        self.read = read

    def __await__(self) -> Generator[Any, None, Any]:
        return self.read().__await__()


async def connection(
    info: Info,
    rows: Slice[Any],
    *,
    cursor: Callable[[Any], Sequence[Any]],
    count: Count,
    ahead: bool = True,
) -> Connection[Any]:
    """A connection over nodes, their selected relations loaded for all of them at once."""
    if ahead:
        await look_ahead(info, rows.rows, ("nodes",), ("edges", "node"))
    # A cursor costs more than the row it points to, and most screens ask for nodes alone.
    wanted = rows.rows if asks(info, "edges") else ()
    return Connection(
        edges=[Edge(cursor=encode_cursor(cursor(node)), node=node) for node in wanted],
        nodes=list(rows.rows),
        page_info=_page_info(rows, cursor),
        count=count,
    )


def answered_connection(
    places: Slice[tuple[Any, ...]],
    page: Page,
    answers: Sequence[Any],
    *,
    objects: Callable[[], Coroutine[Any, Any, Connection[Any]]],
    count: Count,
) -> Connection[Any]:
    """A connection whose nodes are answered, from where they stand in the list.

    `objects` reads them once more, for graphql-core, should it have to see them after all.
    """

    async def nodes() -> list[Any]:
        return (await objects()).nodes

    later: Any = Later(nodes)
    found: Connection[Any] = Connection(
        edges=[], nodes=later, page_info=_page_info(places, tuple), count=count
    )
    setattr(found, page.place, answers)
    return found


def _page_info(rows: Slice[Any], cursor: Callable[[Any], Sequence[Any]]) -> PageInfo:
    ends = [encode_cursor(cursor(row)) for row in (*rows.rows[:1], *rows.rows[-1:])]
    return PageInfo(
        has_next_page=rows.has_next,
        has_previous_page=rows.has_previous,
        start_cursor=ends[0] if ends else None,
        end_cursor=ends[-1] if ends else None,
    )
