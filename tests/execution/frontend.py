"""The operations of the web app and of GraphiQL's examples, read from their sources."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLSyntaxError,
    OperationDefinitionNode,
    Visitor,
    parse,
    print_ast,
    visit,
)

SOURCES = Path(__file__).parents[2] / "frontend" / "src"


class Spreads(Visitor):
    """The names of the fragments that a document spreads."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def enter_fragment_spread(self, node: FragmentSpreadNode, *_: object) -> None:
        """Note one."""
        self.names.add(node.name.value)


@cache
def documents() -> tuple[DocumentNode, ...]:
    """Every text between backticks that is GraphQL."""
    found = []
    for path in sorted(SOURCES.rglob("*")):
        if path.suffix in (".ts", ".tsx", ".svelte"):
            # gql.tada's own directive is taken out before anything is sent.
            for text in re.findall(r"`([^`]*)`", path.read_text().replace(" @_unmask", "")):
                try:
                    found.append(parse(text))
                except GraphQLSyntaxError:
                    continue
    return tuple(found)


@cache
def fragments() -> dict[str, FragmentDefinitionNode]:
    """All fragments by name; the web app names none twice."""
    return {
        node.name.value: node
        for document in documents()
        for node in document.definitions
        if isinstance(node, FragmentDefinitionNode)
    }


def operations_of(kind: str) -> Iterator[tuple[OperationDefinitionNode, str]]:
    """Every query, mutation or subscription, and its text with the fragments it needs."""
    for document in documents():
        for node in document.definitions:
            if isinstance(node, OperationDefinitionNode) and node.operation.value == kind:
                yield node, "\n".join(map(print_ast, [node, *_needed(node)]))


def _needed(operation: OperationDefinitionNode) -> list[FragmentDefinitionNode]:
    needed: dict[str, FragmentDefinitionNode] = {}
    waiting: list[OperationDefinitionNode | FragmentDefinitionNode] = [operation]
    while waiting:
        spreads = Spreads()
        visit(waiting.pop(), spreads)
        for name in spreads.names - needed.keys():
            needed[name] = fragments()[name]
            waiting.append(needed[name])
    return list(needed.values())
