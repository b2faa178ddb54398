"""The sound of a conversation: copied between its legs every 20 ms, with a ringing tone before.

G.711 at 8 kHz throughout, so nothing is converted. The ringing tone is that of most of Europe:
425 Hz, one second on, three off (ITU-T E.180 Supplement 2).
"""

import asyncio
import math
import struct
from collections.abc import Callable, Iterable
from itertools import cycle

from backend.telephony.sip.legs import Sound

RATE = 8000
FRAME_SECONDS = 0.02
FRAME = int(RATE * FRAME_SECONDS) * 2
MOST = FRAME * 5
"""One reading takes up to 100 ms: what a stalled moment left behind is caught up with."""
PRIMED = bytes(2 * FRAME)
"""40 ms of silence in front, so that a late turn does not leave a gap."""
LATE = 0.2
QUIET = 3000
"""The amplitude of the ringing tone, of 32767."""


def _ringing() -> list[bytes]:
    tone = [int(QUIET * math.sin(2 * math.pi * 425 * n / RATE)) for n in range(RATE)]
    pcm = struct.pack(f"<{RATE}h", *tone) + bytes(2 * RATE * 3)
    return [pcm[n : n + FRAME] for n in range(0, len(pcm), FRAME)]


RINGING = _ringing()


class Ringback:
    """The ringing tone, a frame at a time, as long as it is asked for."""

    def __init__(self) -> None:
        self._frames = cycle(RINGING)

    def give(self, ear: Sound) -> None:
        """Have somebody hear the next 20 ms; what they say meanwhile is heard by nobody."""
        ear.write(next(self._frames))
        ear.read(MOST)


class Through:
    """Two legs that hear each other, from the moment this was made."""

    def __init__(self, one: Sound, other: Sound) -> None:
        self._ends = ((one, other), (other, one))
        for sound in (one, other):
            sound.flush()
            sound.write(PRIMED)

    def give(self) -> None:
        """Carry over what has come since the last time."""
        for mouth, ear in self._ends:
            if pcm := mouth.read(MOST):
                ear.write(pcm)


async def pump(turn: Callable[[], Iterable[Callable[[], None]]]) -> None:
    """Give every conversation its turn each 20 ms, on a clock that does not drift; never ends."""
    loop = asyncio.get_running_loop()
    due = loop.time()
    while True:
        due += FRAME_SECONDS
        if loop.time() - due > LATE:
            due = loop.time()
        await asyncio.sleep(max(due - loop.time(), 0))
        for give in turn():
            give()
