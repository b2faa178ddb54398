"""The Manage tab of a project: people added, found again, changed, removed (R050–R056)."""

import asyncio

import asyncpg
import httpx2 as httpx
import pytest

from tests import making
from tests.client import Client
from tests.world import World, make_account

WHO = "__typename ... on Customer { id displayName } ... on Contact { id displayName }"
ADD = f"""
mutation ($project: ID!, $input: ProjectContactAddInput!) {{
  done: projectContactAdd(project: $project, input: $input) {{
    __typename
    ... on ProjectContactSaved {{ participation {{ id role person {{ {WHO} }} project {{ name }} }} }}
    ... on Problem {{ code message path }}
    ... on PersonKnown {{ reason sentence person {{ {WHO} }} }}
  }}
}}
"""
UPDATE = """
mutation ($id: ID!, $input: ProjectContactUpdateInput!) {
  done: projectContactUpdate(id: $id, input: $input) {
    __typename ... on ProjectContactSaved { participation { role } } ... on Problem { code } } }
"""
REMOVE = f"""
mutation ($id: ID!) {{ done: projectContactRemove(id: $id) {{
  __typename
  ... on ProjectContactRemoved {{ person {{ {WHO} }} project {{ participations {{ id }} }} }}
  ... on Problem {{ code message }} }} }}
"""
PEOPLE = f"""
query ($id: ID!) {{ project(id: $id) {{ participations {{ role person {{ {WHO} }} }} }} }}
"""
DELETE = "mutation ($id: ID!) {{ {}Delete(id: $id) {{ __typename }} }}"


async def add(client: Client, project: str, role: str = "", **who: object) -> dict:
    """Somebody added, whatever the answer."""
    given = {"role": role, **({"person": who["person"]} if "person" in who else {"new": who})}
    return (await client.ask(ADD, project=project, input=given))["done"]


async def people(client: Client, project: str) -> list[tuple[str, str]]:
    """Name and part of everybody on a project, in order."""
    found = (await client.ask(PEOPLE, id=project))["project"]["participations"]
    return [(one["person"]["displayName"], one["role"]) for one in found]


async def test_new_people_join_one_after_the_other(sales: Client) -> None:
    project = await making.project(sales)
    first = await add(
        sales,
        project,
        "fitter",
        firstName="Katarzyna",
        middleName="Maria",
        lastName="Wróbel",
        email="k.wrobel@port.example",
        phone="601 555 012",
        sex="FEMALE",
        birthday="1984-05-06",
        passportNumber="EA1234567",
        licenceNumber="LIC-9",
    )
    assert first["participation"]["person"]["__typename"] == "Customer"
    second = await add(sales, project, "architect", kind="CONTACT", firstName="Ewa", lastName="Lis")
    assert second["participation"]["person"]["__typename"] == "Contact"
    assert await people(sales, project) == [
        ("Ewa Lis", "architect"),
        ("Katarzyna Maria Wróbel", "fitter"),
    ]


async def test_a_name_in_one_piece_is_kept_as_typed(sales: Client) -> None:
    project = await making.project(sales)
    await add(sales, project, name="Madonna Louise")
    assert await people(sales, project) == [("Madonna Louise", "")]


async def test_somebody_on_record_joins_once(sales: Client) -> None:
    project = await making.project(sales)
    for person in (await making.customer(sales), await making.contact(sales)):
        added = await add(sales, project, "supplier", person=person)
        assert added["participation"]["person"]["id"] == person
        again = await add(sales, project, person=person)
        assert again["__typename"] == "Refused"
        assert again["message"].endswith("is on this project already as supplier.")


async def test_the_same_person_added_twice_at_once_is_there_once(
    sales: Client, admin: Client
) -> None:
    project, person = await making.project(sales), await making.customer(sales)
    added = await asyncio.gather(*(add(c, project, person=person) for c in [sales, admin] * 4))
    kinds = sorted(one["__typename"] for one in added)
    assert kinds == ["ProjectContactSaved"] + ["Refused"] * 7
    assert len(await people(sales, project)) == 1


async def test_the_same_new_person_made_in_two_windows_is_made_once(
    sales: Client, admin: Client
) -> None:
    projects = [await making.project(sales) for _ in range(6)]
    new = {"firstName": "Katarzyna", "email": "k.wrobel@port.example"}
    added = await asyncio.gather(*(add(sales, project, **new) for project in projects))
    kinds = sorted(one["__typename"] for one in added)
    assert kinds == ["PersonKnown"] * 5 + ["ProjectContactSaved"]
    listed = await sales.ask("{ customers { totalCount } }")
    assert listed["customers"]["totalCount"] == 1


KNOWN = {
    "firstName": "Katarzyna",
    "lastName": "Wróbel",
    "email": "k.wrobel@port.example",
    "phone": "601 555 012",
    "birthday": "1984-05-06",
    "sex": "FEMALE",
}


@pytest.mark.parametrize(
    ("new", "reason"),
    [
        ({"firstName": "K.", "email": "K.Wrobel@PORT.example"}, "EMAIL"),
        ({"firstName": "K.", "phone": "+48 601-555-012"}, "PHONE"),
        ({"name": "wrobel katarzyna", "birthday": "1984-05-06"}, "BIRTHDAY"),
        ({"firstName": "Katarzyna", "middleName": "Anna", "lastName": "Wróbel",
          "birthday": "1984-05-06"}, "BIRTHDAY"),
        ({"kind": "CONTACT", "firstName": "Kasia", "lastName": "W.",
          "email": "k.wrobel@port.example"}, "EMAIL"),
    ],
)  # fmt: skip
async def test_somebody_whose_project_was_deleted_is_offered_instead(
    sales: Client, new: dict, reason: str
) -> None:
    old, project = await making.project(sales, name="Pier cafés"), await making.project(sales)
    person = (await add(sales, old, **KNOWN))["participation"]["person"]
    await sales.ask(DELETE.format("project"), id=old)
    refused = await add(sales, project, **new)
    assert refused == {
        "__typename": "PersonKnown",
        "code": "PERSON_KNOWN",
        "message": "Katarzyna Wróbel is known. She was on “Pier cafés”, a deleted project.",
        "path": ["new", reason.lower()],
        "reason": reason,
        "sentence": "She was on “Pier cafés”, a deleted project.",
        "person": person,
    }
    assert await people(sales, project) == []
    added = await add(sales, project, person=person["id"])
    assert added["__typename"] == "ProjectContactSaved"


async def test_somebody_deleted_is_offered_and_restored_first(sales: Client, admin: Client) -> None:
    project = await making.project(sales)
    person = await making.customer(sales, firstName="Piotr", email="p@k.example")
    await admin.ask(DELETE.format("customer"), id=person)
    refused = await add(sales, project, firstName="P.", email="p@k.example")
    assert refused["sentence"].startswith("Client 10001, deleted ")
    assert refused["person"]["id"] == person
    assert "Restore it first" in (await add(sales, project, person=person))["message"]


async def test_the_sentence_says_where_somebody_is(sales: Client) -> None:
    here, there = await making.project(sales), await making.project(sales, name="Pier")
    await making.customer(sales, firstName="Ada", email="ada@k.example")
    await making.customer(sales, firstName="Bo", sex="MALE", email="bo@k.example")
    refused = await add(sales, here, firstName="A", email="ada@k.example")
    assert refused["sentence"] == "They have this address."
    await add(sales, there, person=refused["person"]["id"])
    refused = await add(sales, here, firstName="A", email="ada@k.example")
    assert refused["sentence"] == "They are on “Pier”."
    bo = (await add(sales, here, firstName="B", email="bo@k.example"))["person"]["id"]
    await add(sales, here, person=bo)
    refused = await add(sales, here, firstName="B", email="bo@k.example")
    assert refused["message"] == "Bo is known. He is on this project already."


async def test_a_switchboard_gives_nobody_away_but_with_the_name_it_does(sales: Client) -> None:
    project = await making.project(sales)
    await making.contact(sales, firstName="Ewa", lastName="Lis", workPhone="22 555 01 88")
    other = {"kind": "CONTACT", "firstName": "Jan", "lastName": "Lis", "phone": "22 555 01 88"}
    assert (await add(sales, project, **other))["__typename"] == "ProjectContactSaved"
    refused = await add(sales, project, firstName="Ewa", lastName="Lis", phone="22 555 01 88")
    assert (refused["__typename"], refused["reason"]) == ("PersonKnown", "PHONE")


@pytest.mark.parametrize(
    ("new", "path"),
    [
        ({"firstName": ""}, ["new", "firstName"]),
        ({"kind": "CONTACT", "name": "Ewa"}, ["new", "lastName"]),
        ({"firstName": "Ewa", "email": "nowhere"}, ["new", "email"]),
        ({"firstName": "Ewa", "phone": "12"}, ["new", "phone"]),
        ({"name": "Ewa Lis", "lastName": "Lis"}, ["new", "name"]),
        ({"kind": "CONTACT", "firstName": "E", "lastName": "L", "passportNumber": "1"},
         ["new", "passportNumber"]),
    ],
)  # fmt: skip
async def test_what_cannot_be_taken_is_said_beside_its_field_and_nothing_is_made(
    sales: Client, new: dict, path: list
) -> None:
    project = await making.project(sales)
    refused = await add(sales, project, **new)
    assert (refused["__typename"], refused["path"]) == ("InvalidInput", path)
    assert (await sales.ask("{ customers { totalCount } }"))["customers"]["totalCount"] == 0


async def test_either_a_person_or_a_new_one(sales: Client) -> None:
    project, person = await making.project(sales), await making.customer(sales)
    both = {"person": person, "new": {"firstName": "Ewa"}}
    for given in ({}, {"person": None, "new": None}, both):
        refused = (await sales.ask(ADD, project=project, input=given))["done"]
        assert refused["message"] == "Say who: a person on record, or a new one."


async def test_a_part_changes_and_whoever_is_removed_stays_on_record(sales: Client) -> None:
    project, person = await making.project(sales), await making.contact(sales)
    one = (await add(sales, project, "fitter", person=person))["participation"]["id"]
    changed = (await sales.ask(UPDATE, id=one, input={"role": "foreman"}))["done"]
    assert changed["participation"] == {"role": "foreman"}
    removed = (await sales.ask(REMOVE, id=one))["done"]
    assert removed["person"]["id"] == person
    assert removed["project"] == {"participations": []}
    assert (await sales.ask(REMOVE, id=one))["done"]["__typename"] == "NotFound"
    kept = await sales.ask("query ($id: ID!) { contact(id: $id) { deletedAt } }", id=person)
    assert kept["contact"] == {"deletedAt": None}


async def test_deleting_a_project_keeps_its_people(sales: Client) -> None:
    project, person = await making.project(sales, name="Pier cafés"), await making.customer(sales)
    await add(sales, project, "guest", person=person)
    await sales.ask(DELETE.format("project"), id=project)
    query = """query ($id: ID!) { customer(id: $id) {
      participations { id } projects { totalCount } formerParticipations { role project { name } } } }"""
    assert (await sales.ask(query, id=person))["customer"] == {
        "participations": [],
        "projects": {"totalCount": 0},
        "formerParticipations": [{"role": "guest", "project": {"name": "Pier cafés"}}],
    }
    refused = await add(sales, project, firstName="Late")
    assert refused["message"] == "This project is deleted. Restore it first."


async def test_another_accounts_people_and_projects_are_not_there(
    sales: Client, http: httpx.AsyncClient, owner: asyncpg.Connection
) -> None:
    stranger = Client(http, (await make_account(owner, "Elsewhere")).tokens["crm_admin"])
    project, person = await making.project(sales), await making.customer(sales)
    assert (await add(stranger, project, firstName="Spy"))["__typename"] == "NotFound"
    theirs = await making.customer(stranger, email="k@port.example")
    assert (await add(sales, project, person=theirs))["__typename"] == "NotFound"
    same = await add(sales, project, firstName="K", email="k@port.example")
    assert same["__typename"] == "ProjectContactSaved"
    one = (await add(sales, project, person=person))["participation"]["id"]
    assert (await stranger.ask(REMOVE, id=one))["done"]["__typename"] == "NotFound"
    wrong = await add(sales, project, person=project)
    assert (wrong["__typename"], wrong["path"]) == ("InvalidInput", ["person"])


async def test_a_marketeer_puts_nobody_on_a_project(
    sales: Client, http: httpx.AsyncClient, world: World
) -> None:
    project = await making.project(sales)
    marketeer = Client(http, world.tokens["crm_marketeer"])
    assert (await add(marketeer, project, firstName="Ewa"))["__typename"] == "NotAllowed"
