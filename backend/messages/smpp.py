"""SMS through an SMS centre over SMPP 3.4: the kind of gateway, and its carrier.

The session with a centre runs once, in the process that leads (`smpp_desk.py`); a turn that falls to
another process is handed on.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from backend.core.errors import InvalidInput
from backend.core.forms import together
from backend.messages import smpp_desk
from backend.messages.carriers import Answer, Elsewhere, Kind, Outgoing, Way
from backend.messages.gateway_forms import countries, port, sender, text_of
from backend.messages.kinds import Channel

PASSWORD = "password"
USUAL_PORT = 2775


class SmppCarrier:
    """The session of a gateway, where this process has it."""

    channel: ClassVar[Channel] = Channel.SMS
    repeatable: ClassVar[bool] = False

    def __init__(self, way: Way) -> None:
        self.way = way

    async def send(self, message: Outgoing) -> Answer:
        """Submit one SMS through the session."""
        session = smpp_desk.session_of(self.way.gateway_id)
        return await session.submit(message) if session is not None else Elsewhere()

    async def check(self) -> str:
        """How the session stands; it is bound anew by itself."""
        session = smpp_desk.session_of(self.way.gateway_id)
        if session is None:
            return "The session runs in another process; its health tells how it stands."
        return "" if session.bound else session.note


def checked(settings: Mapping[str, Any], secrets: Mapping[str, str]) -> dict[str, Any]:
    """The settings as they are stored; InvalidInput where one cannot be used."""
    kept = together(
        {
            "host": lambda: text_of(
                settings, "host", "Name the SMS centre: smsc.example.org.", most=253
            ),
            "port": lambda: port(settings, USUAL_PORT),
            "system_id": lambda: _octets(
                text_of(settings, "system_id", "The centre needs a system id."), 15
            ),
            PASSWORD: lambda: _password(secrets.get(PASSWORD, "")),
            "system_type": lambda: _octets(
                str(settings.get("system_type") or ""), 12, "system_type"
            ),
            "sender": lambda: sender(settings),
            "countries": lambda: countries(settings),
        }
    )
    # Looked at beside the settings, kept apart from them.
    del kept[PASSWORD]
    return kept


def _password(value: str) -> str:
    if len(value) > 8:
        raise InvalidInput("A password of SMPP 3.4 has up to 8 characters.", (PASSWORD,))
    return value


def _octets(value: str, most: int, name: str = "system_id") -> str:
    """A C-octet string of SMPP: ASCII, and no longer than the protocol allows."""
    if len(value) > most or not value.isascii() or not value.isprintable():
        raise InvalidInput(f"Up to {most} letters, digits and signs of ASCII.", (name,))
    return value


KIND = Kind(
    "smpp",
    Channel.SMS,
    open=SmppCarrier,
    repeatable=SmppCarrier.repeatable,
    check=checked,
    secrets=frozenset({PASSWORD}),
)
