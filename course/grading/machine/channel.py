"""A worker's private line, and what a learner's code prints.

Every name used for an answer is bound before any learner code runs, so that a learner who prints, or replaces
json.dumps, or closes standard output, spoils nothing but their own output.
"""

from __future__ import annotations

import io
import json
import os
import queue
import signal
import threading
from collections.abc import Iterator
from typing import Any

from course.grading.checks import judge
from course.grading.jobs import Job, Preparation, RequestJob

_dumps, _loads = json.dumps, json.loads
_write, _getpid, _exit = os.write, os.getpid, os._exit
#: Bytes of one read from the line.
_CHUNK = 256 * 1024


class Channel:
    """Private two-way line to the process that asked. Only the process that made it may speak."""

    def __init__(self, inbox: int, out: int) -> None:
        self.inbox = inbox
        self.out = out
        self.pid = _getpid()
        #: The group that ends when the line is closed, if this process is still in it.
        self.group = self.pid
        self.lock = threading.Lock()
        self.token = ""
        self._lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()

    def jobs(self) -> Iterator[Job | RequestJob | Preparation]:
        """Yield jobs. A closed line ends the process and its group, whatever it is about."""
        threading.Thread(target=self._listen, daemon=True).start()
        while True:
            yield job_from(self._lines.get())

    def tell(self, event: str, **values: Any) -> None:
        """Send one event; a line is written whole even when two threads tell something at once.

        A copy of the process (os.fork) that came back here ends: it holds no checks of its own.
        """
        pid = _getpid()
        if pid != self.pid:
            _exit(0)
        line = _dumps({"event": event, "token": self.token, "pid": pid, **values}).encode() + b"\n"
        with self.lock:
            while line:
                line = line[_write(self.out, line) :]

    def _listen(self) -> None:
        begun = bytearray()
        while data := self._read():
            begun += data
            if b"\n" in data:
                *lines, begun = begun.split(b"\n")
                for line in lines:
                    self._lines.put(bytes(line))
        if hasattr(os, "killpg") and os.getpgrp() == self.group:
            os.killpg(self.group, signal.SIGKILL)
        _exit(1)

    def _read(self) -> bytes:
        try:
            return os.read(self.inbox, _CHUNK)
        except OSError:
            return b""


def job_from(line: bytes) -> Job | RequestJob | Preparation:
    """Return the job in a line."""
    values = _loads(line)
    if "method" in values:
        values["headers"] = tuple((name, value) for name, value in values["headers"])
        return RequestJob(**values)
    if "file" not in values:
        return Preparation(**values)
    if values.get("names") is not None:
        values["names"] = tuple(values["names"])
    return Job(**values)


def private_line() -> tuple[int, int]:
    """Move standard input and output to descriptors of their own, and leave nothing in their place."""
    line = os.dup(0), os.dup(1)
    silence(0, 1)
    return line


def silence(*descriptors: int) -> None:
    """Point descriptors at nothing."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in descriptors:
        os.dup2(nothing, descriptor)
    os.close(nothing)


class Output(io.TextIOBase):
    """Standard output and error of the learner's code: its beginning and its end are kept."""

    def __init__(self, limit: int = judge.SHOWN_OUTPUT) -> None:
        #: Characters kept of the beginning, and of the end: what was printed last says most.
        self.first, self.last = limit // 4, limit - limit // 4
        self.begin: list[str] = []
        self.end = ""
        self.size = 0

    def writable(self) -> bool:
        """Tell that it can be written to."""
        return True

    def write(self, text: str) -> int:
        """Keep what fits."""
        text = str(text)
        fits = max(self.first - self.size, 0)
        if fits:
            self.begin.append(text[:fits])
        self.end = (self.end + text[fits:])[-self.last :]
        self.size += len(text)
        return len(text)

    def take(self) -> str:
        """Return what was printed since the last time, and say how much was left out in the middle."""
        begin, left_out = "".join(self.begin), self.size - self.first - self.last
        middle = f"\n… {left_out} characters left out …\n" if left_out > 0 else ""
        text = f"{begin}{middle}{self.end}"
        self.begin, self.end, self.size = [], "", 0
        return text
