"""What Asterisk says of its channels, whichever interface says it: the folding knows only this."""

from dataclasses import dataclass
from datetime import datetime

DOWN, RINGING, UP = "down", "ringing", "up"


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel as it stands: `name` such as `PJSIP/101-0000002a`, its caller id, where it dialled to.

    `call` is the id of the first channel of its call, where the interface tells (AMI's Linkedid).
    """

    id: str
    name: str
    state: str = DOWN
    number: str = ""
    exten: str = ""
    call: str = ""

    @property
    def endpoint(self) -> str:
        """Technology and resource: `PJSIP/101-0000002a` → `PJSIP/101`."""
        return self.name.rpartition("-")[0] or self.name


@dataclass(frozen=True, slots=True)
class Seen:
    """A channel is there, or has changed."""

    channel: Channel
    at: datetime


@dataclass(frozen=True, slots=True)
class Dialled:
    """`caller` rings `peer`; without a caller it is Asterisk itself that was told to.

    `status` is empty at first, then RINGING, then ANSWER, BUSY, NOANSWER, CANCEL, CONGESTION or CHANUNAVAIL.
    """

    caller: Channel | None
    peer: Channel
    status: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Leaving:
    """The party on a channel hangs up."""

    channel: Channel
    at: datetime


@dataclass(frozen=True, slots=True)
class Gone:
    """A channel is no more; `cause` is ITU-T Q.850, 0 for none."""

    channel: Channel
    cause: int
    at: datetime


Signal = Seen | Dialled | Leaving | Gone
