"""SMS through an SMS centre over SMPP: alphabets, receipts, lost answers, poison (R084)."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import asyncpg
import pytest

from backend.core.database import writing
from backend.core.errors import InvalidInput
from backend.messages import joining, kinds_of_gateways, service, smpp_desk, smpp_session
from backend.messages.kinds import Channel
from backend.messages.segments import header
from backend.messages.smpp import checked
from tests.client import Client
from tests.making import customer
from tests.messages.centre import NO_SUCH_NUMBER, THROTTLED, Centre, centre
from tests.messages.sms_making import gateway

NUMBER = "+48601555018"


@pytest.fixture
async def smsc() -> AsyncIterator[Centre]:
    async with centre() as there:
        yield there


@pytest.fixture(autouse=True)
def quickly(monkeypatch):
    """Look and try again without the pauses people would not notice."""
    monkeypatch.setattr(smpp_desk, "LOOK_SECONDS", 0.1)
    monkeypatch.setattr(smpp_session, "RETRY_SECONDS", (0.1,))
    monkeypatch.setattr(smpp_session, "ANSWER_SECONDS", 1.0)


@pytest.fixture
async def desk(smsc, owner, http, world) -> AsyncIterator[None]:
    """The leader's sessions, bound to the centre."""
    await gateway(owner, http, world, "smpp", port=smsc.port)
    async with sitting():
        await until(bound)
        yield


@asynccontextmanager
async def sitting() -> AsyncIterator[None]:
    """A desk for as long as the block runs."""
    kinds_of_gateways.load()
    task = asyncio.create_task(smpp_desk.Desk().run())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def bound() -> bool:
    """Whether the sessions take SMS; the centre knows of a bind before we do."""
    sessions = smpp_desk._sessions.values()
    return bool(sessions) and all(session.bound for session in sessions)


async def until(is_so: Callable[[], bool]) -> None:
    for _ in range(400):
        if is_so():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("it did not come so far")


@pytest.fixture
def sms(actor) -> Callable[[str], Awaitable[int]]:
    async def queue(body: str) -> int:
        async with writing(actor.account_id):
            return await service.message_queue(
                actor, channel=Channel.SMS, address=NUMBER, body=body
            )

    return queue


async def arrived(owner: asyncpg.Connection, count: int = 1) -> list[asyncpg.Record]:
    for _ in range(200):
        rows = await owner.fetch("SELECT * FROM message WHERE direction = 'incoming' ORDER BY id")
        if len(rows) >= count:
            return rows
        await asyncio.sleep(0.02)
    raise AssertionError("nothing came in")


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


async def test_a_long_text_goes_in_parts_with_a_header(smsc, desk, worker, sms, becomes):
    text = "Lé€" * 70
    id = await sms(text)
    await becomes(id, "submitted")
    parts = smsc.submitted
    assert [p.octets[:6] for p in parts] == [header(id, 2, 1), header(id, 2, 2)]
    assert {p.esm_class for p in parts} == {0x40}
    assert all(len(p.octets) - 6 <= 153 for p in parts)
    assert [p.registered for p in parts] == [0, 1]
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
        await becomes(id, "submitted")
    assert len(smsc.submitted) == 1


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
    assert row["body"] == "As far as it"
    assert await owner.fetchval("SELECT count(*) FROM sms_part") == 0


async def test_a_long_incoming_sms_in_one_payload_is_whole(smsc, desk, owner):
    smsc.deliver("48601555018", "48600100200", b"long " * 100)
    [row] = await arrived(owner)
    assert len(row["body"]) == 499


async def test_an_sms_from_a_name_is_kept(smsc, desk, owner):
    smsc.deliver("BLIK", "48600100200", b"Your code")
    [row] = await arrived(owner)
    assert row["address"] == "BLIK"


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


@pytest.mark.parametrize(
    ("settings", "secrets", "field"),
    [
        ({"host": ""}, {}, "host"),
        ({"port": "99999"}, {}, "port"),
        ({"system_id": "a" * 16}, {}, "system_id"),
        ({"system_id": "zoë"}, {}, "system_id"),
        ({}, {"password": "123456789"}, "password"),
    ],
)
def test_settings_that_cannot_work_are_refused_by_field(settings, secrets, field):
    usual = {"host": "smsc.example.org", "system_id": "kith", "sender": "Alder"}
    with pytest.raises(InvalidInput) as refusal:
        checked({**usual, **settings}, secrets)
    assert refusal.value.path == (field,)
