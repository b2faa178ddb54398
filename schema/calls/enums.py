"""The words of calls."""

from enum import StrEnum

import strawberry

from backend.calls.kinds import Direction, Disposition, Outcome, State


class CallEventType(StrEnum):
    """What a window following calls is told."""

    INITIATED = "call.initiated"
    DEVICE_RINGING = "call.device_ringing"
    DEVICE_ANSWERED = "call.device_answered"
    RINGING = "call.ringing"
    ANSWERED = "call.answered"
    ENDED = "call.ended"
    MISSED = "call.missed"
    ANNOTATED = "call.annotated"
    RESYNC = "resync"


strawberry.enum(
    CallEventType,
    description="MISSED ends an incoming call nobody took, ENDED every other; after RESYNC read activeCalls again.",
)
strawberry.enum(Direction, name="CallDirection", description="Seen from the account.")
strawberry.enum(
    Disposition, name="CallDisposition", description="What came of a call, as its user says."
)
strawberry.enum(Outcome, name="CallOutcome", description="How a call ended, technically.")
strawberry.enum(State, name="CallState", description="Where a call stands; it only ever climbs.")

__all__ = ["CallEventType", "Direction", "Disposition", "Outcome", "State"]
