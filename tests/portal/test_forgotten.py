"""Asking for a new password: one answer for all, and no more mails than the limit."""

import asyncio
import time

import asyncpg
import pytest

from backend.portal import forgotten
from tests import making
from tests.accounts.browser import PASSWORD, Browser, give_password
from tests.portal.conftest import SET
from tests.world import make_account

FORGOTTEN = """
mutation ($email: String!) {
  passwordForgotten(email: $email) { __typename ... on RateLimited { retryAfter } }
}
"""
SENT = {"passwordForgotten": {"__typename": "PasswordForgotten"}}


@pytest.fixture(autouse=True)
def hurried(monkeypatch, world):
    monkeypatch.setattr(forgotten, "FLOOR_SECONDS", 0.0)


async def test_a_colleague_is_mailed_and_gets_in_again(http, owner, world, mails, link):
    email = await give_password(owner, world)
    assert await Browser(http).ask(FORGOTTEN, email=email.upper()) == SENT
    [mail] = await mails()
    assert (mail["template"], mail["purpose"]) == ("reset", "asked")
    answer = await Browser(http).ask(SET, token=await link(mail), password="eight loud harbours")
    assert answer["passwordSet"]["__typename"] == "SignedIn"
    assert (await Browser(http).sign_in(email, PASSWORD))["__typename"] == "NotAllowed"


async def test_the_answer_is_the_same_for_whoever_is_not_known(http, mails):
    for stranger in ("nobody@nowhere.example", "not an address", "", "a@b\r\nBcc: eve@example.com"):
        assert await Browser(http).ask(FORGOTTEN, email=stranger) == SENT
    assert await mails() == []


async def test_a_client_registered_without_a_mail_gets_in_by_asking(http, sales, mails, link):
    await making.customer(sales, email="Zofia@Lis.example", suppressRegistrationEmail=True)
    assert await Browser(http).ask(FORGOTTEN, email="zofia@lis.EXAMPLE") == SENT
    [mail] = await mails()
    answer = await Browser(http).ask(SET, token=await link(mail), password=PASSWORD)
    assert answer["passwordSet"]["__typename"] == "SignedIn"


async def test_do_not_email_does_not_keep_people_from_what_they_ask_for(http, sales, mails):
    await making.customer(sales, email="zofia@lis.example", doNotEmail=True)
    await Browser(http).ask(FORGOTTEN, email="zofia@lis.example")
    assert len(await mails()) == 1


@pytest.mark.parametrize("bar", ["blocked", "deleted"])
async def test_whoever_is_blocked_or_deleted_is_not_mailed(http, sales, admin, mails, bar):
    pk = await making.customer(
        sales, email="zofia@lis.example", **({"blocked": True} if bar == "blocked" else {})
    )
    before = len(await mails())
    if bar == "deleted":
        await admin.ask("mutation ($id: ID!) { customerDelete(id: $id) { __typename } }", id=pk)
    assert await Browser(http).ask(FORGOTTEN, email="zofia@lis.example") == SENT
    assert len(await mails()) == before


async def test_an_address_in_two_accounts_is_mailed_by_both(
    http, owner: asyncpg.Connection, sales, mails
):
    there = await make_account(owner, "Elsewhere")
    await owner.execute(
        "UPDATE app_user SET email = 'zofia@lis.example' WHERE id = $1", there.users["crm_sales"]
    )
    await making.customer(sales, email="zofia@lis.example", suppressRegistrationEmail=True)
    await Browser(http).ask(FORGOTTEN, email="zofia@lis.example")
    sql = "SELECT count(*) FROM message WHERE account_id = $1"
    assert len(await mails()) == 1
    assert await owner.fetchval(sql, there.account_id) == 1


async def test_a_flood_for_one_address_sends_no_more_than_the_limit(http, owner, world, mails):
    email = await give_password(owner, world)
    answers = await asyncio.gather(*(Browser(http).ask(FORGOTTEN, email=email) for _ in range(12)))
    kinds = [answer["passwordForgotten"]["__typename"] for answer in answers]
    assert kinds.count("PasswordForgotten") == forgotten.RESET_FOR.most
    assert len(await mails()) == forgotten.RESET_FOR.most


async def test_the_limit_counts_the_unknown_alike(http):
    answers = [await Browser(http).ask(FORGOTTEN, email="nobody@nowhere.example") for _ in range(4)]
    assert [a["passwordForgotten"]["__typename"] for a in answers] == [
        *["PasswordForgotten"] * forgotten.RESET_FOR.most,
        "RateLimited",
    ]


async def test_a_flood_from_one_network_ends_whatever_it_asks_for(http):
    kinds = []
    for number in range(forgotten.RESET_FROM.most + 3):
        answer = await Browser(http).ask(FORGOTTEN, email=f"nobody{number}@nowhere.example")
        kinds.append(answer["passwordForgotten"]["__typename"])
    assert kinds.count("RateLimited") == 3


async def test_every_answer_takes_at_least_the_same_time(http, monkeypatch, owner, world):
    monkeypatch.setattr(forgotten, "FLOOR_SECONDS", 2.0)
    for email in (await give_password(owner, world), "nobody@nowhere.example"):
        began = time.monotonic()
        await forgotten.password_forgotten(forgotten.Caller("test", "192.0.2.1"), email=email)
        assert time.monotonic() - began >= 2.0
