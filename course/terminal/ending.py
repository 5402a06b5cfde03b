"""How a verb ends when somebody interrupts it, or when nobody reads what it says any more."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

#: 128 plus the number of SIGINT, as shells have it.
INTERRUPTED = 130
_interrupted = threading.Event()


def stop_if_interrupted() -> None:
    """Raise KeyboardInterrupt when Ctrl-C was pressed, also when that fell into a place that swallows it.

    Python drops what is raised in a callback of its garbage collector. A verb that went on would say
    "No mistakes" of what it never looked at.
    """
    if _interrupted.is_set():
        raise KeyboardInterrupt


@contextmanager
def interruptible() -> Iterator[None]:
    """Note Ctrl-C while the block runs, besides raising KeyboardInterrupt."""
    _interrupted.clear()
    hook = sys.unraisablehook

    def unraisable(found: Any) -> None:
        if found.exc_type is not KeyboardInterrupt:
            hook(found)

    def note(*_: object) -> None:
        _interrupted.set()
        raise KeyboardInterrupt

    main = threading.current_thread() is threading.main_thread()
    before = signal.signal(signal.SIGINT, note) if main else None
    sys.unraisablehook = unraisable
    try:
        yield
    finally:
        sys.unraisablehook = hook
        if before is not None:
            signal.signal(signal.SIGINT, before)


def read_no_more() -> None:
    """Let what is still to be written go nowhere: the reader has left, as head does, and that is no error."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
