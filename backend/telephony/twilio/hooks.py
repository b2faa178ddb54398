"""`/hooks/voice/<line>/<what>`: a hosted provider tells how a call goes, and asks what to do with one.

Each is signed over the public address (`X-Twilio-Signature`) and checked by the provider's own
validator. A repeat is recognised by its key, and answered like the first.
"""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import asyncpg
from tortoise.exceptions import BaseORMException
from twilio.request_validator import RequestValidator

from backend.accounts.actor import Actor
from backend.calls.folding import LONGEST, Heard
from backend.calls.kinds import LineKind
from backend.calls.running_lines import actor_of, line_row
from backend.calls.service import call_heard
from backend.core.database import call_definer
from backend.core.errors import DomainError
from backend.core.vault import vault
from backend.telephony.twilio import answers
from backend.telephony.twilio.callbacks import Late, Leg, heard_of, rings
from backend.telephony.twilio.settings import HostedLine, hook_address, hosted_line
from backend.telephony.typed import Unusable

LATE_SECONDS = 5.0
"""How long a leg's end waits for the word of the other leg, which counts more."""

log = logging.getLogger("kith.twilio")
_waiting: set[asyncio.Task[None]] = set()


@dataclass(frozen=True, slots=True)
class Asked:
    """A callback: whose, about what, the address as the provider called it, and its form."""

    slug: str
    what: str
    query: str
    call: str
    to: str
    caller_id: str
    form: Mapping[str, str]
    signature: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the provider is told: an HTTP status, and a sentence or TwiML."""

    status: int
    text: str
    xml: bool = False


async def receive(asked: Asked, origin: str) -> Answer:
    """Take in one callback. Nothing is looked at before the signature is right."""
    found = await _line_of(asked.slug, origin)
    if found is None:
        return Answer(404, "There is no such line.")
    actor, line_id, line = found
    url = f"{line.hook}/{asked.what}" + (f"?{asked.query}" if asked.query else "")
    if not RequestValidator(line.token).validate(url, dict(asked.form), asked.signature):
        log.warning("line %s: a callback with a wrong signature was refused", asked.slug)
        return Answer(403, "The signature is wrong. It is made over the public address.")
    try:
        return await _answer(actor, line_id, line, asked)
    except DomainError as problem:
        return Answer(400, problem.message)


async def _answer(actor: Actor, line_id: int, line: HostedLine, asked: Asked) -> Answer:
    now = datetime.now(UTC)
    # Only now: a signature is over what was sent, and a text column takes no NUL.
    form = {name: value.replace("\x00", "") for name, value in asked.form.items()}
    if asked.what == "voice":
        # Under our signature the address says what is to be dialled: we wrote it ourselves.
        return _dial(line, Leg.DIALLED, asked.call, [asked.to], asked.caller_id)
    if asked.what == "incoming":
        call = form.get("CallSid", "")
        await _hear(actor, line_id, rings(call, form, now))
        return _dial(line, Leg.RUNG, call, line.ring, "") if line.ring else _nothing()
    if asked.what not in set(Leg) | {"status"}:
        return Answer(404, "There is no such callback.")
    leg = Leg.INCOMING if asked.what == "status" else Leg(asked.what)
    call = asked.call or form.get("CallSid", "")
    event = heard_of(leg, call, form, now)
    if isinstance(event, Late):
        _later(actor, line_id, event.heard)
    elif event is not None:
        await _hear(actor, line_id, event)
    return Answer(204, "")


def _dial(
    line: HostedLine, leg: Leg, call: str, numbers: "list[str] | tuple[str, ...]", caller_id: str
) -> Answer:
    callback = line.callback(leg, call)
    text = answers.dial(numbers, caller_id=caller_id, seconds=line.ring_seconds, callback=callback)
    return Answer(200, text, xml=True)


def _nothing() -> Answer:
    return Answer(200, answers.nothing(), xml=True)


async def _hear(actor: Actor, line_id: int, heard: Heard) -> None:
    if heard.call_id and len(heard.call_id) <= LONGEST:
        await call_heard(actor, line_id=line_id, heard=heard)


def _later(actor: Actor, line_id: int, heard: Heard) -> None:
    async def wait() -> None:
        await asyncio.sleep(LATE_SECONDS)
        try:
            await _hear(actor, line_id, heard)
        except (OSError, TimeoutError, asyncpg.PostgresError, BaseORMException) as error:
            # The sweep ends a call whose end was never told.
            log.warning("the end of call %s was not kept (%s)", heard.call_id, error)

    task = asyncio.get_running_loop().create_task(wait())
    _waiting.add(task)
    task.add_done_callback(_waiting.discard)


async def _line_of(slug: str, origin: str) -> tuple[Actor, int, HostedLine] | None:
    rows = await call_definer("SELECT * FROM line_of_hook($1)", slug)
    if not rows or rows[0]["kind"] != LineKind.TWILIO.value:
        return None
    account_id, line_id = rows[0]["account_id"], rows[0]["line_id"]
    row = await line_row(account_id, line_id)
    if row is None:
        return None
    secrets = vault().open(account_id, rows[0]["sealed"])
    hook = hook_address(origin, slug)
    try:
        line = hosted_line(row["settings"], secrets, region=row["region"], hook=hook)
    except Unusable:
        return None
    return actor_of(account_id, row["name"], row["region"]), line_id, line
