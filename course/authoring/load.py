"""`prove --load`: whoever asks rightly is answered meanwhile, and everything is given back.

Against a served copy of the course are played: half-sent requests, bodies of 300 MB, clients that never read,
and runs, more than there is place for. All of it is played twice, the first time with few of each, so that
what a server keeps for good is there before anything is counted.
"""

from __future__ import annotations

import socket
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from course.authoring.held import Held, held_by
from course.authoring.served_copy import JSON, Copy, ask, copy_of, served

#: Requests that others send while something is played.
OTHERS = 40
#: Bytes of a body, and of one of its chunks.
BODY, CHUNK = 300 * 1024 * 1024, 1024 * 1024
#: Clients that ask for runs at once, more than are taken.
CLIENTS = 20
#: Seconds in which everything is given back; a server closes a silent connection after 15.
PATIENCE = 90.0
#: MiB by which the memory may be another: what Python keeps for later is never the same.
MEMORY = 40
#: Files that a thread opens once for its connection to the database.
FILES = 3


@dataclass(frozen=True)
class Counts:
    """How many of each are played."""

    half: int = 500
    bodies: int = 20
    deaf: int = 60
    runs: int = 500


WHOLE, SHORT = Counts(), Counts(half=200, bodies=6, deaf=20, runs=40)
#: What is played before anything is counted.
FEW = Counts(half=20, bodies=2, deaf=5, runs=6)


@dataclass
class Played:
    """What was played, and what came back."""

    name: str
    count: int = 0
    #: Statuses that others got meanwhile, and those of the clients that were played.
    others: Counter[int] = field(default_factory=Counter)
    statuses: Counter[int] = field(default_factory=Counter)

    def line(self) -> str:
        """Return the figures in one line."""
        came = ", ".join(f"{count} times {code or 'closed'}" for code, count in sorted(self.statuses.items()))
        answered = f"{self.others[200]} of {self.others.total()}"
        return f"{self.name:<26}{self.count:>7}{answered:>18}    {came}".rstrip()


@dataclass
class Found:
    """Everything that was played, and what the server held before and after it."""

    played: list[Played] = field(default_factory=list)
    before: Held | None = None
    after: Held | None = None

    def lines(self) -> Iterator[str]:
        """Yield two tables for people."""
        yield f"{'played':<26}{'count':>7}{'200 for others':>18}    came back"
        yield from (one.line() for one in self.played)
        if self.before is None or self.after is None:
            yield "What the server holds is counted in /proc, so on Linux only."
            return
        yield f"{'held':<26}{'before':>7}{'after':>18}"
        for (name, before), (_, after) in zip(self.before.rows(), self.after.rows(), strict=True):
            yield f"{name + (' (MiB)' if name == 'memory' else ''):<26}{before:>7}{after:>18}"

    def problems(self) -> Iterator[str]:
        """Yield what is not as it is promised."""
        for one in self.played:
            if set(one.others) != {200}:
                yield f"{one.name}: others got {dict(one.others)}"
        if self.before is None or self.after is None:
            return
        grown = {name: after - dict(self.before.rows())[name] for name, after in self.after.rows()}
        allowed = {"files": FILES * self.after.threads, "memory": MEMORY}
        for name, more in grown.items():
            if more > allowed.get(name, 0):
                yield f"{more} more {name} than before"


def prove(root: Path, say: Callable[[str], object], counts: Counts) -> int:
    """Play everything against a served copy, say how it went, and return the number of problems."""
    with tempfile.TemporaryDirectory() as folder:
        found = play_all(copy_of(root, Path(folder)), counts)
    problems = list(found.problems())
    for line in (*found.lines(), *problems):
        say(line)
    return len(problems)


def play_all(copy: Copy, counts: Counts) -> Found:
    """Play few of each, then what is wanted, and count what the server holds before and after."""
    found = Found()
    with served(copy.root) as (process, port):
        for wanted in (FEW, counts):
            if found.played and sys.platform == "linux":
                found.before = settled(process.pid, None)
            found.played = [_played(copy, port, *one) for one in plays(wanted)]
        if found.before is not None:
            found.after = settled(process.pid, found.before)
    return found


Play = Callable[[Copy, int, Played], AbstractContextManager[None]]


def plays(counts: Counts) -> Iterator[tuple[str, int, Play]]:
    """Yield name, number and what is done for each play."""
    yield "half-sent requests", counts.half, half_sent
    yield "bodies of 300 MB", counts.bodies, bodies
    yield "clients that never read", counts.deaf, never_read
    yield "runs", counts.runs, runs


def _played(copy: Copy, port: int, name: str, count: int, play: Play) -> Played:
    played = Played(name, count)
    lesson = copy.answer[0].removesuffix("/answers")
    pages = ("/", lesson, "/exercises/", f"/exercises/{copy.slug}/")
    with play(copy, port, played):
        for number in range(OTHERS):
            played.others[ask(port, "GET", pages[number % len(pages)]).status] += 1
    return played


def settled(pid: int, before: Held | None) -> Held:
    """Return what a server holds once that is no more than before, or does not change, or patience ends."""
    until = time.monotonic() + PATIENCE
    last = None
    while True:
        now = held_by(pid)
        quiet = now.sockets <= 1 if before is None else _fits(now, before)
        if (quiet and last is not None and now.processes == last.processes) or time.monotonic() > until:
            return now
        last = now
        time.sleep(0.5)


def _fits(now: Held, before: Held) -> bool:
    return (now.sockets, now.processes, now.threads) <= (before.sockets, before.processes, before.threads)


@contextmanager
def half_sent(copy: Copy, port: int, played: Played) -> Iterator[None]:
    """Send half a request on many connections, and nothing more."""
    with ExitStack() as stack:
        for _ in range(played.count):
            link = stack.enter_context(_connected(port))
            link.sendall(b"GET / HTTP/1.1\r\nHost: loc")
        yield


@contextmanager
def never_read(copy: Copy, port: int, played: Played) -> Iterator[None]:
    """Ask for twenty pages on each of many connections, and read none."""
    with ExitStack() as stack:
        for _ in range(played.count):
            link = stack.enter_context(_connected(port))
            link.sendall(b"GET /exercises/ HTTP/1.1\r\nHost: localhost\r\n\r\n" * 20)
        yield


@contextmanager
def bodies(copy: Copy, port: int, played: Played) -> Iterator[None]:
    """Send bodies that are too long, half of them with their length, half in chunks."""

    def send(number: int) -> None:
        with _connected(port) as link:
            played.statuses[_sent(link, chunked=number % 2 == 1)] += 1

    with _all_at_once(send, played.count):
        yield


def _sent(link: socket.socket, chunked: bool) -> int:
    """Send a body until it is refused; return the status, 0 when the connection was only closed."""
    framing = "Transfer-Encoding: chunked" if chunked else f"Content-Length: {BODY}"
    frame = b"%x\r\n" % CHUNK, b"\r\n"
    piece = (frame[0] if chunked else b"") + b"x" * CHUNK + (frame[1] if chunked else b"")
    link.sendall(f"POST /theme HTTP/1.1\r\nHost: localhost\r\n{framing}\r\n\r\n".encode())
    with suppress(OSError):
        for _ in range(BODY // CHUNK):
            link.sendall(piece)
    with suppress(OSError, ValueError, IndexError):
        return int(link.recv(100).split()[1])
    return 0


@contextmanager
def runs(copy: Copy, port: int, played: Played) -> Iterator[None]:
    """Ask for runs until there are so many; who is told to come again does so."""
    left = iter(range(played.count))
    lock = threading.Lock()

    def ask_for_runs(_: int) -> None:
        while True:
            with lock:
                if next(left, None) is None:
                    return
            while (status := ask(port, "POST", f"/exercises/{copy.slug}/runs", **JSON).status) == 503:
                played.statuses[status] += 1
                time.sleep(0.2)
            played.statuses[status] += 1

    with _all_at_once(ask_for_runs, CLIENTS):
        yield


@contextmanager
def _all_at_once(work: Callable[[int], None], count: int) -> Iterator[None]:
    """Let threads work, each with its number; all have ended at the end of the block."""
    threads = [threading.Thread(target=work, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        for thread in threads:
            thread.join()


def _connected(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=60)
