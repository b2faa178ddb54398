"""A query asked again takes the short way; nobody can tell by the answer, its headers or the counts."""

import logging
from collections.abc import Iterator
from typing import Any

import asyncpg
import httpx2 as httpx
import orjson
import pytest

from backend.core import database, metrics
from backend.core.listing import Listing
from schema import answering, cost, prepared
from schema.transport import http as transport
from tests.benchmarks.server import LIST
from tests.execution.conftest import NUMBER, REMAINING
from tests.world import World

pytestmark = pytest.mark.usefixtures("people")

RESPONSE = {"accept": "application/graphql-response+json"}
TWO = "query One { viewer { user { name } } } query Two { customers(first: 1) { nodes { id } } }"
WIDE = "query ($n: Int) { customers(first: $n) { nodes { participations { person { __typename } } } } }"

DEEP = """query ($n: Int) { customers(first: $n) { nodes {
  participations { project { participations { person { __typename } } } } } } }"""


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The operations that took the short way, by their first root field; nothing is remembered yet."""
    taken: list[str] = []

    async def noting(schema: Any, one: prepared.Prepared, *rest: Any) -> Any:
        taken.append(min(one.roots))
        return await answering.answer(schema, one, *rest)

    monkeypatch.setattr(transport, "answer", noting)
    prepared._remembered.clear()
    yield taken
    prepared._remembered.clear()


Seen = tuple[int, dict[str, str], bytes, dict[Any, float], list[str]]


class Both:
    """Asks twice: the first time nothing is prepared, the second time what was valid is."""

    def __init__(
        self, http: httpx.AsyncClient, taken: list[str], caplog: pytest.LogCaptureFixture
    ) -> None:
        self.http, self.taken, self.caplog = http, taken, caplog

    async def once(self, headers: dict[str, str], body: Any) -> Seen:
        """Everything that can be seen of an answer, without what differs from one time to the next."""
        self.caplog.clear()
        before = counted()
        answer = await self.http.post("/graphql", json=body, headers=headers)
        now = counted()
        shown = {
            k: v for k, v in answer.headers.items() if k not in ("x-request-id", "content-length")
        }
        return (
            answer.status_code,
            shown,
            REMAINING.sub(b'"remaining":0', NUMBER.sub(b"", answer.content)),
            {key: now[key] - before.get(key, 0) for key in now if now[key] != before.get(key, 0)},
            [record.msg % record.args for record in self.caplog.records if record.name == "kith.graphql"
             and record.levelno == logging.INFO],
        )  # fmt: skip

    async def same(self, body: Any, token: str | None, **headers: str) -> Any:
        """The answer, which is the same both ways; the second time it took the short one."""
        if token:
            headers["authorization"] = f"Bearer {token}"
        long = await self.once(headers, body)
        assert self.taken == []
        assert await self.once(headers, body) == long
        assert len(self.taken) == 1
        return orjson.loads(long[2])


def counted() -> dict[Any, float]:
    """The operations counted so far, by kind and outcome."""
    return {
        tuple(sample.labels.items()): sample.value
        for family in metrics.OPERATIONS.collect()
        for sample in family.samples
        if sample.name.endswith("_total")
    }


@pytest.fixture
def both(http: httpx.AsyncClient, short: list[str], caplog: pytest.LogCaptureFixture) -> Both:
    """The asker."""
    caplog.set_level(logging.INFO, "kith.graphql")
    return Both(http, short, caplog)


def codes(answer: Any) -> set[str | None]:
    """The codes of its errors."""
    return {error.get("extensions", {}).get("code") for error in answer.get("errors", ())}


@pytest.mark.parametrize("headers", [{}, RESPONSE])
@pytest.mark.parametrize("role", ["crm_admin", "crm_sales", "none", None])
async def test_a_list_is_answered_the_same(
    both: Both, world: World, role: str | None, headers: dict[str, str]
) -> None:
    answer = await both.same({"query": LIST}, world.tokens.get(role or ""), **headers)
    expected = {None: {"SIGN_IN_NEEDED"}, "none": {"NOT_ALLOWED"}}.get(role, set())
    assert codes(answer) == expected


@pytest.mark.parametrize("name", ["One", "Two", None])
async def test_one_operation_of_several(both: Both, world: World, name: str | None) -> None:
    answer = await both.same({"query": TWO, "operationName": name}, world.tokens["crm_sales"])
    assert list(answer["data"]) == ["customers" if name == "Two" else "viewer"]


@pytest.mark.parametrize("headers", [{}, RESPONSE])
@pytest.mark.parametrize(
    "variables", [{"n": "five"}, {"n": 2**40}, {"n": None}, {}, None, {"n": -1}]
)
async def test_variables_of_every_sort(
    both: Both, world: World, variables: Any, headers: dict[str, str]
) -> None:
    await both.same({"query": WIDE, "variables": variables}, world.tokens["crm_sales"], **headers)


async def test_strangers_get_no_hints(both: Both) -> None:
    query = "query ($n: PasswordForgottenInpu) { viewer { user { name } } }"
    answer = await both.http.post("/graphql", json={"query": query})
    assert "Did you mean" not in answer.text
    await both.same({"query": "{ viewer { user { name } } }"}, None)


async def test_what_is_too_much_depends_on_variables(both: Both, world: World) -> None:
    asked = {"authorization": f"Bearer {world.tokens['crm_sales']}"}
    for n, expected in ((1, set()), (1_000, {"TOO_COSTLY"})):
        body = {"query": DEEP, "variables": {"n": n}}
        prepared._remembered.clear()
        both.taken.clear()
        assert codes(await both.same(body, world.tokens["crm_sales"], **RESPONSE)) == expected
    few = await both.once(asked, {"query": DEEP, "variables": {"n": 1}})
    assert b"TOO_COSTLY" not in few[2]
    assert len(both.taken) == 2


async def test_the_budget_of_a_minute_is_one_for_both(
    both: Both, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cost, "BUDGET", 0)
    monkeypatch.setattr("schema.cost.time.time", lambda: 1_700_000_000.0)
    assert codes(await both.same({"query": LIST}, world.tokens["crm_sales"])) == {"RATE_LIMITED"}


async def test_each_way_charges_what_it_costs(both: Both, world: World) -> None:
    left = []
    for _ in range(3):
        answer = await both.http.post(
            "/graphql", json={"query": LIST},
            headers={"authorization": f"Bearer {world.tokens['crm_sales']}"},
        )  # fmt: skip
        left.append(answer.json()["extensions"]["cost"])
    assert len(both.taken) == 2
    assert left[0]["remaining"] - left[1]["remaining"] == left[0]["requested"]
    assert left[1]["remaining"] - left[2]["remaining"] == left[0]["requested"]


async def test_what_is_refused_unread_costs_nothing_and_leaves_the_rest(
    both: Both, world: World
) -> None:
    answer = await both.http.post(
        "/graphql", json={"query": "{ nothingOfTheKind }"},
        headers={"authorization": f"Bearer {world.tokens['crm_sales']}"},
    )  # fmt: skip
    charged = answer.json()["extensions"]["cost"]
    assert (charged["requested"], charged["remaining"] > 0) == (0, True)


async def test_scopes_of_a_token(both: Both, world: World, owner: asyncpg.Connection) -> None:
    await owner.execute("""UPDATE api_token SET scopes = '["customer:read"]'""")
    assert codes(await both.same({"query": LIST}, world.tokens["crm_admin"])) == {"NOT_ALLOWED"}


async def test_who_is_signed_out_is_a_stranger_at_once(
    both: Both, world: World, owner: asyncpg.Connection
) -> None:
    token = world.tokens["crm_admin"]
    await both.same({"query": LIST}, token)
    await owner.execute("UPDATE api_token SET revoked_at = now()")
    seen = await both.once({"authorization": f"Bearer {token}"}, {"query": LIST})
    assert b"SIGN_IN_NEEDED" in seen[2]
    assert len(both.taken) == 2


@pytest.mark.parametrize("place", ["resolver", "snapshot"])
async def test_a_fault_of_ours_shows_its_number_alone(
    both: Both, world: World, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    def broken(*_: Any, **__: Any) -> Any:
        raise RuntimeError("the secret of the house")

    if place == "resolver":
        monkeypatch.setattr(Listing, "statement", broken)
    else:
        monkeypatch.setattr(database, "snapshot", broken)
    answer = await both.same({"query": LIST}, world.tokens["crm_sales"])
    assert codes(answer) == {"INTERNAL"}
    assert "secret" not in str(answer)


@pytest.mark.parametrize(
    "change",
    [
        {"headers": {"accept": "text/event-stream"}},
        {"headers": {"accept": "image/png"}},
        {"headers": {"content-type": "text/plain"}},
        {"json": {"query": LIST, "extensions": {"a": 1}}},
        {"json": {"query": LIST, "operationName": "Other"}},
        {"json": {"query": LIST, "operationName": 5}},
        {"json": {"query": LIST, "variables": []}},
        {"json": {"query": "mutation { signOut { __typename } }"}},
        {"json": [{"query": LIST}]},
        {"json": {"query": 5}},
        {"content": b"{"},
        {"method": "GET", "params": {"query": LIST}},
    ],
)
async def test_what_is_unusual_takes_the_long_way(
    both: Both, world: World, change: dict[str, Any]
) -> None:
    token = world.tokens["crm_sales"]
    await both.once({"authorization": f"Bearer {token}"}, {"query": LIST})
    given = {"method": "POST", "json": {"query": LIST}, **change}
    if "content" in given or given["method"] == "GET":
        del given["json"]
    given["headers"] = {
        "authorization": f"Bearer {token}", "content-type": "application/json",
        **given.get("headers", {}),
    }  # fmt: skip
    answers = [await both.http.request(url="/graphql", **given) for _ in range(2)]
    assert answers[0].status_code == answers[1].status_code
    assert both.taken == []


async def test_only_the_newest_documents_are_kept(
    both: Both, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prepared, "MOST", 2)
    for n in (1, 2, 1, 3):
        body = {"query": f"{{ customers(first: {n}) {{ nodes {{ id }} }} }}"}
        await both.once({"authorization": f"Bearer {world.tokens['crm_sales']}"}, body)
    assert [text[19] for text in prepared._remembered] == ["1", "3"]


@pytest.mark.parametrize("fault", [asyncpg.DeadlockDetectedError, asyncpg.LockNotAvailableError])
async def test_a_write_that_gave_way_may_be_tried_again(
    both: Both, world: World, monkeypatch: pytest.MonkeyPatch, fault: type[Exception]
) -> None:
    def waited(*_: Any, **__: Any) -> Any:
        raise fault("deadlock detected")

    monkeypatch.setattr(Listing, "statement", waited)
    answer = await both.same({"query": LIST}, world.tokens["crm_sales"])
    assert codes(answer) == {"TRY_AGAIN"}
    assert "deadlock" not in str(answer)
