"""What the system offers to end a process with everything that it started."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

WINDOWS = sys.platform == "win32"
LINUX = sys.platform.startswith("linux")
PROC = Path("/proc")
#: Of <sys/prctl.h>: be told to end when the parent does; become the parent of orphaned descendants.
_DEATH_SIGNAL, _SUBREAPER = 1, 36
#: Seconds for which descendants that fork faster than they are ended are followed.
PATIENCE = 2.0
#: Loaded before any learner code runs, and before a fork.
_LIBRARY = ctypes.CDLL(None, use_errno=True) if LINUX else None


def adopt_orphans() -> bool:
    """Become the parent of every descendant whose own parent ends (Linux); tell whether that is so."""
    return _LIBRARY is not None and _LIBRARY.prctl(_SUBREAPER, 1, 0, 0, 0) == 0


def end_with(parent: int) -> None:
    """Make this process end when its parent does (Linux; elsewhere a closed line ends it)."""
    if _LIBRARY is not None:
        _LIBRARY.prctl(_DEATH_SIGNAL, int(signal.SIGKILL), 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)  # it ended before the line above


def children(pid: int) -> list[int]:
    """Return the ids of the processes that a process has started and not yet reaped (Linux; else none)."""
    try:
        tasks = list((PROC / str(pid) / "task").iterdir())
        return [int(one) for task in tasks for one in (task / "children").read_text(encoding="ascii").split()]
    except FileNotFoundError:
        return [] if not (PROC / str(pid)).exists() else _children_by_stat(pid)
    except (OSError, ValueError):
        return []


def _children_by_stat(pid: int) -> list[int]:
    """Return the same where the kernel does not list them."""
    found = []
    for file in PROC.glob("[0-9]*/stat"):
        with contextlib.suppress(OSError, ValueError, IndexError):
            if int(file.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[1]) == pid:
                found.append(int(file.parent.name))
    return found


def descendants(pid: int) -> list[int]:
    """Return the ids of all processes below one (Linux; else none)."""
    found: list[int] = []
    waiting = children(pid)
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.append(one)
            waiting += children(one)
    return found


def kill_group(pid: int, gone: bool = False) -> None:
    """End a process, its group, and on Linux what is below it in other groups.

    Of one that is gone only the group is left: its id may be another process's by now.
    """
    if WINDOWS:
        taskkill = ["taskkill", "/T", "/F", "/PID", str(pid)]
        subprocess.run(taskkill, capture_output=True, check=False)  # noqa: S603 - our own child
        return
    for one in [] if gone else descendants(pid):
        _kill(one)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)
    if not gone:
        _kill(pid)


def reap(pid: int) -> int | None:
    """Return the wait status of a child that has ended, None for one that runs."""
    try:
        gone, status = os.waitpid(pid, os.WNOHANG)
    except ChildProcessError:
        return None
    return status if gone else None


def end_children(pid: int) -> None:
    """End a child, its group and every process that is left of it; reap them.

    On Linux that includes what left the group: this process adopted it. Gives up after PATIENCE.
    """
    deadline = time.monotonic() + PATIENCE
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)
    while _are_left(pid) and time.monotonic() < deadline:
        time.sleep(0.0005)


def _are_left(pid: int) -> bool:
    """Reap what has ended, end what has not; tell whether a child is left."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        return False
    for one in descendants(os.getpid()) if LINUX else [pid]:
        _kill(one)
    return True


def _kill(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.kill(pid, signal.SIGKILL)
