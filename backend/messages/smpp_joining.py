"""Long incoming SMS: parts that come one by one, in any order, put together."""

from collections.abc import Iterator
from time import monotonic

from aiosmpplib import DeliverSm

PATIENCE_SECONDS = 300.0
"""A text whose missing part does not come in this time is kept as far as it came."""
MOST_WAITING = 500


class Joiner:
    """Parts by sender and reference; the whole is given with the part that completes it."""

    def __init__(self) -> None:
        self._waiting: dict[tuple[str, str, int, int], tuple[float, dict[int, DeliverSm]]] = {}

    def joined(self, part: DeliverSm) -> DeliverSm | None:
        """The whole text once all its parts are here, in the last part's place."""
        reference, number, count = part.get_segmentation_data()
        key = (part.source.number, part.destination.number, reference, count)
        _since, parts = self._waiting.setdefault(key, (monotonic(), {}))
        parts[number] = part
        if len(parts) < count and len(self._waiting) <= MOST_WAITING:
            return None
        del self._waiting[key]
        return _whole(parts, into=part)

    def overdue(self) -> Iterator[DeliverSm]:
        """What has waited too long for its missing parts."""
        limit = monotonic() - PATIENCE_SECONDS
        for key in [key for key, (since, _) in self._waiting.items() if since < limit]:
            parts = self._waiting.pop(key)[1]
            yield _whole(parts, into=parts[max(parts)])


def _whole(parts: dict[int, DeliverSm], *, into: DeliverSm) -> DeliverSm:
    """The parts' texts in one; in the part at hand, as that is the one the library goes on with."""
    into.short_message = "".join(
        part.short_message or part.message_payload for _, part in sorted(parts.items())
    )
    into.message_payload = ""
    return into
