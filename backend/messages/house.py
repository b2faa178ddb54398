"""What the house itself knows of mail: its address for links, its own server, whom mails are from.

An account without a gateway of its own uses the instance's (`KITH_SMTP_URL`); without either,
mail is kept and not sent.
"""

from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

from backend.core.settings import Settings
from backend.messages.carriers import Way

PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
SECURITY = {"smtp": "none", "smtp+starttls": "starttls", "smtps": "tls"}


@dataclass(frozen=True, slots=True)
class House:
    """The instance's own part; `smtp` is None where there is no server for all accounts."""

    origin: str
    smtp: Way | None = None
    sender: str = ""

    @property
    def host(self) -> str:
        """The host people type, as a name that may stand in a Message-ID or an address."""
        name = urlsplit(self.origin).hostname or ""
        return name if "." in name and not name[-1].isdigit() and ":" not in name else "localhost"


def of(settings: Settings) -> House:
    """The house these settings describe."""
    return House(settings.origin, _way(settings.smtp_url), settings.mail_from)


def _way(url: str) -> Way | None:
    if not url:
        return None
    parts = urlsplit(url)
    seconds = parse_qs(parts.query).get("timeout", ["30"])[0]
    return Way(
        account_id=0,
        gateway_id=None,
        kind="smtp",
        name=parts.hostname or "",
        settings={
            "host": parts.hostname or "",
            "port": parts.port or PORTS[parts.scheme],
            "security": SECURITY[parts.scheme],
            "user": unquote(parts.username or ""),
            "timeout": float(seconds),
        },
        secrets={"password": unquote(parts.password or "")},
    )


_here = House("http://127.0.0.1:8000")


def use(settings: Settings) -> House:
    """Set up this process's house."""
    global _here  # noqa: PLW0603 - one process, one house
    _here = of(settings)
    return _here


def house() -> House:
    """The house of this process."""
    return _here
