"""The words of telephone calls: direction, state and its rank, outcome, what the user says of it."""

from enum import StrEnum


class Direction(StrEnum):
    """Seen from the account."""

    INCOMING = "incoming"
    OUTGOING = "outgoing"


class State(StrEnum):
    """Where a call stands. Each has a rank; a call only ever climbs."""

    INITIATED = "initiated"
    DEVICE_RINGING = "device_ringing"
    DEVICE_ANSWERED = "device_answered"
    RINGING = "ringing"
    ANSWERED = "answered"
    ENDED = "ended"


RANK = {
    State.INITIATED: 0,
    State.DEVICE_RINGING: 1,
    State.DEVICE_ANSWERED: 2,
    State.RINGING: 3,
    State.ANSWERED: 4,
    State.ENDED: 9,
}
"""Telephone systems repeat, reorder and lose events: whatever does not climb is history, not news."""


class LineKind(StrEnum):
    """What is at the other end of a line."""

    WEBHOOK = "webhook"
    TEL_LINK = "tel_link"
    SIP = "sip"
    ASTERISK_AMI = "asterisk_ami"
    ASTERISK_ARI = "asterisk_ari"
    TWILIO = "twilio"


class DeviceKind(StrEnum):
    """What a user's own end of a call is (R083)."""

    TEL_LINK = "tel_link"
    SIP_PHONE = "sip_phone"
    ASTERISK_ENDPOINT = "asterisk_endpoint"
    NUMBER = "number"


class Command(StrEnum):
    """What a line can be told to do with a call."""

    ORIGINATE = "originate"
    HANG_UP = "hang_up"


class Outcome(StrEnum):
    """How a call ended, technically."""

    COMPLETED = "completed"
    BUSY = "busy"
    NO_ANSWER = "no_answer"
    REJECTED = "rejected"
    CANCELED = "canceled"
    INVALID_NUMBER = "invalid_number"
    DEVICE_UNREACHABLE = "device_unreachable"
    FAILED = "failed"
    MISSED = "missed"
    ANSWERED_ELSEWHERE = "answered_elsewhere"
    UNKNOWN = "unknown"


class HungUpBy(StrEnum):
    """Who ended a call, where the line can tell."""

    USER = "user"
    """The user, on their own phone."""
    OTHER = "other"
    """The person or company at the other end."""
    KITH = "kith"
    """The user, from the card on the screen."""
    LINE = "line"
    """Nobody: time ran out, the network refused, or the connection to the line was lost."""


class Disposition(StrEnum):
    """What came of a call, in the words of whoever had it."""

    ORDER_PROMISED = "order_promised"
    INFORMATION_GIVEN = "information_given"
    CALL_BACK = "call_back"
    COMPLAINT = "complaint"
    LEFT_MESSAGE = "left_message"
    NOT_INTERESTED = "not_interested"
    WRONG_NUMBER = "wrong_number"
    OTHER = "other"


CAUSES = {
    Outcome.BUSY: {"sip:486", "sip:600", "q850:17", "busy"},
    Outcome.NO_ANSWER: {"sip:480", "sip:408", "sip:487", "q850:18", "q850:19", "no_answer"},
    Outcome.REJECTED: {"sip:603", "q850:21", "rejected", "declined"},
    Outcome.INVALID_NUMBER: {"sip:404", "sip:484", "q850:1", "q850:28", "invalid_number"},
    Outcome.DEVICE_UNREACHABLE: {"q850:20", "device_unreachable"},
    Outcome.CANCELED: {"canceled", "cancelled"},
    Outcome.ANSWERED_ELSEWHERE: {"answered_elsewhere", "sip:200"},
    Outcome.COMPLETED: {"sip:bye", "q850:16", "completed", "normal"},
    Outcome.UNKNOWN: {"tel_link"},
}
"""Raw causes (SIP responses of RFC 3261, ITU-T Q.850) and what they mean; anything else is FAILED."""
OF_DEVICE = "device:"
"""Begins a cause of the user's own phone, `device:486`: the other end has not been called yet."""
OF_KITH = "kith:"
"""Begins a cause of our own, `kith:lost`: how the call went on is not known to us."""


def outcome_of(
    direction: Direction, answered: bool, cause: str, hung_up_by: HungUpBy | None = None
) -> Outcome:
    """How a call that has just ended ended."""
    if cause.startswith(OF_KITH):
        return Outcome.FAILED
    if answered:
        return Outcome.COMPLETED
    told = next((o for o, causes in CAUSES.items() if cause.lower() in causes), None)
    if direction is Direction.INCOMING:
        return Outcome.ANSWERED_ELSEWHERE if told is Outcome.ANSWERED_ELSEWHERE else Outcome.MISSED
    return _of_outgoing(told, cause, hung_up_by)


def _of_outgoing(told: Outcome | None, cause: str, hung_up_by: HungUpBy | None) -> Outcome:
    """How a call of ours ended that was not answered."""
    if hung_up_by is HungUpBy.KITH:
        return Outcome.CANCELED
    if cause.startswith(OF_DEVICE):
        return Outcome.DEVICE_UNREACHABLE
    if told is None and cause:
        return Outcome.FAILED
    if told in (None, Outcome.COMPLETED, Outcome.NO_ANSWER):
        return Outcome.CANCELED if hung_up_by is HungUpBy.USER else Outcome.NO_ANSWER
    return told or Outcome.FAILED
