"""Pressing Call: whom one may call, with what, how often, and what is refused (R005, R013, R082)."""

import asyncio

import asyncpg
import httpx2 as httpx
import pytest

from backend.accounts.limits import Limit
from backend.calls import starting
from tests import making
from tests.calls import calling
from tests.client import Client
from tests.world import World, add_user

COMMANDS = "SELECT kind FROM call_command ORDER BY id"
EVENTS = "SELECT type FROM event WHERE type LIKE 'call.%' AND node_type = 'Call' ORDER BY seq"


async def test_without_a_device_nobody_is_called(sales: Client) -> None:
    answer = await calling.start(sales, phone=await calling.phone(sales))
    assert answer["__typename"] == "NoPhoneDevice"


async def test_a_tel_link_is_opened_by_the_browser_and_its_end_is_not_known(
    sales: Client, owner: asyncpg.Connection
) -> None:
    await calling.device(sales)
    answer = await calling.start(sales, phone=await calling.phone(sales, lastName="Lis"))
    assert answer["href"] == "tel:+48-601-412-233"
    call = answer["call"]
    assert (call["state"], call["outcome"]) == ("ENDED", "UNKNOWN")
    assert [p["displayName"] for p in call["parties"]] == ["Zofia Lis"]
    types = [row["type"] for row in await owner.fetch(EVENTS)]
    assert types == ["call.initiated", "call.ended"]


async def test_two_first_tel_links_share_one_line(
    sales: Client, admin: Client, owner: asyncpg.Connection
) -> None:
    number = await calling.phone(sales)
    for client in (sales, admin):
        await calling.device(client)
        await calling.start(client, phone=number)
    assert await owner.fetchval("SELECT count(*) FROM call_line WHERE kind = 'tel_link'") == 1


async def test_a_line_is_told_to_call_and_everybody_sees_it(
    sales: Client, trunk: int, owner: asyncpg.Connection
) -> None:
    await calling.sip_phone(sales, trunk)
    answer = await calling.start(sales, phone=await calling.phone(sales))
    assert (answer["href"], answer["call"]["state"]) == (None, "INITIATED")
    assert answer["call"]["number"] == "+48601412233"
    assert [row["kind"] for row in await owner.fetch(COMMANDS)] == ["originate"]
    active = "{ activeCalls { direction user { name } } }"
    assert (await sales.ask(active))["activeCalls"] == [
        {"direction": "OUTGOING", "user": {"name": "Test crm_sales"}}
    ]


async def test_a_second_press_is_refused_with_the_call_that_runs(sales: Client, trunk: int) -> None:
    await calling.sip_phone(sales, trunk)
    number = await calling.phone(sales)
    first = await calling.start(sales, phone=number)
    second = await calling.start(sales, phone=number)
    assert second["__typename"] == "CallRunning"
    assert second["callId"] == first["call"]["id"]


async def test_pressed_many_times_at_once_one_call_begins(sales: Client, trunk: int) -> None:
    await calling.sip_phone(sales, trunk)
    number = await calling.phone(sales)
    answers = await asyncio.gather(*(calling.start(sales, phone=number) for _ in range(8)))
    kinds = sorted(answer["__typename"] for answer in answers)
    assert kinds == ["CallRunning"] * 7 + ["CallStarted"]


async def test_do_not_call_is_obeyed_until_a_reason_is_written(
    sales: Client, trunk: int, owner: asyncpg.Connection
) -> None:
    await calling.sip_phone(sales, trunk)
    number = await calling.phone(sales, doNotCall=True)
    refused = await calling.start(sales, phone=number)
    assert (refused["__typename"], refused["reason"]) == ("DoNotContact", "DO_NOT_CALL")
    assert refused["mayOverride"] is True
    assert await owner.fetch(COMMANDS) == []
    called = await calling.start(sales, phone=number, overrideReason="Her oven burns")
    assert called["call"]["overrideReason"] == "Her oven burns"
    told = await owner.fetchval("SELECT changes FROM event WHERE type = 'rule.overridden'")
    assert "Her oven burns" in told


async def test_a_reason_where_none_was_needed_is_not_kept(sales: Client, trunk: int) -> None:
    await calling.sip_phone(sales, trunk)
    called = await calling.start(
        sales, phone=await calling.phone(sales), overrideReason="just because"
    )
    assert called["call"]["overrideReason"] == ""


async def test_calling_back_obeys_the_wishes_of_everybody_with_the_number(
    sales: Client, trunk: int
) -> None:
    await calling.sip_phone(sales, trunk)
    number = await calling.phone(sales)
    first = (await calling.start(sales, phone=number))["call"]["id"]
    await sales.ask(calling.HANG_UP, id=first)
    [customer] = (await sales.ask("{ customers { nodes { id } } }"))["customers"]["nodes"]
    await sales.ask(
        "mutation ($id: ID!) { customerUpdate(id: $id, input: {doNotCall: true}) { __typename } }",
        id=customer["id"],
    )
    assert (await calling.start(sales, call=first))["__typename"] == "DoNotContact"


@pytest.mark.parametrize(
    ("number", "toll"),
    [
        ("+48 700 000 000", "PREMIUM_RATE"),
        ("+48 801 123 456", "SHARED_COST"),
        ("+49 30 901820", "COUNTRY"),
        ("+1 876 555 0123", "COUNTRY"),
        ("+882 16 5550 1234", "UNASSIGNED"),
        ("+44 900 000 0000", "PREMIUM_RATE"),
    ],
)
async def test_costly_and_far_numbers_are_refused_before_dialling(
    sales: Client, trunk: int, owner: asyncpg.Connection, number: str, toll: str
) -> None:
    await calling.sip_phone(sales, trunk)
    answer = await calling.start(sales, phone=await calling.phone(sales, number))
    assert (answer["__typename"], answer["toll"]) == ("NumberBarred", toll)
    assert await owner.fetch(COMMANDS) == []


async def test_a_premium_number_is_refused_whatever_countries_are_allowed(
    sales: Client, world: World, owner: asyncpg.Connection, sip_lines: None
) -> None:
    wide = await calling.line(owner, world, countries='["PL", "DE", "GB"]')
    await calling.sip_phone(sales, wide)
    german = await calling.phone(sales, "+49 900 1234567")
    assert (await calling.start(sales, phone=german))["toll"] == "PREMIUM_RATE"
    called = await calling.start(sales, phone=await calling.phone(sales, "+49 30 901820"))
    assert called["__typename"] == "CallStarted"


async def test_a_tel_link_does_not_go_round_the_toll(sales: Client) -> None:
    await calling.device(sales)
    answer = await calling.start(sales, phone=await calling.phone(sales, "+48 700 000 000"))
    assert answer["toll"] == "PREMIUM_RATE"


async def test_nobody_calls_more_often_than_people_dial(
    sales: Client, admin: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(starting, "A_MINUTE", Limit("calls in a test", 3, 60))
    await calling.device(sales)
    number = await calling.phone(sales)
    kinds = [(await calling.start(sales, phone=number))["__typename"] for _ in range(4)]
    assert kinds == ["CallStarted"] * 3 + ["RateLimited"]
    await calling.device(admin)
    assert (await calling.start(admin, phone=number))["__typename"] == "CallStarted"


@pytest.mark.parametrize("role", ["crm_marketeer", "none"])
async def test_whoever_may_not_call_does_not(
    http: httpx.AsyncClient, world: World, sales: Client, role: str
) -> None:
    number = await calling.phone(sales)
    client = Client(http, world.tokens[role])
    await calling.device(client)
    assert (await calling.start(client, phone=number))["__typename"] == "NotAllowed"


async def test_a_number_of_another_account_is_not_found(
    http: httpx.AsyncClient, sales: Client, owner: asyncpg.Connection
) -> None:
    from tests.world import make_account

    there = await make_account(owner, "Elsewhere")
    theirs = await calling.phone(Client(http, there.tokens["crm_sales"]))
    await calling.device(sales)
    assert (await calling.start(sales, phone=theirs))["__typename"] == "NotFound"


async def test_a_deleted_customer_is_not_called(sales: Client, admin: Client) -> None:
    await calling.device(sales)
    number = await calling.phone(sales)
    [customer] = (await sales.ask("{ customers { nodes { id } } }"))["customers"]["nodes"]
    await admin.ask(
        "mutation ($id: ID!) { customerDelete(id: $id) { __typename } }", id=customer["id"]
    )
    assert (await calling.start(sales, phone=number))["__typename"] == "NotFound"


async def test_a_line_that_is_switched_off_is_not_used(
    sales: Client, trunk: int, owner: asyncpg.Connection
) -> None:
    await calling.sip_phone(sales, trunk)
    await owner.execute("UPDATE call_line SET active = false")
    answer = await calling.start(sales, phone=await calling.phone(sales))
    assert answer["__typename"] == "Refused"


async def test_a_call_that_no_line_took_yet_is_taken_back(
    sales: Client, trunk: int, owner: asyncpg.Connection
) -> None:
    await calling.sip_phone(sales, trunk)
    call = (await calling.start(sales, phone=await calling.phone(sales)))["call"]
    answer = (await sales.ask(calling.HANG_UP, id=call["id"]))["callHangUp"]
    assert answer["call"] == {"state": "ENDED", "outcome": "CANCELED", "hungUpBy": "KITH"}
    assert await owner.fetchval("SELECT count(*) FROM call_command WHERE done_at IS NULL") == 0
    again = (await sales.ask(calling.HANG_UP, id=call["id"]))["callHangUp"]
    assert again["__typename"] == "CallSaved"


async def test_nobody_hangs_up_on_another_user(
    http: httpx.AsyncClient, sales: Client, world: World, trunk: int, owner: asyncpg.Connection
) -> None:
    await calling.sip_phone(sales, trunk)
    call = (await calling.start(sales, phone=await calling.phone(sales)))["call"]
    other = Client(http, await add_user(owner, world, "crm_manager"))
    answer = (await other.ask(calling.HANG_UP, id=call["id"]))["callHangUp"]
    assert answer["__typename"] == "Refused"


async def test_a_number_shared_with_a_contact_asks_for_the_one_who_was_chosen(
    sales: Client, trunk: int
) -> None:
    await calling.sip_phone(sales, trunk)
    number = await calling.phone(sales)
    barred = await making.contact(sales, doNotCall=True)
    await sales.ask(
        'mutation ($id: ID!) { phoneAdd(party: $id, input: {number: "601 412 233"}) { __typename } }',
        id=barred,
    )
    assert (await calling.start(sales, phone=number))["__typename"] == "CallStarted"
