"""How a verb ends when somebody interrupts it, or when what it says can't be written or isn't read."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import click

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


def end_at_once() -> None:
    """Let another Ctrl-C end the process at once: what is left to do is to say so and to leave."""
    if threading.current_thread() is threading.main_thread() and signal.getsignal(signal.SIGINT):
        signal.signal(signal.SIGINT, signal.SIG_DFL)


def open_closed_streams() -> None:
    """Open the standard streams that the process was started without, as in `list >&-`.

    Else the next file that is opened takes their place, and what a verb says is written into it. What stands
    in for the standard output cannot be written, so that nobody takes silence for success.
    """
    for number, mode in ((0, os.O_RDONLY), (1, os.O_RDONLY), (2, os.O_WRONLY)):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, mode)  # takes the lowest free number: this one
    sys.stdin = sys.stdin or open(0, encoding="utf-8", closefd=False)
    sys.stdout = sys.stdout or open(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = sys.stderr or open(2, "w", encoding="utf-8", closefd=False)


def is_unsaid(error: OSError) -> bool:
    """Tell whether an error kept something from being printed: it was raised by click's echo itself."""
    place = error.__traceback__
    while place and place.tb_next:
        place = place.tb_next
    return place is not None and place.tb_frame.f_code is click.echo.__code__


def read_no_more() -> None:
    """Let what is still to be written go nowhere: its reader has left, as head does, or its disk is full."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
