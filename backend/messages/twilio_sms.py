"""SMS through Twilio or whoever speaks its REST API (2010-04-01, Messages).

Status callbacks and incoming SMS are signed over the public address (`X-Twilio-Signature`), checked by
the provider's own validator. Callbacks come in any order: only what is news moves a message.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

import orjson
from twilio.request_validator import RequestValidator

from backend.core.forms import together
from backend.messages.callbacks import hook_url
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
from backend.messages.kinds import Channel, State
from backend.messages.posting import Reply, get, post

AUTH_TOKEN = "auth_token"
API = "https://api.twilio.com"

STATES = {
    "sent": State.SUBMITTED,
    "delivered": State.DELIVERED,
    "read": State.DELIVERED,
    "undelivered": State.UNDELIVERED,
    "failed": State.REJECTED,
    "canceled": State.REJECTED,
}
"""What of `MessageStatus` is news to us: accepted, queued and sending say what the answer said."""

OVER_LIMIT, WRONG_ACCESS = 429, (401, 403, 404)


class TwilioCarrier:
    """One account of a hosted provider."""

    channel: ClassVar[Channel] = Channel.SMS
    repeatable: ClassVar[bool] = False

    def __init__(self, way: Way) -> None:
        self.way = way

    async def send(self, message: Outgoing) -> Answer:
        """Hand one SMS over; the provider cuts a long one."""
        form = {
            "To": message.address,
            "Body": message.text,
            "StatusCallback": f"{hook_url(self.way.slug)}?message={message.reference}",
            **self._sender(message),
        }
        reply = await post(f"{self._account()}/Messages.json", form, auth=self._access())
        return answer_of(reply) if isinstance(reply, Reply) else reply

    async def check(self) -> str:
        """Read one's own account; an empty text, or why it cannot be used."""
        reply = await get(f"{self._account()}.json", auth=self._access(), seconds=10)
        if not isinstance(reply, Reply):
            return reply.reason
        return "" if reply.status == 200 else _sentence(reply)

    def _sender(self, message: Outgoing) -> dict[str, str]:
        own = message.own_address or str(self.way.settings["sender"])
        return {"MessagingServiceSid": own} if own.startswith("MG") else {"From": own}

    def _account(self) -> str:
        settings = self.way.settings
        return f"{settings['url'].rstrip('/')}/2010-04-01/Accounts/{settings['account_sid']}"

    def _access(self) -> tuple[str, str]:
        return self.way.settings["account_sid"], self.way.secrets.get(AUTH_TOKEN, "")


def answer_of(reply: Reply) -> Answer:
    """What the provider's answer means; a fault of its own leaves open what became of the SMS."""
    if 200 <= reply.status < 300:
        sid = _json(reply).get("sid")
        if isinstance(sid, str) and sid:
            return Accepted(sid)
        return Unanswered(f"The provider's answer names no message: {reply.text[:200]}")
    if reply.status == OVER_LIMIT:
        return Refused(_sentence(reply), permanent=False)
    if reply.status in WRONG_ACCESS:
        return Refused(_sentence(reply), permanent=False, settings=True)
    if 400 <= reply.status < 500:
        return Refused(_sentence(reply), permanent=True)
    return Unanswered(_sentence(reply))


def signed(token: str, url: str, form: Mapping[str, str], signature: str) -> bool:
    """Whether a callback to this public address was signed with the account's token."""
    return bool(token) and RequestValidator(token).validate(url, dict(form), signature)


def status(form: Mapping[str, str]) -> tuple[State, str] | None:
    """State and reason of a status callback; None for what is no news."""
    state = STATES.get(form.get("MessageStatus", ""))
    if state is None:
        return None
    code = form.get("ErrorCode", "")
    return state, f"Error {code} of the provider." if code else ""


def _sentence(reply: Reply) -> str:
    said = _json(reply)
    what = said.get("message") or reply.text.strip()[:200] or "nothing"
    return f"The provider answered {reply.status}: {what}"[:400]


def _json(reply: Reply) -> dict[str, Any]:
    try:
        found = orjson.loads(reply.text)
    except orjson.JSONDecodeError:
        return {}
    return found if isinstance(found, dict) else {}


def checked(settings: Mapping[str, Any], _secrets: Mapping[str, str]) -> dict[str, Any]:
    """The settings as they are stored; InvalidInput where one cannot be used."""
    service = str(settings.get("sender") or "")
    url = {"url": settings.get("url") or API}
    return together(
        {
            "url": lambda: web_address(url, "url", "the provider's address"),
            "account_sid": lambda: text_of(
                settings, "account_sid", "Type the account's SID.", most=64
            ),
            "sender": lambda: service if service.startswith("MG") else sender(settings),
            "countries": lambda: countries(settings),
        }
    )


KIND = Kind(
    "twilio",
    Channel.SMS,
    open=TwilioCarrier,
    repeatable=TwilioCarrier.repeatable,
    check=checked,
    secrets=frozenset({AUTH_TOKEN}),
)
