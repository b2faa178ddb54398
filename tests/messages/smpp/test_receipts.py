"""Receipts over SMPP: of any dialect, early, after a restart, senseless (R084)."""

import pytest

from backend.messages.outbox_page import message_retry
from tests.messages.smpp.conftest import bound, sitting, until
from tests.messages.sms_making import gateway


async def test_a_receipt_right_behind_the_answer_finds_its_message(
    smsc, desk, worker, sms, becomes
):
    smsc.receipts = "DELIVRD"
    ids = [await sms(f"Number {n}") for n in range(10)]
    for id in ids:
        await becomes(id, "delivered")


async def test_a_receipt_after_a_restart_finds_its_message(
    smsc, owner, http, world, worker, sms, becomes
):
    await gateway(owner, http, world, "smpp", port=smsc.port)
    async with sitting():
        await until(bound)
        id = await sms("Before the restart")
        await becomes(id, "submitted")
    async with sitting():
        await until(lambda: smsc.binds == 2)
        smsc.receipt(smsc.submitted[0].id, "UNDELIV")
        await becomes(id, "undelivered")


@pytest.mark.parametrize(
    "said",
    [
        "id:{id} stat:DELIVRD err:0A1",
        "id:{id} submit date:261125091000 done date:26112509100000 stat:delivrd err:",
        "stat:DELIVRD id: {id} Text:stat:EXPIRED",
    ],
)
async def test_receipts_of_any_dialect_are_read(smsc, desk, worker, sms, becomes, said):
    id = await sms("Hello")
    await becomes(id, "submitted")
    got = smsc.submitted[0].id
    smsc.receipt(got, "", text=said.format(id=got))
    await becomes(id, "delivered")
    assert smsc.binds == 1


@pytest.mark.parametrize(
    "said", ["", "id: stat:DELIVRD", "id:NOBODYS stat:DELIVRD err:000", "nonsense \x00\x01"]
)
async def test_a_receipt_that_says_nothing_is_acknowledged_and_ends_nothing(
    smsc, desk, worker, sms, becomes, said
):
    sequence = smsc.receipt("x", "", text=said or " ")
    await until(lambda: (sequence, 0) in smsc.acknowledged)
    await becomes(await sms("Still here"), "submitted")
    assert smsc.binds == 1


async def test_an_id_that_a_centre_gives_again_is_the_newer_message_s(
    smsc, desk, worker, sms, becomes
):
    first = await sms("First")
    await becomes(first, "submitted")
    smsc.submitted.clear()
    second = await sms("Second")
    await becomes(second, "submitted")
    smsc.receipt(smsc.submitted[0].id, "DELIVRD")
    await becomes(second, "delivered")


LONG = "Part by part. " * 30
STANDS = "SELECT state, state_reason FROM message WHERE id = $1"


async def test_a_long_text_is_delivered_when_every_part_is(smsc, desk, worker, sms, becomes, owner):
    id = await sms(LONG)
    await becomes(id, "submitted")
    first, second, third = [got.id for got in smsc.submitted]
    for receipt in ((third, "DELIVRD"), (first, "ACCEPTD"), (first, "DELIVRD"), (first, "DELIVRD")):
        sequence = smsc.receipt(*receipt)
        await until(lambda: (sequence, 0) in smsc.acknowledged)  # noqa: B023
        assert await owner.fetchval(STANDS, id) == "submitted"
    smsc.receipt(second, "DELIVRD")
    assert (await becomes(id, "delivered"))["delivered_at"] is not None


async def test_a_long_text_whose_receipts_come_at_once_is_delivered(
    smsc, desk, worker, sms, becomes
):
    smsc.receipts = "DELIVRD"
    for id in [await sms(LONG) for _ in range(4)]:
        await becomes(id, "delivered")


async def test_a_lost_part_makes_the_text_undelivered(smsc, desk, worker, sms, becomes):
    id = await sms(LONG)
    await becomes(id, "submitted")
    smsc.receipt(smsc.submitted[0].id, "DELIVRD")
    smsc.receipt(smsc.submitted[1].id, "UNDELIV")
    row = await becomes(id, "undelivered")
    assert row["state_reason"] == "Part 2 of 3 did not arrive."
    smsc.receipt(smsc.submitted[2].id, "DELIVRD")
    await becomes(await sms("Another"), "submitted")
    assert (await becomes(id, "undelivered"))["delivered_at"] is None


async def test_what_was_delivered_of_an_earlier_try_does_not_count(
    smsc, desk, worker, sms, becomes, actor
):
    smsc.takes = 2
    id = await sms(LONG)
    await becomes(id, "uncertain")
    old = [got.id for got in smsc.submitted[:2]]
    for one in old:
        smsc.receipt(one, "DELIVRD")
    smsc.takes = 1_000
    await message_retry(actor, message_id=id)
    await becomes(id, "submitted")
    new = [got.id for got in smsc.submitted[3:]]
    for one in (*old, *new[:2]):
        smsc.receipt(one, "DELIVRD")
    await becomes(await sms("Another"), "submitted")
    assert (await becomes(id, "submitted"))["delivered_at"] is None
    smsc.receipt(new[2], "DELIVRD")
    await becomes(id, "delivered")
