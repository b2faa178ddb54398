"""The SMTP server as a kind of gateway: which settings it has, and which of them are secret."""

from collections.abc import Mapping
from typing import Any

from backend.accounts.fields import sign_in_address
from backend.core.errors import InvalidInput
from backend.core.forms import together
from backend.core.text import clean
from backend.messages.carriers import Kind
from backend.messages.kinds import Channel
from backend.messages.smtp import SmtpCarrier

SECURITY = ("starttls", "tls", "none")
PORT_OF = {"starttls": 587, "tls": 465, "none": 25}


def checked(settings: Mapping[str, Any], _secrets: Mapping[str, str]) -> dict[str, Any]:
    """The settings as they are stored; InvalidInput where one cannot be used."""
    security = str(settings.get("security") or "starttls")
    address = str(settings.get("sender_address") or "")
    return together(
        {
            "host": lambda: _host(str(settings.get("host") or "")),
            "port": lambda: _port(settings.get("port") or PORT_OF.get(security)),
            "security": lambda: _security(security),
            "user": lambda: clean(str(settings.get("user") or ""), ("user",)),
            "sender_address": lambda: sign_in_address(address, "senderAddress"),
            "sender_name": lambda: clean(str(settings.get("sender_name") or ""), ("senderName",)),
        }
    )


def _host(typed: str) -> str:
    host = clean(typed, ("host",), limit=253)
    if not host or (any(char in host for char in " /:@") and not host.startswith("[")):
        raise InvalidInput("Name the server, such as smtp.example.org.", ("host",))
    return host


def _security(value: str) -> str:
    if value not in SECURITY:
        raise InvalidInput("Choose STARTTLS, TLS or none.", ("security",))
    return value


def _port(value: Any) -> int:
    try:
        port = int(value)
    except (TypeError, ValueError):
        port = 0
    if not 1 <= port <= 65535:
        raise InvalidInput("A port is a number from 1 to 65535.", ("port",))
    return port


KIND = Kind(
    "smtp",
    Channel.EMAIL,
    open=SmtpCarrier,
    repeatable=SmtpCarrier.repeatable,
    check=checked,
    secrets=frozenset({"password"}),
)
