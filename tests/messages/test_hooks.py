"""What SMS gateways tell us: delivery reports and incoming SMS, believed only when proved (R043, R084, R086)."""

from urllib.parse import quote

import asyncpg
import pytest

from backend.accounts.actor import Actor
from backend.core.database import writing
from backend.messages import service
from backend.messages.kinds import Channel
from tests.client import Client
from tests.making import contact, customer
from tests.messages.sms_making import NUMBER, Gateway, gateway


@pytest.fixture
async def kannel(owner, http, world) -> Gateway:
    return await gateway(owner, http, world)


@pytest.fixture
async def hosted(owner, http, world) -> Gateway:
    return await gateway(owner, http, world, "twilio")


@pytest.fixture
async def sent(actor: Actor) -> int:
    """An SMS that was queued."""
    async with writing(actor.account_id):
        return await service.message_queue(
            actor, channel=Channel.SMS, address=NUMBER, body="Your machine is ready."
        )


@pytest.fixture
def sales(http, world) -> Client:
    return Client(http, world.tokens["crm_sales"])


async def row(owner: asyncpg.Connection, id: int) -> asyncpg.Record:
    return await owner.fetchrow("SELECT * FROM message WHERE id = $1", id)


async def newest(owner: asyncpg.Connection) -> asyncpg.Record:
    return await owner.fetchrow("SELECT * FROM message ORDER BY id DESC LIMIT 1")


@pytest.mark.parametrize(
    ("types", "state"),
    [
        ([8, 1], "delivered"),
        ([1, 8], "delivered"),
        ([4, 8, 8, 2], "undelivered"),
        ([16], "rejected"),
        ([1, 2], "delivered"),
    ],
)
async def test_reports_move_a_message_whatever_their_order(owner, kannel, sent, types, state):
    for type in types:
        assert (await kannel.report(sent, type)).status_code == 200
    assert (await row(owner, sent))["state"] == state


async def test_a_repeated_report_is_no_second_event(owner, kannel, sent):
    for _ in range(3):
        await kannel.report(sent, 1, said="ACK")
    events = await owner.fetchval(
        "SELECT count(*) FROM event WHERE node_id = $1 AND type = 'message.updated'", sent
    )
    assert events == 1


async def test_what_the_centre_said_is_kept_beside_the_state(owner, kannel, sent):
    await kannel.report(sent, 16, said="NACK/11/Invalid Destination Address")
    assert "Invalid Destination" in (await row(owner, sent))["state_reason"]


@pytest.mark.parametrize("tag", ["", "0" * 32, "ł"])
async def test_a_report_with_a_wrong_tag_is_refused(owner, kannel, sent, tag):
    assert (await kannel.report(sent, 1, tag=tag)).status_code == 403
    assert (await row(owner, sent))["state"] == "queued"


async def test_the_tag_of_one_message_does_not_speak_of_another(owner, kannel, sent):
    other = await kannel.report(sent + 1, 1)
    assert other.status_code == 200, "proved, of a message we do not know"
    tag = other.request.url.params["tag"]
    assert (await kannel.report(sent, 1, tag=tag)).status_code == 403
    assert (await row(owner, sent))["state"] == "queued"


@pytest.mark.parametrize("type", ["3", "", "-1", "abc"])
async def test_a_report_of_an_unknown_type_is_refused(kannel, sent, type):
    assert (await kannel.report(sent, type)).status_code == 400


async def test_a_body_that_is_too_large_is_not_read(kannel):
    answer = await kannel.http.post(kannel.path, content=b"x" * 70_000)
    assert answer.status_code == 413


async def test_too_many_fields_are_refused(kannel):
    answer = await kannel.http.get(kannel.path + "?" + "&".join(f"a{n}=1" for n in range(200)))
    assert answer.status_code == 400


async def test_an_unknown_gateway_and_one_that_is_off_are_not_found(owner, kannel):
    assert (await kannel.http.get("/hooks/sms/nobody")).status_code == 404
    await owner.execute("UPDATE gateway SET active = false")
    assert (await kannel.arrives("48601555018", "Hello")).status_code == 404


async def test_an_incoming_sms_without_the_secret_is_refused(owner, kannel):
    answer = await kannel.http.get(
        kannel.path, params={"secret": "x", "from": NUMBER, "text": "Hello"}
    )
    assert answer.status_code == 403
    assert await newest(owner) is None


@pytest.mark.parametrize("spelling", ["48601555018", "+48601555018", "0048601555018", "601555018"])
async def test_an_incoming_sms_finds_its_customer_in_any_spelling(owner, kannel, sales, spelling):
    await customer(sales, mobilePhone="601 555 018")
    assert (await kannel.arrives(spelling, "Réponse: à bientôt €")).status_code == 200
    found = await newest(owner)
    assert found["customer_id"] is not None
    assert (found["address"], found["body"]) == (NUMBER, "Réponse: à bientôt €")
    assert (found["direction"], found["state"], found["read_at"]) == ("incoming", "received", None)


async def test_an_sms_of_nobody_we_know_is_kept(owner, kannel):
    await kannel.arrives("48601555018", "Who are you?")
    found = await newest(owner)
    assert (found["customer_id"], found["address"]) == (None, NUMBER)


async def test_a_short_code_and_a_name_are_kept_as_they_are(owner, kannel):
    for name in ("80123", "BLIK"):
        await kannel.arrives(name, "Your code")
        assert (await newest(owner))["address"] == name


async def test_a_shared_number_is_guessed_for_nobody(owner, kannel, sales):
    for first in ("Ewa", "Adam"):
        who = await contact(sales, firstName=first)
        await add_phone(sales, who)
    await kannel.arrives("48601555018", "Hello")
    assert (await newest(owner))["contact_id"] is None


async def test_an_answer_goes_into_the_thread_it_answers(owner, kannel, sales, actor):
    for first in ("Ewa", "Adam"):
        await add_phone(sales, await contact(sales, firstName=first))
    adam = await owner.fetchval("SELECT id FROM contact WHERE first_name = 'Adam'")
    async with writing(actor.account_id):
        await service.message_queue(
            actor,
            channel=Channel.SMS,
            address=NUMBER,
            body="Adam, is Friday fine?",
            party=service.NodeRef("Contact", adam),
        )
    await kannel.arrives("48601555018", "Yes")
    assert (await newest(owner))["contact_id"] == adam


async def test_one_incoming_sms_handed_in_twice_is_kept_once(owner, kannel):
    first = await kannel.arrives("48601555018", "Hello", id="mo-1")
    second = await kannel.arrives("48601555018", "Hello", id="mo-1")
    assert (first.status_code, second.status_code) == (200, 200)
    assert await owner.fetchval("SELECT count(*) FROM message") == 1


async def test_a_text_in_ucs2_comes_as_it_was_written(owner, kannel):
    octets = "".join(f"%{byte:02x}" for byte in "Zażółć 👍".encode("utf-16-be"))
    secret = (await kannel.arrives("48601555018", "x")).request.url.params["secret"]
    await kannel.http.get(
        f"{kannel.path}?secret={secret}&from=48601555018&coding=2&charset=UTF-16BE&text={octets}"
    )
    assert (await newest(owner))["body"] == "Zażółć 👍"


@pytest.mark.parametrize(("octets", "text"), [("R%e9ponse", "Réponse"), ("%00a%01", "a")])
async def test_octets_that_are_no_utf8_are_kept_readable(owner, kannel, octets, text):
    secret = (await kannel.arrives("48601555018", "x")).request.url.params["secret"]
    await kannel.http.get(f"{kannel.path}?secret={secret}&from=48601555018&text={octets}")
    assert (await newest(owner))["body"] == text


@pytest.mark.parametrize("word", ["STOP", " stop. ", "Arrêt", "UNSUBSCRIBE", "Stop!"])
async def test_stop_withdraws_the_consent_to_sms(owner, kannel, sales, word):
    await customer(sales, mobilePhone="601 555 018")
    await kannel.arrives("48601555018", word)
    said = await owner.fetch("SELECT channel, state, how, proof, recorded_via FROM consent")
    assert {(c["channel"], c["state"], c["how"]) for c in said} == {("sms", "withdrawn", "sms")}
    assert {c["recorded_via"] for c in said} == {"gateway:The kannel"}


async def test_a_sentence_with_stop_in_it_withdraws_nothing(owner, kannel, sales):
    await customer(sales, mobilePhone="601 555 018")
    await kannel.arrives("48601555018", "Stop by tomorrow at ten")
    assert await owner.fetchval("SELECT count(*) FROM consent") == 0


async def test_the_provider_s_reports_are_taken_in_any_order(owner, hosted, sent):
    for status in ("delivered", "sent", "queued"):
        answer = await hosted.signed(f"?message={sent}", MessageSid="SM1", MessageStatus=status)
        assert answer.status_code == 200
    assert (await row(owner, sent))["state"] == "delivered"


async def test_the_provider_s_error_is_kept(owner, hosted, sent):
    await hosted.signed(
        f"?message={sent}", MessageSid="SM1", MessageStatus="undelivered", ErrorCode="30005"
    )
    found = await row(owner, sent)
    assert (found["state"], "30005" in found["state_reason"]) == ("undelivered", True)


async def test_the_provider_hands_in_an_sms_once(owner, hosted, sales):
    await customer(sales, mobilePhone="601 555 018")
    form = {"MessageSid": "SM9", "AccountSid": "AC1", "From": NUMBER, "Body": "Już jadę 👍"}
    for _ in range(2):
        assert (await hosted.signed("", **form)).status_code == 200
    found = await newest(owner)
    assert (found["body"], found["external_id"]) == ("Już jadę 👍", "SM9")
    assert await owner.fetchval("SELECT count(*) FROM message") == 1


async def test_a_callback_of_the_provider_with_a_wrong_signature_is_refused(owner, hosted, sent):
    target = f"{hosted.path}?message={sent}"
    form = {"MessageSid": "SM1", "MessageStatus": "delivered"}
    for headers in ({}, {"x-twilio-signature": "bm9wZQ=="}):
        answer = await hosted.http.post(target, data=form, headers=headers)
        assert answer.status_code == 403
    assert (await row(owner, sent))["state"] == "queued"


async def test_a_secret_of_another_gateway_opens_nothing(owner, http, kannel, hosted):
    answer = await http.get(
        kannel.path, params={"secret": hosted.slug, "from": NUMBER, "text": quote("x")}
    )
    assert answer.status_code == 403


async def add_phone(client: Client, party: str) -> None:
    query = """mutation ($party: ID!) {
      phoneAdd(party: $party, input: { label: "Work", number: "601 555 018" }) {
        __typename ... on Problem { message } } }"""
    answer = await client.ask(query, party=party)
    assert answer["phoneAdd"]["__typename"] == "PhoneSaved", answer
