"""Events that come together are answered together.

While one event is being read, the next ones arrive. Executed one by one, each would have a snapshot
and a dozen statements of its own, and a window would fall further behind the faster they come. As a
burst they share one snapshot, and the loaders ask once for what all of them select: the more there
are, the less each costs. Their answers go out one by one, in the order of the events.

Measured at 50 calls a second: `docs/performance.md`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import strawberry
from graphql import ExecutionResult

MOST = 10
"""Events of one burst: the first waits for the last."""


@strawberry.type
class Told:
    """An event as a subscription yields it, and those that came with it."""

    burst: strawberry.Private[Burst | None] = None


@dataclass(eq=False, slots=True)
class Burst:
    """Events that are answered together; `answers`, in their order, once the first was asked for."""

    events: Sequence[Told]
    answers: Iterator[ExecutionResult] | None = None


Event = TypeVar("Event", bound=Told)


def in_bursts(events: Sequence[Event]) -> Iterator[Event]:
    """The same events, those that may be answered together tied to each other."""
    for start in range(0, len(events), MOST):
        together = events[start : start + MOST]
        if len(together) > 1:
            burst = Burst(together)
            for event in together:
                event.burst = burst
        yield from together
