"""`prove --hostile`: harmful answers end as the catalogue says, at every door, and reach nobody else.

Everything happens in a small course in a temporary folder. The catalogue: hostile_answers.py (answers that
harm), hostile_cheats.py (answers that try to pass without being one), hostile_files.py (no plain files).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from importlib import resources
from pathlib import Path

from course.authoring.hostile_answers import GOOD, STUB, STUBS, Hostile
from course.authoring.hostile_cheats import CHEATS
from course.authoring.hostile_files import ODD
from course.exercises.catalogue import Catalogue
from course.grading.machine.environment import METHOD
from course.grading.machine.process import ROOT, Grader
from course.practice.attempts import Attempts, attempt
from course.progress.store import Store
from course.values.exercise import Exercise
from course.values.report import CheckResult, Report

Say = Callable[[str], object]
#: Seconds a check may take: the answers that never end are many.
LIMIT = "0.6"
#: Seconds after which a process that was ended counts as left. What is left on purpose stays longer.
PATIENCE = 30.0
#: The short form looks at the neighbours after every answer of this number.
OFTEN, SELDOM = 1, 8
PROC = Path("/proc")
#: The door that keeps a process ready for the next save, beside the prepared one.
SITE = "site and watch"
#: Words of pytest's closing table -> outcome.
TABLE = {
    "solved": "passed",
    "not yet": "wrong",
    "crashed": "crashed",
    "cannot load": "cannot_load",
    "too slow": "too_slow",
    "left out": "not_run",
    "grader fault": "grader_fault",
}


@dataclass(frozen=True)
class Case:
    """Something at the place of a learner's file, and what is expected of it."""

    name: str
    put: Callable[[Path], object]
    outcomes: tuple[str, ...]
    words: str = ""
    flag: str = ""
    #: Whether it may pass only with a flag.
    cheat: bool = False


@dataclass
class Found:
    """What one door did."""

    door: str
    answers: int = 0
    neighbours: int = 0
    passed_cheats: int = 0
    #: The longest that one answer took (seconds), and which one.
    longest: tuple[float, str] = (0.0, "")
    problems: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def line(self) -> str:
        """Return the figures in one line."""
        neighbours = f", {self.neighbours} verdicts of neighbours unchanged" if self.neighbours else ""
        longest = f", the longest {self.longest[0]:.1f} s ({self.longest[1]})" if self.longest[1] else ""
        return (
            f"{self.door}: {self.answers} answers in {self.seconds:.0f} s{longest}; {self.passed_cheats} of "
            f"{len(CHEATS)} cheats passed, each with a flag{neighbours}; {len(self.problems)} problems"
        )


def prove(say: Say, short: bool) -> int:
    """Put everything at the doors, say how each went, and return the number of problems.

    The short form shows the whole catalogue to pytest, cheats and odd files to the others too.
    """
    if os.name == "nt":
        say("The catalogue needs fork, pipes and signals, which Windows does not have.")
        return 0
    harmful = [_of_answer(one) for one in STUBS]
    others = [*(replace(_of_answer(one), cheat=True) for one in CHEATS), *_odd()]
    chosen = others if short else [*harmful, *others]
    found = []
    with _small_course() as folder:
        for door, method in (("grade", "fork"), (SITE, "fork"), ("grade, spawned", "spawn")):
            if not short or door == "grade":
                often = SELDOM if short else OFTEN
                found.append(_told(say, _in_process(door, method, folder, chosen, often)))
        for workers in (2,) if short else (1, 2, 4):
            found.append(_told(say, _pytest(folder, [*harmful, *others], workers)))
    return sum(len(one.problems) for one in found)


def _told(say: Say, found: Found) -> Found:
    say(found.line())
    for problem in found.problems:
        say(f"    {problem}")
    return found


def _of_answer(one: Hostile) -> Case:
    return Case(one.name, lambda path: path.write_bytes(one.source), one.outcomes, one.words, one.flag)


def _odd() -> Iterator[Case]:
    for one in ODD:
        yield Case(one.name, one.make, (one.outcome,), one.words)


@contextmanager
def _small_course() -> Iterator[Path]:
    """Give a temporary folder that everything started here carries in its environment."""
    before = {name: os.environ.get(name) for name in ("TMPDIR", "COURSE_TIME_LIMIT", "COURSE_SEED", METHOD)}
    folder = Path(tempfile.mkdtemp(prefix="hostile-")).resolve()
    os.environ.update(TMPDIR=str(folder), COURSE_TIME_LIMIT=LIMIT, COURSE_SEED="1")
    try:
        yield folder
    finally:
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value
        shutil.rmtree(folder, ignore_errors=True)


def write_exercise(exercises: Path, slug: str) -> Exercise:
    """Write the little exercise under a name, with everything as it was at the start."""
    folder = exercises / slug
    shutil.rmtree(folder, ignore_errors=True)
    (folder / ".meta").mkdir(parents=True)
    data = resources.files("course.data").joinpath("hostile")
    for source, target in (
        ("README.md", "README.md"),
        ("checks.py", f"test_{slug[3:]}.py"),
        ("stub.py", ".meta/stub.py"),
        ("solution.py", ".meta/solution.py"),
    ):
        (folder / target).write_bytes(data.joinpath(source).read_bytes())
    exercise = Catalogue(exercises).get(slug)
    if exercise is None:
        raise ValueError(f"{folder} is not an exercise")
    return exercise


# In this process: what the verbs, the site and watch call.


def _in_process(door: str, method: str, root: Path, cases: Iterable[Case], every: int) -> Found:
    os.environ[METHOD] = method
    found = Found(door)
    begun, descriptors = time.monotonic(), _descriptors()
    store = Store(root / door / "progress.sqlite")
    grader = Grader()
    attempts = Attempts(store, Grader)
    try:
        if door != SITE:  # the site prepares its own
            grader.prepare()

        def grade(exercise: Exercise) -> Report:
            if door == SITE:
                return attempts.attempt(exercise, "site")
            report = attempt(exercise, store, "terminal", grader)
            grader.finish()
            return report

        _put_all(root / door / "exercises", cases, grade, found, every)
    finally:
        grader.close()
        attempts.close()
        store.close()
    _no_process_left("the end", found)
    if _descriptors() > descriptors:
        found.problems.append(f"{_descriptors() - descriptors} descriptors more than before")
    found.seconds = time.monotonic() - begun
    return found


def _put_all(
    exercises: Path, cases: Iterable[Case], grade: Callable[[Exercise], Report], found: Found, every: int
) -> None:
    good, stub = write_exercise(exercises, "01_good"), write_exercise(exercises, "02_stub")
    good.source_path.write_text(GOOD, encoding="utf-8")
    stub.source_path.write_text(STUB, encoding="utf-8")
    expected = [without_times(grade(one)) for one in (good, stub)]
    for number, case in enumerate(cases):
        exercise = write_exercise(exercises, "03_hostile")
        case.put(exercise.source_path)
        begun = time.monotonic()
        report = grade(exercise)
        found.longest = max(found.longest, (time.monotonic() - begun, case.name))
        _compare(case, report, found)
        _no_process_left(case.name, found, waiting=2)
        if number % every == 0:
            found.neighbours += 2
            if [without_times(grade(one)) for one in (good, stub)] != expected:
                found.problems.append(f"{case.name}: the verdict of a neighbour is another one after it")


def without_times(report: Report) -> Report:
    """Return all that a report says, without what is never the same."""
    checks = tuple(replace(check, seconds=0.0) for check in report.checks)
    return replace(report, checks=checks, seconds=0.0, finished="")


def _compare(case: Case, report: Report, found: Found) -> None:
    found.answers += 1
    flagged = " ".join(report.flags)
    if report.outcome not in case.outcomes:
        found.problems.append(
            f"{case.name}: {report.outcome}, not {' or '.join(case.outcomes)}. {report.fault}"
        )
    if case.words and case.words not in " ".join(map(_said, report.checks)):
        found.problems.append(f"{case.name}: no report says {case.words!r}")
    if case.flag not in flagged:
        found.problems.append(f"{case.name}: no flag says {case.flag!r}, but {flagged!r}")
    if case.cheat and report.solved:
        found.passed_cheats += 1
        if not flagged:
            found.problems.append(f"{case.name}: it passes, and no flag says how")
    if not case.cheat and report.outcome == "passed" and report.held != len(report.checks):
        found.problems.append(f"{case.name}: {report.held} of {len(report.checks)} checks pass")


def _said(check: CheckResult) -> str:
    return " ".join([check.came_back, check.why, check.traceback, check.where, check.output, *check.remarks])


# pytest, as a learner types it.


def _pytest(root: Path, cases: list[Case], workers: int) -> Found:
    os.environ.pop(METHOD, None)
    found = Found(f"pytest on {workers} worker{'s' if workers > 1 else ''}")
    course = root / f"pytest-{workers}"
    named = _lay_out(course / "exercises", cases)
    own = dict(os.environ, COURSE_WORKERS=str(workers), PYTHONPATH=str(ROOT))
    own["COURSE_INSTANCE"] = str(course / "instance")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:anyio", "exercises"]
    begun = time.monotonic()
    done = subprocess.run(command, cwd=course, env=own, capture_output=True, check=False)  # noqa: S603
    found.seconds = time.monotonic() - begun
    out = done.stdout.decode("utf-8", "replace")
    if done.returncode != 1:
        found.problems.append(f"pytest ended with {done.returncode}: {out[-300:]}")
    rows = dict(_rows(out))
    for slug, case in named.items():
        _compare_row(slug, case, rows.get(slug, ("", "")), out, found)
    _no_process_left("the end", found)
    return found


def _lay_out(exercises: Path, cases: list[Case]) -> dict[str, Case]:
    """Write a folder for each case, with neighbours before, among and after them; return slug -> case."""
    good = Case("a right answer", lambda path: path.write_text(GOOD, encoding="utf-8"), ("passed",))
    stub = Case("a wrong answer", lambda path: path.write_text(STUB, encoding="utf-8"), ("wrong",))
    middle = len(cases) // 2
    everything = [good, stub, *cases[:middle], good, *cases[middle:], stub, good]
    named = {f"{number:02d}_hostile_{number:02d}": case for number, case in enumerate(everything[:99], 1)}
    exercises.mkdir(parents=True)
    shutil.copyfile(ROOT / "exercises" / "conftest.py", exercises / "conftest.py")
    for slug, case in named.items():
        case.put(write_exercise(exercises, slug).source_path)
    return named


def _rows(out: str) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield slug, count and outcome of each row of the closing table."""
    for line in out.splitlines():
        slug, _, rest = line.partition("  ")
        count, _, said = rest.strip().partition("  ")
        outcome = TABLE.get(said.strip().partition(":")[0])
        if "_hostile_" in slug and " of " in count and outcome:
            yield slug, (count, outcome)


def _compare_row(slug: str, case: Case, row: tuple[str, str], out: str, found: Found) -> None:
    count, outcome = row
    found.answers += 1
    found.neighbours += case.name in ("a right answer", "a wrong answer")
    if outcome not in case.outcomes:
        found.problems.append(f"{case.name}: {outcome or 'no row'}, not {' or '.join(case.outcomes)}")
    if outcome == "passed" and not case.cheat and count != "3 of 3":
        found.problems.append(f"{case.name}: {count} checks pass")
    if case.cheat and outcome == "passed":
        found.passed_cheats += 1
        if f"{slug}: This file reaches into the grader" not in out:
            found.problems.append(f"{case.name}: it passes, and no flag says how")


# What is left.


def _descriptors() -> int:
    with suppress(OSError):
        return len(os.listdir("/proc/self/fd"))
    return 0


def _no_process_left(after: str, found: Found, waiting: int = 0) -> None:
    """Look for processes that were started here; some may stand ready for the next answer."""
    deadline = time.monotonic() + PATIENCE
    while len(left := list(_started())) > waiting and time.monotonic() < deadline:
        time.sleep(0.01)
    if len(left) > waiting:
        found.problems.append(f"{after}: {len(left) - waiting} processes are left")


def _started() -> Iterator[int]:
    """Yield the processes whose environment names the folder for temporary files (Linux)."""
    mark = b"TMPDIR=" + os.environ["TMPDIR"].encode()
    for file in PROC.glob("[0-9]*/environ"):
        with suppress(OSError):
            if mark in file.read_bytes() and int(file.parent.name) != os.getpid() and _runs(file.parent):
                yield int(file.parent.name)


def _runs(process: Path) -> bool:
    state = (process / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[0]
    return state != "Z"
