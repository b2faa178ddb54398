"""Calls of a customer, of a company and its people, of oneself; and those not yet called back (R048)."""

from datetime import UTC, datetime, timedelta

import asyncpg
import pytest

from schema.relay import read_id
from tests import making
from tests.client import Client
from tests.world import World

COUNT = "query ($filter: CallFilter) { calls(filter: $filter) { totalCount nodes { number } } }"
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


class Past:
    """Calls that were."""

    def __init__(self, owner: asyncpg.Connection, world: World, line: int) -> None:
        self.owner, self.world, self.line, self.made = owner, world, line, 0

    async def call(self, number: str | None, minutes: int, outcome: str, **columns: object) -> int:
        """A call some minutes after noon; an answered one unless `outcome` says no."""
        self.made += 1
        at = NOON + timedelta(minutes=minutes)
        outgoing = columns.get("direction") == "outgoing"
        answered = at if outcome == "completed" else None
        call_id: int = await self.owner.fetchval(
            "INSERT INTO call (account_id, line_id, external_id, direction, state, rank, outcome, from_typed,"
            " to_typed, number_e164, user_id, override_reason, raised_at, answered_at, ended_at, cause, note, version)"
            " VALUES ($1, $2, $3, $4, 'ended', 9, $5, '', '', $6, $7, '', $8, $9, $8, '', '', 1) RETURNING id",
            self.world.account_id, self.line, f"past-{self.made}",
            "outgoing" if outgoing else "incoming", outcome, number, columns.get("user_id"), at, answered,
        )  # fmt: skip
        for column in ("customer_id", "contact_id", "company_id"):
            if column in columns:
                await self.owner.execute(
                    f"INSERT INTO call_party (account_id, call_id, {column}) VALUES ($1, $2, $3)",
                    self.world.account_id,
                    call_id,
                    columns[column],
                )
        return call_id


@pytest.fixture
def past(owner: asyncpg.Connection, world: World, trunk: int) -> Past:
    """Somebody who makes calls that were."""
    return Past(owner, world, trunk)


async def numbers(client: Client, **filter: object) -> list[str]:
    found = (await client.ask(COUNT, filter=filter))["calls"]
    assert found["totalCount"] == len(found["nodes"])
    return [call["number"] for call in found["nodes"]]


async def test_a_missed_call_waits_until_somebody_calls_or_speaks(
    past: Past, sales: Client
) -> None:
    await past.call("+48601000001", 0, "missed")
    await past.call("+48601000002", 0, "missed")
    await past.call("+48601000002", 5, "no_answer", direction="outgoing")
    await past.call("+48601000003", 0, "missed")
    await past.call("+48601000003", 5, "completed")
    await past.call("+48601000004", 0, "completed")
    await past.call("+48601000004", 5, "missed")
    await past.call("+48601000005", 0, "missed")
    await past.call("+48601000005", 5, "missed")
    await past.call(None, 5, "missed")
    assert sorted(await numbers(sales, waiting=True)) == [
        "+48601000001", "+48601000004", "+48601000005", "+48601000005",
    ]  # fmt: skip


async def test_a_companys_calls_are_its_own_and_those_of_its_people_of_today(
    past: Past, sales: Client
) -> None:
    company = await making.company(sales)
    now, former = await making.customer(sales), await making.contact(sales)
    add = "mutation ($p: ID!, $i: AffiliationAddInput!) { affiliationAdd(person: $p, input: $i) { __typename } }"
    await sales.ask(add, p=now, i={"company": company})
    await sales.ask(add, p=former, i={"company": company, "until": "2020-01-01"})
    await past.call("+48601000001", 0, "completed", company_id=read_id(company)[1])
    await past.call("+48601000002", 1, "completed", customer_id=read_id(now)[1])
    await past.call("+48601000003", 2, "completed", contact_id=read_id(former)[1])
    assert await numbers(sales, party=company) == ["+48601000002", "+48601000001"]
    assert await numbers(sales, party=now) == ["+48601000002"]


async def test_ones_own_calls_are_those_one_had(past: Past, sales: Client, world: World) -> None:
    await past.call("+48601000001", 0, "completed", user_id=world.users["crm_sales"])
    await past.call("+48601000002", 1, "completed", user_id=world.users["crm_admin"])
    me = (await sales.ask("{ viewer { user { id } } }"))["viewer"]["user"]["id"]
    assert await numbers(sales, user=me) == ["+48601000001"]


async def test_an_outcome_once_noted_can_be_corrected(past: Past, sales: Client) -> None:
    from schema.relay import global_id

    call = global_id("Call", await past.call("+48601000001", 0, "completed"))
    note = """mutation ($id: ID!, $input: CallAnnotateInput!) { callAnnotate(id: $id, input: $input) {
      ... on CallSaved { call { disposition note version } } } }"""
    for version, (input, disposition) in enumerate(
        [({"disposition": "COMPLAINT", "note": "wet"}, "COMPLAINT"), ({"disposition": None}, None)]
    ):
        saved = (await sales.ask(note, id=call, input=input))["callAnnotate"]["call"]
        assert saved == {"disposition": disposition, "note": "wet", "version": version + 2}
