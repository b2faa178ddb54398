"""Relations answered from their rows say what the objects would, also of what surprises."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import asyncpg
import pytest

from backend.core import database
from schema import execution
from schema.batches import NODES, Batch, batch_of
from schema.calls.types import Call
from schema.columns import BelowObjects, Fill, FromRows, Wanted, filled, shape
from schema.contact_points.address_types import Address
from schema.contact_points.types import PhoneNumber
from schema.root import schema
from schema.rows import FromRow, Of, Part
from tests.benchmarks.server import LIST
from tests.client import Client
from tests.execution.conftest import same
from tests.world import World

pytestmark = pytest.mark.usefixtures("people")


def relations() -> Iterator[Batch]:
    """Each relation of the schema whose rows are the nodes of one type."""
    for kind in schema._schema.type_map.values():
        for field in getattr(kind, "fields", {}).values():
            definition = getattr(field, "extensions", {}).get("strawberry-definition")
            batch = getattr(definition, "metadata", {}).get("batch")
            if batch is not None and issubclass(batch_of(batch).rows_of or object, FromRow):
                yield batch_of(batch)


RELATIONS = {batch.name: batch for batch in relations()}


def attributes(kind: Any, wanted: Wanted, prefix: str = "") -> dict[str, Fill]:
    """All that can be made of columns, as it is."""
    found: dict[str, Fill] = {}
    for name, source in kind.sources.items():
        if isinstance(source, Part):
            inner = attributes(source.rows.kind, wanted, prefix + source.prefix)
            found |= {f"{name}_{each}": fill for each, fill in inner.items()}
        else:
            places = [wanted.place(prefix + column) for column in source.columns]
            found[name] = filled(source.make, places, list, lambda value: value)
    return found


def read(node: Any) -> dict[str, Any]:
    """The same attributes of an object."""
    found: dict[str, Any] = {}
    for name, source in type(node).sources.items():
        value = getattr(node, name)
        inner = read(value) if isinstance(source, Part) else None
        found |= {name: value} if inner is None else {f"{name}_{k}": v for k, v in inner.items()}
    return found


async def every_id(owner: asyncpg.Connection, account_id: int) -> list[int]:
    """Every number that is a row's id somewhere in the account."""
    tables = await owner.fetch(
        "SELECT table_name FROM information_schema.columns"
        " WHERE table_schema = 'public' AND column_name IN ('id', 'account_id')"
        " GROUP BY table_name HAVING count(*) = 2"
    )
    union = " UNION ".join(f"SELECT id FROM {row[0]} WHERE account_id = $1" for row in tables)
    return [row[0] for row in await owner.fetch(union, account_id)]


def test_the_relations_are_found() -> None:
    assert len(RELATIONS) > 20
    assert {"phones_of_customer", "company", "last_call_of_customer"} <= RELATIONS.keys()


async def test_columns_say_what_the_objects_say(owner: asyncpg.Connection, world: World) -> None:
    keys, found = await every_id(owner, world.account_id), set()
    for batch in RELATIONS.values():
        wanted = Wanted({"key": 0})
        made = shape(attributes(batch.rows_of, wanted))
        rows = FromRows(wanted, made, [], batch.sql, batch.many, needed=False)
        async with database.reading(world.account_id) as connection:
            tables = await BelowObjects([rows]).read(connection, [keys])
        objects = await batch.load(world.account_id, keys)
        for answer, one in zip(rows.answers(tables, keys), objects, strict=True):
            expected = [read(node) for node in one] if batch.many else one and read(one)
            assert repr(answer) == repr(expected), batch.name
            if one:
                found.add(batch.name)
    # Of the others the statement was tried.
    assert {"phones_of_customer", "addresses_of_customer", "company", "call", "project"} <= found


SURPRISES: list[tuple[type[FromRow], str, list[Any]]] = [
    (PhoneNumber, "e164", [None, 5, True, RuntimeError("lost"), [], {}]),
    (PhoneNumber, "main", [None, 1, "true", []]),
    (PhoneNumber, "position", [None, 2**31, -(2**31), 1.5, "7", True, RuntimeError("lost")]),
    (PhoneNumber, "type", [None, "MOBILE", "nothing", 5, RuntimeError("lost")]),
    (PhoneNumber, "region", [None, 5, [], RuntimeError("lost")]),
    (Address, "label", [None, b"x", RuntimeError("lost")]),
    (Call, "raised_at", [None, "2026-02-03", 5, RuntimeError("lost")]),
]
"""Attributes of what hangs from a customer, and what may stand there by a mistake of ours."""

ALL = """{ customers(first: 6) { edges { node { ...Row } } nodes { ...Row displayName } } }
 fragment Row on Customer { __typename id phones { __typename id e164 main position type region }
  addresses { label } lastCall { raisedAt } affiliations { id company { name } } }"""


@pytest.mark.parametrize(("kind", "attribute", "surprises"), SURPRISES)
async def test_a_surprise_is_answered_in_the_specification_s_words(
    admin: Client,
    monkeypatch: pytest.MonkeyPatch,
    kind: type[FromRow],
    attribute: str,
    surprises: list[Any],
) -> None:
    for surprise in surprises:
        spoil(monkeypatch, kind, attribute, surprise)
        answer = await same(admin, ALL)
        if isinstance(surprise, RuntimeError):
            assert {e["extensions"]["code"] for e in answer["errors"]} == {"INTERNAL"}
        monkeypatch.undo()


def spoil(
    monkeypatch: pytest.MonkeyPatch, kind: type[FromRow], attribute: str, surprise: Any
) -> None:
    """Let this stand in the attribute of every third row."""
    make, source = kind.columns[attribute], kind.sources[attribute]
    assert isinstance(source, Of)

    def of_columns(pk: int, *values: Any) -> Any:
        row = {"id": pk, **dict(zip(source.columns, values, strict=True))}
        return surprise if pk % 3 == 0 else make(row)

    spoilt = Of(of_columns, "id", *source.columns)
    monkeypatch.setattr(execution, "_remembered", {})
    monkeypatch.setitem(kind.sources, attribute, spoilt)  # type: ignore[arg-type]
    monkeypatch.setitem(kind.columns, attribute, spoilt.getter())  # type: ignore[arg-type]


async def test_what_must_be_there_and_is_not_is_said_the_same_way(
    admin: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    company = NODES["Company"]
    some = f"SELECT * FROM ({company.sql}) AS company WHERE company.key % 3 <> 0"
    monkeypatch.setattr(execution, "_remembered", {})
    monkeypatch.setitem(NODES, "Company", replace(company, sql=some))
    answer = await same(admin, ALL)
    assert {e["path"][-1] for e in answer["errors"]} == {"company"}


async def test_a_page_with_all_below_it_is_one_statement(sales: Client) -> None:
    answer = await sales.post(LIST)
    assert answer["extensions"]["cost"]["sqlStatements"] == 1


PAGES = """query ($first: Int, $last: Int, $after: String, $before: String, $order: CustomerOrder) {
  customers(first: $first, last: $last, after: $after, before: $before, order: $order) {
    nodes { id phones { e164 } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }"""


@pytest.mark.parametrize("by", ["NAME", "NUMBER", "CREATED", "MODIFIED"])
async def test_pages_go_both_ways(sales: Client, by: str) -> None:
    order = {"order": {"by": by, "descending": by == "CREATED"}}
    everybody = await same(sales, PAGES, {"first": 100, **order})
    nodes = everybody["data"]["customers"]["nodes"]
    assert len(nodes) == 40
    assert any(node["phones"] for node in nodes)
    seen, after = [], None
    for _ in range(6):
        page = (await same(sales, PAGES, {"first": 7, "after": after, **order}))["data"][
            "customers"
        ]
        seen += page["nodes"]
        after = page["pageInfo"]["endCursor"]
    assert seen == nodes
    back, before = [], None
    for _ in range(6):
        page = (await same(sales, PAGES, {"last": 7, "before": before, **order}))["data"][
            "customers"
        ]
        back = page["nodes"] + back
        before = page["pageInfo"]["startCursor"]
    assert back == nodes
    assert not (await same(sales, PAGES, {"first": 0, **order}))["data"]["customers"]["nodes"]
