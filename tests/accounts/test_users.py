"""The users of an account, as an administrator looks after them."""

import asyncio

import asyncpg
import pytest

from tests.client import Client
from tests.world import World

LIST = """
query ($first: Int, $after: String, $active: Boolean = true) {
  users(first: $first, after: $after, active: $active) {
    nodes { id name email roles active version } totalCount pageInfo { hasNextPage endCursor }
  }
}
"""
CREATE = """
mutation ($input: UserCreateInput!) {
  userCreate(input: $input) {
    __typename ... on UserCreated { user { id name email roles } } ... on Problem { message }
    ... on InvalidInput { fields { path message } }
  }
}
"""
UPDATE = """
mutation ($id: ID!, $input: UserUpdateInput!) {
  userUpdate(id: $id, input: $input) {
    __typename ... on UserUpdated { user { name email roles active version } }
    ... on Problem { message path } ... on VersionConflict { conflicts { field yours theirs } }
  }
}
"""


async def user_of(client: Client, role: str) -> dict:
    """The listed user of a role."""
    users = (await client.ask(LIST))["users"]["nodes"]
    return next(u for u in users if u["roles"] == [role])


async def test_users_are_listed_by_name_page_by_page(sales: Client) -> None:
    whole = [u["name"] for u in (await sales.ask(LIST))["users"]["nodes"]]
    assert whole == sorted(whole)
    assert len(whole) == 5
    seen, after = [], None
    while True:
        page = (await sales.ask(LIST, first=2, after=after))["users"]
        seen += [u["name"] for u in page["nodes"]]
        if not page["pageInfo"]["hasNextPage"]:
            break
        after = page["pageInfo"]["endCursor"]
    assert seen == whole


async def test_a_user_is_added_once_per_address(admin: Client) -> None:
    new = {"name": "Rosa", "email": " Rosa@KITH.example ", "roles": ["CRM_SALES", "CRM_MANAGER"]}
    made = (await admin.ask(CREATE, input=new))["userCreate"]
    assert made["user"]["email"] == "rosa@kith.example"
    assert made["user"]["roles"] == ["CRM_MANAGER", "CRM_SALES"]
    again = (await admin.ask(CREATE, input={**new, "email": "ROSA@kith.example"}))["userCreate"]
    assert again["fields"] == [
        {"path": ["email"], "message": "Another user signs in with this address."}
    ]


async def test_each_wrong_field_of_a_new_user_is_named(admin: Client) -> None:
    refused = (await admin.ask(CREATE, input={"name": " ", "email": "nobody"}))["userCreate"]
    assert [f["path"] for f in refused["fields"]] == [["email"], ["name"]]


async def test_an_account_keeps_an_administrator(admin: Client) -> None:
    chief = await user_of(admin, "CRM_ADMIN")
    for change in ({"active": False}, {"roles": []}, {"roles": ["CRM_SALES"]}):
        refused = (await admin.ask(UPDATE, id=chief["id"], input=change))["userUpdate"]
        assert refused["__typename"] == "Refused"
        assert refused["message"].startswith("This is the only administrator.")


async def test_two_administrators_cannot_dismiss_each_other_at_once(
    admin: Client, owner: asyncpg.Connection, world: World
) -> None:
    first, second = await user_of(admin, "CRM_ADMIN"), await user_of(admin, "CRM_MANAGER")
    await admin.ask(UPDATE, id=second["id"], input={"roles": ["CRM_ADMIN"]})
    answers = await asyncio.gather(
        *(admin.post(UPDATE, {"id": u["id"], "input": {"active": False}}) for u in (first, second))
    )
    # Whoever asks is one of the two: dismissed first, they are signed out before they can be refused.
    done = [a["data"]["userUpdate"]["__typename"] for a in answers if not a.get("errors")]
    assert done.count("UserUpdated") == 1
    assert set(done) <= {"UserUpdated", "Refused"}
    left = "SELECT count(*) FROM app_user WHERE account_id = $1 AND active AND roles ? 'crm_admin'"
    assert await owner.fetchval(left, world.account_id) == 1


async def test_changes_that_collide_come_back_side_by_side(admin: Client) -> None:
    user = await user_of(admin, "CRM_SALES")
    one = {"name": "Tomek", "version": user["version"]}
    assert (await admin.ask(UPDATE, id=user["id"], input=one))["userUpdate"]["user"]["version"] == 2
    other = {"name": "Thomas", "version": user["version"]}
    clash = (await admin.ask(UPDATE, id=user["id"], input=other))["userUpdate"]
    assert clash["conflicts"] == [{"field": "name", "yours": "Thomas", "theirs": "Tomek"}]


async def test_a_barred_user_leaves_the_list_but_not_the_records(admin: Client) -> None:
    user = await user_of(admin, "CRM_SALES")
    await admin.ask(UPDATE, id=user["id"], input={"active": False})
    listed = {u["id"] for u in (await admin.ask(LIST))["users"]["nodes"]}
    everybody = {u["id"] for u in (await admin.ask(LIST, active=None))["users"]["nodes"]}
    assert everybody - listed == {user["id"]}


@pytest.mark.parametrize("role", ["crm_manager", "crm_sales", "crm_marketeer", "none"])
async def test_only_administrators_change_users(role: str, admin: Client, world: World) -> None:
    client = Client(admin.http, world.tokens[role])
    user = await user_of(admin, "CRM_SALES")
    for query, more in ((CREATE, {}), (UPDATE, {"id": user["id"]})):
        given = {"name": "Rosa", "email": "r@kith.example"} if query is CREATE else {"name": "R"}
        answer = await client.ask(query, input=given, **more)
        assert next(iter(answer.values()))["__typename"] == "NotAllowed"
