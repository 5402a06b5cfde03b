"""Print what a learner's course takes: python benchmarks/memory.py [--learners 3]. Linux only.

Memory is the proportional set size (PSS): what processes share is divided among them, so sizes can be added.
It is compared with a Flask app that answers one route on the same server. Start is the time from the command
to the first page, on a workspace that is there, compared with the same small app.
"""

from __future__ import annotations

import argparse
import http.client
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EXERCISE = "05_created"
#: The least that serves anything with the same libraries.
SMALL = """
import sys
from flask import Flask
from waitress import serve
app = Flask(__name__)
app.get("/")(lambda: "small")
serve(app, unix_socket=sys.argv[1], threads=64)
"""
MIB = 1024 * 1024


class Local(http.client.HTTPConnection):
    """A connection to a server at a UNIX socket."""

    def __init__(self, path: Path) -> None:
        super().__init__("localhost", timeout=300)
        self._path = path

    def connect(self) -> None:
        """Connect to the socket."""
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(os.fspath(self._path))


@dataclass
class Server:
    """A started server: what it is asked through, and how long its first page took."""

    process: subprocess.Popen[bytes]
    socket: Path
    seconds: float = 0.0

    def ask(self, path: str, method: str = "GET") -> bytes:
        """Return the body of an answer. Exits when it is an error."""
        connection = Local(self.socket)
        connection.request(method, path)
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        if answer.status >= 400:
            raise SystemExit(f"{method} {path} answered {answer.status}: {body[:300]!r}")
        return body

    def memory(self) -> dict[int, int]:
        """Return the PSS in bytes of the process and of everything it started."""
        return {pid: pss(pid) for pid in tree(self.process.pid)}


def tree(pid: int) -> list[int]:
    """Return a process and everything below it."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):
            for child in task.read_text().split():
                found += tree(int(child))
    return found


def pss(pid: int) -> int:
    """Return the proportional set size of a process in bytes, 0 when it has gone."""
    with suppress(OSError, StopIteration):
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        return 1024 * next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return 0


@contextmanager
def served(command: list[str], at: Path, **variables: str) -> Iterator[Server]:
    """Start a server and wait for its first page."""
    at.unlink(missing_ok=True)
    quiet = subprocess.DEVNULL
    begun = time.perf_counter()
    process = subprocess.Popen(command, env={**os.environ, **variables}, stdout=quiet, stderr=quiet)
    server = Server(process, at)
    try:
        wait_for_page(server)
        server.seconds = time.perf_counter() - begun
        yield server
    finally:
        process.terminate()
        process.wait()


def wait_for_page(server: Server) -> None:
    """Ask until the server answers. Exits when it ends instead."""
    while server.process.poll() is None:
        with suppress(FileNotFoundError, ConnectionRefusedError):
            server.ask("/")
            return
        time.sleep(0.01)
    raise SystemExit("The server ended before it answered.")


def course(work: Path, name: str) -> list[str]:
    """Return the command that serves the course to one learner."""
    return [sys.executable, str(ROOT / "run.py"), "serve", "--no-browser", "--socket", str(work / name)]


def lessons() -> list[str]:
    """Return the addresses of all lessons."""
    folders = sorted(path.parent.name for path in (ROOT / "lessons").glob("*/lesson.md"))
    return [f"/lessons/{name}/" for name in folders]


def stages(server: Server) -> Iterator[str]:
    """Use the course more and more; each stage is named when it is over."""
    yield "the map was shown"
    server.ask(lessons()[0])
    server.ask(f"/exercises/{EXERCISE}/")
    yield "a lesson and an exercise were shown"
    server.ask(f"/exercises/{EXERCISE}/runs", "POST")
    yield "a file was graded"
    for address in lessons():
        server.ask(address)
    yield "every lesson was opened"
    server.ask("/search?q=already+exists")
    yield "something was searched"


def grow(work: Path) -> None:
    """Print the memory of one learner as the course is used."""
    with served([sys.executable, "-c", SMALL, str(work / "small")], work / "small") as small:
        base = sum(small.memory().values())
    print(f"a Flask app with one route{base / MIB:>40.0f} MiB")
    with served(course(work, "one"), work / "one", COURSE_WORK=str(work / "learner1")) as server:
        for stage in stages(server):
            sizes = server.memory()
            parts = " + ".join(f"{size / MIB:.0f}" for size in sizes.values())
            total = sum(sizes.values())
            print(
                f"{stage:<48} {total / MIB:>9.0f} MiB = {parts}, {total / base:.1f}x the small app",
                flush=True,
            )


def together(work: Path, count: int) -> None:
    """Print what learners on the same machine take together, each after a lesson and a graded file."""
    with several(work, count) as servers:
        for server in servers:
            use(server, "a file was graded")
        sizes = [sum(server.memory().values()) for server in servers]
    print(f"{count} learners at once{sum(sizes) / MIB:>46.0f} MiB, {sum(sizes) / count / MIB:.0f} MiB each")


def use(server: Server, last: str) -> None:
    """Use a course up to one of the stages."""
    for stage in stages(server):
        if stage == last:
            return


@contextmanager
def several(work: Path, count: int) -> Iterator[list[Server]]:
    """Serve several learners' courses at once."""
    from contextlib import ExitStack

    with ExitStack() as stack:
        yield [
            stack.enter_context(
                served(course(work, f"of{n}"), work / f"of{n}", COURSE_WORK=str(work / f"learner{n}"))
            )
            for n in range(count)
        ]


def starts(work: Path, rounds: int) -> None:
    """Print how long the first page takes, on a new workspace and on one that is there."""
    times: dict[str, list[float]] = {"small": [], "new": [], "there": []}
    for n in range(rounds):
        with served([sys.executable, "-c", SMALL, str(work / "small")], work / "small") as server:
            times["small"].append(server.seconds)
        for name in ("new", "there"):
            with served(course(work, "at"), work / "at", COURSE_WORK=str(work / f"new{n}")) as server:
                times[name].append(server.seconds)
    small, new, there = (statistics.median(each) for each in times.values())
    print(f"first page, workspace is there{there:>37.2f} s, {there / small:.1f}x the small app")
    print(f"first page, new workspace{new:>42.2f} s, {new / small:.1f}x the small app")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--learners", type=int, default=3, help="how many learners share the machine")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    if not Path("/proc/self/smaps_rollup").exists():
        raise SystemExit("Only Linux says how much memory processes share (/proc/PID/smaps_rollup).")
    with tempfile.TemporaryDirectory() as folder:
        grow(Path(folder))
        together(Path(folder), options.learners)
        starts(Path(folder), options.rounds)


if __name__ == "__main__":
    main()
