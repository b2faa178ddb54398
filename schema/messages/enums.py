"""The words of messages."""

from enum import StrEnum

from backend.messages.kinds import Channel, Direction, Purpose, State
from backend.messages.segments import Alphabet
from schema.enums import words


class MessageEventType(StrEnum):
    """What a window following messages is told."""

    CREATED = "message.created"
    UPDATED = "message.updated"
    RESYNC = "resync"


class GatewayHealth(StrEnum):
    """How a gateway stands."""

    UNKNOWN = "unknown"
    WELL = "well"
    FAILING = "failing"


words(
    GatewayHealth,
    "How a gateway stands.",
    UNKNOWN="Nobody has tried it since it was changed.",
    WELL="It took the last message, or let us sign in.",
    FAILING="It cannot be used; the note says why.",
)
words(
    MessageEventType,
    "What happened to a message.",
    CREATED="It was written, or came in.",
    UPDATED="It went on its way, arrived, failed, or was read.",
    RESYNC="The cursor is too old: read the messages again and go on from here.",
)
words(
    Channel,
    "What carries a message.",
    name="MessageChannel",
    EMAIL="E-mail.",
    SMS="A text message to a telephone.",
)
words(
    Direction,
    "Seen from the account.",
    name="MessageDirection",
    INCOMING="Somebody writes to the account.",
    OUTGOING="The account writes to somebody.",
)
words(
    Purpose,
    "Why it is written: decides which wishes of the addressee it has to respect.",
    name="MessagePurpose",
    PERSONAL="One person writes to another.",
    MARKETING="An offer; needs their consent.",
    SERVICE="What their dealings with the account call for: a login, a receipt.",
    ASKED="What they asked for this moment, such as a way to set a new password.",
)
words(
    State,
    "Where a message stands; only a gateway's own word makes it submitted or delivered.",
    name="MessageState",
    QUEUED="It waits for its turn, or for another try.",
    STORED="There is no gateway: it is kept here and has not been sent.",
    UNCERTAIN="It was handed over and no answer came: it may have arrived. It is not sent again by itself.",
    SUBMITTED="The gateway has taken it.",
    DELIVERED="It has arrived.",
    UNDELIVERED="It could not be delivered.",
    REJECTED="It was refused.",
    EXPIRED="It was not delivered in time.",
    FAILED="It could not be handed over, after all tries.",
    RECEIVED="It came in.",
)
words(
    Alphabet,
    "What an SMS is written in on its way (3GPP TS 23.038).",
    name="SmsAlphabet",
    GSM="The default alphabet: 160 characters, 153 in each part of a longer text.",
    UCS2="UCS-2: 70 characters, 67 in each part of a longer text.",
)

__all__ = [
    "Alphabet",
    "Channel",
    "Direction",
    "GatewayHealth",
    "MessageEventType",
    "Purpose",
    "State",
]
