"""Queueing a message: its row and its outbox row are written with their cause, nothing leaves before."""

import secrets
from collections.abc import Mapping
from typing import Any

from backend.accounts.actor import Actor
from backend.core.errors import InvalidInput
from backend.core.text import clean
from backend.events.service import record
from backend.events.types import EventType, Fact, NodeRef
from backend.messages import queue
from backend.messages.house import house
from backend.messages.kinds import Channel, Direction, OutboxState, Purpose, State
from backend.messages.models import Message, Outbox

LONGEST_BODY = 100_000
LONGEST_SUBJECT = 300
PARTIES = {"Customer": "customer_id", "Contact": "contact_id", "Company": "company_id"}


def ref(message_id: int) -> NodeRef:
    """A message as a node."""
    return NodeRef("Message", message_id)


async def message_queue(
    actor: Actor,
    *,
    channel: Channel,
    address: str,
    party: NodeRef | None = None,
    subject: str = "",
    body: str = "",
    purpose: Purpose = Purpose.PERSONAL,
    template: str = "",
    parameters: Mapping[str, Any] | None = None,
    language: str = "",
    addressee_id: int | None = None,
    own_address: str = "",
    in_reply_to: str | None = None,
    segments: int | None = None,
    encoding: str = "",
    gateway_id: int | None = None,
    override_reason: str = "",
) -> int:
    """Queue one message inside the running unit of work; returns its id.

    Whether its addressee may be written to is asked by the caller, who knows what for. A message
    of the house names a `template` and is written when it is sent.
    """
    values: dict[str, Any] = {
        "channel": channel.value,
        "direction": Direction.OUTGOING.value,
        "state": State.QUEUED.value,
        "purpose": purpose.value,
        "template": template,
        "parameters": dict(parameters or {}),
        "language": language,
        "addressee_id": addressee_id,
        "user_id": actor.user_id,
        "address": one_line(address, "address"),
        "own_address": one_line(own_address, "ownAddress"),
        "subject": one_line(subject, "subject")[:LONGEST_SUBJECT],
        "body": body,
        "in_reply_to": in_reply_to,
        "segments": segments,
        "encoding": encoding,
        "gateway_id": gateway_id,
        "override_reason": override_reason,
    }
    if party is not None:
        values[PARTIES[party.kind]] = party.id
    if channel is Channel.EMAIL:
        values["message_id"] = new_message_id()
    message = await Message.create(account_id=actor.account_id, **values)
    row = await Outbox.create(
        account_id=actor.account_id, message_id=message.id, state=OutboxState.QUEUED.value
    )
    await queue.enqueue([queue.Ticket(actor.account_id, row.id, 0)])
    await record(actor, created(message.id, _told(values, party), party))
    return int(message.id)


def created(
    message_id: int, changes: Mapping[str, tuple[Any, Any]], party: NodeRef | None
) -> list[Fact]:
    """One fact for a new message, and one for whoever it is with, for their history."""
    facts = [Fact(EventType.MESSAGE_CREATED, ref(message_id), changes)]
    if party is not None:
        told = {"channel": changes["channel"]}
        facts.append(Fact(EventType.MESSAGE_CREATED, party, told, part=ref(message_id)))
    return facts


def _told(values: Mapping[str, Any], party: NodeRef | None) -> dict[str, tuple[Any, Any]]:
    """What the log keeps: who, by what, why. Never the text."""
    told = {key: (None, values[key]) for key in ("channel", "state", "purpose", "address")}
    if party is not None:
        told["party"] = (None, {"kind": party.kind, "id": party.id})
    if values["override_reason"]:
        told["override_reason"] = (None, values["override_reason"])
    return told


def one_line(text: str, field: str) -> str:
    """A text that goes into a header: one line, or InvalidInput. A second line would be a header of its own."""
    if any(char in text for char in "\r\n\x00\x0b\x0c\x85\u2028\u2029"):
        raise InvalidInput("This goes into one line; there is a line break in it.", (field,))
    return text


def body_text(typed: str) -> str:
    """The text of a message as a person typed it; empty or too long is InvalidInput."""
    text = clean(typed, ("body",), limit=LONGEST_BODY, lines=True)
    if not text:
        raise InvalidInput("Write something first.", ("body",))
    return text


def new_message_id() -> str:
    """A Message-ID (RFC 5322 §3.6.4): made when a mail is queued, and its name for ever."""
    return f"<{secrets.token_urlsafe(24)}@{house().host}>"
