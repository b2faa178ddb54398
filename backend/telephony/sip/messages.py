"""What Kith and its SIP process say to each other: one JSON object per line, on stdin and stdout.

Passwords travel here only, never in arguments or the environment of a process. A line that is no
message of these is skipped: native code may print whatever it likes.
"""

import json
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Literal

LONGEST = 1 << 20
"""Bytes of the longest line either side reads."""
Transport = Literal["udp", "tcp", "tls"]
FACES = ("registered", "refused", "ready", "down")
"""How an account stands with its exchange; `ready` is one that does not register, `down` one whose
process has ended."""


@dataclass(frozen=True, slots=True)
class Start:
    """The first message: where to listen. `port` 0 takes any that is free."""

    address: str
    port: int = 0
    rtp_ports: str = "30000-30999"
    ca_file: str = ""
    dead_after: int = 120
    """Seconds without sound after which a talking party counts as gone; 0 waits for ever."""


@dataclass(frozen=True, slots=True)
class Account:
    """A line's account at its exchange (RFC 3261); `server` is host[:port], where all requests go."""

    line: str
    user: str
    domain: str
    server: str
    password: str = field(default="", repr=False)
    auth_user: str = ""
    transport: Transport = "udp"
    srtp: str = "off"
    register_seconds: int = 600
    ring: str = ""
    """The phone that an incoming call rings, as a SIP address; empty only watches the call."""
    ring_seconds: int = 30
    """After so long an incoming call that nobody took is refused with 486."""


@dataclass(frozen=True, slots=True)
class Order:
    """A call to be set up: the phone first, then the other end. Twice with one name is once."""

    call: str
    line: str
    device: str
    to: str
    display: str = ""
    auto_answer: str = ""
    device_seconds: int = 30
    ring_seconds: int = 45


@dataclass(frozen=True, slots=True)
class HangUp:
    """End a call; one that is over is no mistake."""

    line: str
    call: str


@dataclass(frozen=True, slots=True)
class Hold:
    """Put the other end on hold, or take it off."""

    line: str
    call: str
    on: bool


@dataclass(frozen=True, slots=True)
class Ping:
    """Answered with Pong: who does not answer hangs."""


@dataclass(frozen=True, slots=True)
class Ready:
    """The process listens; `engine` names what speaks SIP, and its version."""

    engine: str


@dataclass(frozen=True, slots=True)
class LineNews:
    """How an account stands: one of FACES, with the response that refused it (401 …, 0 for none)."""

    line: str
    face: str
    code: int = 0
    detail: str = ""


@dataclass(frozen=True, slots=True)
class CallNews:
    """Where a call stands; `at` is a time in seconds since 1970, `by` a word of HungUpBy."""

    call: str
    line: str
    direction: str
    state: str
    at: float
    caller: str = ""
    called: str = ""
    device: str = ""
    cause: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class SoundNews:
    """RTP packets of one leg (`device` or `other`), told when it has closed, after the call's end."""

    line: str
    call: str
    leg: str
    sent: int
    received: int
    lost: int


@dataclass(frozen=True, slots=True)
class Pong:
    """The process is well; its resident memory in MB and how many calls it carries."""

    memory_mb: int
    calls: int


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something could not be done, in the words of whatever could not do it."""

    detail: str


Message = (
    Start
    | Account
    | Order
    | HangUp
    | Hold
    | Ping
    | Ready
    | LineNews
    | CallNews
    | SoundNews
    | Pong
    | Trouble
)
KINDS: dict[str, type[Any]] = {
    kind.__name__: kind
    for kind in (
        Start,
        Account,
        Order,
        HangUp,
        Hold,
        Ping,
        Ready,
        LineNews,
        CallNews,
        SoundNews,
        Pong,
        Trouble,
    )
}


def written(message: Message) -> bytes:
    """A message as a line."""
    return json.dumps({"is": type(message).__name__, **asdict(message)}).encode() + b"\n"


def read(line: bytes) -> Message | None:
    """The message in a line; None for anything else."""
    try:
        values = json.loads(line)
        kind = KINDS[values.pop("is")]
        known = {f.name for f in fields(kind)}
        message: Message = kind(**{name: value for name, value in values.items() if name in known})
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return message
