"""What there can be at the other end of a line: its settings, what it can do, whose phones it rings.

Each kind is declared here once; the form in Settings → Lines, the checks of what is typed there and
the choice of devices follow from it. What connects to it is in `backend/telephony/registry.py`.
"""

from dataclasses import dataclass
from enum import StrEnum

from backend.calls.kinds import DeviceKind, LineKind


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a kind of line can do; the web app shows no more than that."""

    originate: bool
    hang_up: bool
    incoming: bool
    tells_the_end: bool


class SettingForm(StrEnum):
    """How a setting is typed."""

    TEXT = "text"
    HOST = "host"
    NUMBER = "number"
    SECRET = "secret"
    SWITCH = "switch"
    CHOICE = "choice"
    URL = "url"


@dataclass(frozen=True, slots=True)
class Setting:
    """One field of a line's form. A SECRET is sealed before it is kept, and never shown again."""

    name: str
    label: str
    form: SettingForm = SettingForm.TEXT
    needed: bool = False
    default: str = ""
    choices: tuple[str, ...] = ()
    help: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of line. `connects`: Kith keeps a connection to it, whose health is shown."""

    label: str
    can: Capabilities
    devices: frozenset[DeviceKind] = frozenset()
    settings: tuple[Setting, ...] = ()
    connects: bool = True


SIP = (
    Setting(
        "server",
        "Server",
        SettingForm.HOST,
        needed=True,
        help="Name or address; a port only where it is not the usual one.",
    ),
    Setting(
        "transport", "Transport", SettingForm.CHOICE, default="udp", choices=("udp", "tcp", "tls")
    ),
    Setting("user", "User name", default="kith"),
    Setting("password", "Password", SettingForm.SECRET),
    Setting("auth_user", "Name for signing in", help="Where it differs from the user name."),
    Setting("domain", "Domain", help="Where it differs from the server."),
    Setting(
        "srtp",
        "Encrypted sound",
        SettingForm.CHOICE,
        default="off",
        choices=("off", "optional", "required"),
    ),
    Setting("register", "Register, to hear of incoming calls", SettingForm.SWITCH, default="yes"),
    Setting("ring", "Ring for incoming calls", help="A phone that Kith puts calls through to."),
    Setting("prefix", "Prefix for outside numbers", help="Such as 0."),
    Setting(
        "number_style",
        "Numbers are written",
        SettingForm.CHOICE,
        default="plus",
        choices=("plus", "zeros", "digits"),
        help="+48…, 0048… or 48…",
    ),
    Setting("device_seconds", "Seconds one's own phone rings", SettingForm.NUMBER, default="30"),
    Setting("ring_seconds", "Seconds the other end rings", SettingForm.NUMBER, default="45"),
    Setting("incoming_seconds", "Seconds an incoming call rings", SettingForm.NUMBER, default="60"),
    Setting("at_once", "Calls at once", SettingForm.NUMBER, default="20"),
    Setting(
        "listen_port", "Own port", SettingForm.NUMBER, default="0", help="0: any that is free."
    ),
    Setting("ca_file", "File of trusted certificates", help="Empty: those of the system."),
)

ASTERISK = (
    Setting("server", "Server", SettingForm.HOST, needed=True, help="Name or address."),
    Setting("port", "Port", SettingForm.NUMBER, help="Empty: Asterisk's own."),
    Setting("tls", "TLS", SettingForm.SWITCH, default="no", help="Needed unless on this machine."),
    Setting("user", "User name", needed=True),
    Setting("password", "Password", SettingForm.SECRET),
    Setting("trunks", "Trunks", needed=True, help="As Asterisk names them: PJSIP/provider, DAHDI."),
    Setting(
        "context", "Context", default="internal", help="Where a phone dials outside numbers from."
    ),
    Setting("prefix", "Prefix for outside numbers", help="Such as 0."),
    Setting(
        "number_style",
        "Numbers are written",
        SettingForm.CHOICE,
        default="plus",
        choices=("plus", "zeros", "digits"),
        help="+48…, 0048… or 48…",
    ),
    Setting("device_seconds", "Seconds one's own phone rings", SettingForm.NUMBER, default="30"),
)
ASTERISK_CAN = Capabilities(originate=True, hang_up=True, incoming=True, tells_the_end=True)

HOSTED = (
    Setting("account_sid", "Account SID", needed=True),
    Setting("auth_token", "Auth token", SettingForm.SECRET),
    Setting("number", "Number", needed=True, help="The one the provider has given you."),
    Setting("ring", "Ring for incoming calls", help="Numbers, with commas between them."),
    Setting("device_seconds", "Seconds one's own phone rings", SettingForm.NUMBER, default="30"),
    Setting("ring_seconds", "Seconds the other end rings", SettingForm.NUMBER, default="45"),
    Setting("url", "Address", SettingForm.URL, default="https://api.twilio.com"),
)


KINDS: dict[LineKind, Kind] = {
    LineKind.WEBHOOK: Kind(
        "Webhook of any telephone system",
        Capabilities(originate=False, hang_up=False, incoming=True, tells_the_end=True),
        connects=False,
    ),
    LineKind.TEL_LINK: Kind(
        "Telephone program of each computer",
        Capabilities(originate=True, hang_up=False, incoming=False, tells_the_end=False),
        devices=frozenset({DeviceKind.TEL_LINK}),
        connects=False,
    ),
    LineKind.SIP: Kind(
        "SIP server or provider",
        Capabilities(originate=True, hang_up=True, incoming=True, tells_the_end=True),
        devices=frozenset({DeviceKind.SIP_PHONE}),
        settings=SIP,
    ),
    LineKind.TWILIO: Kind(
        "Hosted provider (Twilio)",
        Capabilities(originate=True, hang_up=True, incoming=True, tells_the_end=True),
        devices=frozenset({DeviceKind.NUMBER}),
        settings=HOSTED,
    ),
    LineKind.ASTERISK_AMI: Kind(
        "Asterisk (AMI)",
        ASTERISK_CAN,
        devices=frozenset({DeviceKind.ASTERISK_ENDPOINT}),
        settings=ASTERISK,
    ),
    LineKind.ASTERISK_ARI: Kind(
        "Asterisk (ARI)",
        ASTERISK_CAN,
        devices=frozenset({DeviceKind.ASTERISK_ENDPOINT}),
        settings=ASTERISK,
    ),
}


def kind_of(name: str) -> Kind | None:
    """The declaration of a line's kind, None where this version knows none."""
    return KINDS.get(LineKind(name)) if name in set(LineKind) else None
