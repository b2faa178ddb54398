"""Mail over real sockets: what a server says decides what becomes of a message."""

import asyncio

import pytest
import trustme

from backend.messages.carriers import Accepted, Outgoing, Refused, Unanswered, Way
from backend.messages.kinds import Channel
from backend.messages.smtp import SmtpCarrier, composed
from tests.messages.servers import PASSWORD, Mailbox, mail_server


def carrier(port: int, *, password: str = PASSWORD, **settings: object) -> SmtpCarrier:
    known = {"host": "127.0.0.1", "port": port, "security": "none", "timeout": 5.0, **settings}
    return SmtpCarrier(Way(1, 1, "smtp", settings=known, secrets={"password": password}))


def mail(**changes: object) -> Outgoing:
    facts = {
        "reference": 1,
        "account_id": 1,
        "channel": Channel.EMAIL,
        "address": "zofia@example.com",
        "name": "Zofia Kądziołka",
        "own_address": "kith@example.org",
        "own_name": "Alder & Finch",
        "subject": "Zażółć gęślą jaźń",
        "text": "Dzień dobry",
        "html": "<p>Dzień dobry</p>",
        "message_id": "<one@example.org>",
        **changes,
    }
    return Outgoing(**facts)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def trusted(authority: trustme.CA, tmp_path, monkeypatch) -> None:
    """The system vouches for the server's authority."""
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))


async def test_a_mail_arrives_over_starttls_after_signing_in(authority, trusted):
    mailbox = Mailbox()
    async with mail_server(mailbox, authority=authority, auth=True) as port:
        answer = await carrier(port, security="starttls", user="kith").send(mail())
    assert isinstance(answer, Accepted)
    assert mailbox.encrypted == [True]
    assert mailbox.users == ["kith"]


async def test_what_arrives_is_a_whole_mail_without_defects():
    mailbox = Mailbox()
    async with mail_server(mailbox) as port:
        await carrier(port).send(mail(automatic=True, reply_to="anna@example.org"))
    [found] = mailbox.mails
    assert found.defects == []
    assert found["Subject"] == "Zażółć gęślą jaźń"
    assert found["Message-ID"] == "<one@example.org>"
    assert found["Auto-Submitted"] == "auto-generated"
    assert found["Reply-To"] == "anna@example.org"
    assert found["Date"].datetime is not None
    assert found["To"].addresses[0].display_name == "Zofia Kądziołka"
    assert [part.get_content_type() for part in found.iter_parts()] == ["text/plain", "text/html"]


async def test_an_untrusted_certificate_is_a_matter_of_settings_and_nothing_is_sent(authority):
    mailbox = Mailbox()
    async with mail_server(mailbox, authority=authority) as port:
        answer = await carrier(port, security="starttls").send(mail())
    assert isinstance(answer, Refused)
    assert (answer.permanent, answer.settings) == (False, True)
    assert "certificate is not trusted" in answer.reason
    assert mailbox.mails == []


async def test_a_server_without_starttls_is_not_talked_to_in_the_open():
    mailbox = Mailbox()
    async with mail_server(mailbox) as port:
        answer = await carrier(port, security="starttls").send(mail())
    assert isinstance(answer, Refused)
    assert answer.settings
    assert mailbox.mails == []


async def test_a_wrong_password_is_a_matter_of_settings(authority, trusted):
    mailbox = Mailbox()
    async with mail_server(mailbox, authority=authority, auth=True) as port:
        way = carrier(port, security="starttls", user="kith", password="wrong")
        answer = await way.send(mail())
        assert await way.check() == answer.reason
    assert isinstance(answer, Refused)
    assert (answer.permanent, answer.settings) == (False, True)
    assert "535" in answer.reason
    assert "wrong" not in answer.reason


async def test_an_address_the_server_does_not_have_is_refused_for_good():
    mailbox = Mailbox(answers={"zofia@example.com": ["550 5.1.1 No such mailbox"]})
    async with mail_server(mailbox) as port:
        answer = await carrier(port).send(mail())
    assert answer == Refused("550 5.1.1 No such mailbox", permanent=True)


async def test_a_greylisting_server_refuses_for_now():
    mailbox = Mailbox(answers={"zofia@example.com": ["451 4.7.1 Come back later"]})
    async with mail_server(mailbox) as port:
        answer = await carrier(port).send(mail())
    assert answer == Refused("451 4.7.1 Come back later", permanent=False)


async def test_silence_after_the_text_leaves_open_whether_it_was_taken():
    async def silent() -> None:
        await asyncio.sleep(3)

    mailbox = Mailbox(after_data=silent)
    async with mail_server(mailbox) as port:
        answer = await carrier(port, timeout=0.5).send(mail())
    assert isinstance(answer, Unanswered)
    assert len(mailbox.mails) == 1


async def test_nobody_listening_is_a_matter_of_settings():
    async with mail_server(Mailbox()) as port:
        pass
    answer = await carrier(port).send(mail())
    assert isinstance(answer, Refused)
    assert (answer.permanent, answer.settings) == (False, True)


@pytest.mark.parametrize("field", ["subject", "name", "own_name", "address", "reply_to"])
async def test_a_line_break_begins_no_header_of_its_own(field):
    mailbox = Mailbox()
    async with mail_server(mailbox) as port:
        answer = await carrier(port).send(mail(**{field: "a@example.com\r\nBcc: eve@example.com"}))
    assert isinstance(answer, Refused)
    assert answer.permanent
    assert mailbox.mails == []


def test_an_absence_note_of_a_person_may_be_answered():
    assert composed(mail())["Auto-Submitted"] is None
