"""What a SIP line is told in Settings → Lines, read into an account and a way to spell numbers."""

import socket
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from backend.telephony.provider import LineConfig
from backend.telephony.sip.messages import Account, Start, Transport
from backend.telephony.typed import STYLES, Unusable, one_of, spelled, text, whole, yes

CA_FILES = ("/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt")
"""Where Debian and Red Hat keep the certificates they trust; the stack brings none of its own."""
PORTS = {"udp": 5060, "tcp": 5060, "tls": 5061}
AT_ONCE = 20
"""Calls at once on one line: what one core carries in comfort (docs/telephony.md)."""


@dataclass(frozen=True, slots=True)
class SipLine:
    """A line's settings, with defaults filled in."""

    account: Account
    host: str
    port: int
    listen_port: int
    ca_file: str
    prefix: str
    style: str
    device_seconds: int
    ring_seconds: int
    at_once: int

    def start(self) -> Start:
        """Where its process listens: on the one address that reaches the exchange, nowhere else."""
        return Start(
            address=_facing(self.host, self.port), port=self.listen_port, ca_file=self.ca_file
        )

    def number(self, e164: str) -> str:
        """The address of a number at the exchange, spelled the way it wants numbers."""
        return f"sip:{spelled(e164, prefix=self.prefix, style=self.style)}@{self.account.domain}"

    def phone(self, address: str) -> str:
        """The address of a phone: a name at the exchange, or a full address anywhere.

        The phone that the line rings for its callers is known by its name alone.
        """
        bare = address.removeprefix("sip:")
        if self.account.ring.removeprefix("sip:").partition("@")[0] == bare:
            return self.account.ring
        return f"sip:{bare}" if "@" in bare else f"sip:{bare}@{self.account.domain}"


def sip_line(config: LineConfig) -> SipLine:
    """Read a line; raises Unusable."""
    told = config.settings
    server = text(told, "server")
    if not server:
        raise Unusable("Enter the address of the exchange or provider.")
    transport = one_of(told, "transport", get_args(Transport))
    host, _, typed = server.partition(":")
    port = whole({"port": typed}, "port", PORTS[transport], most=65535)
    return SipLine(
        account=Account(
            line=str(config.line_id),
            user=text(told, "user") or "kith",
            domain=text(told, "domain") or server,
            server=f"{host}:{port}",
            password=config.secrets.get("password", ""),
            auth_user=text(told, "auth_user"),
            transport=transport,
            srtp=one_of(told, "srtp", ("off", "optional", "required")),
            register_seconds=600 if yes(told, "register", default=True) else 0,
            ring=text(told, "ring"),
            ring_seconds=whole(told, "incoming_seconds", 60),
        ),
        host=host,
        port=port,
        listen_port=whole(told, "listen_port", 0, least=0, most=65535),
        ca_file=text(told, "ca_file") or _ca_file(),
        prefix=text(told, "prefix"),
        style=one_of(told, "number_style", tuple(STYLES)),
        device_seconds=whole(told, "device_seconds", 30),
        ring_seconds=whole(told, "ring_seconds", 45),
        at_once=whole(told, "at_once", AT_ONCE, most=100),
    )


def _facing(host: str, port: int) -> str:
    """This machine's address towards a host; UDP's connect chooses it and sends nothing."""
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.connect((host, port))
            return str(probe.getsockname()[0])
    except OSError as problem:
        raise Unusable(f"{host} cannot be reached: {problem.strerror or problem}.") from problem


def _ca_file() -> str:
    return next((path for path in CA_FILES if Path(path).exists()), "")
