"""SMS through a Kannel-style gateway: `sendsms` over HTTP, receipts to an address of the message.

Kannel user's guide 1.4.5, chapter 10 (SMS push): asked by GET, as a posted form is refused; 202 with
`0: Accepted for delivery` or `3: Queued for later delivery`; other numbers with 4xx and 5xx are refusals.
It gives a message no name of its own, so ours, which its receipts bring back, is the external id.
"""

import re
from collections.abc import Mapping
from typing import Any, ClassVar

from backend.core.errors import InvalidInput
from backend.core.forms import together
from backend.messages.callbacks import receipt_url
from backend.messages.carriers import (
    Accepted,
    Answer,
    Kind,
    Outgoing,
    Refused,
    Unanswered,
    Way,
)
from backend.messages.gateway_forms import countries, sender, text_of, web_address
from backend.messages.incoming import Arrived
from backend.messages.kinds import Channel, State
from backend.messages.posting import Reply, get
from backend.messages.segments import Alphabet, segmented

PASSWORD = "password"
ALL_RECEIPTS = 1 | 2 | 4 | 8 | 16
"""Delivered, not delivered, queued at the centre, taken by the centre, refused by the centre."""

STATES = {
    1: State.DELIVERED,
    2: State.UNDELIVERED,
    4: State.SUBMITTED,
    8: State.SUBMITTED,
    16: State.REJECTED,
}
"""The types of Kannel's delivery reports (`%d`)."""

_ANSWER = re.compile(r"^\s*(\d{1,3}):\s*(.{0,200})")
_TAKEN = {"0", "3"}


class KannelCarrier:
    """One Kannel, or whatever speaks like it."""

    channel: ClassVar[Channel] = Channel.SMS
    repeatable: ClassVar[bool] = False

    def __init__(self, way: Way) -> None:
        self.way = way

    async def send(self, message: Outgoing) -> Answer:
        """Hand one SMS over; a long one is cut by the gateway (`concatenation`)."""
        reply = await get(self.way.settings["url"], self._query(message))
        return reply if not isinstance(reply, Reply) else answer_of(reply)

    async def check(self) -> str:
        """Ask for nothing to be sent to nobody: who is refused for that, is let in and understood."""
        reply = await get(self.way.settings["url"], {**self._access(), "text": ""}, seconds=10)
        if not isinstance(reply, Reply):
            return reply.reason
        verdict = answer_of(reply)
        if isinstance(verdict, Unanswered) or (isinstance(verdict, Refused) and verdict.settings):
            return verdict.reason
        return ""

    def _query(self, message: Outgoing) -> dict[str, str]:
        unicode_needed = segmented(message.text).alphabet is Alphabet.UCS2
        way = self.way
        return {
            **self._access(),
            "from": message.own_address or str(way.settings.get("sender", "")),
            "to": message.address,
            "text": message.text,
            "charset": "UTF-8",
            "coding": "2" if unicode_needed else "0",
            "dlr-mask": str(ALL_RECEIPTS),
            # Kannel fills in what stands after a per cent sign.
            "dlr-url": receipt_url(way.account_id, way.slug, message.reference)
            + "&type=%d&said=%A",
        }

    def _access(self) -> dict[str, str]:
        return {
            "username": str(self.way.settings.get("username", "")),
            "password": self.way.secrets.get(PASSWORD, ""),
        }


def answer_of(reply: Reply) -> Answer:
    """What a gateway's answer means; one that is not Kannel's leaves open what became of the SMS."""
    said = _ANSWER.match(reply.text)
    if said and said[1] in _TAKEN and reply.status in (200, 202):
        return Accepted()
    sentence = f"The gateway answered {reply.status}: {reply.text.strip()[:200] or 'nothing'}"
    if reply.status in (401, 403, 404, 405):
        return Refused(sentence, permanent=False, settings=True)
    if 400 <= reply.status < 500:
        return Refused(sentence, permanent=True)
    if reply.status == 503 and said is None and "try again" in reply.text.lower():
        return Refused(sentence, permanent=False)
    return Unanswered(sentence)


def receipt(query: Mapping[str, str]) -> tuple[State, str]:
    """State and reason of a delivery report: `type` and `said` of its query."""
    kind = query.get("type", "")
    if not kind.isdecimal() or int(kind) not in STATES:
        raise InvalidInput("A delivery report has one of the types 1, 2, 4, 8, 16.", ("type",))
    return STATES[int(kind)], query.get("said", "")[:200]


def arrived(query: Mapping[str, str]) -> Arrived:
    """An incoming SMS: `from=%p&to=%P&text=%b&charset=%C&id=%I` of the service's `get-url`."""
    if not query.get("from"):
        raise InvalidInput("An incoming SMS says whom it is from.", ("from",))
    return Arrived(
        query["from"], query.get("to", ""), query.get("text", ""), query.get("id") or None
    )


def checked(settings: Mapping[str, Any], _secrets: Mapping[str, str]) -> dict[str, Any]:
    """The settings as they are stored; InvalidInput where one cannot be used."""
    return together(
        {
            "url": lambda: web_address(settings, "url", "the address of sendsms"),
            "username": lambda: text_of(settings, "username", "The gateway needs a user name."),
            "sender": lambda: sender(settings),
            "countries": lambda: countries(settings),
        }
    )


KIND = Kind(
    "kannel",
    Channel.SMS,
    open=KannelCarrier,
    repeatable=KannelCarrier.repeatable,
    check=checked,
    secrets=frozenset({PASSWORD}),
)
