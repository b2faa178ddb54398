"""The words of contact points."""

from backend.contact_points.locations import Scope
from backend.contact_points.phones import PhoneType, Validity
from schema.enums import words

words(
    PhoneType,
    "What kind of line a number belongs to, as far as its numbering plan tells.",
    MOBILE="A mobile phone.",
    FIXED_LINE="A line in a place.",
    FIXED_LINE_OR_MOBILE="One of the two; the plan does not tell them apart.",
    TOLL_FREE="Free for the caller.",
    PREMIUM_RATE="Dear for the caller.",
    SHARED_COST="Caller and called share the cost.",
    VOIP="A line of the internet.",
    PERSONAL_NUMBER="Follows a person from line to line.",
    PAGER="A pager.",
    UAN="One number of a company for all its places.",
    VOICEMAIL="A voicemail box.",
    UNKNOWN="The plan does not say.",
)
words(
    Validity,
    "Whether the numbering plan assigns the number.",
    VALID="The plan assigns it.",
    POSSIBLE="Only its length fits; it is kept and flagged.",
)
words(
    Scope,
    "For whom a shared place changes.",
    name="AddressScope",
    ONLY_THIS="For this party alone, who then has a place of their own.",
    EVERYBODY="For everybody at the place.",
)

__all__ = ["PhoneType", "Scope", "Validity"]
