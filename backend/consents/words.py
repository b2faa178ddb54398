"""The words of consents: by what somebody is reached, for what, what they said, how they said it."""

from enum import StrEnum


class Channel(StrEnum):
    """By what somebody is reached."""

    EMAIL = "email"
    SMS = "sms"
    CALL = "call"
    POST = "post"


class Purpose(StrEnum):
    """What for. Service needs no consent, offers by e-mail and SMS do."""

    SERVICE = "service"
    MARKETING = "marketing"
    RESEARCH = "research"


class ConsentState(StrEnum):
    """What they said."""

    GIVEN = "given"
    WITHDRAWN = "withdrawn"


class How(StrEnum):
    """By what way they said it."""

    PHONE = "phone"
    EMAIL = "email"
    SMS = "sms"
    LETTER = "letter"
    IN_PERSON = "in_person"
    WEB = "web"
    OTHER = "other"


class Barrier(StrEnum):
    """Why somebody may not be reached."""

    DO_NOT_CALL = "do_not_call"
    DO_NOT_EMAIL = "do_not_email"
    OPTED_OUT = "opted_out"
    WITHDRAWN = "withdrawn"
    NO_CONSENT = "no_consent"
    BLOCKED = "blocked"


BY = {
    How.PHONE: "by phone",
    How.EMAIL: "by e-mail",
    How.SMS: "by SMS",
    How.LETTER: "by letter",
    How.IN_PERSON: "in person",
    How.WEB: "on the web",
}
"""How it is told in a sentence: “Asked by phone on 3 Nov.”"""

OFFERS = {Channel.EMAIL: "by e-mail", Channel.SMS: "by SMS", Channel.CALL: "by phone"}
