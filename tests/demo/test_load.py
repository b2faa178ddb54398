"""The demonstration in a database: it is there, complete, and obeys every rule."""

from datetime import UTC, datetime

import asyncpg
import pytest

from backend.accounts.opening import operator
from backend.demo import own
from backend.demo.load import Furniture, load
from backend.demo.world import invent
from tests.world import World

LISTS = ("customers", "contacts", "companies", "projects")
NOW = datetime(2026, 11, 21, 15, tzinfo=UTC)


@pytest.fixture
async def furniture(owner: asyncpg.Connection, world: World) -> Furniture:
    account = world.account_id

    async def made(sql: str, *names: str) -> list[int]:
        return [await owner.fetchval(sql, account, name) for name in names]

    stores = await made(
        "INSERT INTO store (account_id, name, is_default, active)"
        " VALUES ($1, $2, false, true) RETURNING id",
        *"ABC",
    )
    groups = await made(
        "INSERT INTO customer_group (account_id, name) VALUES ($1, $2) RETURNING id", *"ABCDE"
    )
    [line] = await made(
        "INSERT INTO call_line (account_id, name, slug, sealed, region, active, simulator, version)"
        " VALUES ($1, $2, 'main', '', 'GB', true, true, 1) RETURNING id",
        "Main",
    )
    users = list(world.users.values())
    fields = await own.defined(await operator(account))
    return Furniture(account, users, groups, stores, line, "+442079460000", fields)


async def test_it_is_all_there_and_the_numbers_go_on_behind_it(owner, database, furniture):
    world = invent(120, NOW)
    await load(database.owner_url, world, furniture, NOW)
    counts = await owner.fetchrow(
        "SELECT (SELECT count(*) FROM customer) AS customers, (SELECT count(*) FROM call) AS calls,"
        " (SELECT count(*) FROM contact) AS contacts, (SELECT count(*) FROM project) AS projects,"
        " (SELECT given FROM number_counter WHERE kind = 'customer') AS given,"
        " (SELECT max(number) FROM customer) AS highest,"
        " (SELECT seq FROM event_counter WHERE account_id = $1) AS seq,"
        " (SELECT max(seq) FROM event WHERE account_id = $1) AS last,"
        " (SELECT count(DISTINCT seq) FROM event WHERE account_id = $1) AS events",
        furniture.account_id,
    )
    assert (counts["customers"], counts["calls"]) == (120, len(world.calls))
    assert (counts["contacts"], counts["projects"]) == (len(world.contacts), len(world.projects))
    assert counts["given"] == counts["highest"] == 10120
    assert counts["seq"] == counts["last"] == counts["events"]


async def test_the_application_sees_it_and_adds_to_it(owner, database, furniture, sales):
    await load(database.owner_url, invent(40, NOW), furniture, NOW)
    made = await sales.ask(
        'mutation { customerCreate(input: {firstName: "Ada"})'
        " { ... on CustomerSaved { customer { number } } } }"
    )
    assert made["customerCreate"]["customer"]["number"] == 10041
    seen = await sales.ask(
        "{ customers(first: 100) { totalCount edges { node { displayName } } } }"
    )
    assert seen["customers"]["totalCount"] == 41


async def test_its_records_say_something_in_fields_of_every_type(owner, database, furniture, sales):
    await load(database.owner_url, invent(120, NOW), furniture, NOW)
    asked = "first: 100) { nodes { customFields { value field { type } } } }"
    seen = await sales.ask(
        "{" + "".join(f"{kind}({asked} " for kind in LISTS) + "}",
    )
    said = {
        (kind, one["field"]["type"])
        for kind in LISTS
        for node in seen[kind]["nodes"]
        for one in node["customFields"]
        if one["value"] is not None
    }
    assert {kind for kind, _ in said} == set(LISTS)
    assert {kind for _, kind in said} == {"TEXT", "NUMBER", "DATE", "CHOICE", "YES_NO", "LINK"}
    assert await owner.fetchval(
        "SELECT count(*) FROM event WHERE account_id = $1 AND type = 'customer.created'"
        " AND changes ? 'custom.favourite-wood'",
        furniture.account_id,
    )


async def test_half_a_world_is_never_left_behind(owner, database, furniture):
    world = invent(30, NOW)
    world.calls.append(world.calls[0].__class__("customer", 0, True, NOW, 1, 2, 99, ""))
    with pytest.raises(IndexError):
        await load(database.owner_url, world, furniture, NOW)
    assert await owner.fetchval("SELECT count(*) FROM customer") == 0
