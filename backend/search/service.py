"""Finding people, companies and projects: the one search box, and lists filtered by a text."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import orjson

from backend.accounts.actor import Actor
from backend.accounts.permissions import Permission
from backend.core import database
from backend.core.errors import InvalidInput
from backend.core.paging import MOST
from backend.search.lexemes import Sight, Writer
from backend.search.matching import Kind, Match, matches, shown
from backend.search.query import Query, understand
from backend.search.slips import corrections

CANDIDATES = 500
"""Rows that are ranked; of more, the database gives those it meets first."""
FULL = 20
"""Hits by whole words that fill a page, so that nobody need look for words begun (12 ms of 15 for
the name of a company among 900,000 customers)."""
LISTED = 1_000
"""Rows a list filtered by a text can have."""
FIND = """
SELECT search_find($1::text::tsquery, $2::text::tsquery, $3::text::tsquery, $4::text::tsquery,
                   $5, $6, $7, $8, $9, $10, $11, $12)
"""
INITIAL = "SELECT search_initial($1, $2, $3)"
IDS = "SELECT search_ids($1::text::tsquery, $2::text::tsquery, $3, $4, $5) AS id"

READ = {
    Kind.CUSTOMER: Permission.CUSTOMER_READ,
    Kind.CONTACT: Permission.CONTACT_READ,
    Kind.COMPANY: Permission.COMPANY_READ,
    Kind.PROJECT: Permission.PROJECT_READ,
}


@dataclass(frozen=True, slots=True)
class Hit:
    """One found thing, and why."""

    kind: Kind
    id: int
    matched: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The best hits; `total` is exact unless there were more than are counted.

    `corrected` is what was looked for besides, where the words as typed found fewer than three.
    """

    hits: tuple[Hit, ...] = ()
    counts: Mapping[Kind, int] = field(default_factory=dict)
    exact: bool = True
    corrected: str | None = None

    @property
    def total(self) -> int:
        """All that were counted, shown or not."""
        return sum(self.counts.values())


async def search(
    actor: Actor, *, text: str, first: int = 20, kinds: Collection[Kind] | None = None
) -> Found:
    """Find what a text means, best first, deleted ones last; at most two statements.

    Kinds the actor may not read are left out, and so is being found by them.
    """
    actor.demand(Permission.SEARCH_USE)
    if not 0 <= first <= MOST:
        raise InvalidInput(f"first is between 0 and {MOST}.", ("first",))
    wanted = _visible(actor, kinds)
    query = understand(text, actor.region)
    if not query.terms or not wanted:
        return Found()
    answer = await _ask(actor, query, wanted, first, learn=True)
    found = _found(actor, query, answer)
    others = corrections(_slips(actor, query), answer.get("near") or {})
    return (
        await _with_slips(actor, query.corrected(others), found, wanted, first) if others else found
    )


async def matching_ids(actor: Actor, *, text: str, kind: Kind) -> list[int]:
    """The ids of up to 1,000 things of a kind that a text finds: a condition for lists of them."""
    query = understand(text, actor.region)
    condition = Writer(_sight(actor)).conditions(query)
    if condition.beginning is None or not actor.may(READ[kind]):
        return []
    beginning = _of_kinds(actor, condition.beginning, [kind])
    rows = await database.fetch(
        actor.account_id, IDS, beginning, condition.alone, condition.in_name, kind, LISTED
    )
    return [row["id"] for row in rows]


def _visible(actor: Actor, kinds: Collection[Kind] | None) -> list[Kind]:
    return [kind for kind in Kind if actor.may(READ[kind]) and (kinds is None or kind in kinds)]


def _sight(actor: Actor) -> Sight:
    return Sight(
        actor.account_id,
        companies=actor.may(Permission.COMPANY_READ),
        papers=actor.may(Permission.CUSTOMER_REVEAL),
    )


async def _ask(
    actor: Actor, query: Query, kinds: list[Kind], first: int, *, learn: bool
) -> dict[str, Any]:
    if query.initial:
        answer = await database.fetchval(actor.account_id, INITIAL, query.initial, kinds, first)
    else:
        asked = Writer(_sight(actor)).conditions(query)
        answer = await database.fetchval(
            actor.account_id,
            FIND,
            asked.exact,
            asked.whole and _of_kinds(actor, asked.whole, kinds),
            asked.beginning and _of_kinds(actor, asked.beginning, kinds),
            asked.alone,
            asked.in_name,
            asked.words,
            _slips(actor, query) if learn else [],
            kinds,
            first,
            max(first, FULL),
            CANDIDATES,
            query.short,
        )
    parsed: dict[str, Any] = orjson.loads(answer)
    return parsed


def _slips(actor: Actor, query: Query) -> list[str]:
    """The words that may be misspelt; the words of companies are among those they are compared with."""
    known = actor.may(Permission.COMPANY_READ)
    return [word.typed for word in query.words if known and word.may_slip]


def _of_kinds(actor: Actor, condition: str, kinds: list[Kind]) -> str:
    """The condition for these kinds alone; customers are too many for that to be worth an index."""
    if Kind.CUSTOMER in kinds:
        return condition
    marks = " | ".join(f"'{int(actor.account_id)}:k{kind.value}'" for kind in kinds)
    return f"{condition} & ({marks})"


def _found(actor: Actor, query: Query, answer: Mapping[str, Any]) -> Found:
    hits = []
    for hit in answer["hits"]:
        facts = hit["facts"]
        if not actor.may(Permission.COMPANY_READ):
            facts["companies"] = None
        hits.append(Hit(Kind(hit["kind"]), hit["id"], tuple(matches(query, shown(facts)))))
    counts = {kind: answer["counts"].get(kind, 0) for kind in Kind}
    return Found(tuple(hits), counts, exact=not answer["more"])


async def _with_slips(
    actor: Actor, query: Query, found: Found, kinds: list[Kind], first: int
) -> Found:
    """What was found, then what a corrected spelling finds; the latter's count includes the former."""
    more = _found(actor, query, await _ask(actor, query, kinds, first, learn=False))
    known = {(hit.kind, hit.id) for hit in found.hits}
    added = [hit for hit in more.hits if (hit.kind, hit.id) not in known]
    if not added:
        return found
    hits = (*found.hits, *added)[:first]
    said = " ".join((word.corrected or (word.typed,))[0] for word in query.words)
    return replace(more, hits=hits, corrected=said)
