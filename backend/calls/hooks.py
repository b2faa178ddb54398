"""`POST /hooks/calls/<line>`: call events of any telephone system, signed (Standard Webhooks 1.0).

The signature is HMAC-SHA256 over `id.timestamp.body`, five minutes of tolerance. A repeat inside
that time is recognised by its `webhook-id` and answered like the first.
"""

import json
import logging
from dataclasses import dataclass

import asyncpg
from standardwebhooks import Webhook, WebhookVerificationError

from backend.accounts.actor import Actor
from backend.accounts.permissions import Permission
from backend.calls.folding import heard
from backend.calls.lines import HOOK
from backend.calls.service import call_heard
from backend.core.database import call_definer
from backend.core.errors import InvalidInput
from backend.core.vault import vault

MAX_BODY = 64 * 1024
MAX_ID = 200

log = logging.getLogger("kith.calls")


@dataclass(frozen=True, slots=True)
class Answer:
    """What the telephone system is told: an HTTP status and a sentence."""

    status: int
    message: str


async def receive(slug: str, headers: dict[str, str], body: bytes) -> Answer:
    """Take in one signed event. Nothing is looked at before the signature is right."""
    rows = await call_definer("SELECT * FROM line_of_hook($1)", slug)
    if not rows:
        return Answer(404, "There is no such line.")
    line = rows[0]
    if len(body) > MAX_BODY:
        return Answer(413, f"An event has up to {MAX_BODY} bytes.")
    if unproved := _unproved(_secret_of(line), headers, body):
        log.warning("line %s: event refused: %s", slug, unproved)
        return Answer(401, unproved)
    try:
        event = heard(json.loads(body), headers["webhook-id"])
    except (ValueError, RecursionError):
        return Answer(400, "The body is not JSON.")
    except InvalidInput as problem:
        return Answer(400, problem.message)
    actor = Actor(
        account_id=line["account_id"],
        user_id=None,
        permissions=frozenset({Permission.CALL_TAKE}),
        via=f"line:{line['name']}",
        region=line["region"],
    )
    fresh = await call_heard(actor, line_id=line["line_id"], heard=event)
    return Answer(202, "Taken in.") if fresh else Answer(200, "Had been taken in before.")


def _secret_of(line: asyncpg.Record) -> str:
    return vault().open(line["account_id"], line["sealed"])[HOOK]


def _unproved(secret: str, headers: dict[str, str], body: bytes) -> str | None:
    if not 0 < len(headers.get("webhook-id", "")) <= MAX_ID:
        return "The header webhook-id is missing or too long."
    try:
        Webhook(secret).verify(body, headers, json_parse=False)
    except WebhookVerificationError as error:
        return f"{error}."
    except (ValueError, OverflowError):
        # Signatures without a comma, bodies that are not text: the library lets these through.
        return "The signature cannot be read."
    return None
