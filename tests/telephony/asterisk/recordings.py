"""What an Asterisk says, as calls: of any events, and of what a real Asterisk 22 once said."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from backend.calls.folding import Heard
from backend.calls.kinds import Direction, Outcome
from backend.telephony.asterisk import ami_signals, ari_signals
from backend.telephony.asterisk.folding import CallFolder
from tests.shared_data import shared_data

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
OTHER_END = "+33123456789"
"""The number of whoever was at the other end of all recorded calls."""

RECORDED = [
    ("ami_out_completed", Outcome.COMPLETED, Direction.OUTGOING),
    ("ami_out_busy", Outcome.BUSY, Direction.OUTGOING),
    ("ami_in_completed", Outcome.COMPLETED, Direction.INCOMING),
    ("ami_in_missed", Outcome.MISSED, Direction.INCOMING),
    ("ari_out_completed", Outcome.COMPLETED, Direction.OUTGOING),
    ("ari_out_busy", Outcome.BUSY, Direction.OUTGOING),
    ("ari_in_completed", Outcome.COMPLETED, Direction.INCOMING),
    ("ari_in_missed", Outcome.MISSED, Direction.INCOMING),
]


def ami(events: Iterable[dict[str, Any]], into: CallFolder) -> list[Heard]:
    """What is heard of AMI events."""
    signals = (ami_signals.signal_of(event, NOW) for event in events)
    return [one for signal in signals if signal for one in into.take(signal)]


def ari(events: Iterable[dict[str, Any]], into: CallFolder) -> list[Heard]:
    """What is heard of ARI events."""
    signals = (ari_signals.signal_of(event, NOW) for event in events)
    return [one for signal in signals if signal for one in into.take(signal)]


def recorded(name: str, into: CallFolder) -> list[Heard]:
    """What is heard of a recorded call; skips where the recordings are absent."""
    text = shared_data(f"asterisk/{name}.json").read_text()
    if "crm-" in text:
        into.expect("crm-" + text.partition("crm-")[2][:32], device="PJSIP/agent1", to=OTHER_END)
    return (ami if name.startswith("ami") else ari)(json.loads(text), into)
