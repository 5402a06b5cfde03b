"""The prepared process: it has no second thread and runs no learner code, but forks a process for each job.

It passes lines in both directions, and it ends what a job leaves behind. Lines to it: "+" asks for a new
process, "-" ends the one there is, everything else is passed on. Its own lines begin with "z", those of a
process with "c" and the id of that process, so that neither can be taken for the other.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
from collections.abc import Callable
from typing import Any

from course.grading.machine import system

#: Bytes that a process may send without the end of a line: more is no event.
LONGEST = 32 * 1024 * 1024
#: Bytes and lines that a process may send for one job, which needs a hundredth of them.
MOST, MOST_LINES = 64 * 1024 * 1024, 200_000
CHUNK = 256 * 1024
#: Milliseconds in which a process whose line is closed may still end by itself.
GRACE = 200


class Child:
    """A forked process, with the ends of its line."""

    def __init__(self, pid: int, jobs: int, events: int) -> None:
        self.pid = pid
        self.jobs = jobs
        self.events = events
        #: What waits to be written to it, and the beginning of a line that came from it.
        self.pending = bytearray()
        self.begun = bytearray()
        #: Bytes and lines that came from it since its last job.
        self.bytes = self.lines = 0

    @property
    def floods(self) -> bool:
        """Tell whether it wrote more than any job asks for."""
        return len(self.begun) > LONGEST or self.bytes > MOST or self.lines > MOST_LINES


class ForkServer:
    """Serves one process that asks, until that closes its line."""

    def __init__(self, inbox: int, out: int, serve: Callable[[int, int], None]) -> None:
        self.inbox = inbox
        self.out = out
        #: What a new process does with the descriptors of its line; its end is that of the process.
        self.serve = serve
        self.child: Child | None = None
        self.commands = bytearray()
        self.woken, self.waker = os.pipe()

    def run(self) -> None:
        """Serve until the line is closed; then nothing is left."""
        system.adopt_orphans()
        for descriptor in (self.woken, self.waker):
            os.set_blocking(descriptor, False)
        # The end of a child interrupts the waiting below.
        signal.set_wakeup_fd(self.waker, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        self.tell(event="ready")
        with contextlib.suppress(BrokenPipeError):
            while self.turn():
                pass
        if self.child is not None:
            system.end_children(self.child.pid)

    def turn(self) -> bool:
        """Wait for something to do and do it; return False when the line is closed."""
        ready = self.wait()
        if self.woken in ready:
            self.look_after_child()
        child = self.child
        if child is not None and child.events in ready:
            self.pass_events(child)
        if self.child is not None and self.child.jobs in ready:
            self.pass_jobs(self.child)
        return self.obey() if self.inbox in ready else True

    def wait(self) -> set[int]:
        """Return the descriptors that are ready."""
        poll = select.poll()
        poll.register(self.inbox, select.POLLIN)
        poll.register(self.woken, select.POLLIN)
        if self.child is not None:
            poll.register(self.child.events, select.POLLIN)
            if self.child.pending:
                poll.register(self.child.jobs, select.POLLOUT)
        return {descriptor for descriptor, _ in poll.poll()}

    def obey(self) -> bool:
        """Read commands and follow them; return False when there will be no more."""
        data = os.read(self.inbox, CHUNK)
        self.commands += data
        *lines, self.commands = self.commands.split(b"\n")
        for line in lines:
            if line == b"+":
                self.begin()
            elif line == b"-":
                self.finish("it was ended")
            elif self.child is not None:
                self.child.pending += line + b"\n"
                self.child.bytes = self.child.lines = 0
        return bool(data)

    def begin(self) -> None:
        """Fork a process for the next job."""
        self.finish("it was replaced")
        (jobs_out, jobs_in), (events_out, events_in) = os.pipe(), os.pipe()
        parent = os.getpid()
        try:
            pid = os.fork()
        except OSError as error:
            for descriptor in (jobs_out, jobs_in, events_out, events_in):
                os.close(descriptor)
            self.tell(event="failed", message=f"no process can be started: {error}")
            return
        if pid == 0:
            self.become_child(parent, (jobs_in, events_out), jobs_out, events_in)
        os.close(jobs_out)
        os.close(events_in)
        os.set_blocking(jobs_in, False)
        os.set_blocking(events_out, False)
        self.child = Child(pid, jobs_in, events_out)
        self.tell(event="started", pid=pid)

    def become_child(self, parent: int, others: tuple[int, int], jobs: int, events: int) -> None:
        """Serve jobs as the new process, without anything of its parent's."""
        status = 1
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            os.setsid()
            system.end_with(parent)
            for descriptor in (self.inbox, self.out, self.woken, self.waker, *others):
                os.close(descriptor)
            self.serve(jobs, events)
            status = 0
        finally:
            os._exit(status)

    def pass_jobs(self, child: Child) -> None:
        """Write what fits into the line of the process."""
        try:
            del child.pending[: os.write(child.jobs, child.pending[:CHUNK])]
        except BlockingIOError:
            return
        except OSError:
            child.pending.clear()  # its end is told by the other descriptor

    def pass_events(self, child: Child) -> None:
        """Pass on the whole lines that came; a closed or senseless line ends the process."""
        data = self.read_events(child)
        if data is None:
            return
        if not data:
            select.select([self.woken], [], [], GRACE / 1000)
            self.finish("it closed its line")
        elif child.floods:
            self.finish("it wrote over the grader's line")

    def read_events(self, child: Child) -> bytes | None:
        """Read once what a process wrote and pass on the whole lines; None when nothing is there."""
        try:
            data = os.read(child.events, CHUNK)
        except BlockingIOError:
            return None
        child.bytes += len(data)
        child.begun += data
        if b"\n" in data:
            *lines, child.begun = child.begun.split(b"\n")
            child.lines += len(lines)
            for line in lines:
                self.write(b"c%d %s\n" % (child.pid, bytes(line)))
        return data

    def look_after_child(self) -> None:
        """See whether the process has ended; other children are what it left behind."""
        with contextlib.suppress(BlockingIOError):
            os.read(self.woken, CHUNK)
        if self.child is None:
            return
        status = system.reap(self.child.pid)
        if status is not None:
            self.finish("", status)

    def finish(self, words: str, status: int | None = None) -> None:
        """End the process and whatever it left, pass on its last lines, and tell how it ended."""
        child, self.child = self.child, None
        if child is None:
            return
        if status is None:
            status = system.reap(child.pid)
        system.end_children(child.pid)
        self.drain(child)
        os.close(child.jobs)
        os.close(child.events)
        self.tell(event="ended", pid=child.pid, status=words if status is None else in_words(status))

    def drain(self, child: Child) -> None:
        """Pass on what lies in the line of a process that has ended; its end may never come."""
        while not child.floods and self.read_events(child):
            pass

    def tell(self, **event: Any) -> None:
        """Write a line of its own."""
        self.write(b"z" + json.dumps(event).encode() + b"\n")

    def write(self, line: bytes) -> None:
        """Write a line whole."""
        while line:
            line = line[os.write(self.out, line) :]


def in_words(status: int) -> str:
    """Return how a process ended, from its wait status."""
    code = os.waitstatus_to_exitcode(status)
    return f"killed by signal {-code}" if code < 0 else f"exit status {code}"
