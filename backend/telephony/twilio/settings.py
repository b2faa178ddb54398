"""What a line to a hosted provider is told in Settings → Lines, and the addresses it is called at."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

from backend.contact_points.phones import try_phone
from backend.telephony.twilio.callbacks import Leg
from backend.telephony.typed import Unusable, text, whole

API = "https://api.twilio.com"
TOKEN = "auth_token"


@dataclass(frozen=True, slots=True)
class HostedLine:
    """A line's settings, with defaults filled in."""

    base: str
    account_sid: str
    token: str = field(repr=False)
    number: str
    ring: tuple[str, ...]
    device_seconds: int
    ring_seconds: int
    hook: str

    @property
    def calls(self) -> str:
        """Where calls are made and ended."""
        return f"{self.base}/2010-04-01/Accounts/{self.account_sid}/Calls"

    def callback(self, leg: Leg, call: str) -> str:
        """Where the provider tells of one leg of a call."""
        return f"{self.hook}/{leg.value}?{urlencode({'call': call})}"

    def voice(self, call: str, to: str, caller_id: str) -> str:
        """Where the provider asks what to do once the user has picked up."""
        return f"{self.hook}/voice?{urlencode({'call': call, 'to': to, 'from': caller_id})}"


def hosted_line(
    settings: Mapping[str, Any], secrets: Mapping[str, str], *, region: str, hook: str
) -> HostedLine:
    """Read a line; raises Unusable. `hook` is the public address its callbacks begin with."""
    base = (text(settings, "url") or API).rstrip("/")
    if urlsplit(base).scheme not in ("https", "http"):
        raise Unusable("The provider's address begins with https://.")
    account = text(settings, "account_sid")
    if not account or not account.isalnum():
        raise Unusable("Enter the account's SID.")
    if not secrets.get(TOKEN):
        raise Unusable("Enter the account's auth token.")
    number = try_phone(text(settings, "number"), region)
    if number is None:
        raise Unusable("Enter the number that the provider has given you.")
    return HostedLine(
        base=base,
        account_sid=account,
        token=secrets[TOKEN],
        number=number.e164,
        ring=_numbers(text(settings, "ring"), region),
        device_seconds=whole(settings, "device_seconds", 30),
        ring_seconds=whole(settings, "ring_seconds", 45),
        hook=hook,
    )


def hook_address(origin: str, slug: str) -> str:
    """The public address that a line's callbacks begin with."""
    return f"{origin}/hooks/voice/{slug}"


def to_set_up(origin: str, slug: str) -> dict[str, str]:
    """The addresses to paste at the provider for calls that come in, by the provider's own word for each."""
    hook = hook_address(origin, slug)
    return {"A call comes in": f"{hook}/incoming", "Call status changes": f"{hook}/status"}


def _numbers(typed: str, region: str) -> tuple[str, ...]:
    words = [word.strip() for word in typed.split(",") if word.strip()]
    found = [(word, try_phone(word, region)) for word in words]
    if wrong := [word for word, phone in found if phone is None]:
        raise Unusable(f"“{wrong[0]}” is no telephone number.")
    return tuple(phone.e164 for _, phone in found if phone is not None)
