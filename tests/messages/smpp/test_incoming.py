"""SMS that come in over SMPP: alphabets, long ones, names, what cannot be written down (R084)."""

import pytest

from backend.messages import joining, smpp_desk
from backend.messages.segments import header
from tests.client import Client
from tests.making import customer
from tests.messages.smpp.conftest import arrived, bound, sitting, until
from tests.messages.sms_making import NUMBER, gateway


@pytest.mark.parametrize(
    ("octets", "coding", "text"),
    [
        (b"R\x05ponse \x1be", 0, "Réponse €"),
        (b"R\x05ponse", 1, "Réponse"),
        (b"Plain @ ASCII", 1, "Plain @ ASCII"),
        (b"R\xe9ponse", 3, "Réponse"),
        (b"R\xe9ponse", 0, "Réponse"),
        ("Zażółć 👍".encode("utf-16-be"), 8, "Zażółć 👍"),
        (b"\xd8\x3d", 8, "\ufffd"),
        (b"half\x1b", 0, "half"),
    ],
)
async def test_an_incoming_sms_is_read_in_its_alphabet(
    smsc, desk, owner, http, world, octets, coding, text
):
    await customer(Client(http, world.tokens["crm_sales"]), mobilePhone="601 555 018")
    sequence = smsc.deliver("48601555018", "48600100200", octets, coding=coding)
    [row] = await arrived(owner)
    assert (row["body"].strip("\xa0 "), row["address"]) == (text, NUMBER)
    assert row["customer_id"] is not None
    await until(lambda: (sequence, 0) in smsc.acknowledged)


async def test_a_long_incoming_sms_is_put_together_in_any_order(smsc, desk, owner):
    parts = {1: b"The first, ", 2: b"the second, ", 3: b"the third."}
    for number in (3, 1, 2):
        octets = header(7, 3, number) + parts[number]
        smsc.deliver("48601555018", "48600100200", octets, esm_class=0x40)
    [row] = await arrived(owner)
    assert row["body"] == "The first, the second, the third."


async def test_parts_that_came_before_a_restart_are_not_lost(smsc, owner, http, world):
    await gateway(owner, http, world, "smpp", port=smsc.port)
    for number, text in ((2, b"and behind it."), (1, b"Before the restart ")):
        before = len(smsc.acknowledged)
        async with sitting():
            await until(bound)
            smsc.deliver("48601555018", "48600100200", header(9, 2, number) + text, esm_class=0x40)
            await until(lambda: len(smsc.acknowledged) > before)  # noqa: B023
    [row] = await arrived(owner)
    assert row["body"] == "Before the restart and behind it."
    assert await owner.fetchval("SELECT count(*) FROM sms_part") == 0


async def test_a_text_whose_parts_do_not_all_come_is_shown_as_far_as_it_came(
    smsc, desk, owner, monkeypatch
):
    monkeypatch.setattr(joining, "PATIENCE_SECONDS", 0.3)
    smsc.deliver("48601555018", "48600100200", header(9, 3, 1) + b"As far ", esm_class=0x40)
    smsc.deliver("48601555018", "48600100200", header(9, 3, 2) + b"as it", esm_class=0x40)
    [row] = await arrived(owner)
    assert row["body"] == "As far as it […]"
    assert await owner.fetchval("SELECT count(*) FROM sms_part") == 0


async def test_a_long_incoming_sms_in_one_payload_is_whole(smsc, desk, owner):
    smsc.deliver("48601555018", "48600100200", b"long " * 100)
    [row] = await arrived(owner)
    assert len(row["body"]) == 499


async def test_an_sms_from_a_name_is_kept(smsc, desk, owner):
    smsc.deliver("BLIK", "48600100200", b"Your code")
    [row] = await arrived(owner)
    assert row["address"] == "BLIK"


async def test_a_pdu_cut_short_ends_nothing(smsc, desk, worker, sms, becomes):
    smsc.deliver("48601555018", "1", b"\x05\x00", esm_class=0x40)
    await becomes(await sms("Still here"), "submitted")
    assert smsc.binds == 1


async def test_what_cannot_be_written_down_is_not_acknowledged(smsc, desk, owner, monkeypatch):
    async def fails(*_: object, **__: object) -> None:
        raise OSError("the database is away")

    monkeypatch.setattr(smpp_desk, "message_receive", fails)
    sequence = smsc.deliver("48601555018", "48600100200", b"Keep me")
    await until(lambda: smsc.binds == 2)
    assert (sequence, 0) not in smsc.acknowledged
    monkeypatch.undo()
    smsc.deliver("48601555018", "48600100200", b"Keep me")
    assert len(await arrived(owner)) == 1


@pytest.mark.parametrize(
    ("parts", "count", "text"),
    [
        ({2: "b", 1: "a"}, 2, "ab"),
        ({1: "a", 3: "c"}, 3, "a […] c"),
        ({4: "d"}, 255, " […] d […] "),
        ({0: "a", 1: "b"}, 2, "ab"),
        ({9: "i"}, 3, " […] i"),
    ],
)
def test_what_is_missing_of_a_text_leaves_a_mark_and_nothing_is_left_out(parts, count, text):
    assert joining.joined(parts, count) == text
