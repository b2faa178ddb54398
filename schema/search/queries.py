"""The search box."""

from __future__ import annotations

from collections import defaultdict
from typing import Annotated

import strawberry

from backend.accounts.permissions import Permission
from backend.search import service
from schema.ahead import look_ahead
from schema.batches import NODES
from schema.context import Info
from schema.permissions import Requires
from schema.relay import Node
from schema.search.enums import Kind
from schema.search.types import SearchCount, SearchResult, search_hit

PAGE = 20

NODE = {
    Kind.CUSTOMER: "Customer",
    Kind.CONTACT: "Contact",
    Kind.COMPANY: "Company",
    Kind.PROJECT: "Project",
}


async def _nodes(info: Info, hits: tuple[service.Hit, ...]) -> dict[tuple[Kind, int], Node]:
    """The nodes of hits, one statement for each kind among them, their relations looked ahead."""
    ids: dict[Kind, list[int]] = defaultdict(list)
    for hit in hits:
        ids[hit.kind].append(hit.id)
    found: dict[tuple[Kind, int], Node] = {}
    for kind, keys in ids.items():
        nodes = await NODES[NODE[kind]].load(info.context.signed_in().account_id, keys)
        found |= {(kind, key): node for key, node in zip(keys, nodes, strict=True) if node}
    await look_ahead(info, list(found.values()), ("hits", "node"))
    return found


@strawberry.type
class SearchQuery:
    @strawberry.field(
        description="People, companies and projects by anything they are known by: words of a name in"
        " any order, begun or misspelt; a telephone number in any spelling or its last digits; an"
        " e-mail; a client, project or identity number; a company.",
        extensions=[Requires(Permission.SEARCH_USE)],
        metadata={"page": True},
    )
    async def search(
        self,
        info: Info,
        text: str,
        first: Annotated[
            int | None, strawberry.argument(description="How many of the best: up to 100.")
        ] = PAGE,
        kinds: list[Kind] | None = None,
    ) -> SearchResult:
        actor = info.context.signed_in()
        most = PAGE if first is None else first
        found = await service.search(actor, text=text, first=most, kinds=kinds)
        nodes = await _nodes(info, found.hits)
        return SearchResult(
            hits=[
                search_hit(hit, nodes[hit.kind, hit.id])
                for hit in found.hits
                if (hit.kind, hit.id) in nodes
            ],
            total_count=found.total,
            total_count_is_exact=found.exact,
            kinds=[SearchCount(kind=kind, count=count) for kind, count in found.counts.items()],
            corrected=found.corrected,
        )
