"""Streams of events as an Asterisk sends them, of calls that never were."""

from collections.abc import Iterator
from itertools import count
from typing import Any

Event = dict[str, str]

PHONE, TRUNK = "PJSIP/101", "PJSIP/trunk"
CUSTOMER, OWN = "+48601412233", "+48585550140"
_numbers = count(1)


def channel(endpoint: str, call: str, id: str | None = None, **more: str) -> Event:
    """A channel's headers."""
    number = next(_numbers)
    return {
        "Channel": f"{endpoint}-{number:08x}",
        "ChannelStateDesc": "Down",
        "CallerIDNum": "<unknown>",
        "Exten": "s",
        "Uniqueid": id or f"17000000{number:02d}.{number}",
        "Linkedid": call,
        **more,
    }


def dest(peer: Event) -> Event:
    """The same channel, as the one that is dialled."""
    names = ("Channel", "ChannelStateDesc", "CallerIDNum", "Exten", "Uniqueid", "Linkedid")
    return {f"Dest{name}": peer[name] for name in names}


def outgoing(call: str, ending: str = "ANSWER", device: str = "ANSWER") -> list[Event]:
    """A call Kith has set up: the phone, then the trunk."""
    phone = channel(PHONE, call, call)
    ringing, up = {**phone, "ChannelStateDesc": "Ringing"}, {**phone, "ChannelStateDesc": "Up"}
    events = [
        {"Event": "Newchannel", **phone},
        {"Event": "DialBegin", **dest(phone), "DialString": "101"},
        {"Event": "Newstate", **ringing},
    ]
    if device != "ANSWER":
        return [
            *events,
            {"Event": "DialEnd", **dest(ringing), "DialStatus": device},
            {"Event": "Hangup", **ringing, "Cause": "19"},
        ]
    peer = channel(TRUNK, call, CallerIDNum=CUSTOMER, Exten=CUSTOMER)
    both = {**up, **dest(peer), "DialString": f"{CUSTOMER}@trunk"}
    events += [
        {"Event": "Newstate", **up},
        {"Event": "DialEnd", **dest(up), "DialStatus": "ANSWER"},
        {"Event": "Newchannel", **peer},
        {"Event": "DialBegin", **both},
    ]
    return [*events, *_course(up, peer, both, ending)]


def _course(root: Event, peer: Event, both: Event, ending: str) -> Iterator[Event]:
    if ending == "BUSY":
        yield {"Event": "HangupRequest", **peer, "Cause": "17"}
    else:
        yield {"Event": "DialState", **both, "DialStatus": "RINGING"}
    yield {"Event": "DialEnd", **both, "DialStatus": ending}
    cause = {"ANSWER": "16", "BUSY": "17", "NOANSWER": "0", "CONGESTION": "1"}[ending]
    if ending == "ANSWER":
        yield {"Event": "HangupRequest", **peer, "Cause": "16"}
    yield {"Event": "SoftHangupRequest", **root, "Cause": "16"}
    yield {"Event": "Hangup", **peer, "Cause": cause}
    yield {"Event": "Hangup", **root, "Cause": cause}


def incoming(ending: str = "ANSWER", by: str = "caller", **more: Any) -> list[Event]:
    """Somebody calls in over the trunk, and one or two phones ring."""
    call = f"17100000{next(_numbers):02d}.1"
    root = channel(TRUNK, call, call, CallerIDNum=CUSTOMER, Exten="101", ChannelStateDesc="Ring")
    peers = [channel(PHONE, call), channel("PJSIP/102", call)][: more.get("phones", 1)]
    events = [{"Event": "Newchannel", **root}]
    for peer in peers:
        events += [
            {"Event": "Newchannel", **peer},
            {"Event": "DialBegin", **root, **dest(peer)},
            {"Event": "DialState", **root, **dest(peer), "DialStatus": "RINGING"},
        ]
    if ending != "ANSWER":
        gives_up = [{"Event": "HangupRequest", **root, "Cause": "16"}] if ending == "CANCEL" else []
        ends = [{"Event": "DialEnd", **root, **dest(peer), "DialStatus": ending} for peer in peers]
        return [*events, *gives_up, *ends, *_hangups(peers, "0"), *_hangups([root], "16")]
    taker, *others = peers
    leaver = root if by == "caller" else taker
    return [
        *events,
        {"Event": "DialEnd", **root, **dest(taker), "DialStatus": "ANSWER"},
        *({"Event": "DialEnd", **root, **dest(o), "DialStatus": "CANCEL"} for o in others),
        *_hangups(others, "26"),
        {"Event": "HangupRequest", **leaver, "Cause": "16"},
        *_hangups([taker, root], "16"),
    ]


def _hangups(channels: list[Event], cause: str) -> list[Event]:
    return [{"Event": "Hangup", **one, "Cause": cause} for one in channels]


def internal() -> list[Event]:
    """One phone of the house calls another."""
    call = f"17200000{next(_numbers):02d}.1"
    root = channel(PHONE, call, call, CallerIDNum="101", Exten="102", ChannelStateDesc="Ring")
    peer = channel("PJSIP/102", call)
    both = {**root, **dest(peer)}
    return [
        {"Event": "Newchannel", **root},
        {"Event": "Newchannel", **peer},
        {"Event": "DialBegin", **both},
        {"Event": "DialState", **both, "DialStatus": "RINGING"},
        {"Event": "DialEnd", **both, "DialStatus": "ANSWER"},
        *_hangups([peer, root], "16"),
    ]


def by_hand() -> list[Event]:
    """A number outside is dialled on the phone itself."""
    call = f"17300000{next(_numbers):02d}.1"
    root = channel(PHONE, call, call, CallerIDNum="101", Exten=CUSTOMER, ChannelStateDesc="Ring")
    peer = channel(TRUNK, call, CallerIDNum=CUSTOMER, Exten=CUSTOMER)
    both = {**root, **dest(peer), "DialString": f"{CUSTOMER}@trunk"}
    return [
        {"Event": "Newchannel", **root},
        {"Event": "Newchannel", **peer},
        {"Event": "DialBegin", **both},
        {"Event": "DialState", **both, "DialStatus": "RINGING"},
        {"Event": "DialEnd", **both, "DialStatus": "ANSWER"},
        {"Event": "HangupRequest", **root, "Cause": "16"},
        *_hangups([peer, root], "16"),
    ]
