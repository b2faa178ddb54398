"""A message as it leaves: its texts and names, and for a mail of the house its one-time link.

The link's token follows from the server's key and the message, so that it lies in no table and a
mail sent a second time carries the same link as the first.
"""

from collections.abc import Mapping
from datetime import timedelta
from email.utils import parseaddr
from typing import Any

import asyncpg

from backend.accounts import links
from backend.core import database
from backend.core.database import writing
from backend.core.vault import vault
from backend.messages.carriers import KINDS, Outgoing, Way
from backend.messages.house import house
from backend.messages.kinds import Channel
from backend.messages.writing import Written, letter, written

LASTS: Mapping[str, timedelta] = {
    "registration": links.LASTS,
    "invitation": links.LASTS,
    "reset": links.LASTS_ASKED,
}
"""How long the link in each mail of the house works."""

PEOPLE = """
SELECT a.name AS account, u.id AS addressee, u.name, u.active,
       coalesce(c.blocked, false) AS blocked, c.deleted_at IS NOT NULL AS deleted,
       w.name AS writer, w.email AS writer_email
  FROM account a
  LEFT JOIN app_user u ON u.account_id = a.id AND u.id = $2
  LEFT JOIN customer c ON c.account_id = a.id AND c.id = u.customer_id
  LEFT JOIN app_user w ON w.account_id = a.id AND w.id = $3
 WHERE a.id = $1
"""


class Withheld(Exception):
    """Between queueing and sending something came up that forbids it; the text says what."""


async def rendered(message: asyncpg.Record, way: Way, attempt: int) -> Outgoing:
    """The message ready to leave by this way; Withheld where its addressee was blocked meanwhile."""
    people = await _people(message)
    content = await contents(message, people, link=await _link(message, people))
    name, address = sender(way, people["account"])
    personal = not message["template"] and message["user_id"] is not None
    return Outgoing(
        reference=message["id"],
        account_id=message["account_id"],
        channel=Channel(message["channel"]),
        address=message["address"],
        name=people["name"] or "",
        own_address=message["own_address"] or address,
        own_name=people["writer"] if personal else name,
        reply_to=people["writer_email"] if personal else "",
        subject=content.subject,
        text=content.text,
        html=content.html,
        language=message["language"] or "en",
        message_id=message["message_id"] or "",
        in_reply_to=message["in_reply_to"] or "",
        automatic=bool(message["template"]),
        attempt=attempt,
    )


async def rendered_in_outbox(message: asyncpg.Record, *, reveal: bool) -> Written:
    """A message as the Outbox page shows it; its one-time link only where it is to be revealed.

    Raises Withheld where the link's addressee may no longer sign in.
    """
    people = await _people(message)
    link = await _link(message, people) if reveal else _hidden(message)
    return await contents(message, people, link=link)


def _hidden(message: asyncpg.Record) -> str:
    """What stands in a preview where the mail will have its link."""
    return f"{house().origin}/welcome#…" if message["template"] in LASTS else ""


async def contents(message: asyncpg.Record, people: asyncpg.Record, *, link: str = "") -> Written:
    """Subject, text and HTML; a mail of the house with this link in it."""
    if message["channel"] != Channel.EMAIL:
        return Written("", message["body"], "")
    template = message["template"]
    if not template:
        html = letter(message["subject"], message["body"], message["language"])
        return Written(message["subject"], message["body"], html)
    lasts = LASTS.get(template, timedelta())
    facts: dict[str, Any] = {
        "name": people["name"] or message["address"],
        "account": people["account"],
        "address": message["address"],
        "link": link,
        "days": lasts.days,
        "hours": int(lasts.total_seconds() // 3600),
    }
    return written(template, message["language"], facts)


async def _people(message: asyncpg.Record) -> asyncpg.Record:
    row = await database.fetchrow(
        message["account_id"],
        PEOPLE,
        message["account_id"],
        message["addressee_id"],
        message["user_id"],
    )
    if row is None:
        raise Withheld("The account is gone.")
    return row


async def _link(message: asyncpg.Record, people: asyncpg.Record) -> str:
    """The page behind the one-time link of a mail that has one, the link made or found again."""
    if message["template"] not in LASTS:
        return ""
    if people["addressee"] is None or not people["active"]:
        raise Withheld("The user this link is for may not sign in.")
    if people["blocked"] or people["deleted"]:
        raise Withheld("The customer is blocked or deleted.")
    secret = vault().derived("one-time link", message["account_id"], message["id"])
    async with writing(message["account_id"]):
        await links.link_make(
            message["account_id"],
            links.Purpose.PASSWORD,
            people["addressee"],
            secret=secret,
            lasts=LASTS[message["template"]],
        )
    return f"{house().origin}/welcome#{secret}"


def sender(way: Way, account: str) -> tuple[str, str]:
    """Name and address a message is from: the gateway's, else the house's."""
    if KINDS[way.kind].channel is Channel.SMS:
        return "", str(way.settings.get("sender") or "")
    address = str(way.settings.get("sender_address") or "")
    if address:
        return str(way.settings.get("sender_name") or account), address
    name, address = parseaddr(house().sender)
    return name or account, address or f"kith@{house().host}"
