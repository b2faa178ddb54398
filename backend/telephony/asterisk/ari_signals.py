"""ARI events (Asterisk 16 and newer) as signals."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from backend.telephony.asterisk.signals import (
    DOWN,
    RINGING,
    UP,
    Channel,
    Dialled,
    Gone,
    Leaving,
    Seen,
    Signal,
)

STATES = {"Ringing": RINGING, "Up": UP}
SEEN = {"ChannelCreated", "ChannelStateChange", "ChannelConnectedLine", "ChannelEnteredBridge"}

Event = Mapping[str, Any]


def signal_of(event: Event, now: datetime) -> Signal | None:
    """The signal in an event, None in one that says nothing of calls."""
    kind, at = event.get("type"), _at(event, now)
    if kind == "Dial":
        peer = channel_of(event.get("peer"), dialled=_word(event, "dialstring"))
        caller = channel_of(event.get("caller"))
        return Dialled(caller, peer, _word(event, "dialstatus"), at) if peer else None
    channel = channel_of(event.get("channel"))
    if channel is None:
        return None
    if kind in SEEN:
        return Seen(channel, at)
    # `soft` is Asterisk's own doing, after the other party has left.
    if kind == "ChannelHangupRequest" and not event.get("soft"):
        return Leaving(channel, at)
    if kind == "ChannelDestroyed":
        cause = event.get("cause")
        return Gone(channel, cause if isinstance(cause, int) else 0, at)
    return None


def channel_of(told: Any, *, dialled: str = "") -> Channel | None:
    """A channel as ARI describes one; None for anything else."""
    if not isinstance(told, Mapping) or not told.get("id") or not told.get("name"):
        return None
    return Channel(
        id=str(told["id"]),
        name=str(told["name"]),
        state=STATES.get(str(told.get("state")), DOWN),
        number=_part(told, "caller", "number"),
        exten=dialled.partition("@")[0].rpartition("/")[2] or _part(told, "dialplan", "exten"),
    )


def _part(told: Mapping[str, Any], name: str, inner: str) -> str:
    part = told.get(name)
    return str(part.get(inner) or "") if isinstance(part, Mapping) else ""


def _word(event: Event, name: str) -> str:
    value = event.get(name)
    return value if isinstance(value, str) else ""


def _at(event: Event, now: datetime) -> datetime:
    try:
        return datetime.fromisoformat(str(event.get("timestamp")))
    except ValueError:
        return now
