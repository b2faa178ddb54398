"""The search box from the outside: every way in which somebody may be looked for (R030)."""

import asyncpg
import pytest

from backend.customers.models import Customer
from tests import making
from tests.benchmarks.generator.filling import copy_rows
from tests.client import Client
from tests.search.finding import belong, names, search, why
from tests.world import World


@pytest.fixture
async def zofia(sales: Client) -> str:
    """Zofia Wiśniewska-Krall, client 10001, in an account whose region is Poland."""
    return await making.customer(
        sales,
        lastName="Wiśniewska-Krall",
        middleName="Maria",
        idNumber="ABC 123456",
        mobilePhone="+48 601 412 233",
        email="z.krall@baltyk.example",
    )


@pytest.mark.parametrize(
    "text",
    [
        "Zofia Wiśniewska-Krall",
        "krall zofia",
        "KRALL",
        "wisn zof",
        "maria krall",
        "wisniewskakrall",
        "zofia k",
        "+48 601 412 233",
        "0048 601412233",
        "601-412-233",
        "0601 412 233",
        "(601) 412 233",
        "+48 601 4",
        "2233",
        "412233",
        "krall 2233",
        "z.krall@baltyk.example",
        "Z.Krall@Baltyk.Example",
        "<z.krall@baltyk.example>",
        "z.krall@bal",
        "z.krall",
        "krall@baltyk",
        "@baltyk.example",
        "10001",
        "ABC 123456",
        "abc123456",
    ],
)
async def test_somebody_is_found_by_everything_they_are_known_by(
    sales: Client, zofia: str, text: str
) -> None:
    await making.customer(sales, firstName="Adam", lastName="Mazur", mobilePhone="512 555 904")
    assert await names(sales, text) == ["Zofia Maria Wiśniewska-Krall"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("wisniewska", ("NAME", "EXACT", ["Wiśniewska"])),
        ("zof", ("NAME", "PREFIX", ["Zof"])),
        ("krall zofia", ("NAME", "EXACT", ["Zofia", "Krall"])),
        ("0601 412-233", ("PHONE", "EXACT", ["601 412 233"])),
        ("412233", ("PHONE", "SUFFIX", ["412 233"])),
        ("601412", ("PHONE", "PREFIX", ["601 412"])),
        ("z.krall@baltyk.example", ("EMAIL", "EXACT", ["z.krall@baltyk.example"])),
        ("z.krall@b", ("EMAIL", "PREFIX", ["z.krall@b"])),
        ("@baltyk.example", ("EMAIL", "EXACT", ["@baltyk.example"])),
        ("10001", ("NUMBER", "EXACT", ["10001"])),
        ("1000", ("NUMBER", "PREFIX", ["1000"])),
    ],
)
async def test_a_hit_says_what_matched(
    sales: Client, zofia: str, text: str, expected: tuple[str, str, list[str]]
) -> None:
    assert await why(sales, text) == expected


async def test_an_identity_number_is_shown_masked(sales: Client, zofia: str) -> None:
    matched = (await search(sales, "abc 123456"))["hits"][0]["matched"]
    assert matched == [
        {
            "field": "ID_NUMBER",
            "text": "•••••••456",
            "label": "",
            "how": "EXACT",
            "ranges": [],
            "slips": [],
        }
    ]


async def test_the_name_of_a_number_says_which_it_is(sales: Client, zofia: str) -> None:
    matched = (await search(sales, "2233"))["hits"][0]["matched"][0]
    assert (matched["label"], matched["text"]) == ("mobile", "+48 601 412 233")


async def test_a_slip_is_found_and_its_letter_named(sales: Client) -> None:
    await making.customer(sales, firstName="Piotr", lastName="Kowalski")
    found = await search(sales, "kowalsky")
    matched = found["hits"][0]["matched"][0]
    assert found["corrected"] == "kowalski"
    assert (matched["how"], matched["text"]) == ("TYPO", "Piotr Kowalski")
    assert matched["ranges"] == [{"start": 6, "end": 14}]
    assert matched["slips"] == [{"start": 13, "end": 14}]


@pytest.mark.parametrize("text", ["Kowlaski", "Kowaski", "Koowalski", "Piotr Kovalski", "Kowalks"])
async def test_letters_swapped_missing_doubled_or_wrong(sales: Client, text: str) -> None:
    await making.customer(sales, firstName="Piotr", lastName="Kowalski")
    await making.customer(sales, firstName="Adam", lastName="Mazur")
    assert await names(sales, text) == ["Piotr Kowalski"]


async def test_slips_are_not_looked_for_where_three_are_found(sales: Client) -> None:
    for first in ("Adam", "Ewa", "Jan"):
        await making.customer(sales, firstName=first, lastName="Kowalsky")
    await making.customer(sales, firstName="Piotr", lastName="Kowalski")
    found = await search(sales, "kowalsky")
    assert (len(found["hits"]), found["corrected"]) == (3, None)


async def test_a_short_page_is_no_reason_to_look_for_slips(sales: Client) -> None:
    for first in ("Adam", "Ewa", "Jan"):
        await making.customer(sales, firstName=first, lastName="Kowalsky")
    await making.customer(sales, firstName="Piotr", lastName="Kowalski")
    found = await search(sales, "kowalsky", first=1)
    assert (found["totalCount"], found["corrected"]) == (3, None)


async def test_a_right_word_beside_a_slip_stays_as_it_is(sales: Client) -> None:
    await making.customer(sales, firstName="Anna", lastName="Lewandowska")
    await making.customer(sales, firstName="Hanna", lastName="Lewandowska")
    assert await names(sales, "anna lewandovska") == ["Anna Lewandowska"]


async def test_a_company_finds_itself_and_its_people(
    sales: Client, owner: asyncpg.Connection, world: World
) -> None:
    company = await making.company(sales, name="Kowalsky Rösterei")
    person = await making.customer(sales, firstName="Hannah", lastName="Berg")
    await belong(owner, world, person, company)
    assert await names(sales, "kowalsky rosterei") == ["Kowalsky Rösterei", "Hannah Berg"]
    hits = (await search(sales, "kowalsky"))["hits"]
    assert [hit["kind"] for hit in hits] == ["COMPANY", "CUSTOMER"]
    assert hits[1]["matched"][0]["field"] == "COMPANY"
    assert await names(sales, "berg kowalsky") == ["Hannah Berg"]


async def test_contacts_and_projects_are_found_too(sales: Client) -> None:
    await making.contact(sales, firstName="Ewa", lastName="Rutkowska")
    await making.project(sales, name="Tri-City rollout")
    assert await names(sales, "rutkowska") == ["Ewa Rutkowska"]
    assert await names(sales, "tri rollout") == ["Tri-City rollout"]
    assert await names(sales, "roll", kinds=["CUSTOMER", "CONTACT"]) == []


async def test_the_best_come_first(sales: Client) -> None:
    for last in ("Bergman", "Berg", "Bergström"):
        await making.customer(sales, firstName="Eva", lastName=last)
    await making.customer(sales, firstName="Nils", lastName="Holm", email="berg@holm.example")
    assert await names(sales, "berg") == ["Eva Berg", "Eva Bergman", "Eva Bergström", "Nils Holm"]


async def test_a_deleted_customer_is_found_last_and_marked(sales: Client, admin: Client) -> None:
    gone = await making.customer(sales, firstName="Adam", lastName="Lis")
    await making.customer(sales, firstName="Adam", lastName="Lisowski")
    await admin.ask("mutation ($id: ID!) { customerDelete(id: $id) { __typename } }", id=gone)
    hits = (await search(sales, "adam lis"))["hits"]
    assert [hit["node"]["displayName"] for hit in hits] == ["Adam Lisowski", "Adam Lis"]
    assert hits[1]["node"]["deletedAt"] is not None


async def test_counts_say_how_many_of_each_kind(sales: Client) -> None:
    for number in range(5):
        await making.customer(sales, lastName=f"Krall{number}")
    await making.contact(sales, lastName="Krall")
    found = await search(sales, "kral", first=2)
    assert (len(found["hits"]), found["totalCount"], found["totalCountIsExact"]) == (2, 6, True)
    assert {k["kind"]: k["count"] for k in found["kinds"] if k["count"]} == {
        "CUSTOMER": 5,
        "CONTACT": 1,
    }


async def test_one_letter_lists_those_whose_name_begins_with_it(sales: Client) -> None:
    for last in ("Krall", "Kowalski", "Mazur"):
        await making.customer(sales, lastName=last)
    assert await names(sales, "K") == ["Zofia Kowalski", "Zofia Krall"]


@pytest.mark.parametrize("text", ["", "   ", "---", "(", "\u200b", "''", "&|!", "7:wkrall"])
async def test_what_says_nothing_finds_nobody(sales: Client, zofia: str, text: str) -> None:
    assert await names(sales, text) == []


async def test_more_hits_than_a_page_are_refused(sales: Client) -> None:
    answer = await sales.errors('{ search(text: "a", first: 101) { totalCount } }')
    assert answer[0]["message"] == "first is between 0 and 100."


@pytest.mark.parametrize("text", ["krall", "zofia krall", "2233", "z.krall@baltyk"])
async def test_a_list_can_be_narrowed_by_a_text(sales: Client, zofia: str, text: str) -> None:
    await making.customer(sales, firstName="Adam", lastName="Mazur")
    found = await sales.ask(
        "query ($text: String) { customers(filter: {text: $text}) { nodes { id } totalCount } }",
        text=text,
    )
    assert found["customers"] == {"nodes": [{"id": zofia}], "totalCount": 1}


@pytest.mark.parametrize("field", ["contacts", "companies", "projects"])
async def test_every_list_can_be_narrowed(sales: Client, field: str) -> None:
    wanted = {
        "contacts": await making.contact(sales, lastName="Krall"),
        "companies": await making.company(sales, name="Krall Piekarnia"),
        "projects": await making.project(sales, name="Krall rollout"),
    }
    for make in (making.contact, making.company, making.project):
        await make(sales)
    found = await sales.ask(f'{{ {field}(filter: {{text: "kral"}}) {{ nodes {{ id }} }} }}')
    assert found[field]["nodes"] == [{"id": wanted[field]}]


async def test_two_letters_find_whole_words_then_those_who_begin_with_them(
    sales: Client, owner: asyncpg.Connection, world: World
) -> None:
    """Six hundred families begin with them: enough without asking who else has such a word."""
    await making.customer(sales, firstName="Ma", lastName="Zuo")
    await making.customer(sales, firstName="Maria", lastName="Zander")
    rows = (
        {
            "number": 20_000 + n,
            "first_name": "Jan",
            "last_name": f"Mazur{n:03}",
            "sort_key": f"mazur{n:03}  jan",
            "match_names": f"jan mazur{n:03}",
        }
        for n in range(600)
    )
    await copy_rows(owner, Customer, world.account_id, rows)
    found = await search(sales, "ma", first=3)
    given = [hit["node"]["displayName"] for hit in found["hits"]]

    assert given == ["Ma Zuo", "Jan Mazur000", "Jan Mazur001"]
    assert not found["totalCountIsExact"]
    assert await names(sales, "maz", first=1) == ["Jan Mazur000"]
    assert await names(sales, "zan") == ["Maria Zander"]
    assert await names(sales, "mar") == ["Maria Zander"]
