"""Time on the wall, and time spent working, which others on the same machine do not stretch."""

import time
from pathlib import Path

import psutil


class Clock:
    """Milliseconds on the wall, and those spent working: by this process and by its PostgreSQL.

    On a machine that others use too, only the work can be compared from one minute to the next.
    """

    def __init__(self, backend: int) -> None:
        self._backend = Path(f"/proc/{backend}/schedstat")

    def now(self) -> tuple[float, float]:
        """Wall and work so far; without Linux's /proc the wall is all there is."""
        wall = time.perf_counter() * 1000
        if not self._backend.exists():
            return wall, wall
        return wall, time.process_time() * 1000 + int(self._backend.read_text().split()[0]) / 1e6


def spent(*pids: int) -> float:
    """Seconds of processor time so far: these processes, those they started, those of them over."""
    total = 0.0
    for pid in pids:
        process = psutil.Process(pid)
        for one in (process, *process.children(recursive=True)):
            try:
                times = one.cpu_times()
            except psutil.Error:  # over since: by now among the times of its parent
                continue
            total += times.user + times.system + times.children_user + times.children_system
    return total
