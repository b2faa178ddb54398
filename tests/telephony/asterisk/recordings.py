"""What a real Asterisk 22 once said, as signals: as it was, or told badly and many times at once."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache

from hypothesis import strategies as st

from backend.calls.folding import Heard
from backend.calls.kinds import Direction, Outcome
from backend.telephony.asterisk import ami_signals, ari_signals
from backend.telephony.asterisk.folding import CallFolder
from backend.telephony.asterisk.signals import Channel, Dialled, Signal
from tests.calls.streams import Stream, Telling, told, woven
from tests.shared_data import shared_data

TRUNK, DEVICE, OTHER_END = "PJSIP/trunk", "PJSIP/agent1", "+33123456789"
NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
OUTCOMES = {
    "out_completed": Outcome.COMPLETED,
    "out_busy": Outcome.BUSY,
    "in_completed": Outcome.COMPLETED,
    "in_missed": Outcome.MISSED,
}
NAMES = [f"{interface}_{call}" for interface in ("ami", "ari") for call in OUTCOMES]


@dataclass(frozen=True, slots=True)
class Recording:
    """One call; `root` is the id of its first channel, and its own."""

    outcome: Outcome
    direction: Direction
    root: str
    signals: Sequence[Signal]

    def named(self, name: str) -> "Recording":
        """The same happening to other channels."""
        return replace(
            self,
            root=f"{name}.{self.root}",
            signals=[_named(signal, name) for signal in self.signals],
        )

    def expect(self, folder: CallFolder) -> None:
        """Have a folder know of the call, where it is one that Kith set up."""
        if self.direction is Direction.OUTGOING:
            folder.expect(self.root, device=DEVICE, to=OTHER_END)


@cache
def recording(name: str) -> Recording:
    """The recording of this name; the test is skipped where it is absent."""
    events = json.loads(shared_data(f"asterisk/{name}.json").read_text())
    interface, _, call = name.partition("_")
    signal_of = ami_signals.signal_of if interface == "ami" else ari_signals.signal_of
    signals = [signal for event in events if (signal := signal_of(event, NOW))]
    direction = Direction.OUTGOING if call.startswith("out") else Direction.INCOMING
    first = signals[0]
    root = first.peer.id if isinstance(first, Dialled) else first.channel.id
    return Recording(OUTCOMES[call], direction, root, signals)


def _named(signal: Signal, name: str) -> Signal:
    if isinstance(signal, Dialled):
        caller = _channel(signal.caller, name) if signal.caller else None
        return replace(signal, caller=caller, peer=_channel(signal.peer, name))
    return replace(signal, channel=_channel(signal.channel, name))


def _channel(channel: Channel, name: str) -> Channel:
    call = f"{name}.{channel.call}" if channel.call else ""
    return replace(channel, id=f"{name}.{channel.id}", call=call)


@st.composite
def recorded_tellings(draw: st.DrawFn, recordings: Sequence[Recording], count: int) -> Telling:
    """That many of them at once, their signals lost, doubled, late and interleaved.

    Sometimes Kith looks in the end which channels are left, as after a lost connection: none.
    """
    chosen = [draw(st.sampled_from(recordings)).named(str(n)) for n in range(count)]
    signals = [draw(told(one.signals, lambda signal: signal)) for one in chosen]
    folder = CallFolder([TRUNK])
    for one in chosen:
        one.expect(folder)
    heard = [h for _, signal in draw(woven(signals)) for h in folder.take(signal)]
    for one in chosen:
        heard += folder.never_began(one.root, "device:unreachable", NOW)
    if draw(st.booleans()):
        heard += folder.reconcile((), NOW)
    return _telling(chosen, heard)


def _telling(chosen: Sequence[Recording], heard: Sequence[Heard]) -> Telling:
    """What was heard, by call; a call of which everything was lost is none."""
    streams = {
        one.root: Stream(one.root, 0, one.direction, OTHER_END, mine)
        for one in chosen
        if (mine := [h for h in heard if h.call_id == one.root])
    }
    return Telling(list(streams.values()), [(streams[h.call_id], h) for h in heard])
