"""`prove --durable`: what was acknowledged is there after kill -9, a full disk, locks, an editor's saves.

Killed are the server, the processes that grade for it, and `pytest exercises/` beside it.

Everything happens in a copy of the course in a temporary folder, on a schedule that a seed decides.
"""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

from course.authoring.editor_races import Races, race
from course.authoring.served_copy import (
    FORM,
    JSON,
    Answer,
    Copy,
    ask,
    copy_of,
    digest,
    environment,
    read,
    served,
)
from course.authoring.small_disk import fill, small_disk
from course.grading.machine import system
from course.progress.store import Store

#: Rounds that fit into a minute: each fault once.
SHORT = 5


@dataclass
class Ledger:
    """What was acknowledged so far, and what was refused."""

    answers: int = 0
    texts: int = 0
    #: Texts of this round that were not looked for yet.
    unseen: set[str] = field(default_factory=set)
    runs: set[int] = field(default_factory=set)
    #: Texts of the editor that a page replaced.
    replaced: set[str] = field(default_factory=set)
    editor_saves: int = 0
    refusals: Counter[int] = field(default_factory=Counter)
    kills: int = 0
    #: Processes that graded for the server and were killed meanwhile.
    graders: int = 0
    #: `pytest exercises/` that was killed, and that came to its end: its run is recorded.
    pytest_killed: int = 0
    pytest_ended: int = 0
    lost: list[str] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        """Yield what was seen, for people."""
        refused = ", ".join(f"{count} times {code}" for code, count in sorted(self.refusals.items()))
        yield f"acknowledged: {self.answers} answers, {self.texts} texts, {len(self.runs)} runs"
        yield f"editor: {self.editor_saves} saves, of which a page replaced {len(self.replaced)}"
        yield f"kill -9: {self.kills} servers, {self.graders} graders, {self.pytest_killed} times pytest"
        yield f"pytest came to its end: {self.pytest_ended} times; refused: {refused or 'nothing'}"
        yield f"lost: {len(self.lost)}"

    def note(self, answer: Answer) -> Answer:
        """Count a refusal, and return the answer."""
        if answer.status >= 400:
            self.refusals[answer.status] += 1
        return answer


def prove(
    root: Path, rounds: int, saves: int, seed: int, say: Callable[[str], object]
) -> tuple[Ledger, Races]:
    """Play some rounds, then an editor's races; each lost thing is named in what is returned."""
    chance, ledger = random.Random(seed), Ledger()  # noqa: S311 - a schedule, no secret
    with tempfile.TemporaryDirectory() as folder, small_disk(Path(folder)) as small:
        copy = copy_of(root, Path(folder))
        if not small:
            say("A small disk needs root on Linux: a limit on the size of files stands in for a full one.")
        for number in range(1, rounds + 1):
            fault = tuple(_FAULTS)[(number - 1) % len(_FAULTS)]
            _round(copy, ledger, chance, fault)
            _compare(copy, ledger)
            say(f"round {number} of {rounds} ({fault}): {len(ledger.lost)} lost so far")
        return ledger, race(copy, saves, chance)


def _round(copy: Copy, ledger: Ledger, chance: random.Random, fault: str) -> None:
    """Let three clients and an editor work, with a fault among them, until the server is killed."""
    stop = threading.Event()
    with served(copy.root) as (process, port):
        workers = [
            threading.Thread(target=work, args=(copy, ledger, port, stop, random.Random(chance.random())))  # noqa: S311
            for work in (_answer, _save, _run, _edit)
        ]
        for worker in workers:
            worker.start()
        _FAULTS[fault](copy, ledger, process.pid, chance)
        time.sleep(chance.uniform(0.5, 2.0))
        with suppress(ProcessLookupError):
            os.kill(process.pid, signal.SIGKILL if os.name != "nt" else signal.SIGTERM)
        ledger.kills += 1
        stop.set()
        for worker in workers:
            worker.join()


def _no_fault(copy: Copy, ledger: Ledger, pid: int, chance: random.Random) -> None:
    pass


def _graders(copy: Copy, ledger: Ledger, pid: int, chance: random.Random) -> None:
    """Kill what grades for the server, again and again; the server goes on."""
    began, patience = ledger.answers, time.monotonic() + 20.0
    while ledger.answers == began and time.monotonic() < patience:
        time.sleep(0.05)  # the lesson is built in processes of its own, which do not grade
    until = time.monotonic() + 2.0
    while time.monotonic() < until:
        time.sleep(chance.uniform(0.05, 0.3))
        below = system.descendants(pid)
        if below:
            with suppress(ProcessLookupError):
                os.kill(chance.choice(below), signal.SIGKILL)
                ledger.graders += 1


def _pytest(copy: Copy, ledger: Ledger, pid: int, chance: random.Random) -> None:
    """Let pytest grade beside the server, and kill it at some moment, mostly before its end."""
    for patience in (chance.uniform(0.3, 2.0), chance.uniform(0.3, 2.0), 60.0):
        process = subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, str(copy.root / "run.py"), "pytest", "-q", str(copy.file.parent)],
            env=environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=copy.root,
        )
        try:
            ledger.pytest_ended += process.wait(patience) in (0, 1)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            ledger.pytest_killed += 1


def _locks(copy: Copy, ledger: Ledger, pid: int, chance: random.Random) -> None:
    """Hold the database, several times."""
    for _ in range(5):
        with closing(sqlite3.connect(copy.database, timeout=10, isolation_level=None)) as db:
            with suppress(sqlite3.Error):
                db.execute("BEGIN IMMEDIATE")
                time.sleep(chance.uniform(0.01, 0.2))
                db.execute("ROLLBACK")


def _full_disk(copy: Copy, ledger: Ledger, pid: int, chance: random.Random) -> None:
    """Fill the small disk for a moment. Without one, let no file of the server grow."""
    if os.path.ismount(copy.root.parent):
        time.sleep(chance.uniform(0.3, 0.8))
        fill(copy.root.parent / "everything", chance.uniform(0.3, 0.8))
        return
    if sys.platform != "linux":
        return
    import resource

    before = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    time.sleep(chance.uniform(0.3, 0.8))
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (4096, before[1]))
    time.sleep(chance.uniform(0.3, 0.8))
    resource.prlimit(pid, resource.RLIMIT_FSIZE, before)


_FAULTS = {
    "kill": _no_fault,
    "full disk": _full_disk,
    "locks": _locks,
    "graders killed": _graders,
    "pytest killed": _pytest,
}


def _answer(copy: Copy, ledger: Ledger, port: int, stop: threading.Event, chance: random.Random) -> None:
    address, form = copy.answer
    while not stop.is_set():
        ledger.answers += ledger.note(ask(port, "POST", address, form, **FORM)).status == 303
        time.sleep(chance.uniform(0, 0.02))


def _save(copy: Copy, ledger: Ledger, port: int, stop: threading.Event, chance: random.Random) -> None:
    while not stop.is_set():
        text = f"# page {chance.random()}\n" + "#" * chance.randrange(20_000)
        base = read(copy.file)
        answer = ask(
            port, "PUT", f"/exercises/{copy.slug}/source", text,
            Content_Type="text/plain", If_Match=f'"{digest(base)}"',
        )  # fmt: skip
        if ledger.note(answer).status in (201, 204):
            ledger.texts += 1
            ledger.unseen.add(digest(text.encode()))
        time.sleep(chance.uniform(0, 0.05))


def _run(copy: Copy, ledger: Ledger, port: int, stop: threading.Event, chance: random.Random) -> None:
    while not stop.is_set():
        answer = ledger.note(ask(port, "POST", f"/exercises/{copy.slug}/runs", **JSON))
        number = int(answer.headers["Location"].rpartition("/")[2]) if answer.status == 201 else 0
        # One with a longer number waits in memory, and the page says so: it is not acknowledged.
        if 0 < number < 10**17:
            ledger.runs.add(number)
        time.sleep(chance.uniform(0, 0.2))


def _edit(copy: Copy, ledger: Ledger, port: int, stop: threading.Event, chance: random.Random) -> None:
    """Save as an editor does, by a rename, and note each own text that is not found again."""
    last = b""
    while not stop.is_set():
        now = read(copy.file)
        if last and now != last:
            ledger.replaced.add(digest(last))
        last = f"# editor {chance.random()}\n".encode()
        beside = copy.file.with_name(".editor")
        try:
            beside.write_bytes(last)
            os.replace(beside, copy.file)
            ledger.editor_saves += 1
        except OSError:  # the disk is full, and the editor says so
            last = b""
        time.sleep(chance.uniform(0, 0.3))
    if last and read(copy.file) != last:
        ledger.replaced.add(digest(last))


def _compare(copy: Copy, ledger: Ledger) -> None:
    """Look for everything that was acknowledged, as the next start finds it."""
    store = Store(copy.database)
    try:
        # Killed in the middle of a save, a text may lie beside the file until the next save keeps it.
        kept = {text.hash for text in store.sources(copy.slug)} | copy.texts_beside()
        found = len(store.attempts(copy.question))
        if store.notice:
            ledger.lost.append(store.notice)
        if found < ledger.answers:
            ledger.lost.append(f"{ledger.answers - found} answers")
        ledger.lost += [f"run {number}" for number in sorted(ledger.runs) if store.run(number) is None]
        ledger.lost += [f"text {name} of the editor" for name in sorted(ledger.replaced - kept)]
        ledger.lost += [f"text {name} of a page" for name in sorted(ledger.unseen - kept)]
        ledger.unseen.clear()
        recorded = sum(run.door == "terminal" for run in store.runs(copy.slug, limit=1_000_000))
        if recorded < ledger.pytest_ended:
            ledger.lost.append(f"{ledger.pytest_ended - recorded} runs of pytest")
        if store.health() != "ok":
            ledger.lost.append(store.health())
    finally:
        store.close()
