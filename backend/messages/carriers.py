"""What carries messages out: one carrier per kind of gateway, registered by the gateway's kind.

A carrier translates and decides nothing: when to send, how often, and what an answer means for the
record is the outbox's business. A new kind of gateway calls `register` when its module is imported.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Protocol

from backend.messages.kinds import Channel


@dataclass(frozen=True, slots=True)
class Way:
    """An opened gateway: plain settings, and the secrets to sign in with. Without an id, the instance's."""

    account_id: int
    gateway_id: int | None
    kind: str
    name: str = ""
    slug: str = ""
    region: str = ""
    settings: Mapping[str, Any] = field(default_factory=dict)
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message ready to leave. `reference` is the row's id, `message_id` its RFC 5322 name for ever."""

    reference: int
    account_id: int
    channel: Channel
    address: str
    name: str = ""
    own_address: str = ""
    own_name: str = ""
    reply_to: str = ""
    subject: str = ""
    text: str = ""
    html: str = ""
    language: str = "en"
    message_id: str = ""
    in_reply_to: str = ""
    automatic: bool = False
    attempt: int = 1


@dataclass(frozen=True, slots=True)
class Accepted:
    """The gateway has taken the message over; `external_id` is its own name for it, where it gave one."""

    external_id: str | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """The gateway has surely not taken it: for good, or for now. `settings`: ours are at fault."""

    reason: str
    permanent: bool
    settings: bool = False


@dataclass(frozen=True, slots=True)
class Unanswered:
    """It was handed over and no answer came: it may have been taken."""

    reason: str


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Another process has what this gateway needs; the turn is handed on."""


Answer = Accepted | Refused | Unanswered | Elsewhere


class Carrier(Protocol):
    """One opened way out. `repeatable`: an unanswered message may be handed over a second time.

    An e-mail may, as its Message-ID says that it is the same one; an SMS would arrive twice.
    """

    channel: ClassVar[Channel]
    repeatable: ClassVar[bool]

    async def send(self, message: Outgoing) -> Answer:
        """Hand one message over. Raises nothing that is the network's or the gateway's fault."""
        ...

    async def check(self) -> str:
        """Sign in and out without sending; an empty text, or why the gateway cannot be used."""
        ...


Factory = Callable[[Way], Carrier]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of gateway: its channel, the settings and secrets it knows, and what opens one."""

    name: str
    channel: Channel
    open: Factory
    repeatable: bool
    check: Callable[[Mapping[str, Any], Mapping[str, str]], dict[str, Any]]
    """Settings and newly typed secrets, checked: InvalidInput, or the settings to be stored."""
    secrets: frozenset[str] = frozenset()


KINDS: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Make a kind of gateway known."""
    KINDS[kind.name] = kind


def opened(way: Way) -> Carrier:
    """The carrier of an opened gateway."""
    return KINDS[way.kind].open(way)
