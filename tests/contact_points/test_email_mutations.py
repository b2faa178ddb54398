"""E-mail addresses: one customer's only, and the first one for ever (R035, R055)."""

import asyncio

import asyncpg

from tests.client import Client
from tests.contact_points.documents import add, customer, reach, remove, update
from tests.world import World

SPELLINGS = (
    "Anna.Lis@Example.com", "anna.lis@example.com", "mailto:anna.lis@EXAMPLE.com",
    "Anna Lis <anna.lis@example.com>", " anna.lis@example.com ", "anna.lis@ｅxample.com",
)  # fmt: skip
LOCKED = "A customer's first e-mail address never changes. Add another one."


async def test_one_of_64_writers_gets_the_address(sales: Client) -> None:
    """However many save one address at once, in whatever spelling, one has it (R035)."""
    parties = [await customer(sales, lastName=f"Nowak {n}") for n in range(64)]
    answers = await asyncio.gather(
        *(
            add(sales, "email", party, address=SPELLINGS[n % len(SPELLINGS)])
            for n, party in enumerate(parties)
        )
    )
    saved = [answer for answer in answers if answer["__typename"] == "EmailSaved"]
    taken = [answer for answer in answers if answer["__typename"] == "EmailTaken"]
    assert (len(saved), len(taken)) == (1, 63)
    assert {answer["owner"]["id"] for answer in taken} == {saved[0]["email"]["owner"]["id"]}
    assert all(answer["path"] == ["address"] for answer in taken)


async def test_the_first_address_of_a_customer_is_locked(sales: Client) -> None:
    """It can be neither rewritten, nor removed, nor put behind another (R055)."""
    party = await customer(sales, email="anna@lis.example")
    first = (await reach(sales, party))["emails"][0]
    assert (first["main"], first["locked"]) == (True, True)
    for answer in (
        await update(sales, "email", first["id"], address="Anna@lis.example"),
        await update(sales, "email", first["id"], address="other@lis.example"),
        await update(sales, "email", first["id"], main=False),
        await add(sales, "email", party, address="other@lis.example", main=True),
    ):
        assert (answer["__typename"], answer["message"]) == ("EmailLocked", LOCKED)
    gone = await remove(sales, "email", first["id"])
    assert gone["message"] == "A customer's first e-mail address cannot be removed."
    assert (await reach(sales, party))["emails"] == [first]


async def test_its_label_and_opting_out_are_not_locked(sales: Client) -> None:
    """Only the address itself stays."""
    party = await customer(sales, email="anna@lis.example")
    first = (await reach(sales, party))["emails"][0]
    saved = await update(
        sales, "email", first["id"], label="home", optedOut=True, address="anna@lis.example"
    )
    assert (saved["email"]["label"], saved["email"]["optedOut"]) == ("home", True)


async def test_further_addresses_come_and_go(sales: Client) -> None:
    """They can be added, changed, removed; the first stays the main one."""
    party = await customer(sales, email="anna@lis.example")
    second = (await add(sales, "email", party, address="work@lis.example"))["email"]
    assert (second["main"], second["locked"]) == (False, False)
    locked = await update(sales, "email", second["id"], main=True)
    assert locked["__typename"] == "EmailLocked"
    changed = await update(sales, "email", second["id"], address="Office@lis.example")
    assert changed["email"]["address"] == "Office@lis.example"
    assert (await remove(sales, "email", second["id"]))["party"] == {"id": party}
    assert len((await reach(sales, party))["emails"]) == 1


async def test_an_account_may_leave_the_lock_off(
    sales: Client, world: World, owner: asyncpg.Connection
) -> None:
    """Then the first address is like any other, and the next becomes the main one."""
    party = await customer(sales, email="anna@lis.example")
    await add(sales, "email", party, address="work@lis.example")
    await owner.execute(
        "UPDATE account SET lock_first_email = false WHERE id = $1", world.account_id
    )
    first, second = (await reach(sales, party))["emails"]
    assert not first["locked"]
    assert (await remove(sales, "email", first["id"]))["__typename"] == "ContactPointRemoved"
    left = (await reach(sales, party))["emails"]
    assert [(email["id"], email["main"]) for email in left] == [(second["id"], True)]


async def test_an_address_somebody_has_is_refused_with_their_name(sales: Client) -> None:
    """When adding as when changing, with the sentence beside the field."""
    await customer(sales, lastName="Kowalski", email="piotr@kowalski.example")
    party = await customer(sales, email="anna@lis.example")
    further = (await add(sales, "email", party, address="work@lis.example"))["email"]
    taken = await update(sales, "email", further["id"], address="PIOTR@kowalski.example")
    assert taken["__typename"] == "EmailTaken"
    assert taken["message"] == "Piotr Kowalski has this address. Client 10001."


async def test_what_is_no_address_is_refused_beside_its_field(sales: Client) -> None:
    """The form of a new customer names its own field."""
    party = await customer(sales)
    refused = await add(sales, "email", party, address="anna@example")
    assert refused["fields"] == [
        {"path": ["address"], "message": "“example” has no ending, such as .com."}
    ]
    document = """mutation { customerCreate(input: {firstName: "Anna", email: "anna"}) {
      ... on InvalidInput { fields { path } } } }"""
    answer = await sales.ask(document)
    assert answer["customerCreate"]["fields"] == [{"path": ["email"]}]


async def test_null_is_refused_and_absent_leaves_alone(sales: Client) -> None:
    """An address cannot be nothing."""
    party = await customer(sales, email="anna@lis.example")
    email = (await reach(sales, party))["emails"][0]
    document = "mutation ($id: ID!) { emailUpdate(id: $id, input: {address: null}) { __typename } }"
    assert await sales.errors(document, id=email["id"])
    assert (await update(sales, "email", email["id"]))["email"] == email
