"""The account's settings, its groups and stores, and each user's preferences (R040, R041)."""

from typing import Any

import httpx2 as httpx
import pytest

from tests.client import Client
from tests.world import World

ACCOUNT = """
mutation ($input: AccountUpdateInput!) {
  accountUpdate(input: $input) {
    __typename ... on AccountUpdated { account { name region currency timeZone language } }
    ... on InvalidInput { fields { path } }
  }
}
"""
GROUP_CREATE = """
mutation ($input: GroupInput!) {
  groupCreate(input: $input) { ... on GroupSaved { group { id name discount } } ... on Problem { message } }
}
"""
GROUP_DELETE = """
mutation ($id: ID!, $moveTo: ID) {
  groupDelete(id: $id, moveTo: $moveTo) { __typename ... on Problem { message path } }
}
"""
STORE_CREATE = """
mutation ($input: StoreInput!) {
  storeCreate(input: $input) { ... on StoreSaved { store { id name isDefault } } ... on Problem { message } }
}
"""
STORE_UPDATE = """
mutation ($id: ID!, $input: StoreInput!) {
  storeUpdate(id: $id, input: $input) { __typename ... on Problem { message } }
}
"""
CUSTOMER = """
mutation ($input: CustomerCreateInput!) {
  customerCreate(input: $input) {
    ... on CustomerSaved { customer { id group { name } store { name } operator { name } version } }
  }
}
"""
PREFERENCES = """
mutation ($input: PreferencesInput!) {
  preferencesUpdate(input: $input) {
    ... on PreferencesUpdated { viewer { preferences { theme density language numberFormat keyboardShortcuts } } }
    ... on InvalidInput { fields { path } }
  }
}
"""


async def group(admin: Client, name: str, discount: float | None = None) -> dict[str, Any]:
    """A group just made."""
    made = await admin.ask(GROUP_CREATE, input={"name": name, "discount": discount})
    return made["groupCreate"]["group"]  # type: ignore[no-any-return]


async def test_the_accounts_settings_are_kept_in_their_forms(admin: Client) -> None:
    done = await admin.ask(
        ACCOUNT,
        input={"name": "Alder", "region": "pt", "currency": "eur", "timeZone": "Europe/Lisbon"},
    )
    assert done["accountUpdate"]["account"] == {
        "name": "Alder",
        "region": "PT",
        "currency": "EUR",
        "timeZone": "Europe/Lisbon",
        "language": "en",
    }
    wrong = {"name": "", "region": "XX", "currency": "EURO", "timeZone": "Mars", "language": ""}
    refused = await admin.ask(ACCOUNT, input=wrong)
    assert len(refused["accountUpdate"]["fields"]) == 5


async def test_a_customer_shows_group_store_and_operator(admin: Client, sales: Client) -> None:
    made = await group(admin, "Wholesale", 12.5)
    assert made["discount"] == 12.5
    await admin.ask(STORE_CREATE, input={"name": "Gdynia"})
    operator = (await admin.ask("{ users { nodes { id name } } }"))["users"]["nodes"][0]
    answer = await sales.ask(
        CUSTOMER,
        input={"firstName": "Ada", "group": made["id"], "operator": operator["id"]},
    )
    customer = answer["customerCreate"]["customer"]
    assert customer["group"] == {"name": "Wholesale"}
    assert customer["store"] == {"name": "Gdynia"}
    assert customer["operator"] == {"name": operator["name"]}


async def test_a_group_with_members_goes_only_when_they_move(admin: Client, sales: Client) -> None:
    old, new = await group(admin, "Old"), await group(admin, "New")
    made = await sales.ask(CUSTOMER, input={"firstName": "Ada", "group": old["id"]})
    customer = made["customerCreate"]["customer"]
    refused = (await admin.ask(GROUP_DELETE, id=old["id"]))["groupDelete"]
    assert refused["__typename"] == "Refused"
    assert refused["message"].startswith("1 customer is in this group.")
    same = (await admin.ask(GROUP_DELETE, id=old["id"], moveTo=old["id"]))["groupDelete"]
    assert same["path"] == ["moveTo"]
    gone = (await admin.ask(GROUP_DELETE, id=old["id"], moveTo=new["id"]))["groupDelete"]
    assert gone["__typename"] == "GroupDeleted"
    moved = await sales.ask(
        "query ($id: ID!) { customer(id: $id) { group { name customerCount } version } }",
        id=customer["id"],
    )
    assert moved["customer"] == {"group": {"name": "New", "customerCount": 1}, "version": 2}


async def test_a_group_is_named_once_and_an_empty_one_just_goes(admin: Client) -> None:
    made = await group(admin, "Wholesale")
    again = await admin.ask(GROUP_CREATE, input={"name": "Wholesale"})
    assert again["groupCreate"] == {"message": "Another group has this name."}
    gone = (await admin.ask(GROUP_DELETE, id=made["id"]))["groupDelete"]
    assert gone["__typename"] == "GroupDeleted"
    twice = (await admin.ask(GROUP_DELETE, id=made["id"]))["groupDelete"]
    assert twice["__typename"] == "NotFound"


async def test_one_store_is_the_default_always(admin: Client) -> None:
    first = (await admin.ask(STORE_CREATE, input={"name": "Gdynia"}))["storeCreate"]["store"]
    second = (await admin.ask(STORE_CREATE, input={"name": "Lisbon"}))["storeCreate"]["store"]
    assert (first["isDefault"], second["isDefault"]) == (True, False)
    for change in ({"isDefault": False}, {"active": False}):
        kept = await admin.ask(STORE_UPDATE, id=first["id"], input=change)
        assert kept["storeUpdate"]["__typename"] == "Refused"
    await admin.ask(STORE_UPDATE, id=second["id"], input={"isDefault": True})
    listed = (await admin.ask("{ stores { name isDefault } }"))["stores"]
    assert listed == [
        {"name": "Lisbon", "isDefault": True},
        {"name": "Gdynia", "isDefault": False},
    ]
    closed = await admin.ask(STORE_UPDATE, id=first["id"], input={"active": False})
    assert closed["storeUpdate"]["__typename"] == "StoreSaved"


async def test_preferences_are_each_users_own(admin: Client, sales: Client) -> None:
    first = {
        "theme": "SYSTEM",
        "density": "COMFORTABLE",
        "language": None,
        "numberFormat": None,
        "keyboardShortcuts": True,
    }
    change = {"theme": "DARK", "numberFormat": "de-CH", "keyboardShortcuts": False}
    done = await sales.ask(PREFERENCES, input=change)
    assert done["preferencesUpdate"]["viewer"]["preferences"] == {**first, **change}
    asked = "{ viewer { preferences { theme density language numberFormat keyboardShortcuts } } }"
    assert (await admin.ask(asked))["viewer"]["preferences"] == first
    cleared = await sales.ask(PREFERENCES, input={"numberFormat": None})
    kept = cleared["preferencesUpdate"]["viewer"]["preferences"]
    assert (kept["numberFormat"], kept["theme"]) == (None, "DARK")


async def test_a_language_that_is_none_is_refused(sales: Client) -> None:
    refused = await sales.ask(PREFERENCES, input={"language": "klingon-!"})
    assert refused["preferencesUpdate"]["fields"] == [{"path": ["language"]}]


@pytest.mark.parametrize("role", ["crm_manager", "crm_sales", "crm_marketeer", "none"])
async def test_only_administrators_change_the_account(
    role: str, http: httpx.AsyncClient, world: World
) -> None:
    answer = await Client(http, world.tokens[role]).ask(ACCOUNT, input={"name": "Mine"})
    assert answer["accountUpdate"]["__typename"] == "NotAllowed"
