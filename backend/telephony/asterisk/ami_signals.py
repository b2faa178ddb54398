"""AMI events (Asterisk 13 and newer) as signals.

Every event of a channel names it whole, so that the next makes up for one that was lost.
"""

from collections.abc import Mapping
from datetime import UTC, datetime

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
UNKNOWN = "<unknown>"
SEEN = {"Newchannel", "Newstate", "NewConnectedLine", "BridgeEnter", "CoreShowChannel"}

Event = Mapping[str, str]


def signal_of(event: Event, now: datetime) -> Signal | None:
    """The signal in an event, None in one that says nothing of calls."""
    kind = event.get("Event", "")
    at = _at(event, now)
    if kind in ("DialBegin", "DialState", "DialEnd"):
        peer = channel_of(event, "Dest")
        return Dialled(channel_of(event), peer, _status(event), at) if peer else None
    channel = channel_of(event)
    if channel is None:
        return None
    if kind in SEEN:
        return Seen(channel, at)
    if kind == "HangupRequest":
        return Leaving(channel, at)
    if kind == "Hangup":
        return Gone(channel, _whole(event.get("Cause", "")), at)
    return None


def channel_of(event: Event, side: str = "") -> Channel | None:
    """The channel an event names, `Dest` for the one that is dialled; None where it names none."""
    identifier = event.get(f"{side}Uniqueid") or event.get(f"{side}UniqueID")
    name = event.get(f"{side}Channel")
    if not identifier or not name:
        return None
    dialled = event.get("DialString", "").partition("@")[0].rpartition("/")[2] if side else ""
    return Channel(
        id=identifier,
        name=name,
        state=STATES.get(event.get(f"{side}ChannelStateDesc", ""), DOWN),
        number=_known(event.get(f"{side}CallerIDNum", "")),
        exten=dialled or event.get(f"{side}Exten", ""),
        call=event.get(f"{side}Linkedid") or event.get(f"{side}LinkedID") or "",
    )


def _status(event: Event) -> str:
    return event.get("DialStatus", "")


def _known(number: str) -> str:
    return "" if number == UNKNOWN else number


def _whole(value: str) -> int:
    return int(value) if value.isdecimal() and len(value) < 6 else 0


def _at(event: Event, now: datetime) -> datetime:
    """The event's own time where `timestampevents` is on in manager.conf, else now."""
    try:
        return datetime.fromtimestamp(float(event.get("Timestamp", "")), UTC)
    except (ValueError, OverflowError, OSError):
        return now
