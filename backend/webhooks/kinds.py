"""The words of webhooks: where a delivery stands, and when it is tried again."""

import random
from datetime import timedelta
from enum import StrEnum


class DeliveryState(StrEnum):
    """Where a delivery stands."""

    QUEUED = "queued"
    SENDING = "sending"
    DELIVERED = "delivered"
    FAILED = "failed"


RETRIES = tuple(
    timedelta(seconds=s) for s in (5, 60, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 64_800, 79_200)
)
"""Waits after each failed try, together three days, as the specification recommends
(Standard Webhooks 1.0, "Deliverability and reliability")."""

GIVE_UP = timedelta(days=3)
"""An endpoint that has accepted nothing for so long is dead, and paused."""

JITTER = 0.2


def wait_after(attempts: int) -> timedelta | None:
    """How long to wait after so many failed tries, a fifth more or less; None where it was the last."""
    if attempts > len(RETRIES):
        return None
    return RETRIES[attempts - 1] * random.uniform(1 - JITTER, 1 + JITTER)  # noqa: S311 - spreads load
