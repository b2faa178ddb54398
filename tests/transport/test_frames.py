"""Malformed frames on a live socket are answered as the protocol says, and hurt nobody else."""

import pytest

from tests.live import raw_socket, signed_in_socket
from tests.world import World

CHANGED = "subscription ($after: Int) { customerChanged(after: $after) { seq type } }"
HELLO = {"type": "connection_init"}


@pytest.mark.parametrize(
    "frame",
    [
        "null", "5", '"text"', "[]", "{}", "not json", "{", "[" * 50_000, '{"type": 5}',
        '{"type": "flown"}', '{"type": "connection_init", "payload": []}',
        '{"type": "connection_init", "payload": 5}', '{"type": "start", "id": "1"}',
        b"\x00\x01", '{"type": "ping", "payload": 7}',
    ],
)  # fmt: skip
async def test_a_frame_that_makes_no_sense_closes_with_4400_before_sign_in(
    host: str, frame: str | bytes
) -> None:
    async with raw_socket(host) as client:
        await client.send(frame)
        assert (await client.closing())[0] == 4400


@pytest.mark.parametrize(
    "frame",
    [
        {"type": "subscribe", "payload": {"query": "{ viewer { user { name } } }"}},
        {"type": "subscribe", "id": "", "payload": {"query": "{ __typename }"}},
        {"type": "subscribe", "id": 5, "payload": {"query": "{ __typename }"}},
        {"type": "subscribe", "id": ["1"], "payload": {"query": "{ __typename }"}},
        {"type": "subscribe", "id": "1"},
        {"type": "subscribe", "id": "1", "payload": None},
        {"type": "subscribe", "id": "1", "payload": []},
        {"type": "subscribe", "id": "1", "payload": {"query": None}},
        {"type": "subscribe", "id": "1", "payload": {"query": 5}},
        {"type": "subscribe", "id": "1", "payload": {"query": "{ a }", "variables": []}},
        {"type": "subscribe", "id": "1", "payload": {"query": "{ a }", "operationName": 7}},
        {"type": "complete"},
        {"type": "complete", "id": {}},
    ],
)  # fmt: skip
async def test_a_malformed_operation_closes_with_4400(host: str, world: World, frame: dict) -> None:
    async with signed_in_socket(host, world.tokens["crm_sales"]) as client:
        await client.send(frame)
        assert (await client.closing())[0] == 4400


async def test_subscribing_before_the_greeting_closes_with_4401(host: str) -> None:
    async with raw_socket(host) as client:
        await client.subscribe(CHANGED)
        assert (await client.closing())[0] == 4401


@pytest.mark.parametrize(
    "payload", [None, {}, {"authorization": "Bearer wrong"}, {"authorization": 5}]
)
async def test_a_stranger_is_closed_with_4403(host: str, payload: dict | None) -> None:
    async with raw_socket(host) as client:
        await client.send({**HELLO, "payload": payload} if payload is not None else HELLO)
        assert (await client.closing())[0] == 4403


async def test_the_old_protocol_is_closed_with_4406(host: str) -> None:
    async with raw_socket(host, protocol="graphql-ws") as client:
        assert (await client.closing())[0] == 4406


async def test_an_id_in_use_closes_with_4409(host: str, world: World) -> None:
    async with signed_in_socket(host, world.tokens["crm_sales"]) as client:
        await client.subscribe(CHANGED)
        await client.subscribe(CHANGED)
        assert (await client.closing())[0] == 4409


async def test_a_second_greeting_closes_with_4429(host: str, world: World) -> None:
    async with signed_in_socket(host, world.tokens["crm_sales"]) as client:
        await client.send(
            {**HELLO, "payload": {"authorization": f"Bearer {world.tokens['crm_sales']}"}}
        )
        assert (await client.closing())[0] == 4429


@pytest.mark.parametrize(
    "query", ["subscription {", "{ nothing }", "subscription { customerChanged { nothing } }"]
)
async def test_a_mistake_in_one_operation_leaves_the_others_alone(
    host: str, world: World, query: str
) -> None:
    async with signed_in_socket(host, world.tokens["crm_sales"]) as client:
        await client.subscribe(CHANGED, id="good")
        await client.subscribe(query, id="bad")
        answer = await client.receive()
        assert (answer["type"], answer["id"]) == ("error", "bad")
        await client.send({"type": "ping"})
        assert (await client.receive())["type"] == "pong"
