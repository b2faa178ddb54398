"""Subscriptions over a live socket: everybody gets every event, once, in order (R081, R099)."""

import asyncio

from tests.client import Client
from tests.live import Socket, signed_in_socket
from tests.world import World

CHANGED = "subscription ($after: Int) { customerChanged(after: $after) { seq type customer { lastName } } }"
CREATE = """mutation ($n: String!) { customerCreate(input: { firstName: "Ada", lastName: $n }) {
  ... on CustomerSaved { customer { id } } ... on Problem { message } } }"""


async def names(client: Socket, count: int) -> list[str]:
    """The last names of the next events."""
    return [(await client.next())["customerChanged"]["customer"]["lastName"] for _ in range(count)]


async def test_a_second_window_follows(host: str, world: World, sales: Client) -> None:
    async with (
        signed_in_socket(host, world.tokens["crm_sales"]) as one,
        signed_in_socket(host, world.tokens["crm_sales"]) as two,
    ):
        for client in (one, two):
            await client.subscribe(CHANGED, after=0)
        await sales.ask(CREATE, n="Krall")
        assert await names(one, 1) == await names(two, 1) == ["Krall"]


async def test_a_window_that_was_away_resumes_at_its_cursor(
    host: str, world: World, sales: Client
) -> None:
    async with signed_in_socket(host, world.tokens["crm_sales"]) as stays:
        await stays.subscribe(CHANGED, after=0)
        for n in range(6):
            await sales.ask(CREATE, n=f"N{n}")
        assert await names(stays, 6) == [f"N{n}" for n in range(6)]
        async with signed_in_socket(host, world.tokens["crm_sales"]) as late:
            await late.subscribe(CHANGED, after=4)
            assert await names(late, 2) == ["N4", "N5"]
            await sales.ask(CREATE, n="N6")
            assert await names(late, 1) == await names(stays, 1) == ["N6"]


async def test_an_older_cursor_than_the_stream_remembers_gets_its_own(
    host: str, world: World, sales: Client
) -> None:
    for n in range(5):
        await sales.ask(CREATE, n=f"N{n}")
    async with signed_in_socket(host, world.tokens["crm_sales"]) as now:
        await now.subscribe(CHANGED, after=4)
        assert await names(now, 1) == ["N4"]
        async with signed_in_socket(host, world.tokens["crm_sales"]) as old:
            await old.subscribe(CHANGED, after=1)
            assert await names(old, 4) == ["N1", "N2", "N3", "N4"]


async def test_a_cursor_from_the_future_is_told_to_read_afresh(host: str, world: World) -> None:
    async with signed_in_socket(host, world.tokens["crm_sales"]) as client:
        await client.subscribe(CHANGED.replace(" customer { lastName }", ""), after=999)
        assert await client.next() == {"customerChanged": {"seq": 0, "type": "RESYNC"}}


async def test_no_permission_is_said_to_each(host: str, world: World) -> None:
    async with signed_in_socket(host, world.tokens["none"]) as client:
        for id in ("1", "2"):
            await client.subscribe(CHANGED, id=id, after=0)
            answer = await client.receive()
            payload = answer["payload"]
            errors = payload["errors"] if isinstance(payload, dict) else payload
            assert errors[0]["extensions"]["code"] == "NOT_ALLOWED"
            if answer["type"] == "next":
                assert (await client.receive())["type"] == "complete"


async def test_many_writers_reach_many_windows_in_order(
    host: str, world: World, sales: Client
) -> None:
    async with (
        signed_in_socket(host, world.tokens["crm_sales"]) as one,
        signed_in_socket(host, world.tokens["crm_admin"]) as two,
    ):
        for client in (one, two):
            await client.subscribe(CHANGED, after=0)
        await asyncio.gather(*(sales.ask(CREATE, n=f"N{n}") for n in range(20)))
        for client in (one, two):
            seqs = [(await client.next())["customerChanged"]["seq"] for _ in range(20)]
            assert seqs == list(range(1, 21))
