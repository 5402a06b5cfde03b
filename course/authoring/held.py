"""What a server and the processes below it hold: sockets, other files, threads, memory. Linux only."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from course.grading.machine import system

MIB = 1024 * 1024


@dataclass(frozen=True)
class Held:
    """What is held at one moment."""

    sockets: int
    #: Files and pipes of the server; each of its threads keeps a connection to the database.
    files: int
    processes: int
    threads: int
    #: Proportional set size of all processes (MiB): what they share is divided among them.
    memory: int

    def rows(self) -> Iterator[tuple[str, int]]:
        """Yield name and number of each."""
        yield from asdict(self).items()


def held_by(pid: int) -> Held:
    """Count what a server holds now."""
    names = list(_open_files(pid))
    sockets = sum(name.startswith("socket:") for name in names)
    below = system.descendants(pid)
    memory = sum(map(_memory, (pid, *below)))
    return Held(sockets, len(names) - sockets, 1 + len(below), _threads(pid), memory // MIB)


def _open_files(pid: int) -> Iterator[str]:
    for entry in (system.PROC / str(pid) / "fd").iterdir():
        with suppress(FileNotFoundError):  # closed just now
            yield os.readlink(entry)


def _threads(pid: int) -> int:
    return sum(1 for _ in (system.PROC / str(pid) / "task").iterdir())


def _memory(pid: int) -> int:
    """Return the bytes of a process, 0 of one that has gone."""
    with suppress(OSError, StopIteration):
        lines = Path(system.PROC / str(pid) / "smaps_rollup").read_text(encoding="ascii").splitlines()
        return 1024 * next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return 0
