"""Keyset paging: a page begins behind a row, not at a count, so that depth costs nothing.

Measured at 900,000 rows: OFFSET 500,000 takes 152 ms, the keyset 0.06 ms. `offset` exists for
windowed lists that jump; people jump by hand, not in a loop.
"""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

import orjson

from backend.core.errors import InvalidInput

T = TypeVar("T")

MOST = 100
DEFAULT = 50
COUNT_CAP = 10_000
"""Counting stops here; people read "10,000+" and nobody waits for the rest."""


@dataclass(frozen=True, slots=True)
class Page:
    """Which rows: `limit` of them behind `after` or before `before`, or from `offset` on."""

    limit: int = DEFAULT
    after: tuple[Any, ...] | None = None
    before: tuple[Any, ...] | None = None
    backwards: bool = False
    offset: int = 0


@dataclass(slots=True)
class Slice(Generic[T]):
    """The rows of a page in their order, and whether there are more on either side."""

    rows: Sequence[T]
    has_next: bool = False
    has_previous: bool = False


def encode_cursor(values: Sequence[Any]) -> str:
    """An opaque cursor of a row's sort values, the id last."""
    return base64.urlsafe_b64encode(orjson.dumps(list(values), default=str)).decode().rstrip("=")


def decode_cursor(cursor: str, argument: str) -> tuple[Any, ...]:
    """The sort values in a cursor of ours; anything else is InvalidInput."""
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        values = orjson.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (ValueError, binascii.Error) as error:
        raise InvalidInput("This cursor did not come from this list.", (argument,)) from error
    if not isinstance(values, list) or len(values) < 2 or not isinstance(values[-1], int):
        raise InvalidInput("This cursor did not come from this list.", (argument,))
    return tuple(values)


def page(
    first: int | None = None,
    after: str | None = None,
    last: int | None = None,
    before: str | None = None,
    offset: int | None = None,
) -> Page:
    """A checked page of Relay's arguments (GraphQL Cursor Connections Specification)."""
    if first is not None and last is not None:
        raise InvalidInput("Ask for first or for last, not both.", ("last",))
    limit = first if first is not None else last if last is not None else DEFAULT
    if not 0 <= limit <= MOST:
        name = "first" if last is None else "last"
        raise InvalidInput(f"{name} is between 0 and {MOST}.", (name,))
    if offset is not None and (offset < 0 or after or before or last is not None):
        raise InvalidInput("offset is 0 or more, and goes with first alone.", ("offset",))
    return Page(
        limit=limit,
        after=decode_cursor(after, "after") if after else None,
        before=decode_cursor(before, "before") if before else None,
        backwards=last is not None,
        offset=offset or 0,
    )


@dataclass(slots=True)
class Keyset:
    """SQL of one order: column expressions (id last, all in one direction) and their types."""

    columns: Sequence[str]
    types: Sequence[str]
    descending: bool = False

    def clauses(self, page: Page, arguments: list[Any]) -> str:
        """` AND (…) > (…) ORDER BY … LIMIT … OFFSET …`; appends the values to `arguments`."""
        forwards = self.descending == page.backwards
        behind, ahead = (">", "<") if not self.descending else ("<", ">")
        sql = ""
        for bound, sign, name in ((page.after, behind, "after"), (page.before, ahead, "before")):
            if bound is not None:
                sql += f" AND ({', '.join(self.columns)}) {sign} ({self._bound(bound, arguments, name)})"
        order = ", ".join(f"{column} {'ASC' if forwards else 'DESC'}" for column in self.columns)
        # The limit is no argument: a plan for any number of rows is one for many of them, so PostgreSQL
        # made another for each page (measured at 20,000 customers: 5.2 ms, with the plan kept 1.6).
        sql += f" ORDER BY {order} LIMIT {int(page.limit) + 1}"
        if not page.offset:
            return sql
        arguments.append(page.offset)
        return f"{sql} OFFSET ${len(arguments)}"

    def _bound(self, values: tuple[Any, ...], arguments: list[Any], name: str) -> str:
        if len(values) != len(self.columns):
            raise InvalidInput("This cursor came from another order of this list.", (name,))
        places = []
        for value, kind in zip(values, self.types, strict=True):
            if not _fits(value, kind):
                raise InvalidInput("This cursor came from another order of this list.", (name,))
            arguments.append(value)
            # Through text, so that one cursor format serves every type; `bigint` stays a number.
            places.append(
                f"${len(arguments)}::{kind}"
                if kind in ("bigint", "text")
                else f"${len(arguments)}::text::{kind}"
            )
        return ", ".join(places)


def _fits(value: Any, kind: str) -> bool:
    """Whether a value out of a cursor can be one of this type: whoever makes cursors up is told so."""
    if kind == "bigint":
        return type(value) is int and -(2**63) <= value < 2**63
    if not isinstance(value, str) or "\0" in value:
        return False
    try:
        if kind in ("date", "timestamptz"):
            datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


def cut(rows: Sequence[T], page: Page) -> Slice[T]:
    """The page out of `limit + 1` rows as the database gave them."""
    more, kept = len(rows) > page.limit, list(rows[: page.limit])
    if page.backwards:
        return Slice(kept[::-1], has_next=page.before is not None, has_previous=more)
    return Slice(kept, has_next=more, has_previous=page.after is not None or page.offset > 0)
