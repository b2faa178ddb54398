"""Webhooks do not reach into our own network, whatever their name resolves to (SSRF)."""

import asyncio
import socket
from typing import Any

import pytest

from backend.webhooks.addresses import Unreachable, target_of
from tests.client import Client
from tests.webhooks.conftest import CREATE

OWN = [
    "127.0.0.1", "127.1", "2130706433", "0x7f.1", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1",
    "169.254.169.254", "100.64.0.1", "[::1]", "[::]", "[fe80::1]", "[fd00::1]", "[::ffff:127.0.0.1]",
    "[2002:7f00:1::]", "224.0.0.1", "localhost",
]  # fmt: skip


@pytest.mark.parametrize("host", OWN)
async def test_an_address_inside_is_not_called(host: str):
    with pytest.raises(Unreachable):
        await target_of(f"https://{host}/in", allow_private=False)


async def test_an_administrator_can_allow_it():
    target = await target_of("http://127.0.0.1:8080/in", allow_private=True)
    assert (target.ip, target.host) == ("127.0.0.1", "127.0.0.1")


async def test_a_name_that_also_leads_inside_is_not_called(monkeypatch: pytest.MonkeyPatch):
    _resolves(monkeypatch, "93.184.215.14", "10.0.0.7")
    with pytest.raises(Unreachable, match=r"10\.0\.0\.7"):
        await target_of("https://partner.example/in", allow_private=False)


async def test_the_connection_is_made_to_the_address_that_was_looked_at(
    monkeypatch: pytest.MonkeyPatch,
):
    _resolves(monkeypatch, "93.184.215.14")
    target = await target_of("https://partner.example/in", allow_private=False)
    assert target.ip == "93.184.215.14"


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("ftp://partner.example/in", "not a web address"),
        ("partner.example", "not a web address"),
        ("https://", "not a web address"),
        ("https://partner.example:99999/", "not a web address"),
        ("https://[::1/", "not a web address"),
        ("http://partner.example/in", "Use https"),
        ("https://user:pass@partner.example/", "does not belong"),
        ("https://partner.example/" + "x" * 2_000, "not a web address"),
    ],
)
async def test_an_address_that_cannot_be_called_is_refused_beside_its_field(
    admin: Client, url: str, says: str
):
    made = (await admin.ask(CREATE, input={"name": "Shop", "url": url}))["webhookCreate"]
    assert made["fields"][0]["path"] == ["url"]
    assert says in made["fields"][0]["message"]


async def test_an_unknown_type_and_a_taken_name_are_refused(admin: Client, told):
    await told(name="Shop")
    url = "https://partner.example/in"
    for given, path in (
        ({"name": "Shop", "url": url}, "name"),
        ({"name": "Till", "url": url, "types": ["customer.renamed"]}, "types"),
        ({"name": " ", "url": url}, "name"),
    ):
        made = (await admin.ask(CREATE, input=given))["webhookCreate"]
        assert made["fields"][0]["path"] == [path]


async def test_leave_for_private_addresses_cannot_be_taken_from_one_that_needs_it(
    admin: Client, told
):
    made = await told()
    update = """mutation ($id: ID!) { webhookUpdate(id: $id, input: {allowPrivate: false}) {
      __typename ... on Problem { message } } }"""
    answer = (await admin.ask(update, id=made["id"]))["webhookUpdate"]
    assert answer == {
        "__typename": "InvalidInput",
        "message": "Use https: what is sent over http can be read on the way.",
    }


def _resolves(monkeypatch: pytest.MonkeyPatch, *ips: str) -> None:
    async def getaddrinfo(_host: str, port: int, **_: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port)) for ip in ips]

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", getaddrinfo, raising=False)
