"""Partners are told of events: signed, of the right types, in full, without anybody's data (R086)."""

import asyncio
import json

from tests import making
from tests.client import Client
from tests.webhooks.conftest import Partner

DELIVERIES = """
query ($filter: WebhookDeliveryFilter) { webhookDeliveries(first: 50, filter: $filter) { nodes {
  id seq type webhookId state attempts status answer error nextTryAt webhook { id name } } } }
"""


async def test_whoever_is_added_is_told_what_happens_from_then_on(sales: Client, partner, told):
    await making.customer(sales, firstName="Ada", lastName="Krall")
    await told()
    customer = await making.customer(sales, firstName="Tomás", lastName="Ribeiro")
    [(identifier, event)] = [
        found for found in await partner.until(2) if found[1]["type"] == "customer.created"
    ]
    assert event["data"]["node"] == {"type": "Customer", "id": customer}
    assert identifier.endswith(f"_{event['data']['seq']}")
    assert partner.forged == 0


async def test_what_is_told_holds_nothing_of_anybody(sales: Client, partner, told):
    await told(types=["customer.*", "phone.*", "email.*"])
    await making.customer(
        sales,
        firstName="Tomás",
        lastName="Ribeiro",
        mobilePhone="+351 912 555 018",
        email="tomas@ribeiro.example",
    )
    said = json.dumps(await partner.until(3), ensure_ascii=False)
    assert "first_name" in said
    for word in ("Tomás", "Ribeiro", "912555018", "912 555 018", "tomas@"):
        assert word not in said


async def test_only_the_types_that_were_asked_for_are_told(sales: Client, partner, told):
    await told(types=["company.created", "project.*"])
    await making.customer(sales, firstName="Ada")
    company = await making.company(sales, name="Krall Piekarnia")
    await making.project(sales, name="Tri-City rollout", company=company)
    kinds = {event["type"] for _, event in await partner.until(2)}
    assert kinds == {"company.created", "project.created"}


async def test_every_event_is_told_once_although_two_are_at_it(sales: Client, partner, told):
    from backend.webhooks import worker

    second = asyncio.create_task(worker.work())
    try:
        await told(types=["customer.created"])
        await asyncio.gather(*(making.customer(sales, firstName=f"Person {n}") for n in range(40)))
        await partner.until(40)
        await asyncio.sleep(0.3)
    finally:
        second.cancel()
    ids = [identifier for identifier, _ in partner.told]
    assert len(ids) == len(set(ids)) == 40


async def test_a_refusal_is_shown_and_tried_again_under_the_same_name(
    admin: Client, sales: Client, partner: Partner, told, owner
):
    await told(types=["customer.created"])
    partner.answer = lambda _event: 503
    await making.customer(sales, firstName="Ada")
    while not (shown := (await _deliveries(admin)))[0]["attempts"]:
        await asyncio.sleep(0.05)
    while shown[0]["state"] != "QUEUED":
        shown = await _deliveries(admin)
    assert (shown[0]["status"], shown[0]["answer"]) == (503, "not now")
    assert shown[0]["nextTryAt"]
    partner.answer = lambda _event: 200
    await _hurry(owner)
    [(identifier, _)] = await partner.until(1)
    assert identifier == shown[0]["webhookId"]


async def test_an_event_nobody_can_digest_does_not_hold_up_the_others(
    sales: Client, partner: Partner, told, owner
):
    await told(types=["customer.created", "company.created"])
    partner.answer = lambda event: 500 if event["type"] == "customer.created" else 204
    await making.customer(sales, firstName="Ada")
    await partner.came.wait()
    await making.company(sales, name="Krall Piekarnia")
    await _hurry(owner)
    assert [event["type"] for _, event in await partner.until(1)] == ["company.created"]


async def test_a_new_secret_signs_beside_the_old_one_for_a_day(
    admin: Client, sales: Client, partner: Partner, told
):
    webhook = await told(types=["customer.created"])
    old = partner.secrets[0]
    rotate = """mutation ($id: ID!) { webhookRotateSecret(id: $id) { ... on WebhookSaved { secret } } }"""
    new = (await admin.ask(rotate, id=webhook["id"]))["webhookRotateSecret"]["secret"]
    assert new != old
    for count, secret in enumerate((old, new), 1):
        partner.secrets[:] = [secret]
        await making.customer(sales, firstName="Ada")
        await partner.until(count)
    assert partner.forged == 0


async def _deliveries(admin: Client) -> list[dict]:
    while not (found := (await admin.ask(DELIVERIES))["webhookDeliveries"]["nodes"]):
        await asyncio.sleep(0.05)
    return found


async def _hurry(owner) -> None:
    """As if the wait were over."""
    await owner.execute("UPDATE webhook_endpoint SET knock_at = NULL")
    await owner.execute("UPDATE webhook_delivery SET next_try_at = now() WHERE state = 'queued'")
