"""What a line to an Asterisk is told in Settings → Lines."""

import ipaddress
import re
from dataclasses import dataclass, field

from backend.telephony.provider import CallRefused, LineConfig, Origination
from backend.telephony.typed import STYLES, Unusable, one_of, spelled, text, whole, yes

ENDPOINT = re.compile(r"[A-Za-z0-9_]+/[A-Za-z0-9_.@+*#-]{1,80}")
"""Technology and resource, `PJSIP/101`: nothing that a header or a dialplan could take for more."""
PLAIN = re.compile(r"[A-Za-z0-9_.+*#-]{0,60}")
UNSAFE = re.compile(r"[\x00-\x1f\x7f<>\"|,;]")


@dataclass(frozen=True, slots=True)
class AsteriskLine:
    """A line's settings, with defaults filled in."""

    host: str
    port: int
    tls: bool
    user: str
    password: str = field(repr=False)
    trunks: tuple[str, ...]
    context: str
    prefix: str
    style: str
    device_seconds: int
    application: str

    def endpoint(self, address: str) -> str:
        """The channel of a user's phone: `101` and `PJSIP/101` are the same. Raises CallRefused."""
        found = address if "/" in address else f"PJSIP/{address}"
        if not ENDPOINT.fullmatch(found):
            raise CallRefused(
                "Your phone's name is none of Asterisk's. Change it in Settings → You → Phone.",
                "kith:device",
            )
        return found

    def extension(self, e164: str) -> str:
        """A number as the dialplan's context wants it."""
        return spelled(e164, prefix=self.prefix, style=self.style)

    def caller_id(self, call: Origination) -> str:
        """What the user's phone shows while it rings: whom they are calling."""
        return f'"{UNSAFE.sub(" ", call.display)[:60].strip()}" <{self.extension(call.to)}>'


def asterisk_line(config: LineConfig, *, port: int, tls_port: int) -> AsteriskLine:
    """Read a line; raises Unusable. A password goes over TLS, or does not leave the machine."""
    told = config.settings
    host = text(told, "server")
    if not host:
        raise Unusable("Enter the address of the Asterisk.")
    tls = yes(told, "tls", default=False)
    if not tls and not _here(host):
        raise Unusable("Over a network, Asterisk is spoken to by TLS only. Switch it on.")
    trunks = tuple(word.strip() for word in text(told, "trunks").split(",") if word.strip())
    if not trunks:
        raise Unusable("Name the trunks, or nobody can tell who calls from outside.")
    context, prefix = text(told, "context") or "internal", text(told, "prefix")
    if not PLAIN.fullmatch(context) or not PLAIN.fullmatch(prefix):
        raise Unusable("Context and prefix hold letters, digits, and . _ + * # - only.")
    return AsteriskLine(
        host=host,
        port=whole(told, "port", tls_port if tls else port, most=65535),
        tls=tls,
        user=text(told, "user"),
        password=config.secrets.get("password", ""),
        trunks=trunks,
        context=context,
        prefix=prefix,
        style=one_of(told, "number_style", tuple(STYLES)),
        device_seconds=whole(told, "device_seconds", 30),
        application=f"kith-{config.line_id}",
    )


def _here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
