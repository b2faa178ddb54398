"""SMS through a real Kannel to an SMS centre and back (R006, R084): alphabets, receipts, answers, loss."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

import asyncpg
import pytest

from tests.messages.live.kannel import until
from tests.messages.sms_making import NUMBER

OUTBOX = "SELECT state FROM outbox WHERE message_id = $1"
GSM, UCS2, DIGITS = 0, 8, "48601555018"


async def arrived(owner: asyncpg.Connection) -> asyncpg.Record:
    """The first SMS that came in."""
    async with asyncio.timeout(20):
        while True:
            row = await owner.fetchrow("SELECT * FROM message WHERE direction = 'incoming'")
            if row is not None:
                return row
            await asyncio.sleep(0.05)


async def test_a_text_of_the_gsm_alphabet_is_delivered_with_its_accents(way, worker, sms, becomes):
    way.centre.receipts = "DELIVRD"
    row = await becomes(await sms("Réponse: à Zoé, 5 €"), "delivered")
    [got] = way.centre.submitted
    assert (got.source, got.destination, got.coding) == ("48600100200", DIGITS, GSM)
    assert got.octets == b"R\x05ponse: \x7f Zo\x05, 5 \x1be"
    assert row["delivered_at"] is not None


async def test_a_text_beyond_that_alphabet_goes_in_ucs2(way, worker, sms, becomes):
    way.centre.receipts = "DELIVRD"
    await becomes(await sms("Zażółć gęślą jaźń 🙂"), "delivered")
    [got] = way.centre.submitted
    assert got.coding == UCS2
    assert got.octets.decode("utf-16-be") == "Zażółć gęślą jaźń 🙂"


async def test_a_long_text_arrives_as_the_parts_that_were_counted(way, worker, sms, becomes):
    way.centre.receipts = "DELIVRD"
    await becomes(await sms("All of it. " * 30), "delivered")
    assert len(way.centre.submitted) == 3
    assert {got.esm_class & 0x40 for got in way.centre.submitted} == {0x40}


async def test_what_the_centre_could_not_deliver_says_so(way, worker, sms, becomes):
    way.centre.receipts = "UNDELIV"
    assert (await becomes(await sms("Anybody there?"), "undelivered"))["delivered_at"] is None


@pytest.mark.parametrize(
    ("octets", "coding", "text"),
    [
        ("Dziękuję, będę".encode("utf-16-be"), UCS2, "Dziękuję, będę"),
        (b"R\x05ponse: oui", GSM, "Réponse: oui"),
        (b"Ja, gerne", GSM, "Ja, gerne"),
    ],
)
async def test_an_answer_comes_into_the_thread(way, owner, worker, octets, coding, text):
    way.centre.deliver(DIGITS, "48600100200", octets, coding=coding)
    row = await arrived(owner)
    assert (row["body"], row["address"], row["own_address"]) == (text, NUMBER, "+48600100200")


async def test_a_lost_answer_is_uncertain_and_never_a_second_sms(way, owner, worker, sms, becomes):
    async with losing_answers(way.kannel.url) as lost:
        await owner.execute(
            "UPDATE gateway SET settings = settings || jsonb_build_object('url', $1::text)", lost
        )
        id = await sms("Only once")
        # What the lost answer would have said, the centre's own report says a moment later.
        assert (await becomes(id, "submitted"))["state_reason"] == "ACK/"
        await sms("Another")
        await until(lambda: len(way.centre.submitted) == 2, lambda: way.centre.submitted)
    texts = [got.octets for got in way.centre.submitted]
    assert sorted(texts) == [b"Another", b"Only once"]
    assert await owner.fetchval(OUTBOX, id) == "uncertain"
    [sent] = [got for got in way.centre.submitted if got.octets == b"Only once"]
    way.centre.receipt(sent.id, "DELIVRD", sent.destination, sent.source)
    assert (await becomes(id, "delivered"))["delivered_at"] is not None


@asynccontextmanager
async def losing_answers(url: str) -> AsyncIterator[str]:
    """A way to a gateway on which its answers are lost; gives the address."""
    parts = urlsplit(url)

    async def pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        request = await reader.readuntil(b"\r\n\r\n")
        answers, far = await asyncio.open_connection(parts.hostname, parts.port)
        far.write(request)
        await answers.readuntil(b"\r\n\r\n")
        far.close()
        writer.close()

    async with await asyncio.start_server(pass_on, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        yield parts._replace(netloc=f"127.0.0.1:{port}").geturl()
