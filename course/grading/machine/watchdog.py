"""Tells where a learner's code is stuck, before the process is ended."""

from __future__ import annotations

import _thread
import os
import sys
import threading
import time
import traceback
from pathlib import Path

from course.grading.jobs import Job
from course.grading.machine.channel import Channel

#: It tells where the code is stuck this long before the limit (seconds).
HEAD_START = 0.25
#: Bound before any learner code runs, which may replace what threading offers.
_begin, _allocate = _thread.start_new_thread, _thread.allocate_lock
_process_time, _frames = time.process_time, sys._current_frames


class Watchdog:
    """Tells where the code is and what it has used, shortly before the time limit and again after it."""

    def __init__(self, channel: Channel, job: Job) -> None:
        self.channel = channel
        self.job = job
        self.main = threading.get_ident()
        #: Held as long as the code runs.
        self.running = _allocate()
        self.begun = _process_time()

    def start(self) -> None:
        """Begin to wait."""
        self.running.acquire()
        _begin(self._watch, ())

    def stop(self) -> None:
        """Stop waiting."""
        self.running.release()

    def _watch(self) -> None:
        wait = max(self.job.limit - HEAD_START, 0.05)
        while not self.running.acquire(timeout=wait):
            self._strike()
            wait = HEAD_START

    def _strike(self) -> None:
        frame = _frames().get(self.main)
        prefix = self.job.folder + os.sep
        own = [
            entry
            for entry in traceback.extract_stack(frame)
            if entry.filename == self.job.file
            or (entry.filename.startswith(prefix) and "/test_" not in entry.filename.replace(os.sep, "/"))
        ]
        where = frames = ""
        if own:
            last = own[-1]
            where = f"{Path(last.filename).name}:{last.lineno} in {last.name}"
            frames = f"    {last.line}" if last.line else ""
        used = _process_time() - self.begun
        self.channel.tell("stuck", where=where, frames=frames, processor=used)
