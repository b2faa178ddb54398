"""What the settings of SMS gateways may hold, in words for whoever types them."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from backend.contact_points.phones import try_phone
from backend.core.errors import InvalidInput
from backend.core.forms import country
from backend.core.text import clean

_NAME = re.compile(r"^[A-Za-z0-9][A-Za-z0-9 .&_-]{0,10}$")
"""An alphanumeric originator has up to 11 characters (3GPP TS 23.040, 9.1.2.5)."""
_SHORT_CODE = re.compile(r"^\d{3,8}$")


def text_of(settings: Mapping[str, Any], name: str, missing: str, *, most: int = 200) -> str:
    """A setting that must be there."""
    value = clean(str(settings.get(name) or ""), (name,), limit=most)
    if not value:
        raise InvalidInput(missing, (name,))
    return value


def web_address(settings: Mapping[str, Any], name: str, what: str) -> str:
    """An http or https address without a query; one with a password in it would be shown again."""
    value = text_of(settings, name, f"Type {what}: https://…", most=500)
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise InvalidInput(f"Type {what} as a web address: https://…", (name,))
    if parts.username or parts.password or parts.query or parts.fragment:
        raise InvalidInput("Leave user, password and query out of the address.", (name,))
    return value


def sender(settings: Mapping[str, Any]) -> str:
    """Whom an SMS is from: a number with its country, a short code, or a name of up to 11 letters."""
    value = text_of(settings, "sender", "Type whom SMS are from: a number or a name.")
    phone = try_phone(value) if value.startswith("+") else None
    if phone is not None:
        return phone.e164
    if _SHORT_CODE.match(value) or (_NAME.match(value) and re.search("[A-Za-z]", value)):
        return value
    raise InvalidInput(
        "SMS are from a number like +44 7911 123456, a short code, or a name of up to 11 letters"
        " and digits.",
        ("sender",),
    )


def countries(settings: Mapping[str, Any]) -> list[str]:
    """The countries SMS may go to, ISO 3166-1 alpha-2; none means the gateway's own."""
    given = settings.get("countries") or []
    given = re.split(r"[,\s]+", given) if isinstance(given, str) else given
    found = [country(str(code), "countries") for code in given]
    return sorted({code for code in found if code})


def port(settings: Mapping[str, Any], usual: int) -> int:
    """A TCP port; the usual one where none is given."""
    given = str(settings.get("port") or usual)
    if not given.isdecimal() or not 0 < int(given) < 65536:
        raise InvalidInput("A port is a number from 1 to 65535.", ("port",))
    return int(given)
