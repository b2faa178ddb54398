"""Queries that nobody wrote, and objects that surprise, are answered as graphql-core answers them."""

from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from schema import ahead, execution
from schema.customers.types import Customer
from schema.people import NamePart
from schema.rows import Rows
from tests.client import Client
from tests.execution.conftest import same
from tests.execution.generating import generated_queries

pytestmark = pytest.mark.usefixtures("people")
same_account = settings(
    # Smaller failing queries are not looked for: each try is a dozen statements.
    max_examples=100,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@same_account
@given(query=generated_queries(), yes=st.booleans())
async def test_any_query_gets_the_same_answer(admin: Client, query: str, yes: bool) -> None:
    answer = await same(admin, query, {"yes": yes})
    codes = {e.get("extensions", {}).get("code") for e in answer.get("errors", ())}
    assert codes <= {"TOO_COSTLY"}, answer["errors"]


async def later() -> str:
    return "later"


SURPRISES: dict[str, list[Any]] = {
    "id": [None, 5, b"x"],
    "number": [None, 2**31, -(2**31), 1.5, "7", True, RuntimeError("lost")],
    "display_name": [None, 5, True, RuntimeError("lost"), [], {}],
    "birthday": ["1990-02-03", 5, RuntimeError("lost"), {}],
    "sex": ["male", "nothing", 5, []],
    "source": [None, "web", "nothing", RuntimeError("lost")],
    "discount": [float("nan"), "1.5", "much", True],
    "newsletter": [None, 1, "true", []],
    "name_parts": [None, [None], (), "ab", [NamePart(text="a", family=None), 5], iter([])],
    "created": [None, 5, RuntimeError("lost"), NamePart(text="a", family=True)],
    "_User_operator_pk": [5, RuntimeError("lost"), NamePart(text="a", family=True)],
    "_custom_fields_custom": [None, [None], "ab", [5], RuntimeError("lost")],
}
"""Attributes of a customer, and what may stand there by a mistake of ours."""

ALL = """{ customers(first: 6) { edges { node { ...Row } } nodes { ...Row ... on Party { name: displayName } } } }
fragment Row on Customer { __typename id number displayName birthday sex source discount newsletter
  nameParts { text family } created { at via } operator { id name } customFields { value field { key } } }"""


@pytest.mark.parametrize("attribute", SURPRISES)
async def test_a_surprise_is_answered_in_the_specification_s_words(
    admin: Client, monkeypatch: pytest.MonkeyPatch, attribute: str
) -> None:
    for surprise in SURPRISES[attribute]:
        monkeypatch.setattr(execution, "_remembered", {})
        spoil(monkeypatch, attribute, surprise)
        answer = await same(admin, ALL)
        if isinstance(surprise, RuntimeError):
            assert {e["extensions"]["code"] for e in answer["errors"]} == {"INTERNAL"}


def spoil(monkeypatch: pytest.MonkeyPatch, attribute: str, surprise: Any) -> None:
    """Let this stand in the attribute of every third customer."""
    column, make, load = Customer.columns.get(attribute), Rows.__call__, ahead._load

    def column_spoilt(row: Any) -> Any:
        return surprise if row["id"] % 3 == 0 else column(row)  # type: ignore[misc]

    def spoilt(nodes: list[Any]) -> None:
        for node in nodes:
            if isinstance(node, Customer) and node.pk % 3 == 0:
                setattr(node, attribute, surprise)

    def made(rows: Any, row: Any) -> Any:
        node = make(rows, row)
        spoilt([node])
        return node

    async def loaded(context: Any, executor: Any, relations: Any, parents: list[Any]) -> None:
        await load(context, executor, relations, parents)
        spoilt(parents)

    if column is not None:
        monkeypatch.setitem(Customer.columns, attribute, column_spoilt)  # type: ignore[arg-type]
    else:  # a relation: graphql-core's own executor loads it only where nothing stands yet
        monkeypatch.setattr(Rows, "__call__", made)
        monkeypatch.setattr(ahead, "_load", loaded)
