"""The words of calls."""

from enum import StrEnum

from backend.calls.kinds import Direction, Disposition, Outcome, State
from schema.enums import words


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


words(
    CallEventType,
    "MISSED ends an incoming call nobody took, ENDED every other.",
    INITIATED="Somebody is being called.",
    DEVICE_RINGING="The user's own device rings first.",
    DEVICE_ANSWERED="The user has picked up; now the other end is called.",
    RINGING="It rings: there, or here.",
    ANSWERED="The two are speaking.",
    ENDED="It is over.",
    MISSED="It is over and nobody took it.",
    ANNOTATED="Somebody took it, or wrote down what came of it.",
    RESYNC="The cursor is too old: read activeCalls again and go on from here.",
)
words(
    Direction,
    "Seen from the account.",
    name="CallDirection",
    INCOMING="Somebody calls the account.",
    OUTGOING="The account calls somebody.",
)
words(
    Disposition,
    "What came of a call, as its user says.",
    name="CallDisposition",
    ORDER_PROMISED="They will order.",
    INFORMATION_GIVEN="A question was answered.",
    CALL_BACK="To be called back.",
    COMPLAINT="They complained.",
    LEFT_MESSAGE="A message was left.",
    NOT_INTERESTED="They do not want it.",
    WRONG_NUMBER="It was somebody else.",
    OTHER="Something else; see the note.",
)
words(
    Outcome,
    "How a call ended, technically.",
    name="CallOutcome",
    COMPLETED="They spoke.",
    BUSY="The other end was busy.",
    NO_ANSWER="Nobody answered.",
    REJECTED="The other end declined.",
    CANCELED="The caller gave up.",
    INVALID_NUMBER="There is no such number.",
    DEVICE_UNREACHABLE="The user's own device could not be reached.",
    FAILED="It failed, or its end was never told.",
    MISSED="It came in and nobody took it.",
    ANSWERED_ELSEWHERE="Another device took it.",
    UNKNOWN="Nobody can say.",
)
words(
    State,
    "Where a call stands; it only ever climbs.",
    name="CallState",
    INITIATED="It is being set up.",
    DEVICE_RINGING="The user's own device rings.",
    DEVICE_ANSWERED="The user has picked up.",
    RINGING="It rings at the other end, or here.",
    ANSWERED="The two are speaking.",
    ENDED="It is over.",
)

__all__ = ["CallEventType", "Direction", "Disposition", "Outcome", "State"]
