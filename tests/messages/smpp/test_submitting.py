"""SMS that go out over SMPP: alphabets, parts, refusals, lost answers, lost sessions (R084)."""

import asyncio

import pytest

from backend.messages.segments import header
from tests.messages.centre import NO_SUCH_NUMBER, THROTTLED, centre
from tests.messages.smpp.conftest import sitting, until
from tests.messages.sms_making import gateway


async def test_an_sms_is_submitted_and_its_receipt_delivers_it(smsc, desk, worker, sms, becomes):
    id = await sms("Réponse: à Zoé, 5 €")
    row = await becomes(id, "submitted")
    got = smsc.submitted[0]
    assert (got.source, got.destination) == ("48600100200", "48601555018")
    assert (got.coding, got.esm_class, got.registered) == (0, 0, 1)
    assert got.octets == b"R\x05ponse: \x7f Zo\x05, 5 \x1be"
    assert row["external_id"] == got.id
    smsc.receipt(got.id, "DELIVRD")
    assert (await becomes(id, "delivered"))["delivered_at"] is not None


async def test_a_long_text_goes_in_parts_with_a_header(smsc, desk, worker, sms, becomes):
    text = "Lé€" * 70
    id = await sms(text)
    await becomes(id, "submitted")
    parts = smsc.submitted
    assert [p.octets[:6] for p in parts] == [header(id, 2, 1), header(id, 2, 2)]
    assert {p.esm_class for p in parts} == {0x40}
    assert all(len(p.octets) - 6 <= 153 for p in parts)
    assert [p.registered for p in parts] == [1, 1]
    septets = b"".join(p.octets[6:] for p in parts)
    assert septets == b"L\x05\x1be" * 70


async def test_text_beyond_gsm_goes_as_ucs2(smsc, desk, worker, sms, becomes):
    await becomes(await sms("Zażółć 👍"), "submitted")
    got = smsc.submitted[0]
    assert (got.coding, got.octets.decode("utf-16-be")) == (8, "Zażółć 👍")


async def test_a_refusal_for_good_is_told_and_not_tried_again(smsc, desk, worker, sms, becomes):
    smsc.status = NO_SUCH_NUMBER
    row = await becomes(await sms("Hello"), "rejected")
    assert "ESME_RINVDSTADR" in row["state_reason"]
    assert len(smsc.submitted) == 1


async def test_a_refusal_for_now_waits_for_another_try(smsc, desk, worker, sms, owner):
    smsc.status = THROTTLED
    id = await sms("Hello")
    await until(lambda: bool(smsc.submitted))
    for _ in range(100):
        row = await owner.fetchrow("SELECT * FROM outbox WHERE message_id = $1", id)
        if row["last_error"]:
            break
        await asyncio.sleep(0.02)
    assert (row["state"], "THROTTLED" in row["last_error"]) == ("queued", True)


@pytest.mark.parametrize("behaviour", ["silent", "hangs_up"])
async def test_a_lost_answer_is_uncertain_and_never_a_second_sms(
    smsc, desk, worker, sms, becomes, behaviour
):
    setattr(smsc, behaviour, True)
    id = await sms("Once only")
    await becomes(id, "uncertain")
    await until(lambda: behaviour == "silent" or smsc.binds == 2)
    assert len(smsc.submitted) == 1


async def test_a_part_refused_behind_one_taken_is_uncertain(smsc, desk, worker, sms, becomes):
    smsc.takes = 1
    row = await becomes(await sms("x" * 161), "uncertain")
    assert "first parts" in row["state_reason"]
    assert [p.octets[5] for p in smsc.submitted] == [1, 2]


async def test_while_the_centre_is_away_it_waits(owner, http, world, worker, sms):
    async with centre() as gone:
        port = gone.port
    await gateway(owner, http, world, "smpp", port=port)
    async with sitting():
        id = await sms("Later")
        for _ in range(200):
            row = await owner.fetchrow("SELECT * FROM outbox WHERE message_id = $1", id)
            if row["last_error"]:
                break
            await asyncio.sleep(0.02)
    assert row["state"] == "queued"
    assert "not connected" in row["last_error"]


async def test_a_process_without_the_session_hands_the_turn_on(
    smsc, owner, http, world, worker, sms, becomes
):
    await gateway(owner, http, world, "smpp", port=smsc.port)
    id = await sms("Elsewhere")
    await asyncio.sleep(0.5)
    assert (await owner.fetchrow("SELECT * FROM message WHERE id = $1", id))["state"] == "queued"
    async with sitting():
        row = await becomes(id, "submitted")
    assert (len(smsc.submitted), row["attempts"]) == (1, 1)
    assert row["turns"] > 1


async def test_a_wrong_password_shows_in_the_health(owner, http, world):
    async with centre(password="other") as smsc:
        way = await gateway(owner, http, world, "smpp", port=smsc.port)
        async with sitting():
            for _ in range(200):
                row = await owner.fetchrow("SELECT * FROM gateway WHERE id = $1", way.id)
                if "refused" in row["health_note"]:
                    break
                await asyncio.sleep(0.02)
    assert "ESME_RBINDFAIL" in row["health_note"]


async def test_the_session_is_bound_again_after_it_broke(smsc, desk, worker, sms, becomes):
    smsc.drop()
    await until(lambda: smsc.binds == 2)
    await becomes(await sms("After it"), "submitted")
