"""`doctor`: what is wrong with this installation, if anything."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from course.grading.style import Tone
from course.places import DOOR, SHIPPED
from course.terminal.author import counted
from course.terminal.group import Course, Trouble, current, say_unread
from course.terminal.listen import PORT, listen
from course.terminal.screen import screen


@dataclass(frozen=True)
class Finding:
    """One thing that doctor looked at; a remedy is there when it is not ok."""

    text: str
    remedy: str = ""

    def __str__(self) -> str:
        return f"not ok  {self.text}. {self.remedy}" if self.remedy else f"ok      {self.text}"


@click.command()
def doctor() -> None:
    """Check that everything the course needs is in order."""
    course = current()
    looks: tuple[Callable[[Course], Iterator[Finding]], ...] = (
        look_at_python,
        look_at_places,
        look_at_libraries,
        look_at_progress,
        look_at_content,
        look_at_port,
        look_at_terminal,
    )
    bad, style = False, screen()
    for look in looks:
        for finding in look(course):
            tone: Tone = "not-yet" if finding.remedy else "holds"
            say_unread(f"{style.mark(tone)}{finding}")
            bad = bad or bool(finding.remedy)
    if bad:
        raise click.exceptions.Exit(1)


def look_at_python(course: Course) -> Iterator[Finding]:
    """Look at the running Python."""
    here = f"Python {sys.version.split()[0]} ({sys.executable})"
    yield Finding(here, "" if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed.")


def look_at_places(course: Course) -> Iterator[Finding]:
    """Say where the course lies, and where what belongs to the learner."""
    writable = os.access(course.root, os.W_OK)
    remedy = "" if writable else "Nobody can work there. COURSE_WORK names a folder that you may write."
    yield Finding(f"the course in {SHIPPED}, your files in {course.root}", remedy)


def look_at_libraries(course: Course) -> Iterator[Finding]:
    """Compare the installed libraries with the pinned ones."""
    from importlib.metadata import PackageNotFoundError, version

    different = 0
    requirements = SHIPPED / "requirements.txt"
    if not requirements.is_file():
        yield Finding("libraries as they were installed with the course")
        return
    pinned = list(pins(requirements))
    for name, wanted in pinned:
        try:
            present = version(name)
        except PackageNotFoundError:
            present = "missing"
        if present != wanted:
            different += 1
            yield Finding(
                f"{name} is {present}; tested with {wanted}", "Delete .venv and start the course again."
            )
    if not different:
        yield Finding(f"{len(pinned)} libraries as pinned in requirements.txt")


def pins(file: Path) -> Iterator[tuple[str, str]]:
    """Yield name and version of the requirements that hold on this machine."""
    from packaging.requirements import Requirement

    for line in file.read_text(encoding="utf-8").splitlines():
        if re.match(r"[A-Za-z0-9]", line):
            pin = Requirement(line.rstrip("\\ "))
            if pin.marker is None or pin.marker.evaluate():
                yield pin.name, str(pin.specifier).removeprefix("==")


def look_at_progress(course: Course) -> Iterator[Finding]:
    """Look at the progress file and at SQLite."""
    import sqlite3

    old = sqlite3.sqlite_version_info < (3, 35)
    yield Finding(
        f"SQLite {sqlite3.sqlite_version}", "Use a newer Python, which brings a newer SQLite." if old else ""
    )
    store = course.store
    if store.in_memory:
        yield Finding("progress is not kept", "See the sentence above.")
        return
    health = store.health()
    remedy = "" if health == "ok" else f"Save what can be saved with {DOOR} export FILE."
    yield Finding(f"progress in {store.path} (integrity: {health})", remedy)


def look_at_content(course: Course) -> Iterator[Finding]:
    """Count the mistakes in the content."""
    from course.authoring.audit import audit

    errors = audit(course.root)
    exercises = counted(len(course.catalogue.slugs()), "exercise")
    remedy = f"{DOOR} check shows them." if errors else ""
    yield Finding(f"{exercises}, {counted(len(errors), 'mistake')} in the content", remedy)


def look_at_port(course: Course) -> Iterator[Finding]:
    """Look whether the default port is free."""
    try:
        listen("127.0.0.1", PORT).close()
    except Trouble as trouble:
        yield Finding(f"port {PORT} cannot be used", trouble.message)
    else:
        yield Finding(f"port {PORT} is free")


def look_at_terminal(course: Course) -> Iterator[Finding]:
    """Look whether the terminal can show the course's characters."""
    encoding = sys.stdout.encoding or "ascii"
    try:
        "§→é".encode(encoding)
    except (UnicodeEncodeError, LookupError):
        yield Finding(f"the terminal's encoding is {encoding}", "Set the environment variable PYTHONUTF8=1.")
    else:
        yield Finding(f"the terminal's encoding is {encoding}")
