"""When a message that could not leave is tried again: soon at first, then ever more seldom."""

import random
from datetime import timedelta

PAUSES = (1, 5, 15, 60, 180, 360, 720, 1440)
"""Minutes after the first, second … try: three hours bridge a restart, two days a lost weekend."""

JITTER = 0.2
"""Share by which a pause is shortened or lengthened, so that a flood does not come back as one."""


def pause_after(attempts: int) -> timedelta | None:
    """How long to wait after this many tries; None: enough, give up."""
    if attempts > len(PAUSES):
        return None
    spread = random.uniform(1 - JITTER, 1 + JITTER)  # noqa: S311 - no secret hangs on it
    return timedelta(minutes=PAUSES[attempts - 1] * spread)
