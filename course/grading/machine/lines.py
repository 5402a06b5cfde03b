"""A started process and the lines that come from it. Whoever waits for them never waits for a stranger."""

from __future__ import annotations

import contextlib
import os
import queue
import select
import signal
import subprocess
import threading
from typing import Any

from course.grading.machine import system
from course.grading.machine.environment import ROOT, behind_shell, worker_command, worker_environment
from course.grading.transport import GraderError

CHUNK = 256 * 1024
#: Bytes that may come without the end of a line: more is no event.
LONGEST = 32 * 1024 * 1024
#: Lines that may come for one job. A copy's floods are held back by the prepared process already.
MOST_LINES = 400_000
#: Seconds in which a process ends by itself when its line is closed.
GRACE = 3.0


class Started:
    """A worker process of its own group, with a private line in each direction.

    What it started may hold the ends of its lines for as long as it likes: reading ends when it is told to,
    not when the line does.
    """

    def __init__(self, method: str) -> None:
        self._behind_shell = behind_shell(method)
        #: Lines as they came; None when there will be no more.
        self.lines: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self.process = subprocess.Popen(  # noqa: S603 - our own Python and module
            worker_command(method),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            bufsize=0,
            cwd=ROOT,
            env=worker_environment(),
            **_own_group(),
        )
        self._woken, self._waker = os.pipe()
        self._lock = threading.Lock()
        self._closed = False
        #: Lines that came since the last one was written.
        self._came = 0
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    @property
    def pid(self) -> int:
        """Return its id."""
        return self.process.pid

    def runs(self) -> bool:
        """Tell whether it has not ended."""
        return self.process.poll() is None

    def write(self, line: bytes) -> None:
        """Write a line whole. Raises GraderError when the process has ended."""
        self._came = 0
        try:
            while line and self.process.stdin is not None:
                line = line[self.process.stdin.write(line) :]
        except (OSError, ValueError):
            raise GraderError(f"the grading process ended early. {self.last_words()}") from None

    def close(self) -> None:
        """End the process with everything below it, and give its descriptors back. May be called twice."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
        if not self.patience and self.runs():
            # While it lives, what left its group is still below it and can be found.
            system.kill_group(self.pid)
        with contextlib.suppress(OSError):
            if self.process.stdin is not None:
                self.process.stdin.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(self.patience)
        system.kill_group(self.pid, gone=not self.runs())
        self.process.wait()
        os.write(self._waker, b".")
        self._reader.join(GRACE)
        os.close(self._waker)
        if not self._reader.is_alive():
            os.close(self._woken)
        if self.process.stderr is not None:
            self.process.stderr.close()

    #: Seconds for which close waits for the process to end by itself.
    patience = GRACE

    def status(self) -> str:
        """Return how the process ended, in words."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(1.0)
        code = self.process.returncode
        if code is None:
            return "it closed its line"
        if self._behind_shell and 128 < code <= 128 + signal.NSIG:
            code = 128 - code  # what a shell says of a process that a signal ended
        return f"killed by signal {-code}" if code < 0 else f"exit status {code}"

    def last_words(self) -> str:
        """Return what the process wrote to standard error before it was ready."""
        if self.runs() or self.process.stderr is None:
            return ""
        with contextlib.suppress(OSError, ValueError):
            os.set_blocking(self.process.stderr.fileno(), False)
            return (self.process.stderr.read() or b"").decode("utf-8", "replace").strip()[-2_000:]
        return ""

    def _read(self) -> None:
        """Put lines into the queue until the line ends, makes no sense, or the reader is woken."""
        out = self.process.stdout
        begun = bytearray()
        with contextlib.suppress(OSError, ValueError):
            while out is not None and self._makes_sense(begun) and self._may_read(out.fileno()):
                data = os.read(out.fileno(), CHUNK)
                if not data:
                    break
                begun += data
                if b"\n" in data:
                    *lines, begun = begun.split(b"\n")
                    self._came += len(lines)
                    for line in lines:
                        self.lines.put(bytes(line))
        if out is not None:
            out.close()
        self.lines.put(None)

    def _makes_sense(self, begun: bytearray) -> bool:
        return len(begun) <= LONGEST and self._came <= MOST_LINES

    def _may_read(self, out: int) -> bool:
        """Wait until something came; return False when the reader was woken instead."""
        if system.WINDOWS:
            return True  # pipes cannot be waited for there, and nobody inherits this one
        poll = select.poll()
        poll.register(out, select.POLLIN)
        poll.register(self._woken, select.POLLIN)
        return self._woken not in {descriptor for descriptor, _ in poll.poll()}


def _own_group() -> dict[str, Any]:
    if system.WINDOWS:
        return {"creationflags": getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)}
    return {"start_new_session": True}
