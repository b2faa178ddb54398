"""A user of one account gets nothing of another, whatever they ask, do or follow with its ids."""

import asyncio
import re
from collections.abc import Callable, Iterator
from typing import Any

import asyncpg
import orjson
import pytest

from schema.batches import NODES
from tests import making
from tests.client import Client
from tests.live import signed_in_socket
from tests.walks.conftest import TABLES, WORD, Others
from tests.walks.documents import Operation, operations
from tests.world import World

ENDS = {"signOut", "signIn", "passwordSet"}
"""About the asker alone, without anything that could be another's."""


TOLD_OFF = {"INVALID_INPUT", "NOT_FOUND", "RATE_LIMITED"}
"""What an id of the wrong kind, or a cursor of another list, is answered with."""

THEIRS = re.compile(f"{WORD}|Works|rollout")


def text_of(answer: Any) -> str:
    return orjson.dumps(answer).decode()


def choosing(others: Others, kind: str, cursor: str) -> Callable[[str], Any]:
    """Their id for every id, their cursor for every cursor, their word for every text."""

    def choose(name: str) -> Any:
        if name in ("after", "before"):
            return cursor if name == "after" else None
        if name in ("text", "number", "address", "token"):
            return WORD
        return others.ids[kind]

    return choose


async def cursor_of(others: Others) -> str:
    answer = await others.admin.ask("{ customers(first: 1) { edges { cursor } } }")
    return answer["customers"]["edges"][0]["cursor"]  # type: ignore[no-any-return]


async def fingerprint(owner: asyncpg.Connection, account_id: int) -> dict[str, str]:
    """What every table of an account holds, as one hash each."""
    found = {}
    for kind, table in TABLES.items():
        column = "id" if kind == "Account" else "account_id"
        # When a token was last used is written by asking, not by what is asked.
        found[table] = await owner.fetchval(
            f"SELECT md5(string_agg((to_jsonb(t) - 'last_used_at')::text, ',' ORDER BY id))"
            f" FROM {table} t WHERE {column} = $1",
            account_id,
        )
    found["event"] = await owner.fetchval(
        "SELECT count(*)::text FROM event WHERE account_id = $1", account_id
    )
    return found


def test_the_other_account_has_something_of_every_kind() -> None:
    assert TABLES.keys() == NODES.keys()


async def test_their_own_administrator_does_find_it(others: Others) -> None:
    for kind, found in others.ids.items():
        answer = await others.admin.ask("query ($id: ID!) { node(id: $id) { id } }", id=found)
        assert answer["node"] == {"id": found}, kind


@pytest.mark.parametrize("kind", sorted(TABLES))
async def test_no_node_of_theirs_is_found(admin: Client, others: Others, kind: str) -> None:
    answer = await admin.ask(
        "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", ids=[others.ids[kind]]
    )
    assert answer["nodes"] == [None]


def asked(root: str, others: Others, cursor: str, depth: int = 2) -> Iterator[Operation]:
    """Every operation with every kind of their ids; one that takes no id, once."""
    for number, (kind, their_id) in enumerate(others.ids.items()):
        for operation in operations(root, choosing(others, kind, cursor), depth):
            if number == 0 or their_id in text_of(operation.variables):
                yield operation


async def test_the_same_questions_tell_their_own_administrator_a_lot(others: Others) -> None:
    told, broken = set(), set()
    for operation in asked("query", others, await cursor_of(others)):
        answer = await others.admin.post(operation.query, operation.variables)
        for error in answer.get("errors") or ():
            if error.get("extensions", {}).get("code") not in TOLD_OFF:
                broken.add((operation.name, error["message"]))
        if THEIRS.search(text_of(answer.get("data"))):
            told.add(operation.name)
    assert broken == set()
    assert len(told) >= 15


async def test_no_question_with_their_ids_cursors_or_words_tells_anything(
    admin: Client, others: Others
) -> None:
    for operation in asked("query", others, await cursor_of(others)):
        answer = await admin.post(operation.query, operation.variables)
        # What was sent in may be repeated, as the text of a search is.
        told = THEIRS.findall(text_of(answer.get("data")))
        assert set(told) <= set(THEIRS.findall(text_of(operation.variables))), operation


async def test_no_write_with_their_ids_changes_anything_of_theirs(
    admin: Client, others: Others, owner: asyncpg.Connection
) -> None:
    before = await fingerprint(owner, others.world.account_id)
    refused = 0
    for operation in asked("mutation", others, await cursor_of(others), depth=1):
        if operation.name in ENDS:
            continue
        told = text_of(await admin.post(operation.query, operation.variables))
        assert not {"Works", "rollout"} & set(THEIRS.findall(told)), operation
        refused += "NOT_FOUND" in told or "INVALID_INPUT" in told
    assert refused > 100
    assert await fingerprint(owner, others.world.account_id) == before


async def test_no_subscription_tells_of_theirs(
    admin: Client, others: Others, world: World, host: str
) -> None:
    async with signed_in_socket(host, world.tokens["crm_admin"]) as socket:
        for number, kind in enumerate(TABLES):
            for operation in operations("subscription", choosing(others, kind, "0")):
                await socket.subscribe(operation.query, f"{operation.name}{number}")
        mine = await making.customer(admin, firstName="Mine")
        await others.admin.ask(
            'mutation ($id: ID!) { customerUpdate(id: $id, input: {notes: "Zzyzx"}) { __typename } }',
            id=others.ids["Customer"],
        )
        frames, told = [], asyncio.get_running_loop().time() + 3
        while asyncio.get_running_loop().time() < told:
            try:
                frames.append(await socket.receive(0.5))
            except TimeoutError:
                break
    text = text_of(frames)
    assert mine in text
    assert WORD not in text
