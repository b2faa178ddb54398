"""A filled account, and operations asked twice: compiled, and of graphql-core's own executor.

The two may take different numbers of statements: only ours looks ahead.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import asyncpg
import orjson
import pytest
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext as StockExecutor

from schema.execution import CompilingExecutor
from schema.root import schema
from tests.benchmarks.generator.filling import copy_people
from tests.benchmarks.generator.people import People
from tests.client import Client
from tests.world import World

NUMBER = re.compile(rb"E-[0-9A-F]{4}-[0-9A-F]{2}")
REMAINING = re.compile(rb'"remaining":\d+')
STATEMENTS = re.compile(rb'"sqlStatements":\d+')


@pytest.fixture
async def people(owner: asyncpg.Connection, world: World) -> People:
    """The account of `world`, filled with what lists and records show."""
    made = People(world.account_id, 40, 1_000)
    await copy_people(owner, made, screens=True)
    return made


@contextmanager
def stock() -> Iterator[None]:
    """Everything by graphql-core's executor."""
    schema.execution_context_class = StockExecutor
    try:
        yield
    finally:
        schema.execution_context_class = CompilingExecutor


def text_of(answer: Any) -> bytes:
    """An answer as it is sent, order included, without what differs from one time to the next.

    Errors have no order: each is told when it happens.
    """
    if "errors" in answer:
        answer = {
            **answer,
            "errors": sorted(answer["errors"], key=lambda one: str(one.get("path"))),
        }
    text = orjson.dumps(answer)
    for differing in (NUMBER, REMAINING, STATEMENTS):
        text = differing.sub(b"", text)
    return text


async def same(client: Client, query: str, variables: Mapping[str, Any] | None = None) -> Any:
    """The answer, which is the same both ways."""
    compiled = await client.post(query, variables)
    with stock():
        expected = await client.post(query, variables)
    assert text_of(compiled) == text_of(expected), (query, variables, compiled, expected)
    return compiled


@pytest.fixture
def executed(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """The types of the objects that went through the executor, not merely through what was compiled."""
    seen: Counter[str] = Counter()
    inner = CompilingExecutor.execute_fields

    def noting(self: Any, parent_type: Any, *rest: Any) -> Any:
        seen[parent_type.name] += 1
        return inner(self, parent_type, *rest)

    monkeypatch.setattr(CompilingExecutor, "execute_fields", noting)
    return seen
