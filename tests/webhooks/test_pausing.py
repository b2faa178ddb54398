"""A dead endpoint is paused, a living one goes on; nothing is lost, and all of it can be told again (R086)."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from backend.webhooks.kinds import RETRIES, wait_after
from tests import making
from tests.client import Client
from tests.webhooks.conftest import Partner

WEBHOOKS = "{ webhooks { id name cursor waiting failingSince pausedAt pausedReason } }"
RESUME = "mutation ($id: ID!) { webhookResume(id: $id) { __typename } }"
REPLAY = """
mutation ($id: ID!, $after: Int!) { webhookReplay(id: $id, after: $after) {
  __typename ... on InvalidInput { message } } }
"""
REPEAT = """
mutation ($id: ID!) { webhookDeliveryRepeat(id: $id) { ... on WebhookDeliveryRepeated { delivery { attempts } } } }
"""
TRY = """
mutation ($id: ID!) { webhookTry(id: $id) { ... on WebhookTried { accepted status answer error } } }
"""


async def webhook(admin: Client) -> dict[str, Any]:
    found: dict[str, Any] = (await admin.ask(WEBHOOKS))["webhooks"][0]
    return found


async def paused(admin: Client) -> dict[str, Any]:
    while not (found := await webhook(admin))["pausedAt"]:
        await asyncio.sleep(0.05)
    return found


def test_tries_go_on_for_three_days_and_then_end():
    assert timedelta(days=2.9) < sum(RETRIES, timedelta()) < timedelta(days=3.2)
    assert wait_after(len(RETRIES) + 1) is None
    for attempts, wait in enumerate(RETRIES, 1):
        assert 0.8 * wait <= (wait_after(attempts) or timedelta()) <= 1.2 * wait


async def test_an_endpoint_that_says_it_is_gone_is_told_nothing_any_more(
    admin: Client, sales: Client, partner: Partner, told
):
    await told(types=["customer.created"])
    partner.answer = lambda _event: 410
    await making.customer(sales, firstName="Ada")
    assert "410" in (await paused(admin))["pausedReason"]


async def test_an_endpoint_that_took_nothing_for_three_days_is_paused_and_goes_on_where_it_stopped(
    admin: Client, sales: Client, partner: Partner, told, owner
):
    made = await told(types=["customer.created"])
    partner.answer = lambda _event: 500
    await owner.execute(
        "UPDATE webhook_endpoint SET failing_since = $1", datetime.now(UTC) - timedelta(days=3.1)
    )
    await making.customer(sales, firstName="Ada")
    assert "accepted nothing since" in (await paused(admin))["pausedReason"]
    await making.customer(sales, firstName="Bo")
    partner.answer = lambda _event: 204
    await admin.ask(RESUME, id=made["id"])
    assert len(await partner.until(2)) == 2
    assert (await webhook(admin))["failingSince"] is None


async def test_everything_behind_a_number_is_told_again_under_its_old_names(
    admin: Client, sales: Client, partner: Partner, told
):
    made = await told(types=["customer.created"])
    for name in "ABC":
        await making.customer(sales, firstName=name)
    first = sorted(await partner.until(3), key=lambda told: told[1]["data"]["seq"])
    after = first[0][1]["data"]["seq"]
    await admin.ask(REPLAY, id=made["id"], after=after)
    again = (await partner.until(5))[3:]
    assert sorted(again, key=str) == sorted(first[1:], key=str)


async def test_what_came_of_deliveries_is_noted_endpoint_first_so_that_a_replay_never_waits_in_a_circle(
    sales: Client, partner: Partner, told, owner
):
    await told(types=["customer.created"])
    partner.may_answer.clear()
    await making.customer(sales, firstName="Ada")
    await partner.until(1)
    waiting = (
        "SELECT EXISTS (SELECT FROM pg_locks WHERE pg_backend_pid() = ANY (pg_blocking_pids(pid)))"
    )
    async with owner.transaction():
        await owner.execute("SELECT FROM webhook_endpoint FOR UPDATE")
        partner.may_answer.set()
        while not await owner.fetchval(waiting):
            await asyncio.sleep(0.01)
        assert await owner.fetch("SELECT id FROM webhook_delivery FOR UPDATE NOWAIT")


@pytest.mark.parametrize("after", [-5, 1_000_000])
async def test_a_number_the_log_does_not_hold_is_refused(admin: Client, told, after: int):
    made = await told()
    answer = (await admin.ask(REPLAY, id=made["id"], after=after))["webhookReplay"]
    assert answer["message"].startswith("The log holds the numbers")


async def test_one_delivery_is_told_again(admin: Client, sales: Client, partner: Partner, told):
    await told(types=["customer.created"])
    await making.customer(sales, firstName="Ada")
    await partner.until(1)
    query = "{ webhookDeliveries(filter: {state: DELIVERED}) { nodes { id } } }"
    while not (found := (await admin.ask(query))["webhookDeliveries"]["nodes"]):
        await asyncio.sleep(0.05)
    await admin.ask(REPEAT, id=found[0]["id"])
    told_twice = await partner.until(2)
    assert told_twice[0] == told_twice[1]


async def test_what_a_killed_worker_had_taken_is_told_when_its_lease_is_over(
    sales: Client, partner: Partner, told, owner
):
    await told(types=["customer.created"])
    partner.answer = lambda _event: 500
    await making.customer(sales, firstName="Ada")
    await partner.came.wait()
    while not await owner.fetchval("SELECT knock_at IS NOT NULL FROM webhook_endpoint"):
        await asyncio.sleep(0.05)
    # As a worker leaves it that dies between the claim and the answer.
    await owner.execute(
        "UPDATE webhook_delivery SET state = 'sending', next_try_at = now(), lease_until = now() + interval '1 s'"
    )
    await owner.execute("UPDATE webhook_endpoint SET knock_at = NULL")
    partner.answer = lambda _event: 204
    assert len(await partner.until(1)) == 1


async def test_a_trial_shows_what_the_endpoint_says(admin: Client, partner: Partner, told):
    made = await told(types=["customer.created"])
    tried = (await admin.ask(TRY, id=made["id"]))["webhookTry"]
    assert tried == {"accepted": True, "status": 204, "answer": "", "error": ""}
    assert partner.told[-1][1]["type"] == "webhook.trial"
