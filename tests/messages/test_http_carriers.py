"""SMS over HTTP: what gateways are told, and what each of their answers means (R084)."""

import json
from collections.abc import AsyncIterator

import pytest
from starlette.applications import Starlette

from backend.core.errors import InvalidInput
from backend.messages import kannel, kinds_of_gateways, posting, twilio_sms
from backend.messages.carriers import KINDS, Accepted, Outgoing, Refused, Unanswered, Way
from backend.messages.kinds import Channel
from tests.messages.http_peer import HttpPeer, http_peer

LETTER = Outgoing(
    reference=41, account_id=7, channel=Channel.SMS, address="+48601555018", text="Zoë: 5 €"
)
kinds_of_gateways.load()

ANSWERS = [
    (202, "0: Accepted for delivery", Accepted()),
    (202, "3: Queued for later delivery", Accepted()),
    (200, "<html>Welcome to the hotel</html>", Unanswered),
    (200, "", Unanswered),
    (400, "4: Missing receiver number", "permanent"),
    (403, "Authorization failed for sendsms", "settings"),
    (404, "Not found", "settings"),
    (503, "Temporal failure, try again later.", "later"),
    (500, "boom", Unanswered),
    (502, "Bad gateway", Unanswered),
]
TWILIO = [
    (201, {"sid": "SM1"}, Accepted("SM1")),
    (201, {"status": "queued"}, Unanswered),
    (201, ["nonsense"], Unanswered),
    (400, {"code": 21211, "message": "The 'To' number is not a valid phone number."}, "permanent"),
    (401, {"message": "Authenticate"}, "settings"),
    (429, {"message": "Too Many Requests"}, "later"),
    (500, {}, Unanswered),
]


@pytest.fixture
async def peer(app: Starlette) -> AsyncIterator[HttpPeer]:
    async with http_peer() as listening:
        yield listening


def way(peer: HttpPeer, kind: str) -> Way:
    settings = {
        "kannel": {"url": f"{peer.url}/cgi-bin/sendsms", "username": "kith", "sender": "Alder"},
        "twilio": {"url": peer.url, "account_sid": "AC1", "sender": "+447911123456"},
    }[kind]
    secrets = {"password": "s3cret", "auth_token": "t0ken"}
    return Way(7, 3, kind, slug="g-1", settings=settings, secrets=secrets)


def is_the(answer, meaning) -> bool:
    if isinstance(meaning, str):
        flags = {"permanent": (True, False), "settings": (False, True), "later": (False, False)}
        return isinstance(answer, Refused) and (answer.permanent, answer.settings) == flags[meaning]
    return answer == meaning if isinstance(meaning, Accepted) else isinstance(answer, meaning)


@pytest.mark.parametrize(("status", "body", "meaning"), ANSWERS)
async def test_what_an_answer_of_kannel_means(peer, status, body, meaning):
    peer.says(status, body)
    assert is_the(await kannel.KannelCarrier(way(peer, "kannel")).send(LETTER), meaning)


@pytest.mark.parametrize(("status", "body", "meaning"), TWILIO)
async def test_what_an_answer_of_a_hosted_provider_means(peer, status, body, meaning):
    peer.says(status, json.dumps(body), "application/json")
    assert is_the(await twilio_sms.TwilioCarrier(way(peer, "twilio")).send(LETTER), meaning)


async def test_kannel_gets_the_text_its_alphabet_and_an_address_for_receipts(peer):
    peer.says(202, "0: Accepted for delivery")
    await kannel.KannelCarrier(way(peer, "kannel")).send(LETTER)
    form = peer.forms[0]
    assert (form["to"], form["from"], form["text"]) == ("+48601555018", "Alder", "Zoë: 5 €")
    assert (form["coding"], form["charset"], form["dlr-mask"]) == ("2", "UTF-8", "31")
    assert "/hooks/sms/g-1?message=41&tag=" in form["dlr-url"]
    assert form["dlr-url"].endswith("&type=%d&said=%A")


async def test_the_provider_gets_the_form_and_the_sign_in(peer):
    peer.says(201, '{"sid": "SM1"}')
    await twilio_sms.TwilioCarrier(way(peer, "twilio")).send(LETTER)
    assert peer.paths == ["POST /2010-04-01/Accounts/AC1/Messages.json HTTP/1.1"]
    assert peer.headers[0]["authorization"].startswith("basic ")
    form = peer.forms[0]
    assert (form["To"], form["From"], form["Body"]) == (LETTER.address, "+447911123456", "Zoë: 5 €")
    assert form["StatusCallback"].endswith("/hooks/sms/g-1?message=41")


@pytest.mark.parametrize("kind", ["kannel", "twilio"])
async def test_a_gateway_that_says_nothing_may_have_taken_it(peer, kind, monkeypatch):
    monkeypatch.setattr(posting, "SECONDS", 0.3)
    peer.hangs = True
    answer = await KINDS[kind].open(way(peer, kind)).send(LETTER)
    assert isinstance(answer, Unanswered)
    assert "s3cret" not in answer.reason


@pytest.mark.parametrize("kind", ["kannel", "twilio"])
async def test_a_gateway_that_hangs_up_in_mid_answer_may_have_taken_it(peer, kind):
    peer.answer = b"HTTP/1.1 202 Accepted\r\nContent-Length: 900\r\n\r\n0: Acc"
    assert isinstance(await KINDS[kind].open(way(peer, kind)).send(LETTER), Unanswered)


@pytest.mark.parametrize("kind", ["kannel", "twilio"])
async def test_nonsense_instead_of_http_may_have_taken_it(peer, kind):
    peer.answer = b"\x00\xff 220 smtp ready\r\n"
    assert isinstance(await KINDS[kind].open(way(peer, kind)).send(LETTER), Unanswered)


@pytest.mark.parametrize("kind", ["kannel", "twilio"])
async def test_nobody_at_the_door_is_tried_again(kind, app):
    async with http_peer() as gone:
        address = way(gone, kind)
    answer = await KINDS[kind].open(address).send(LETTER)
    assert is_the(answer, "later")


async def test_an_endless_answer_is_not_read_to_its_end(peer):
    peer.says(202, "0: Accepted for delivery " + "x" * 3_000_000)
    answer = await kannel.KannelCarrier(way(peer, "kannel")).send(LETTER)
    assert answer == Accepted()


@pytest.mark.parametrize(
    ("kind", "status", "body", "usable"),
    [
        ("kannel", 400, "Empty receiver number not allowed, rejected", True),
        ("kannel", 403, "Authorization failed for sendsms", False),
        ("kannel", 200, "<html>", False),
        ("twilio", 200, "{}", True),
        ("twilio", 401, '{"message": "Authenticate"}', False),
    ],
)
async def test_a_gateway_is_tried_without_sending(peer, kind, status, body, usable):
    peer.says(status, body)
    assert (await KINDS[kind].open(way(peer, kind)).check() == "") is usable


@pytest.mark.parametrize(
    ("kind", "settings", "field"),
    [
        ("kannel", {"url": "ftp://x", "username": "u", "sender": "Alder"}, "url"),
        ("kannel", {"url": "http://u:p@x/", "username": "u", "sender": "Alder"}, "url"),
        ("kannel", {"url": "http://x/", "username": "", "sender": "Alder"}, "username"),
        ("kannel", {"url": "http://x/", "username": "u", "sender": "Alder & Finch GmbH"}, "sender"),
        ("kannel", {"url": "http://x/", "username": "u", "sender": "A\nB"}, "sender"),
        ("twilio", {"account_sid": "", "sender": "+447911123456"}, "account_sid"),
        ("twilio", {"account_sid": "AC1", "sender": "+4479"}, "sender"),
    ],
)
def test_settings_that_cannot_work_are_refused_by_field(kind, settings, field):
    with pytest.raises(InvalidInput) as refusal:
        KINDS[kind].check(settings, {})
    assert refusal.value.path == (field,)


def test_settings_that_work_are_kept_in_one_spelling():
    kept = KINDS["twilio"].check({"account_sid": "AC1", "sender": "+44 7911 123456"}, {})
    assert kept == {
        "url": "https://api.twilio.com",
        "account_sid": "AC1",
        "sender": "+447911123456",
        "countries": [],
    }
