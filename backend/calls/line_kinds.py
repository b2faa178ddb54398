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
    PORT = "port"
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
}


def kind_of(name: str) -> Kind | None:
    """The declaration of a line's kind, None where this version knows none."""
    return KINDS.get(LineKind(name)) if name in set(LineKind) else None
