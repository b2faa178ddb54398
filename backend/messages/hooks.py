"""`/hooks/sms/<gateway>`: delivery reports and incoming SMS, from gateways that call us over HTTP.

Nothing is believed before its proof: the tag of a message, the gateway's secret, or the provider's
signature. A report on a message we do not know, or one that is no news, is answered like any other:
what gateways get for a refusal is only more of the same.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass

import asyncpg
import orjson

from backend.accounts.actor import Actor
from backend.core.database import call_definer, writing
from backend.core.errors import InvalidInput
from backend.core.vault import vault
from backend.messages import callbacks, kannel, moving, twilio_sms
from backend.messages.incoming import Arrived, message_receive
from backend.messages.kinds import State
from backend.messages.models import Message

MAX_BODY = 64 * 1024

log = logging.getLogger("kith.messages")


@dataclass(frozen=True, slots=True)
class Asked:
    """A callback as it came: the public address it was sent to, its query and its form."""

    url: str
    query: Mapping[str, str]
    form: Mapping[str, str]
    signature: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the gateway is told: an HTTP status and a sentence."""

    status: int
    message: str


KEPT = Answer(200, "Taken in.")
UNPROVED = Answer(403, "This does not come from the gateway.")


async def receive(slug: str, asked: Asked) -> Answer:
    """Take in one callback of a gateway."""
    rows = await call_definer("SELECT * FROM gateway_of_hook($1)", slug)
    if not rows:
        return Answer(404, "There is no such gateway.")
    gateway = rows[0]
    taken_in = {"kannel": _kannel, "twilio": _twilio}.get(gateway["kind"])
    if taken_in is None:
        return Answer(404, "This gateway sends no callbacks.")
    try:
        answer = await taken_in(gateway, asked)
    except InvalidInput as problem:
        return Answer(400, problem.message)
    if answer is UNPROVED:
        log.warning("gateway %s: a callback without proof was refused", slug)
    return answer


async def _kannel(gateway: asyncpg.Record, asked: Asked) -> Answer:
    said = {**asked.query, **asked.form}
    account_id, slug = gateway["account_id"], gateway["slug"]
    if "message" in said:
        reference = _reference(said["message"])
        if not callbacks.is_tag(account_id, slug, reference, said.get("tag", "")):
            return UNPROVED
        state, reason = kannel.receipt(said)
        return await _report(gateway, reference, state, reason)
    if not callbacks.is_secret(account_id, slug, said.get("secret", "")):
        return UNPROVED
    return await _arrive(gateway, kannel.arrived(said))


async def _twilio(gateway: asyncpg.Record, asked: Asked) -> Answer:
    secrets = vault().open(gateway["account_id"], gateway["sealed"])
    token = secrets.get(twilio_sms.AUTH_TOKEN, "")
    if not twilio_sms.signed(token, asked.url, asked.form, asked.signature):
        return UNPROVED
    if "message" in asked.query:
        news = twilio_sms.status(asked.form)
        reference = _reference(asked.query["message"])
        return await _report(gateway, reference, *news) if news else KEPT
    sid = asked.form.get("MessageSid", "")
    if not sid or not asked.form.get("From"):
        raise InvalidInput("An incoming SMS has a MessageSid and a From.")
    form = asked.form
    arrived = Arrived(form["From"], form.get("To", ""), form.get("Body", ""), sid)
    settings = orjson.loads(gateway["settings"])
    if form.get("AccountSid") != settings.get("account_sid"):
        return UNPROVED
    return await _arrive(gateway, arrived)


async def _report(gateway: asyncpg.Record, reference: int, state: State, reason: str) -> Answer:
    actor = Actor(gateway["account_id"], None, via=f"gateway:{gateway['name']}")
    async with writing(actor.account_id):
        found = await Message.filter(id=reference, channel="sms", direction="outgoing").exists()
        if found:
            await moving.move(actor, reference, state, reason, gateway_id=gateway["gateway_id"])
    return KEPT if found else Answer(200, "There is no such message.")


async def _arrive(gateway: asyncpg.Record, arrived: Arrived) -> Answer:
    kept = await message_receive(
        gateway["account_id"],
        gateway_id=gateway["gateway_id"],
        gateway=gateway["name"],
        region=gateway["region"],
        arrived=arrived,
    )
    return KEPT if kept is not None else Answer(200, "Had been taken in before.")


def _reference(text: str) -> int:
    if not text.isdecimal() or len(text) > 18:
        raise InvalidInput("A message is named by a number.", ("message",))
    return int(text)
