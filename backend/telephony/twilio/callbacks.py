"""What a provider's callbacks say, as events of calls: pure, and right in whatever order they come.

An outgoing call has two legs: the user's own number, which the provider rings first, and the dialled
one. The end is the dialled leg's, whose callback also tells how long was spoken, so that an end that
comes before its answer still knows of it. The user's leg ends the call only where the other leg
never began; that is told late, `Late`, for the other leg's word may still be on its way.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import StrEnum

from backend.calls.folding import Heard
from backend.calls.kinds import Direction

Form = Mapping[str, str]


class Leg(StrEnum):
    """What a callback is about; a part of its address."""

    DEVICE = "device"
    """The user's own number, of an outgoing call."""
    DIALLED = "dialled"
    """The number called, of an outgoing call."""
    RUNG = "rung"
    """A phone that an incoming call is put through to."""
    INCOMING = "incoming"
    """The caller's own leg of an incoming call."""


@dataclass(frozen=True, slots=True)
class Late:
    """An event to be taken in a little later, and only where nothing has ended the call by then."""

    heard: Heard


RINGING = {"ringing"}
ANSWERED = {"in-progress", "answered"}
CAUSES = {
    "busy": "busy",
    "no-answer": "no_answer",
    "canceled": "canceled",
    "failed": "twilio:failed",
    "completed": "completed",
}
"""How a leg ended that was not answered; a SIP response, where there is one, says it better."""


def heard_of(leg: Leg, call_id: str, form: Form, now: datetime) -> Heard | Late | None:
    """The event in a callback, None where it is no news."""
    status = form.get("CallStatus", "")
    event = _event(leg, call_id, form, now)
    if leg is Leg.DEVICE:
        return _of_device(event, status, form)
    if status in RINGING and leg is not Leg.RUNG:
        return replace(event, type="call.ringing")
    if status in ANSWERED and leg is not Leg.INCOMING:
        return replace(event, type="call.answered", device=_rung(leg, form))
    if status in CAUSES:
        return _ended(leg, event, status, form)
    return None


def rings(call_id: str, form: Form, now: datetime) -> Heard:
    """Somebody calls in: the provider asks what to do."""
    return replace(_event(Leg.INCOMING, call_id, form, now), type="call.ringing")


def _event(leg: Leg, call_id: str, form: Form, now: datetime) -> Heard:
    incoming = leg in (Leg.RUNG, Leg.INCOMING)
    return Heard(
        key=f"{leg}:{form.get('CallSid', '')}:{form.get('CallStatus', '')}"[:200],
        call_id=call_id,
        type="call.initiated",
        at=_at(form, now),
        direction=Direction.INCOMING if incoming else Direction.OUTGOING,
        from_typed=form.get("From", ""),
        to_typed=form.get("To", ""),
    )


def _of_device(event: Heard, status: str, form: Form) -> Heard | Late | None:
    if status in ("queued", "initiated"):
        return event
    if status in RINGING:
        return replace(event, type="call.device_ringing")
    if status in ANSWERED:
        return replace(event, type="call.device_answered")
    if status == "completed":
        # Picked up and hung up again; the dialled leg, where there was one, says how it went there.
        return Late(replace(event, type="call.ended", cause="canceled"))
    if status in CAUSES:
        return replace(event, type="call.ended", cause=f"device:{_cause(status, form)}")
    return None


def _ended(leg: Leg, event: Heard, status: str, form: Form) -> Heard | Late | None:
    spoken = _seconds(form)
    answered = event.at - timedelta(seconds=spoken) if status == "completed" and spoken else None
    ended = replace(event, type="call.ended", cause=_cause(status, form), answered_at=answered)
    if leg is Leg.RUNG:
        # One phone of several: only a conversation ends the call, and the caller's leg otherwise.
        return replace(ended, device=_rung(leg, form)) if answered else None
    if leg is Leg.INCOMING:
        return Late(replace(ended, answered_at=None, cause="no_answer"))
    return ended


def _cause(status: str, form: Form) -> str:
    code = form.get("SipResponseCode", "")
    if status != "completed" and code.isdecimal() and len(code) == 3 and code != "200":
        return f"sip:{code}"
    return CAUSES[status]


def _rung(leg: Leg, form: Form) -> str:
    return form.get("To", "") if leg is Leg.RUNG else ""


def _seconds(form: Form) -> int:
    value = form.get("CallDuration", "")
    return int(value) if value.isdecimal() and len(value) < 7 else 0


def _at(form: Form, now: datetime) -> datetime:
    """The provider's own time (RFC 2822), where it is one that can be believed."""
    try:
        told = parsedate_to_datetime(form.get("Timestamp", ""))
    except (ValueError, TypeError):
        return now
    at = told if told.tzinfo else told.replace(tzinfo=UTC)
    return at if abs(at - now) < timedelta(hours=24) else now
