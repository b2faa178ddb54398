"""What is compiled answers as graphql-core does, byte for byte, and really is what answers."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import asyncpg
import httpx2 as httpx
import orjson
import pytest
from graphql import GraphQLNonNull, OperationDefinitionNode, get_named_type, type_from_ast

from schema.operation import COUNTED
from schema.relay import global_id
from tests.benchmarks.generator.people import People
from tests.benchmarks.server import LIST
from tests.client import Client
from tests.execution.conftest import same
from tests.execution.frontend import documents, operations_of
from tests.walks.documents import GRAPH, operations
from tests.world import World

pytestmark = pytest.mark.usefixtures("people")

KINDS = ("Customer", "Contact", "Company", "Project")
SEARCH = """query ($text: String!) { search(text: $text) { hits { kind
  node { __typename id ... on Customer { displayName phones { international } affiliations { company { name } } } }
  matched { field text how ranges { start end } } } } }"""


def choosing(people: People, kind: str) -> Callable[[str], Any]:
    """An id of this kind for every id, common letters for every other text."""
    ids = {"Customer": people.customers, "Contact": people.contacts,
           "Company": people.companies, "Project": people.projects}[kind]  # fmt: skip

    def choose(name: str) -> Any:
        if name in ("after", "before", "last", "offset"):
            return None
        return "an" if name in ("text", "number", "address", "token") else global_id(kind, ids[3])

    return choose


def variables_of(
    operation: OperationDefinitionNode, choose: Callable[[str], Any]
) -> dict[str, Any]:
    """Something for each variable that must have a value."""
    found = {}
    for definition in operation.variable_definitions or ():
        name, kind = definition.variable.name.value, type_from_ast(GRAPH, definition.type)
        if isinstance(kind, GraphQLNonNull):
            value = {"Int": 3, "Boolean": True}.get(get_named_type(kind).name, choose(name))
            found[name] = [value] if "[" in str(kind) else value
    return found


def test_the_documents_of_the_web_app_are_found() -> None:
    assert len(documents()) > 100
    assert len(list(operations_of("query"))) > 40


@pytest.mark.parametrize("role", ["crm_admin", "crm_sales", "none"])
async def test_the_web_app_and_graphiql_get_the_same_answers(
    http: httpx.AsyncClient, world: World, people: People, role: str
) -> None:
    client = Client(http, world.tokens[role])
    answered = set()
    for operation, text in operations_of("query"):
        if any(name in text for name in COUNTED):
            continue  # counts its tries, so it is not the same twice
        kinds = KINDS if "ID!" in text else KINDS[:1]
        for kind in kinds:
            answer = await same(client, text, variables_of(operation, choosing(people, kind)))
            if "errors" not in answer:
                answered.add(text)
    assert len(answered) > (5 if role == "none" else 40)


async def test_every_root_field_gets_the_same_answer(admin: Client, people: People) -> None:
    for kind in KINDS:
        for one in operations("query", choosing(people, kind)):
            if one.name in COUNTED:
                continue
            await same(admin, one.query, one.variables)


@pytest.mark.parametrize(
    "scopes", [{"customer:read"}, {"customer:read", "call:read", "search:use"}]
)
async def test_what_a_token_may_not_see_is_refused_the_same_way(
    http: httpx.AsyncClient,
    owner: asyncpg.Connection,
    world: World,
    people: People,
    scopes: set[str],
) -> None:
    await owner.execute(
        "UPDATE api_token SET scopes = $1::jsonb", orjson.dumps(list(scopes)).decode()
    )
    client = Client(http, world.tokens["crm_admin"])
    answer = await same(client, LIST)
    assert {error["extensions"]["code"] for error in answer["errors"]} == {"NOT_ALLOWED"}
    await same(client, SEARCH, {"text": "an"})
    await same(client, "{ customers { nodes { id participations { person { __typename } } } } }")
    await same(client, "{ calls { nodes { id parties { id displayName } } } }")


async def test_the_list_is_read_without_the_executor(sales: Client, executed: Counter[str]) -> None:
    await sales.ask(LIST)
    assert executed == {"Query": 1, "CustomerConnection": 1}


async def test_the_search_is_read_without_the_executor(
    sales: Client, executed: Counter[str]
) -> None:
    found = await sales.ask(SEARCH, text="an")
    assert found["search"]["hits"]
    assert executed == {"Query": 1, "SearchResult": 1}


async def test_a_field_with_a_resolver_leaves_the_others_compiled(
    sales: Client, executed: Counter[str]
) -> None:
    query = "{ customers(first: 9) { nodes { id viewerCanUpdate phones { e164 } } } }"
    await same(sales, query)
    assert executed["Customer"] == 9
    assert "PhoneNumber" not in executed


async def test_what_is_skipped_is_asked_of_each_request(sales: Client) -> None:
    query = """query ($no: Boolean!) { customers(first: 2) { nodes { id
      displayName @skip(if: $no) phones @include(if: $no) { e164 @skip(if: $no) id } } } }"""
    for value in (True, False, True):
        answer = await same(sales, query, {"no": value})
        assert ("phones" in answer["data"]["customers"]["nodes"][0]) == value
