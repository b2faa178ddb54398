"""E-mails that come in: read whatever they are like, kept once, in the thread they answer (R043, R086)."""

from collections.abc import Callable
from email.message import EmailMessage
from typing import Any

import asyncpg
import httpx2 as httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.core.errors import InvalidInput
from backend.messages import callbacks
from backend.messages.mail_reading import read_mail
from tests.client import Client
from tests.making import contact, customer
from tests.world import World

CUSTOMER = "SELECT email_address.customer_id FROM email_address WHERE normalised = $1"
MESSAGES = """
query ($filter: MessageFilter!) { messages(filter: $filter) { nodes {
  channel direction state subject body spelled } } }
"""
NEWEST = "SELECT * FROM message ORDER BY id DESC LIMIT 1"
Hand = Callable[..., Any]


def written(body: str = "When do you open?", **headers: str) -> bytes:
    """A mail of Zofia's."""
    mail = EmailMessage()
    given = {"From": "Zofia Lis <zofia@example.com>", "To": "sales@alder.example", **headers}
    for name, value in {"Subject": "Opening hours", **given}.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(body)
    return bytes(mail)


@pytest.fixture
async def hand(owner: asyncpg.Connection, http: httpx.AsyncClient, world: World) -> Hand:
    """Hand in a mail as the account's mail server does."""
    slug = f"mail-{world.account_id}"
    await owner.execute(
        "INSERT INTO gateway (account_id, channel, kind, name, slug, settings, sealed, region, active, health,"
        " health_note, version) VALUES ($1, 'email', 'smtp', 'Office', $2, '{}', '', '', true, 'unknown', '', 1)",
        world.account_id,
        slug,
    )

    async def post(octets: bytes, **changed: str) -> httpx.Response:
        query = {"secret": callbacks.secret(world.account_id, slug), **changed}
        return await http.post(f"/hooks/mail/{slug}", content=octets, params=query)

    return post


async def test_a_mail_lands_with_whoever_has_its_address(
    hand: Hand, owner: asyncpg.Connection, sales: Client
) -> None:
    who = await customer(sales, email="zofia@example.com")
    assert (await hand(written(Message_ID="<1@example.com>"))).status_code == 200
    assert (await hand(written(Message_ID="<1@example.com>"))).text == "Had been taken in before."
    found = (await sales.ask(MESSAGES, filter={"party": who}))["messages"]["nodes"]
    assert [one for one in found if one["direction"] == "INCOMING"] == [
        {
            "channel": "EMAIL",
            "direction": "INCOMING",
            "state": "RECEIVED",
            "subject": "Opening hours",
            "body": "When do you open?",
            "spelled": "zofia@example.com",
        }
    ]
    assert (await owner.fetchrow(NEWEST))["own_address"] == "sales@alder.example"


async def test_an_answer_belongs_to_the_thread_it_answers_whatever_address_it_comes_from(
    hand: Hand, owner: asyncpg.Connection, sales: Client, queue_mail: Hand
) -> None:
    await customer(sales, email="zofia@example.com")
    party = await owner.fetchval(CUSTOMER, "zofia@example.com")
    sent = await queue_mail()
    await owner.execute("UPDATE message SET customer_id = $1 WHERE id = $2", party, sent)
    name = await owner.fetchval("SELECT message_id FROM message WHERE id = $1", sent)
    await hand(written(From="z.lis@elsewhere.example", In_Reply_To="<?@x>", References=name))
    row = await owner.fetchrow(NEWEST)
    assert (row["customer_id"], row["address"]) == (party, "z.lis@elsewhere.example")


async def test_of_several_who_share_an_address_nobody_is_guessed(
    hand: Hand, owner: asyncpg.Connection, sales: Client
) -> None:
    for name in ("Ada", "Bo"):
        await contact(sales, firstName=name, email="zofia@example.com")
    await hand(written())
    row = await owner.fetchrow(NEWEST)
    assert row["contact_id"] is None
    assert row["address"] == "zofia@example.com"


@pytest.mark.parametrize(
    ("octets", "secret", "status"),
    [
        (written(), "wrong", 403),
        (b"", None, 400),
        (b"\xff\xfe nonsense \x00", None, 400),
        (b"From: nobody\n\nhello", None, 400),
    ],
)
async def test_what_is_no_mail_or_unproved_is_refused(
    hand: Hand, owner: asyncpg.Connection, octets: bytes, secret: str | None, status: int
) -> None:
    answer = await hand(octets, **({"secret": secret} if secret else {}))
    assert answer.status_code == status
    assert await owner.fetchval("SELECT count(*) FROM message") == 0


async def test_a_gateway_that_is_off_takes_nothing(hand: Hand, owner: asyncpg.Connection) -> None:
    await owner.execute("UPDATE gateway SET active = false")
    assert (await hand(written())).status_code == 404


def test_of_html_what_one_would_see_and_of_what_is_attached_the_names() -> None:
    mail = EmailMessage()
    mail["From"] = "zofia@example.com"
    mail.set_content(
        "<html><head><title>x</title><style>p{}</style></head><body><p>Good  day,</p>"
        "<p>two<br>lines &amp; more</p><script>evil()</script></body></html>",
        subtype="html",
    )
    mail.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="offer.pdf")
    assert read_mail(bytes(mail)).body == "Good day,\n\ntwo\nlines & more\n\n[offer.pdf]"


@pytest.mark.parametrize(
    ("octets", "body"),
    [
        (b"From: a@b.example\nContent-Type: text/plain; charset=nonesuch\n\nhi", "hi"),
        (b"From: a@b.example\nContent-Type: text/plain; charset=utf-8\n\n\xff\xfe", "\ufffd\ufffd"),
        (b"From: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\nno parts", ""),
        (b"From: a@b.example\nSubject: =?utf-8?b?!!!?=\n\nhi\x00\x07", "hi"),
        (b"From: a@b.example\nContent-Type: text/plain; charset=iso-8859-2\n\n\xb3", "ł"),
    ],
)
def test_a_badly_written_mail_is_read_as_far_as_it_goes(octets: bytes, body: str) -> None:
    assert read_mail(octets).body == body


@given(
    st.lists(
        st.sampled_from(
            [
                b"Content-Type: multipart/mixed; boundary=b\n",
                b"Content-Type: text/html; charset=u\x00tf\n",
                b"Content-Type: message/rfc822\n",
                b"Content-Disposition: attachment; filename*=utf-8''%E2%82\n",
                b"Content-Transfer-Encoding: base64\n",
                b"Subject: =?utf-8?b?",
                b'To: grp: x@y.example, "',
                b"References: <x@y> <",
                b"\n",
                b"--b\n",
                b"--b--\n",
                b"\xff\x00<b>",
                b"PGI+aGk8",
            ]
        ),
        max_size=20,
    )
)
def test_whatever_follows_a_sender_is_read_somehow(pieces: list[bytes]) -> None:
    read_mail(b"From: a@b.example\n" + b"".join(pieces))


def test_a_mail_without_a_name_is_named_by_what_it_says() -> None:
    first, second = read_mail(written("one")), read_mail(written("two"))
    assert first.name != second.name == read_mail(written("two")).name


def test_nobody_can_be_answered_without_an_address() -> None:
    with pytest.raises(InvalidInput, match="From with an address"):
        read_mail(b"From: Zofia\n\nhello")
