"""The words a customer's fields may have."""

from backend.customers.fields import ContactPreference, Sex, Source
from backend.customers.queries import Order
from schema.enums import words

words(
    Sex,
    "As the person says; null is not said.",
    FEMALE="Female.",
    MALE="Male.",
    OTHER="Neither of the two.",
)
words(
    Source,
    "How a customer came to the account.",
    TELEPHONE="They called.",
    WEB="Through the web.",
    STORE="In a store.",
    REFERRAL="Somebody sent them.",
    EVENT="At a fair or another event.",
    IMPORT="From another program.",
    OTHER="Some other way.",
)
words(
    ContactPreference,
    "How somebody wishes to be reached.",
    ANY="Any way will do.",
    WORK_PHONE="At work, by telephone.",
    MOBILE_PHONE="On the mobile phone.",
    EMAIL="By e-mail.",
)
words(
    Order,
    "What a list of customers is sorted by.",
    name="CustomerOrderField",
    NAME="Family name, then given name.",
    NUMBER="Client number.",
    CREATED="When the record was made.",
    MODIFIED="When it was last changed.",
)

__all__ = ["ContactPreference", "Order", "Sex", "Source"]
