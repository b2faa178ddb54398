"""The words of calls."""

from enum import StrEnum

from backend.calls.kinds import (
    DeviceKind,
    Direction,
    Disposition,
    HungUpBy,
    LineKind,
    Outcome,
    State,
)
from backend.calls.line_kinds import SettingForm
from backend.contact_points.tolls import Toll
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
words(
    HungUpBy,
    "Who ended a call, where the line can tell.",
    USER="The user, on their own telephone.",
    OTHER="The other end.",
    KITH="The user, from the card on the screen.",
    LINE="Nobody: time ran out, the network refused, or the line was lost.",
)
words(
    DeviceKind,
    "What a user's own end of a call is (R083).",
    name="PhoneDeviceKind",
    TEL_LINK="Whatever program this computer opens a tel: link with (RFC 3966).",
    SIP_PHONE="A SIP telephone, by its address.",
    ASTERISK_ENDPOINT="An extension of an Asterisk, such as PJSIP/101.",
    NUMBER="A telephone number of one's own, which is called first.",
)
words(
    LineKind,
    "What is at the other end of a line.",
    WEBHOOK="Any telephone system that posts its events.",
    TEL_LINK="The telephone programs of people's own computers.",
    SIP="A SIP server, without a telephone system.",
    ASTERISK_AMI="An Asterisk, over its Manager Interface.",
    ASTERISK_ARI="An Asterisk, over its REST Interface.",
    TWILIO="Twilio, or what speaks like it.",
)
words(
    SettingForm,
    "How a setting of a line is typed.",
    name="LineSettingForm",
    TEXT="A line of text.",
    HOST="A name or an address of a machine.",
    NUMBER="A whole number.",
    SECRET="A secret: sealed before it is kept, and never shown again.",  # noqa: S106 - a description
    SWITCH="yes or no.",
    CHOICE="One of its choices.",
    URL="An address of the web.",
)
words(
    Toll,
    "Why a line does not call a number.",
    name="NumberBarredReason",
    PREMIUM_RATE="It costs more than a call.",
    SHARED_COST="Its cost is shared, and higher than that of a call.",
    COUNTRY="It lies in a country that the line does not call.",
    UNASSIGNED="It belongs to no country.",
)

__all__ = [
    "CallEventType",
    "DeviceKind",
    "Direction",
    "Disposition",
    "HungUpBy",
    "LineKind",
    "Outcome",
    "SettingForm",
    "State",
    "Toll",
]
