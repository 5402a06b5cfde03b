"""How long a learner's code may take: processor time counts, so that a busy machine blames nobody."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

#: The limit by the clock on the wall, in limits of processor time.
WALL = 4.0
#: Share of the limit from which on the code was computing rather than waiting.
COMPUTING = 0.8
#: Seconds between two looks, at least.
LOOK = 0.02
PROC = Path("/proc")


@dataclass(frozen=True)
class Spent:
    """What a process has used so far (seconds)."""

    processor: float
    #: Time in which it wanted the processor and did not get it; None where nobody counts that.
    queued: float | None = None


@dataclass
class Clock:
    """Watches one check or request of a process."""

    pid: int
    #: Seconds of processor time, or of waiting, that are allowed.
    limit: float
    measure: Callable[[int], Spent | None] = field(default=lambda pid: spent(pid))
    now: Callable[[], float] = time.monotonic

    def __post_init__(self) -> None:
        self.began = self.now()
        self.before = self.measure(self.pid)
        #: Processor time since the beginning as the process itself tells it, for systems without /proc.
        self.reported: float | None = None

    def left(self) -> float:
        """Return the seconds after which to look again, 0.0 when the time is up."""
        wall, used = self.now() - self.began, self.processor()
        if used is None:
            used = 0.0
        if used >= self.limit or self._idle(wall, used) >= self.limit or wall >= WALL * self.limit:
            return 0.0
        return max(LOOK, self.limit - max(used, self._idle(wall, used)))

    def processor(self) -> float | None:
        """Return the seconds of processor time used since the beginning, None when nobody knows."""
        now = self.measure(self.pid)
        if now is None or self.before is None:
            return self.reported
        return now.processor - self.before.processor

    def cause(self) -> str:
        """Return why the time is up, as a sentence."""
        used = self.processor()
        if used is None:
            return "A loop that never ends is the usual cause, or a lock that nobody releases."
        if used >= COMPUTING * self.limit:
            return "It was computing all the time: a loop that never ends is the usual cause."
        if self._idle(self.now() - self.began, used) >= COMPUTING * self.limit:
            return (
                f"It computed for {used:.1f} seconds and waited for the rest: a sleep, a lock that nobody "
                "releases, or something that never comes."
            )
        return (
            f"It computed for {used:.1f} seconds on a busy machine: a loop that never ends, or a lock that "
            "nobody releases."
        )

    def _idle(self, wall: float, used: float) -> float:
        """Return the seconds in which it neither ran nor wanted to, 0.0 where that is not known."""
        now = self.measure(self.pid)
        if now is None or self.before is None or now.queued is None or self.before.queued is None:
            return 0.0
        return wall - used - max(now.queued - self.before.queued, 0.0)


def spent(pid: int) -> Spent | None:
    """Return what a process has used, None where the system does not tell (it does on Linux)."""
    try:
        # The name in the second field may hold blanks and brackets.
        fields = (
            (PROC / str(pid) / "stat")
            .read_text(encoding="utf-8", errors="replace")
            .rpartition(")")[2]
            .split()
        )
        ticks = int(fields[11]) + int(fields[12])
    except (OSError, ValueError, IndexError):
        return None
    return Spent(ticks / os.sysconf("SC_CLK_TCK"), _queued(pid))


def _queued(pid: int) -> float | None:
    """Return how long the threads of a process have waited for a processor (schedstat, nanoseconds)."""
    total = 0
    try:
        for thread in (PROC / str(pid) / "task").iterdir():
            total += int((thread / "schedstat").read_text(encoding="ascii").split()[1])
    except (OSError, ValueError, IndexError):
        return None
    return total / 1e9
