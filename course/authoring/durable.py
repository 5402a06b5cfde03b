"""`prove --durable`: what was acknowledged is there after kill -9, a full disk, locks, an editor's saves.

Killed are the server, the processes that grade for it, and `pytest exercises/` beside it.

Everything happens in a copy of the course in a temporary folder, on a schedule that a seed decides.
"""

from __future__ import annotations

import ctypes
import hashlib
import http.client
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from course.exercises.catalogue import Catalogue
from course.grading.machine import system
from course.lessons.library import Library
from course.progress.store import Store

#: Rounds that fit into a minute: each fault once.
SHORT = 5
_LEFT_OUT = shutil.ignore_patterns(
    "__pycache__", ".venv", ".ci", ".git", "instance", "node_modules", "tests", ".*_cache"
)
#: Bytes of the small disk: the copy of the course takes a third of it.
DISK = 96 * 1024 * 1024
_CLONE_NEWNS, _MS_REC, _MS_PRIVATE, _MNT_DETACH = 0x20000, 0x4000, 0x40000, 2
JSON = {"Accept": "application/json"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


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
    refusals: dict[int, int] = field(default_factory=dict)
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


@dataclass(frozen=True)
class Field:
    """The copy of the course, and what is asked of it."""

    root: Path
    slug: str
    file: Path
    #: Address, and form, of an answer to a question.
    answer: tuple[str, str]
    question: str

    @property
    def database(self) -> Path:
        """Return where the copy keeps its progress."""
        return self.root / "instance" / "progress.sqlite"


def prove(root: Path, rounds: int, seed: int, say: Callable[[str], object]) -> Ledger:
    """Play some rounds and return the ledger; each lost thing is named in it."""
    chance, ledger = random.Random(seed), Ledger()  # noqa: S311 - a schedule, no secret
    with tempfile.TemporaryDirectory() as folder, small_disk(Path(folder)) as small:
        copy = Path(folder) / "course"
        shutil.copytree(root, copy, ignore=_LEFT_OUT)
        field = _field(copy)
        if not small:
            say("A small disk needs root on Linux: a limit on the size of files stands in for a full one.")
        for number in range(1, rounds + 1):
            fault = tuple(_FAULTS)[(number - 1) % len(_FAULTS)]
            _round(field, ledger, chance, fault)
            _compare(field, ledger, fault == "kill")
            say(f"round {number} of {rounds} ({fault}): {len(ledger.lost)} lost so far")
    return ledger


def _field(root: Path) -> Field:
    exercise = Catalogue(root / "exercises").all()[0]
    library = Library(root / "lessons", root / "exercises")
    for outline in library.outlines():
        for step in library.lesson(outline.slug).steps:
            for question in step.questions:
                form = {"question": question.id, "choice": question.options[0].id, "confidence": "guessing"}
                address = f"/lessons/{outline.slug}/{step.id}/answers"
                return Field(
                    root, exercise.slug, exercise.source_path, (address, urlencode(form)), question.id
                )
    raise ValueError("No lesson has a question.")


@contextmanager
def _server(field: Field) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """Serve the copy; killed at the end of the block, as by kill -9."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COURSE_")}
    command = [sys.executable, str(field.root / "run.py"), "serve", "--no-browser", "--no-key", "--port", "0"]
    process = subprocess.Popen(  # noqa: S603 - our own command
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        assert process.stdout is not None  # noqa: S101 - a pipe was asked for
        line = process.stdout.readline()
        yield process, int(line.split()[4].rstrip("/").rpartition(":")[2])
    finally:
        process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


def _round(field: Field, ledger: Ledger, chance: random.Random, fault: str) -> None:
    """Let three clients and an editor work, with a fault among them, until the server is killed."""
    stop = threading.Event()
    with _server(field) as (process, port):
        workers = [
            threading.Thread(target=work, args=(field, ledger, port, stop, random.Random(chance.random())))  # noqa: S311
            for work in (_answer, _save, _run, *([] if fault == "kill" else [_edit]))
        ]
        for worker in workers:
            worker.start()
        _FAULTS[fault](field, ledger, process.pid, chance)
        time.sleep(chance.uniform(0.5, 2.0))
        with suppress(ProcessLookupError):
            os.kill(process.pid, signal.SIGKILL if os.name != "nt" else signal.SIGTERM)
        ledger.kills += 1
        stop.set()
        for worker in workers:
            worker.join()


def _no_fault(field: Field, ledger: Ledger, pid: int, chance: random.Random) -> None:
    pass


def _graders(field: Field, ledger: Ledger, pid: int, chance: random.Random) -> None:
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


def _pytest(field: Field, ledger: Ledger, pid: int, chance: random.Random) -> None:
    """Let pytest grade beside the server, and kill it at some moment, mostly before its end."""
    for patience in (chance.uniform(0.3, 2.0), chance.uniform(0.3, 2.0), 60.0):
        process = subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, str(field.root / "run.py"), "pytest", "-q", str(field.file.parent)],
            env={name: value for name, value in os.environ.items() if not name.startswith("COURSE_")},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=field.root,
        )
        try:
            ledger.pytest_ended += process.wait(patience) in (0, 1)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            ledger.pytest_killed += 1


def _locks(field: Field, ledger: Ledger, pid: int, chance: random.Random) -> None:
    """Hold the database, several times."""
    for _ in range(5):
        with closing(sqlite3.connect(field.database, timeout=10, isolation_level=None)) as db:
            with suppress(sqlite3.Error):
                db.execute("BEGIN IMMEDIATE")
                time.sleep(chance.uniform(0.01, 0.2))
                db.execute("ROLLBACK")


def _full_disk(field: Field, ledger: Ledger, pid: int, chance: random.Random) -> None:
    """Fill the small disk for a moment. Without one, let no file of the server grow."""
    if os.path.ismount(field.root.parent):
        time.sleep(chance.uniform(0.3, 0.8))
        _fill(field.root.parent / "everything", chance.uniform(0.3, 0.8))
        return
    if sys.platform != "linux":
        return
    import resource

    before = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    time.sleep(chance.uniform(0.3, 0.8))
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (4096, before[1]))
    time.sleep(chance.uniform(0.3, 0.8))
    resource.prlimit(pid, resource.RLIMIT_FSIZE, before)


def _fill(file: Path, seconds: float) -> None:
    """Take all the room that a disk has, for some seconds."""
    try:
        with suppress(OSError), open(file, "wb", buffering=0) as filler:
            for size in (2**20, 2**12, 1):
                with suppress(OSError):
                    while filler.write(b"." * size):
                        pass
        time.sleep(seconds)
    finally:
        file.unlink(missing_ok=True)


@contextmanager
def small_disk(folder: Path) -> Iterator[bool]:
    """Mount a small disk in memory on a folder, for this process and what it starts; tell whether that went.

    It needs Linux and root. Source: unshare(2), mount(2).
    """
    library = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None
    place = os.fsencode(folder)
    mounted = (
        library is not None
        and library.unshare(_CLONE_NEWNS) == 0
        and library.mount(b"none", b"/", None, _MS_REC | _MS_PRIVATE, None) == 0
        and library.mount(b"tmpfs", place, b"tmpfs", 0, f"size={DISK}".encode()) == 0
    )
    try:
        yield mounted
    finally:
        if mounted and library is not None:
            library.umount2(place, _MNT_DETACH)


_FAULTS = {
    "kill": _no_fault,
    "full disk": _full_disk,
    "locks": _locks,
    "graders killed": _graders,
    "pytest killed": _pytest,
}


def _ask(
    ledger: Ledger, port: int, method: str, path: str, body: str = "", **headers: str
) -> tuple[int, str]:
    """Send one request; return status and Location, (0, "") when the server is gone."""
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as link:
            link.request(method, path, body.encode(), names)
            answer = link.getresponse()
            answer.read()
            status, location = answer.status, answer.headers.get("Location", "")
    except (OSError, http.client.HTTPException):
        return 0, ""
    if status >= 400:
        ledger.refusals[status] = ledger.refusals.get(status, 0) + 1
    return status, location


def _answer(field: Field, ledger: Ledger, port: int, stop: threading.Event, chance: random.Random) -> None:
    address, form = field.answer
    while not stop.is_set():
        ledger.answers += _ask(ledger, port, "POST", address, form, **FORM)[0] == 303
        time.sleep(chance.uniform(0, 0.02))


def _save(field: Field, ledger: Ledger, port: int, stop: threading.Event, chance: random.Random) -> None:
    while not stop.is_set():
        text = f"# page {chance.random()}\n" + "#" * chance.randrange(20_000)
        base = _text(field.file)
        status, _ = _ask(
            ledger, port, "PUT", f"/exercises/{field.slug}/source", text,
            Content_Type="text/plain", If_Match=f'"{_hash(base)}"',
        )  # fmt: skip
        if status in (201, 204):
            ledger.texts += 1
            ledger.unseen.add(_hash(text.encode()))
        time.sleep(chance.uniform(0, 0.05))


def _run(field: Field, ledger: Ledger, port: int, stop: threading.Event, chance: random.Random) -> None:
    while not stop.is_set():
        status, location = _ask(ledger, port, "POST", f"/exercises/{field.slug}/runs", **JSON)
        number = int(location.rpartition("/")[2] or 0) if status == 201 else 0
        # One with a longer number waits in memory, and the page says so: it is not acknowledged.
        if 0 < number < 10**17:
            ledger.runs.add(number)
        time.sleep(chance.uniform(0, 0.2))


def _edit(field: Field, ledger: Ledger, port: int, stop: threading.Event, chance: random.Random) -> None:
    """Save as an editor does, by a rename, and note each own text that is not found again."""
    last = b""
    while not stop.is_set():
        now = _text(field.file)
        if last and now != last:
            ledger.replaced.add(_hash(last))
        last = f"# editor {chance.random()}\n".encode()
        beside = field.file.with_name(".editor")
        try:
            beside.write_bytes(last)
            os.replace(beside, field.file)
            ledger.editor_saves += 1
        except OSError:  # the disk is full, and the editor says so
            last = b""
        time.sleep(chance.uniform(0, 0.3))
    if last and _text(field.file) != last:
        ledger.replaced.add(_hash(last))


def _compare(field: Field, ledger: Ledger, alone: bool) -> None:
    """Look for everything that was acknowledged, as the next start finds it.

    An editor saves over anything, so the texts of pages are looked for when they were `alone` with the file.
    """
    store = Store(field.database)
    try:
        kept = {text.hash for text in store.sources(field.slug)}
        # Killed in the middle of a save, a text may lie beside the file until the next save keeps it.
        kept |= {_hash(_text(file)) for file in field.file.parent.glob(f"{field.file.name}*")}
        kept |= {_hash(_text(file)) for file in field.file.parent.glob(f".{field.file.name}.*")}
        found = len(store.attempts(field.question))
        if store.notice:
            ledger.lost.append(store.notice)
        if found < ledger.answers:
            ledger.lost.append(f"{ledger.answers - found} answers")
        ledger.lost += [f"run {number}" for number in sorted(ledger.runs) if store.run(number) is None]
        ledger.lost += [f"text {name} of the editor" for name in sorted(ledger.replaced - kept)]
        if alone:
            ledger.lost += [f"text {name} of a page" for name in sorted(ledger.unseen - kept)]
        ledger.unseen.clear()
        recorded = sum(run.door == "terminal" for run in store.runs(field.slug, limit=1_000_000))
        if recorded < ledger.pytest_ended:
            ledger.lost.append(f"{ledger.pytest_ended - recorded} runs of pytest")
        if store.health() != "ok":
            ledger.lost.append(store.health())
    finally:
        store.close()


def _text(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""


def _hash(text: bytes) -> str:
    return hashlib.sha256(text).hexdigest()
