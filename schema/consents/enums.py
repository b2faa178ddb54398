"""The words of consents."""

from backend.consents.words import Barrier, Channel, ConsentState, How, Purpose
from schema.enums import words

words(
    Channel,
    "By what somebody is reached.",
    EMAIL="By e-mail.",
    SMS="By text message.",
    CALL="By telephone.",
    POST="By letter.",
)
words(
    Purpose,
    "What somebody is reached for.",
    SERVICE="Their order, their question, their account.",
    MARKETING="Offers.",
    RESEARCH="Surveys.",
)
words(
    ConsentState,
    "What somebody said.",
    GIVEN="Yes.",
    WITHDRAWN="No, or no longer.",
)
words(
    How,
    "By what way they said it.",
    name="ConsentWay",
    PHONE="On the telephone.",
    EMAIL="By e-mail.",
    SMS="By text message.",
    LETTER="By letter.",
    IN_PERSON="In person.",
    WEB="On the web.",
    OTHER="In another way; see the proof.",
)
words(
    Barrier,
    "Why somebody may not be reached.",
    name="DoNotContactReason",
    DO_NOT_CALL="They must not be called; text messages go to the telephone, too.",
    DO_NOT_EMAIL="They must not be written to.",
    OPTED_OUT="They asked for no mail at this address.",
    WITHDRAWN="They withdrew their consent.",
    NO_CONSENT="They never consented to offers this way.",
    BLOCKED="They are blocked.",
)

__all__ = ["Barrier", "Channel", "ConsentState", "How", "Purpose"]
