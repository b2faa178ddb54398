"""Addresses are added, changed and removed; a place may be shared (R007, R062)."""

from typing import Any

import asyncpg
import pytest

from tests.client import Client
from tests.contact_points.documents import add, customer, reach, remove, update
from tests.world import make_account

PLACE = {"country": "PL", "street": "Długa 5/3", "city": "Gdynia", "postalCode": "81341"}


async def at_home(client: Client, **fields: Any) -> tuple[str, dict[str, Any]]:
    """A customer with an address; the customer's id and the address."""
    party = await customer(client)
    answer = await add(client, "address", party, location=PLACE, label="home", **fields)
    assert answer["__typename"] == "AddressSaved", answer
    return party, answer["address"]


async def neighbours(client: Client) -> tuple[dict[str, Any], dict[str, Any]]:
    """The addresses of two customers at one place."""
    _, first = await at_home(client)
    other = await customer(client)
    shared = await add(client, "address", other, locationId=first["location"]["id"])
    return first, shared["address"]


async def test_an_address_is_kept_in_its_countrys_form(sales: Client) -> None:
    """The code in its spelling, the lines in their layout, without the viewer's own country."""
    party, address = await at_home(sales, use="delivery", since="2026-01-01")
    assert address["location"]["postalCode"] == "81-341"
    assert address["lines"] == ["Długa 5/3", "81-341 Gdynia"]
    assert (address["label"], address["use"], address["since"]) == (
        "home",
        "delivery",
        "2026-01-01",
    )
    assert (address["sharedWith"], address["owner"]["id"]) == (0, party)
    assert (await reach(sales, party))["addresses"] == [address]


async def test_every_field_that_is_wrong_is_named(sales: Client) -> None:
    """At once, with the path inside the input."""
    party = await customer(sales)
    refused = await add(sales, "address", party, location={"country": "US", "postalCode": "x"})
    assert {tuple(field["path"]) for field in refused["fields"]} == {
        ("location", "street"), ("location", "city"), ("location", "region"),
        ("location", "postalCode"),
    }  # fmt: skip
    nothing = await add(sales, "address", party)
    assert nothing["path"] == ["location"]
    unknown = await add(sales, "address", party, location={**PLACE, "country": "XX"})
    assert unknown["fields"][0]["path"] == ["location", "country"]
    backwards = await add(
        sales, "address", party, location=PLACE, since="2026-02-01", until="2026-01-01"
    )
    assert backwards["message"] == "An address ends after it begins."


async def test_one_field_is_changed_and_the_others_stay(sales: Client) -> None:
    """Of the address and of its place; null empties what may be empty."""
    _, address = await at_home(sales, since="2026-01-01")
    changed = await update(
        sales, "address", address["id"], label="work", since=None, location={"street": "Krótka 1"}
    )
    assert changed["address"]["lines"] == ["Krótka 1", "81-341 Gdynia"]
    assert (changed["address"]["label"], changed["address"]["since"]) == ("work", None)
    assert changed["address"]["location"]["id"] == address["location"]["id"]
    document = """mutation ($id: ID!) {
      addressUpdate(id: $id, input: {location: {city: null}}) { __typename } }"""
    assert await sales.errors(document, id=address["id"])
    refused = await update(sales, "address", address["id"], location={"city": ""})
    assert refused["fields"] == [{"path": ["location", "city"], "message": "City is missing."}]


async def test_a_shared_place_asks_for_whom_it_changes(sales: Client) -> None:
    """Without an answer nothing is written."""
    first, second = await neighbours(sales)
    assert second["location"] == {**first["location"], "sharedBy": second["location"]["sharedBy"]}
    assert second["sharedWith"] == 1
    refused = await update(sales, "address", second["id"], location={"street": "Krótka 1"})
    assert refused["path"] == ["scope"]
    assert refused["message"].startswith("Somebody else is at this place.")


async def test_everybody_moves_together(sales: Client, owner: asyncpg.Connection) -> None:
    """One place changes, and each customer's history says so."""
    first, second = await neighbours(sales)
    await update(sales, "address", second["id"], location={"street": "Krótka 1"}, scope="EVERYBODY")
    lines = (await reach(sales, first["owner"]["id"]))["addresses"][0]["lines"]
    assert lines == ["Krótka 1", "81-341 Gdynia"]
    told = await owner.fetch(
        "SELECT node_id FROM event WHERE type = 'address.updated' AND part_type = 'Location'"
    )
    assert len({row["node_id"] for row in told}) == 2


async def test_one_moves_alone(sales: Client) -> None:
    """They get a place of their own; the other stays."""
    first, second = await neighbours(sales)
    moved = await update(
        sales, "address", second["id"], location={"street": "Krótka 1"}, scope="ONLY_THIS"
    )
    assert moved["address"]["location"]["id"] != first["location"]["id"]
    assert (moved["address"]["sharedWith"], moved["address"]["lines"][0]) == (0, "Krótka 1")
    stayed = (await reach(sales, first["owner"]["id"]))["addresses"][0]
    assert (stayed["lines"][0], stayed["sharedWith"]) == ("Długa 5/3", 0)


async def test_everybody_at_a_place_can_be_seen_from_it(sales: Client) -> None:
    """The Location shows who is there (R062)."""
    first, second = await neighbours(sales)
    document = """query ($id: ID!) { node(id: $id) {
      ... on Location { lines sharedBy { id displayName } } } }"""
    place = (await sales.ask(document, id=first["location"]["id"]))["node"]
    assert [party["id"] for party in place["sharedBy"]] == [
        first["owner"]["id"],
        second["owner"]["id"],
    ]


async def test_a_place_goes_with_its_last_address(sales: Client, owner: asyncpg.Connection) -> None:
    """And not before."""
    first, second = await neighbours(sales)
    gone = await remove(sales, "address", first["id"])
    assert gone["party"] == {"id": first["owner"]["id"]}
    assert await owner.fetchval("SELECT count(*) FROM location") == 1
    await remove(sales, "address", second["id"])
    assert await owner.fetchval("SELECT count(*) FROM location") == 0
    assert (await remove(sales, "address", second["id"]))["__typename"] == "NotFound"


async def test_changes_of_a_place_do_not_overwrite_each_other(sales: Client, admin: Client) -> None:
    """Other fields merge, the same one comes back with both versions (R098)."""
    _, address = await at_home(sales)
    await update(sales, "address", address["id"], location={"street": "Krótka 1", "version": 1})
    merged = await update(admin, "address", address["id"], location={"city": "Sopot", "version": 1})
    assert merged["address"]["lines"] == ["Krótka 1", "81-341 Sopot"]
    clash = await update(
        admin, "address", address["id"], location={"street": "Boczna 2", "version": 1}
    )
    assert [(one["field"], one["yours"], one["theirs"]) for one in clash["conflicts"]] == [
        ("street", "Boczna 2", "Krótka 1")
    ]
    assert clash["current"]["id"] == address["location"]["id"]


async def test_another_accounts_places_are_not_found(
    sales: Client, owner: asyncpg.Connection
) -> None:
    """Neither to share, nor to change, nor to remove."""
    _, address = await at_home(sales)
    stranger = Client(sales.http, (await make_account(owner, "Other")).tokens["crm_admin"])
    party = await customer(stranger)
    shared = await add(stranger, "address", party, locationId=address["location"]["id"])
    assert (shared["__typename"], shared["path"]) == ("NotFound", ["locationId"])
    assert (await update(stranger, "address", address["id"], label="x"))["code"] == "NOT_FOUND"
    assert (await remove(stranger, "address", address["id"]))["code"] == "NOT_FOUND"


@pytest.mark.parametrize("size", [1, 12])
async def test_a_list_with_addresses_costs_the_same_at_any_size(sales: Client, size: int) -> None:
    """The addresses of all customers, their places and lines are one statement (R091)."""
    for _ in range(size):
        await at_home(sales)
    answer = await sales.post(
        "{ customers { nodes { addresses { lines sharedWith location { street } } } } }"
    )
    assert len(answer["data"]["customers"]["nodes"]) == size, answer
    assert answer["extensions"]["cost"]["sqlStatements"] == 2
