"""From a queued message to what became of it: nothing before the commit, nothing lost, nothing twice."""

import asyncio

import asyncpg
import pytest

from backend.core.database import writing
from backend.messages import carriers, outbox
from backend.messages.kinds import Channel, State, is_news
from backend.messages.outbox_page import message_retry
from backend.messages.queue import Ticket
from tests.messages.conftest import working

HURRY = "UPDATE outbox SET next_try_at = now() - interval '6 seconds' WHERE state = 'queued'"


async def test_a_queued_mail_is_sent_and_says_so(queue_mail, served, mailbox, worker, becomes):
    message = await queue_mail()
    row = await becomes(message, "submitted")
    assert row["outbox"] == "done"
    assert row["submitted_at"] is not None
    [mail] = mailbox.mails
    assert mail["Message-ID"] == row["message_id"]
    assert mail["Subject"] == "Your order"


async def test_nothing_leaves_when_its_cause_is_taken_back(
    queue_mail, actor, served, mailbox, worker, becomes
):
    async def taken_back() -> None:
        async with writing(actor.account_id):
            await queue_mail("never@example.com")
            raise RuntimeError("no")

    with pytest.raises(RuntimeError, match="no"):
        await taken_back()
    await becomes(await queue_mail(), "submitted")
    assert [mail["To"] for mail in mailbox.mails] == ["zofia@example.com"]


async def test_without_a_server_a_mail_is_stored_and_never_called_sent(queue_mail, worker, becomes):
    row = await becomes(await queue_mail(), "stored")
    assert row["submitted_at"] is None
    assert row["outbox"] == "stored"


async def test_a_greylisted_mail_is_sent_at_the_third_try(
    queue_mail, served, mailbox, worker, becomes, owner
):
    mailbox.answers["zofia@example.com"] = ["451 Later", "451 Later"]
    message = await queue_mail()
    for tries in (1, 2):
        await _tried(owner, message, tries)
        waiting = await becomes(message, "queued")
        assert waiting["state_reason"] == "451 Later"
        assert waiting["next_try_at"] > waiting["created_at"]
        await owner.execute(HURRY)
        await owner.execute("UPDATE pgqueuer SET execute_after = now() - interval '1 second'")
    row = await becomes(message, "submitted")
    assert row["attempts"] == 3
    assert len({mail["Message-ID"] for mail in mailbox.mails}) == 1


async def _tried(owner: asyncpg.Connection, message: int, tries: int) -> None:
    # As long as two sweeps, for a date that is moved by hand wakes nobody.
    for _ in range(700):
        sql = "SELECT attempts FROM outbox WHERE message_id = $1 AND state = 'queued'"
        if await owner.fetchval(sql, message) == tries:
            return
        await asyncio.sleep(0.05)
    raise AssertionError(f"never tried {tries} times")


async def test_a_refused_address_fails_with_the_servers_words(
    queue_mail, served, mailbox, worker, becomes
):
    mailbox.answers["gone@example.com"] = ["550 5.1.1 No such mailbox"]
    gone, fine = await queue_mail("gone@example.com"), await queue_mail()
    row = await becomes(gone, "rejected")
    assert row["state_reason"] == "550 5.1.1 No such mailbox"
    assert row["outbox"] == "failed"
    await becomes(fine, "submitted")


async def test_the_sweep_finds_what_the_queue_lost(queue_mail, served, database, becomes, owner):
    message = await queue_mail()
    await owner.execute("DELETE FROM pgqueuer")
    await owner.execute(HURRY)
    async with working(database):
        await becomes(message, "submitted")


async def test_a_claim_whose_worker_died_is_sent_again_under_the_same_name(
    queue_mail, actor, served, mailbox, database, becomes, owner
):
    message = await queue_mail()
    await owner.execute("DELETE FROM pgqueuer")
    await owner.execute(
        "UPDATE outbox SET state = 'sending', attempts = 1, lease_until = now() - interval '1 s'"
        " WHERE message_id = $1",
        message,
    )
    async with working(database):
        row = await becomes(message, "submitted")
    assert row["attempts"] == 2
    assert mailbox.mails[0]["Message-ID"] == row["message_id"]


class Mute:
    """A way out that may not be asked twice, and has no answer."""

    channel = Channel.SMS
    repeatable = False
    sent = 0

    async def send(self, message: carriers.Outgoing) -> carriers.Answer:
        Mute.sent += 1
        return carriers.Unanswered("No answer.")

    async def check(self) -> str:
        return ""


@pytest.fixture
async def mute(owner, actor, monkeypatch) -> type[Mute]:
    """An account's gateway for SMS that gives no answers."""
    kind = carriers.Kind(
        "mute", Channel.SMS, lambda _: Mute(), repeatable=False, check=lambda *_: {}
    )
    monkeypatch.setitem(carriers.KINDS, "mute", kind)
    Mute.sent = 0
    await owner.execute(
        "INSERT INTO gateway (account_id, channel, kind, name, slug, settings, sealed, region, active,"
        " health, health_note, version) VALUES ($1, 'sms', 'mute', 'Mute', 'mute', '{}', '', '', true,"
        " 'unknown', '', 1)",
        actor.account_id,
    )
    return Mute


async def test_an_sms_without_an_answer_is_uncertain_and_never_sent_twice(
    queue_mail, worker, becomes, mute
):
    message = await queue_mail("+48601412233", channel=Channel.SMS)
    row = await becomes(message, "uncertain")
    assert row["outbox"] == "uncertain"
    assert mute.sent == 1


async def test_an_sms_whose_worker_died_is_uncertain_and_not_sent_again(
    queue_mail, actor, becomes, owner, mute
):
    message = await queue_mail("+48601412233", channel=Channel.SMS)
    outbox_id = await owner.fetchval(
        "UPDATE outbox SET state = 'sending', attempts = 1, lease_until = now() - interval '1 s'"
        " WHERE message_id = $1 RETURNING id",
        message,
    )
    assert await outbox.take_turn(Ticket(actor.account_id, outbox_id, 1))
    await becomes(message, "uncertain")
    assert mute.sent == 0


async def test_the_answer_to_an_earlier_try_is_none_to_the_next(
    queue_mail, actor, becomes, owner, mute
):
    message = await queue_mail("+48601412233", channel=Channel.SMS)
    await owner.execute("UPDATE outbox SET state = 'done', turns = 1, attempts = 1")
    await owner.execute("UPDATE message SET state = 'rejected', external_id = 'C1'")
    await message_retry(actor, message_id=message)
    outbox_id = await owner.fetchval(
        "UPDATE outbox SET state = 'sending', turns = 2, lease_until = now() - interval '1 s'"
        " WHERE message_id = $1 RETURNING id",
        message,
    )
    assert await outbox.take_turn(Ticket(actor.account_id, outbox_id, 2))
    row = await becomes(message, "uncertain")
    assert (row["attempts"], row["external_id"], mute.sent) == (1, None, 0)


async def test_two_workers_at_one_row_send_it_once(
    queue_mail, actor, served, mailbox, becomes, owner
):
    message = await queue_mail()
    row = await owner.fetchval("SELECT id FROM outbox WHERE message_id = $1", message)
    turns = [outbox.take_turn(Ticket(actor.account_id, row, 0)) for _ in range(5)]
    assert sorted(await asyncio.gather(*turns)) == [False] * 4 + [True]
    assert len(mailbox.mails) == 1


async def test_the_log_tells_of_each_step_and_not_of_the_text(
    queue_mail, served, worker, becomes, owner
):
    message = await queue_mail(body="A secret of ours")
    await becomes(message, "submitted")
    rows = await owner.fetch(
        "SELECT type, changes::text FROM event WHERE node_type = 'Message' AND node_id = $1"
        " ORDER BY seq",
        message,
    )
    assert [row["type"] for row in rows] == ["message.created", "message.updated"]
    assert not any("secret" in row["changes"] for row in rows)


def test_belated_news_moves_nothing_back():
    assert is_news(State.SUBMITTED, State.DELIVERED)
    assert is_news(State.UNCERTAIN, State.SUBMITTED)
    assert not is_news(State.DELIVERED, State.SUBMITTED)
    assert not is_news(State.DELIVERED, State.UNDELIVERED)
