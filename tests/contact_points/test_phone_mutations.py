"""Telephone numbers are added, changed and removed one by one (R003, R004)."""

import asyncio

import asyncpg
import pytest

from tests.client import Client
from tests.contact_points.documents import add, customer, reach, remove, update
from tests.world import World, make_account

SPELLINGS = (
    "512 345 678", "+48 512-345-678", "0048512345678", "(512) 345 678", "tel:+48-512-345-678",
    "５１２３４５６７８", "+48512345678", "512.345.678",
)  # fmt: skip


async def test_one_of_64_writers_gets_the_number(sales: Client) -> None:
    """However many save one number at once, in whatever spelling, one has it (R004)."""
    parties = [await customer(sales, lastName=f"Nowak {n}") for n in range(64)]
    answers = await asyncio.gather(
        *(
            add(sales, "phone", party, number=SPELLINGS[n % len(SPELLINGS)], label="mobile")
            for n, party in enumerate(parties)
        )
    )
    saved = [answer for answer in answers if answer["__typename"] == "PhoneSaved"]
    taken = [answer for answer in answers if answer["__typename"] == "PhoneTaken"]
    assert (len(saved), len(taken)) == (1, 63)
    owner = saved[0]["phone"]["owner"]
    assert {answer["owner"]["id"] for answer in taken} == {owner["id"]}
    assert all(answer["message"].startswith(f"{owner['displayName']} has") for answer in taken)
    assert all(answer["label"] == "mobile" and answer["path"] == ["number"] for answer in taken)


async def test_the_first_number_is_the_main_one(sales: Client) -> None:
    """Further ones come after it; another can be made the main one."""
    party = await customer(sales)
    first = (await add(sales, "phone", party, number="512 345 678", label=" home "))["phone"]
    second = (await add(sales, "phone", party, number="58 555 12 34 ext. 7"))["phone"]
    assert (first["label"], first["main"], second["main"]) == ("home", True, False)
    assert (second["e164"], second["extension"]) == ("+48585551234", "7")
    await update(sales, "phone", second["id"], main=True)
    phones = (await reach(sales, party))["phones"]
    assert [(phone["e164"], phone["main"]) for phone in phones] == [
        ("+48512345678", False),
        ("+48585551234", True),
    ]
    third = (await add(sales, "phone", party, number="601 412 233", main=True))["phone"]
    mains = [phone["id"] for phone in (await reach(sales, party))["phones"] if phone["main"]]
    assert mains == [third["id"]]


async def test_the_main_one_stays_until_another_is(sales: Client) -> None:
    """Taking the mark away alone is refused in plain words."""
    party = await customer(sales, mobilePhone="512 345 678")
    phone = (await reach(sales, party))["phones"][0]
    refused = await update(sales, "phone", phone["id"], main=False)
    assert refused["__typename"] == "InvalidInput"
    assert refused["fields"] == [
        {"path": ["main"], "message": "Make another number the main one instead."}
    ]


async def test_a_changed_number_is_checked_like_a_new_one(sales: Client) -> None:
    """Another customer's number is refused with their name; one's own respelt is no change."""
    await customer(sales, lastName="Kowalski", mobilePhone="512 345 678")
    party = await customer(sales, lastName="Lis", mobilePhone="601 412 233")
    phone = (await reach(sales, party))["phones"][0]
    taken = await update(sales, "phone", phone["id"], number="0048 512345678")
    assert taken["__typename"] == "PhoneTaken"
    assert taken["owner"]["displayName"] == "Piotr Kowalski"
    respelt = await update(sales, "phone", phone["id"], number="+48 601412233")
    assert respelt["phone"]["e164"] == "+48601412233"
    changed = await update(sales, "phone", phone["id"], number="58 555 12 34", label="work")
    assert (changed["phone"]["e164"], changed["phone"]["label"]) == ("+48585551234", "work")
    assert (await add(sales, "phone", party, number="601 412 233"))["__typename"] == "PhoneSaved"


async def test_absent_leaves_alone_and_null_is_refused(sales: Client) -> None:
    """A number cannot be nothing; what is not said stays."""
    party = await customer(sales, mobilePhone="512 345 678")
    phone = (await reach(sales, party))["phones"][0]
    same = await update(sales, "phone", phone["id"])
    assert same["phone"] == phone
    document = (
        """mutation ($id: ID!) { phoneUpdate(id: $id, input: {number: null}) { __typename } }"""
    )
    assert await sales.errors(document, id=phone["id"])
    assert (await reach(sales, party))["phones"] == [phone]


async def test_a_removed_number_is_free_and_the_next_becomes_main(sales: Client) -> None:
    """Deleting is its own mutation and answers with the owner."""
    party = await customer(sales, mobilePhone="512 345 678", fixedPhone="58 555 12 34")
    first, second = (await reach(sales, party))["phones"]
    gone = await remove(sales, "phone", first["id"])
    assert gone == {"__typename": "ContactPointRemoved", "id": first["id"], "party": {"id": party}}
    left = (await reach(sales, party))["phones"]
    assert [(phone["id"], phone["main"]) for phone in left] == [(second["id"], True)]
    assert (await remove(sales, "phone", first["id"]))["__typename"] == "NotFound"
    await customer(sales, mobilePhone="512 345 678")


async def test_what_is_no_number_is_refused_beside_its_field(sales: Client) -> None:
    """Nothing is written, and the sentence says what is missing."""
    party = await customer(sales)
    refused = await add(sales, "phone", party, number="58 55")
    assert refused["fields"] == [
        {"path": ["number"], "message": "Five more digits for a +48 (Poland) number."}
    ]
    possible = await add(sales, "phone", party, number="58 555 12")
    assert possible["phone"]["validity"] == "POSSIBLE"
    assert len((await reach(sales, party))["phones"]) == 1


async def test_one_number_in_two_fields_of_a_form_is_a_slip(sales: Client) -> None:
    """It stands beside the second field; nobody else has it."""
    document = """mutation { customerCreate(input: {
      firstName: "Anna", mobilePhone: "512 345 678", fixedPhone: "+48512345678" }) {
      ... on InvalidInput { fields { path message } } } }"""
    assert (await sales.ask(document))["customerCreate"]["fields"] == [
        {"path": ["fixedPhone"], "message": "This number is given twice."}
    ]


async def test_a_deleted_customer_keeps_the_number_and_takes_no_other(admin: Client) -> None:
    """The refusal names them as deleted; they are for restoring first (R033, R035)."""
    gone = await customer(admin, lastName="Lis", mobilePhone="512 345 678")
    await admin.ask("mutation ($id: ID!) { customerDelete(id: $id) { __typename } }", id=gone)
    other = await customer(admin)
    taken = await add(admin, "phone", other, number="512345678")
    assert (taken["__typename"], taken["ownerDeleted"]) == ("PhoneTaken", True)
    refused = await add(admin, "phone", gone, number="601 412 233")
    assert refused["message"] == "This customer is deleted. Restore it first."


@pytest.mark.parametrize("wrong", ["", "nonsense", "Q3VzdG9tZXI6MQ==x", "Q3VzdG9tZXI6LTE="])
async def test_an_id_that_is_none_is_a_plain_problem(sales: Client, wrong: str) -> None:
    """For the party as for the number."""
    assert (await add(sales, "phone", wrong, number="512 345 678"))["path"] == ["party"]
    assert (await update(sales, "phone", wrong))["path"] == ["id"]
    assert (await remove(sales, "phone", wrong))["__typename"] == "InvalidInput"


async def test_the_id_of_something_else_is_refused(sales: Client) -> None:
    """A customer is no number, a number is no party."""
    party = await customer(sales, mobilePhone="512 345 678")
    phone = (await reach(sales, party))["phones"][0]
    assert (await remove(sales, "phone", party))["__typename"] == "InvalidInput"
    assert (await add(sales, "phone", phone["id"], number="601412233"))["path"] == ["party"]


async def test_another_accounts_ids_are_not_found(sales: Client, owner: asyncpg.Connection) -> None:
    """Neither its customers nor its numbers, and its numbers do not stand in anybody's way."""
    party = await customer(sales, mobilePhone="512 345 678")
    phone = (await reach(sales, party))["phones"][0]
    stranger = Client(sales.http, (await make_account(owner, "Other")).tokens["crm_admin"])
    assert (await add(stranger, "phone", party, number="601412233"))["__typename"] == "NotFound"
    assert (await update(stranger, "phone", phone["id"], label="x"))["__typename"] == "NotFound"
    assert (await remove(stranger, "phone", phone["id"]))["__typename"] == "NotFound"
    await customer(stranger, mobilePhone="512 345 678")


async def test_who_may_not_write_is_refused(sales: Client, world: World) -> None:
    """A marketeer may not change customers; somebody without a role nothing at all."""
    party = await customer(sales, mobilePhone="512 345 678")
    phone = (await reach(sales, party))["phones"][0]
    for role in ("crm_marketeer", "none"):
        client = Client(sales.http, world.tokens[role])
        assert (await add(client, "phone", party, number="601412233"))["code"] == "NOT_ALLOWED"
        assert (await remove(client, "phone", phone["id"]))["code"] == "NOT_ALLOWED"


async def test_two_people_editing_one_number_merge_or_see_each_other(
    sales: Client, admin: Client
) -> None:
    """Fields that do not collide merge; those that do come back side by side (R098)."""
    party = await customer(sales, mobilePhone="512 345 678")
    phone = (await reach(sales, party))["phones"][0]
    await update(sales, "phone", phone["id"], label="work", version=phone["version"])
    merged = await update(admin, "phone", phone["id"], number="601412233", version=phone["version"])
    assert (merged["phone"]["label"], merged["phone"]["e164"]) == ("work", "+48601412233")
    clash = await update(admin, "phone", phone["id"], label="home", version=phone["version"])
    assert clash["conflicts"] == [
        {"field": "label", "yours": "home", "theirs": "work", "by": {"name": "Test crm_sales"}}
    ]
    assert clash["current"] == {"id": phone["id"]}


async def test_every_change_is_on_record(sales: Client, owner: asyncpg.Connection) -> None:
    """Who changed what from what to what, on the customer's history (R063, R073)."""
    party = await customer(sales)
    phone = (await add(sales, "phone", party, number="512 345 678", label="home"))["phone"]
    await update(sales, "phone", phone["id"], number="601 412 233")
    await remove(sales, "phone", phone["id"])
    rows = await owner.fetch(
        "SELECT type, node_type, part_type, changes::text FROM event"
        " WHERE type LIKE 'phone.%' ORDER BY seq"
    )
    assert [(row["type"], row["node_type"], row["part_type"]) for row in rows] == [
        ("phone.added", "Customer", "PhoneNumber"),
        ("phone.updated", "Customer", "PhoneNumber"),
        ("phone.removed", "Customer", "PhoneNumber"),
    ]
    assert '"e164": ["+48512345678", "+48601412233"]' in rows[1]["changes"]
    assert '"label": ["home", null]' in rows[2]["changes"]
    assert (await reach(sales, party))["modified"]["by"] == {"name": "Test crm_sales"}
