"""The words of messages, for both channels: where a message stands, and which news may move it."""

from enum import StrEnum


class Channel(StrEnum):
    """What carries a message."""

    EMAIL = "email"
    SMS = "sms"


class Direction(StrEnum):
    """To somebody, or from them."""

    INCOMING = "incoming"
    OUTGOING = "outgoing"


class Purpose(StrEnum):
    """Why it is written: decides which wishes of the addressee it has to respect."""

    PERSONAL = "personal"
    MARKETING = "marketing"
    SERVICE = "service"
    """What the person's own dealings with the account call for: a login, a receipt."""
    ASKED = "asked"
    """What the person asked for this moment, such as a way to set a new password."""


class State(StrEnum):
    """Where a message stands; only a gateway's own word makes it submitted or delivered."""

    QUEUED = "queued"
    STORED = "stored"
    UNCERTAIN = "uncertain"
    SUBMITTED = "submitted"
    DELIVERED = "delivered"
    UNDELIVERED = "undelivered"
    REJECTED = "rejected"
    EXPIRED = "expired"
    FAILED = "failed"
    RECEIVED = "received"


class OutboxState(StrEnum):
    """Where the sending of a message stands."""

    QUEUED = "queued"
    SENDING = "sending"
    DONE = "done"
    FAILED = "failed"
    UNCERTAIN = "uncertain"
    STORED = "stored"


RANK = {
    State.STORED: 0,
    State.QUEUED: 0,
    State.FAILED: 1,
    State.UNCERTAIN: 2,
    State.SUBMITTED: 3,
    State.REJECTED: 9,
    State.UNDELIVERED: 9,
    State.EXPIRED: 9,
    State.DELIVERED: 9,
    State.RECEIVED: 9,
}
"""News of a gateway comes late, doubled and out of order; only a higher rank is news."""

FINAL = frozenset(state for state, rank in RANK.items() if rank == 9)
"""States nothing follows."""

RETRYABLE = frozenset({State.STORED, State.FAILED, State.REJECTED, State.UNCERTAIN})
"""States from which a person may have a message sent (again)."""


def is_news(before: State, after: State) -> bool:
    """Whether what a gateway says moves a message on; a doubled or belated word does not."""
    return RANK[after] > RANK[before]
