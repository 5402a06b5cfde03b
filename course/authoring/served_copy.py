"""A copy of the course in a temporary folder, served by a process of its own, and how it is asked."""

from __future__ import annotations

import hashlib
import http.client
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from email.message import Message
from pathlib import Path
from urllib.parse import urlencode

from course.exercises.catalogue import Catalogue
from course.lessons.library import Library

_LEFT_OUT = shutil.ignore_patterns(
    "__pycache__", ".venv", ".ci", ".git", "instance", "node_modules", "tests", ".*_cache"
)
JSON = {"Accept": "application/json"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass(frozen=True)
class Copy:
    """A copy of the course, and what is asked of it."""

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

    def texts_beside(self) -> set[str]:
        """Return the hashes of the learner's file and of what a save that was killed left beside it."""
        names = (f"{self.file.name}*", f".{self.file.name}.*")
        return {digest(read(file)) for name in names for file in self.file.parent.glob(name)}


@dataclass(frozen=True)
class Answer:
    """What came back; a status of 0 says that the server was gone."""

    status: int = 0
    headers: Message = field(default_factory=Message)


def copy_of(root: Path, folder: Path) -> Copy:
    """Copy a course into a folder that is there. Raises ValueError when no lesson has a question."""
    place = folder / "course"
    shutil.copytree(root, place, ignore=_LEFT_OUT)
    exercise = Catalogue(place / "exercises").all()[0]
    library = Library(place / "lessons", place / "exercises")
    for outline in library.outlines():
        for step in library.lesson(outline.slug).steps:
            for question in step.questions:
                form = {"question": question.id, "choice": question.options[0].id, "confidence": "guessing"}
                answer = (f"/lessons/{outline.slug}/{step.id}/answers", urlencode(form))
                return Copy(place, exercise.slug, exercise.source_path, answer, question.id)
    raise ValueError("No lesson has a question.")


def environment() -> dict[str, str]:
    """Return this process's environment without what would lead a copy to another place."""
    return {name: value for name, value in os.environ.items() if not name.startswith("COURSE_")}


@contextmanager
def served(root: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """Serve a copy at a free port; killed at the end of the block, as by kill -9."""
    command = [sys.executable, str(root / "run.py"), "serve", "--no-browser", "--no-key", "--port", "0"]
    process = subprocess.Popen(  # noqa: S603 - our own command
        command, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
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


def ask(port: int, method: str, path: str, body: str = "", **headers: str) -> Answer:
    """Send one request, with underscores for the hyphens of header names."""
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as link:
            link.request(method, path, body.encode(), names)
            answer = link.getresponse()
            answer.read()
            return Answer(answer.status, answer.headers)
    except (OSError, http.client.HTTPException):
        return Answer()


def read(file: Path) -> bytes:
    """Return what a file holds, nothing when it cannot be read."""
    try:
        return file.read_bytes()
    except OSError:
        return b""


def digest(text: bytes) -> str:
    """Return the SHA-256 of a text, hexadecimal."""
    return hashlib.sha256(text).hexdigest()
