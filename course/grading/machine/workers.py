"""Where processes for jobs come from: forked from a prepared one, or spawned ahead. Each is used once."""

from __future__ import annotations

import contextlib
import json
import queue
import time
from collections.abc import Callable
from dataclasses import asdict
from typing import Any, Protocol

from course.grading.jobs import Job, Preparation, RequestJob
from course.grading.machine.environment import forks
from course.grading.machine.lines import Started
from course.grading.transport import GraderError

#: Seconds a process may take to start and to collect the checks.
STARTUP = 60.0
#: Seconds after which a prepared process that does not end another one is ended itself.
PATIENCE = 5.0
#: What an event must have to be one.
Event = dict[str, Any]


class Worker(Protocol):
    """A process for one job."""

    @property
    def pid(self) -> int:
        """Return its id."""

    def send(self, job: Job | RequestJob) -> None:
        """Hand over a job. Raises GraderError when the process has ended."""

    def next_event(self, timeout: float) -> Event | None:
        """Return the next event, None when the process has ended.

        Raises TimeoutError when nothing came within `timeout` seconds.
        """

    def end(self) -> None:
        """End it with everything that it started; return when that is gone."""

    def status(self) -> str:
        """Return how it ended, in words."""

    def last_words(self) -> str:
        """Return what it wrote to standard error before it was ready."""


class Supply(Protocol):
    """Gives processes, one at a time."""

    @property
    def pid(self) -> int | None:
        """Return the id of the process that stands ready."""

    def prepare(self, check_file: str = "") -> None:
        """Begin now what a later job would wait for: a process, and in it the checks of a file."""

    def wait_until_ready(self, timeout: float) -> bool:
        """Wait until a process could begin at once, at most `timeout` seconds; return whether."""

    def take(self) -> Worker:
        """Return a process that ran nothing yet. Raises GraderError when none can be started."""

    def close(self) -> None:
        """End what stands ready and what was taken."""


def read_event(line: bytes, pid: int) -> Event | None:
    """Return the event in a line, None for what is none or was not told by that very process.

    A copy of the process (os.fork) has another id: it holds no checks, so it cannot say that one holds.
    """
    try:
        event = json.loads(line)
    except (ValueError, RecursionError):
        return None
    told = isinstance(event, dict) and isinstance(event.get("event"), str) and event.get("pid") == pid
    return event if told else None


class Spawned:
    """A process that was started for one job and is warmed up by now."""

    def __init__(self) -> None:
        self.started = Started("spawn")
        # It may run a learner's code when its line is closed, and then it does not listen.
        self.started.patience = 0.0
        #: Told by itself before it runs a learner's code: what was started may be a shell above it.
        self._pid = 0

    @property
    def pid(self) -> int:
        """Return its id, before it is ready that of what was started."""
        return self._pid or self.started.pid

    def send(self, job: Job | RequestJob) -> None:
        """Hand over a job. Raises GraderError when the process has ended."""
        self.started.write(json.dumps(asdict(job)).encode() + b"\n")

    def next_event(self, timeout: float) -> Event | None:
        """Return the next event, None when the process has ended. Raises TimeoutError."""
        deadline = time.monotonic() + timeout
        while True:
            line = _next(self.started.lines, deadline)
            if line is None:
                return None
            event = read_event(line, self.pid)
            if event is not None:
                return event
            if time.monotonic() > deadline:
                raise TimeoutError

    def wait(self, timeout: float) -> bool:
        """Wait until it says that it is ready; return whether it did in time."""
        deadline = time.monotonic() + timeout
        while not self._pid:
            try:
                line = _next(self.started.lines, deadline)
            except TimeoutError:
                return False
            if line is None:
                return False
            with contextlib.suppress(ValueError, KeyError):
                self._pid = json.loads(line)["pid"]
        return True

    def end(self) -> None:
        """End it with everything that it started."""
        self.started.close()

    def status(self) -> str:
        """Return how it ended, in words."""
        return self.started.status()

    def last_words(self) -> str:
        """Return what it wrote to standard error before it was ready."""
        return self.started.last_words()


class SpawnedAhead:
    """Starts the next process while the one before works, when that was asked for."""

    def __init__(self) -> None:
        self._next: Spawned | None = None
        self._taken: Spawned | None = None
        self._ahead = False
        self._check_file = ""

    @property
    def pid(self) -> int | None:
        """Return the id of the process that stands ready."""
        return self._next.pid if self._next is not None else None

    def prepare(self, check_file: str = "") -> None:
        """Start a process now, and from now on always one ahead."""
        self._ahead = True
        self._check_file = check_file or self._check_file
        if self._next is not None and not self._next.started.runs():
            self._next.end()  # somebody ended it while it waited
            self._next = None
        if self._next is None:
            self._next = Spawned()
            with contextlib.suppress(GraderError):  # taking it says what is wrong with it
                self._next.started.write(preparation(self._check_file))

    def wait_until_ready(self, timeout: float) -> bool:
        """Wait until the next process has warmed up."""
        self.prepare()
        return self._next is not None and self._next.wait(timeout)

    def take(self) -> Spawned:
        """Return the process that stands ready, or a new one. Raises GraderError."""
        if self._ahead:
            self.prepare()
        taken, self._next = self._next or Spawned(), None
        self._taken = taken
        if not taken.wait(STARTUP):
            words = taken.last_words()
            taken.end()
            raise GraderError(
                f"the grading process was not ready within {STARTUP:g} seconds. {words}".strip()
            )
        if self._ahead:
            self.prepare()
        return taken

    def close(self) -> None:
        """End both processes."""
        self._ahead = False
        for process in (self._next, self._taken):
            if process is not None:
                process.end()
        self._next = None


class Forked:
    """A process that a prepared one has forked."""

    def __init__(self, parent: Started, pid: int) -> None:
        self.parent = parent
        self._pid = pid
        #: How it ended, None as long as it runs.
        self._status: str | None = None
        #: Whether nobody waits for its events any more.
        self._ending = False

    @property
    def pid(self) -> int:
        """Return its id."""
        return self._pid

    def send(self, job: Job | RequestJob) -> None:
        """Hand over a job. Raises GraderError when the prepared process has ended."""
        self.parent.write(json.dumps(asdict(job)).encode() + b"\n")

    def next_event(self, timeout: float) -> Event | None:
        """Return the next event, None when the process has ended. Raises TimeoutError."""
        deadline = time.monotonic() + timeout
        mine = b"c%d " % self._pid
        while self._status is None:
            line = _next(self.parent.lines, deadline)
            if line is None:
                self._status = self.parent.status()
            elif line.startswith(b"z"):
                self._hear(json.loads(line[1:]))
            elif line.startswith(mine) and not self._ending:
                event = read_event(line[len(mine) :], self._pid)
                if event is not None:
                    return event
                if time.monotonic() > deadline:
                    raise TimeoutError
        return None

    def end(self) -> None:
        """End it with everything that it started; a prepared process that cannot do so is ended too."""
        if self._status is not None:
            return
        self._ending = True
        try:
            self.parent.write(b"-\n")
            deadline = time.monotonic() + PATIENCE
            while self.next_event(deadline - time.monotonic()) is not None:
                pass
        except (GraderError, TimeoutError):
            self.parent.close()
            self._status = self.parent.status()

    def status(self) -> str:
        """Return how it ended, in words."""
        return self._status or "it closed its line"

    def last_words(self) -> str:
        """Return what the prepared process wrote to standard error, should that have ended."""
        return self.parent.last_words()

    def _hear(self, event: Event) -> None:
        if event["event"] == "ended" and event["pid"] == self._pid:
            self._status = event["status"]


class ForkServers:
    """Keeps one prepared process, which forks a process for each job."""

    def __init__(self) -> None:
        self._parent: Started | None = None
        self._ready = False
        #: Whether a process was forked ahead, for a job that most likely comes.
        self._ahead = False

    @property
    def pid(self) -> int | None:
        """Return the id of the prepared process."""
        return self._parent.pid if self._parent is not None else None

    def prepare(self, check_file: str = "") -> None:
        """Start the prepared process now, unless it runs; let it fork one ahead when checks are named."""
        if self._parent is not None and not self._parent.runs():
            self.close()  # somebody ended it
        if self._parent is None:
            self._parent, self._ready = Started("fork"), False
        if check_file and not self._ahead:
            with contextlib.suppress(GraderError):  # taking it says what is wrong with it
                self._parent.write(b"+\n" + preparation(check_file))
                self._ahead = True

    def wait_until_ready(self, timeout: float) -> bool:
        """Wait until the prepared process has warmed up."""
        self.prepare()
        if not self._ready:
            self._ready = self._own_event(timeout, "ready") is not None
        return self._ready

    def take(self) -> Forked:
        """Return a new process. Raises GraderError when it cannot be forked."""
        for _ in range(2):  # the prepared process may have been ended in this very moment
            if self.wait_until_ready(STARTUP) and self._parent is not None:
                ahead, self._ahead = self._ahead, False
                with contextlib.suppress(GraderError):
                    self._parent.write(b"" if ahead else b"+\n")
                event = self._own_event(STARTUP, "started", "failed")
                if event is not None and event["event"] == "started":
                    return Forked(self._parent, event["pid"])
                if event is not None:
                    raise GraderError(event["message"])
            words = self._parent.last_words() if self._parent is not None else ""
            self.close()
        raise GraderError(f"no grading process could be started. {words}".strip())

    def close(self) -> None:
        """End the prepared process, which ends the one it forked."""
        parent, self._parent = self._parent, None
        self._ahead = False
        if parent is not None:
            if not self._ready:
                parent.patience = 0.0  # it has forked nothing yet, and does not listen
            parent.close()

    def _own_event(self, timeout: float, *names: str) -> Event | None:
        """Return the next event of the prepared process with such a name, None when none comes."""
        parent = self._parent
        deadline = time.monotonic() + timeout
        while parent is not None:
            try:
                line = _next(parent.lines, deadline)
            except TimeoutError:
                return None
            if line is None:
                return None
            event = json.loads(line[1:]) if line.startswith(b"z") else {}
            if event.get("event") in names:
                return dict(event)
        return None


def preparation(check_file: str) -> bytes:
    """Return the line that tells a process which checks will most likely be asked for; b"" for none."""
    return json.dumps(asdict(Preparation(check_file))).encode() + b"\n" if check_file else b""


def _next(lines: queue.SimpleQueue[bytes | None], deadline: float) -> bytes | None:
    """Return the next line, None when there is no more. Raises TimeoutError at the deadline."""
    left = deadline - time.monotonic()
    try:
        line = lines.get(timeout=left) if left > 0 else lines.get_nowait()
    except queue.Empty:
        raise TimeoutError from None
    if line is None:
        lines.put(None)  # whoever asks again learns the same
    return line


def supply() -> Supply:
    """Return where processes come from on this machine."""
    made: Callable[[], Supply] = ForkServers if forks() else SpawnedAhead
    return made()
