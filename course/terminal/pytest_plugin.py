"""What makes `pytest exercises/` grade: exercises run in processes that may die, and the report teaches.

The checks are collected here as usual, so that -k, -x, --lf, one folder or one check work as in any pytest
run. Each exercise runs in a process of its own; the results are replayed in file order.
"""

from __future__ import annotations

import contextlib
import os
import queue
import threading
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from course.exercises.catalogue import FOLDER_NAME, Catalogue
from course.exercises.source import read_source
from course.grading import wording
from course.grading.asking import Asking
from course.grading.checks import judge
from course.grading.checks.fixtures import COMPOSE, LEARNERS_FILE, SEED
from course.grading.checks.recorder import RESULT, Recorder, check_name, skip_reason
from course.grading.checks.seeds import new_seed
from course.grading.jobs import job_for, time_limit
from course.grading.machine.process import Grader
from course.grading.signed import Integrity, integrity
from course.grading.style import PLAIN, Style
from course.grading.transport import GraderError
from course.grading.tutor import Diagnosis, diagnose
from course.grading.verdict import make_report
from course.grading.yaml_nodes import compose
from course.terminal.screen import screen
from course.values.exercise import Exercise
from course.values.report import CheckResult, Report

#: More processes than this bring nothing for checks of a few milliseconds.
MOST_WORKERS = 4


@dataclass
class Batch:
    """The selected checks of one exercise, and what became of them."""

    exercise: Exercise
    items: list[pytest.Item]
    source: bytes | None = None
    results: queue.SimpleQueue[CheckResult | GraderError | None] = field(default_factory=queue.SimpleQueue)
    found: list[CheckResult] = field(default_factory=list)
    fault: str = ""
    #: The misconception that the tutor recognised.
    diagnosis: Diagnosis | None = None
    #: How many checks the exercise has, selected or not.
    total: int = 0
    #: Which of its checks count.
    integrity: Integrity = field(default_factory=Integrity)

    @property
    def whole(self) -> bool:
        """Tell whether every check of the exercise was selected and came to its end."""
        lacking = self.integrity.lacking(check.name for check in self.found)
        return not self.fault and not lacking and len(self.found) == self.total > 0

    def report(self) -> Report:
        """Return what was found as a report."""
        seconds = sum(check.seconds for check in self.found)
        return make_report(self.exercise, self.found, self.source, seconds, self.fault, self.diagnosis)


class GradingPlugin:
    """Grade the exercises of one pytest session."""

    def __init__(self, config: pytest.Config, exercises_dir: Path) -> None:
        self.config = config
        self.catalogue = Catalogue(exercises_dir)
        self.batches: dict[str, Batch] = {}
        self.notices: list[str] = []
        self.stopped = threading.Event()
        option = config.option
        #: A debugger needs the checks in this process.
        self.in_process = bool(option.usepdb or getattr(option, "trace", False))
        self.recorder: Recorder | None = None
        #: Whether other tests run in the same session; pytest then shows failures in its own way too.
        self.mixed = False
        self.graders: list[Grader] = []
        if not self.in_process and not option.collectonly:
            # They start while the checks are collected, which takes about as long.
            self.graders = [Grader() for _ in range(useful_processes(config.args))]
            for grader in self.graders:
                grader.prepare()
        if self.in_process:
            config.stash[LEARNERS_FILE], config.stash[COMPOSE] = self.learners_file, compose
            config.stash[SEED] = new_seed()
            self.recorder = Recorder(self._lesson_step)
            config.pluginmanager.register(self.recorder, "course-recorder")

    def learners_file(self, folder: Path) -> Path:
        """Return the file that the learner of an exercise edits."""
        exercise = self.catalogue.get(folder.name)
        return exercise.source_path if exercise else folder / "app.py"

    # -- running --

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool | None:
        """Run the checks of exercises in worker processes, everything else as usual."""
        if self.in_process or session.config.option.collectonly:
            return None
        if session.testsfailed and not session.config.option.continue_on_collection_errors:
            return None
        self.batches = {}
        plan = self._plan(session.items)
        workers = self._start_workers()
        try:
            for part in plan:
                if isinstance(part, Batch):
                    self._replay(session, part)
                else:
                    session.config.hook.pytest_runtest_protocol(item=part, nextitem=None)
                _stop_if_asked(session)
        finally:
            self.stopped.set()
            for worker in workers:
                worker.join()
        return True

    def _plan(self, items: list[pytest.Item]) -> list[Batch | pytest.Item]:
        """Return what to run in order: a batch for each exercise, single items for all else."""
        plan: list[Batch | pytest.Item] = []
        for item in items:
            slug = item.path.parent.name
            if slug in self.batches:
                self.batches[slug].items.append(item)
                continue
            exercise = self.catalogue.get(slug)
            if exercise is None or item.path.name != exercise.check_file.name:
                self.mixed = True
                plan.append(item)
                continue
            source = read_source(exercise.source_path)
            self.batches[slug] = Batch(exercise, [item], source, integrity=integrity(exercise))
            plan.append(self.batches[slug])
        return plan

    def _start_workers(self) -> list[threading.Thread]:
        """Start as many threads as help; each drives one process through the exercises still to do."""
        waiting: queue.SimpleQueue[Batch] = queue.SimpleQueue()
        for batch in self.batches.values():
            waiting.put(batch)
        threads = [threading.Thread(target=self._drive, args=(waiting, grader)) for grader in self.graders]
        for thread in threads:
            thread.daemon = True
            thread.start()
        return threads

    def _drive(self, waiting: queue.SimpleQueue[Batch], grader: Grader) -> None:
        try:
            while not self.stopped.is_set():
                try:
                    batch = waiting.get_nowait()
                except queue.Empty:
                    return
                self._grade(grader, batch)
        finally:
            grader.close()

    def _grade(self, grader: Grader, batch: Batch) -> None:
        """Put every result of a batch into its queue, then None."""
        names = tuple(check_name(item) for item in batch.items)
        job = job_for(batch.exercise, batch.exercise.source_path, batch.source, names)
        found: list[CheckResult] = []
        try:
            for result in grader.run(job):
                batch.total = grader.total
                found.append(result)
                batch.results.put(result)
                if self.stopped.is_set():
                    return
            batch.diagnosis = self._diagnosis(grader, batch, found)
        except Exception as error:
            batch.results.put(error if isinstance(error, GraderError) else GraderError(repr(error)))
        finally:
            batch.results.put(None)
            grader.finish()

    def _diagnosis(self, grader: Grader, batch: Batch, found: list[CheckResult]) -> Diagnosis | None:
        file = batch.exercise.source_path
        ask = Asking(batch.exercise, file, batch.source, grader, time_limit())
        return diagnose(batch.exercise, found, batch.source, ask)

    def _replay(self, session: pytest.Session, batch: Batch) -> None:
        """Hand the results of a batch to pytest as they come, in file order."""
        waiting = {check_name(item): item for item in batch.items}
        for result in _results_of(batch):
            item = waiting.pop(result.name, None)
            if item is None:
                continue
            result = batch.integrity.counted(result)
            batch.found.append(result)
            replay(item, result)
            _stop_if_asked(session)
        for item in waiting.values():
            fault = GraderError(batch.fault or "the check gave no result")
            result = judge.grader_fault(judge.Context(check_name(item), _rule_of(item)), None, fault)
            batch.found.append(result)
            replay(item, result)

    def _lesson_step(self, item: pytest.Item) -> tuple[int, str]:
        exercise = self.catalogue.get(item.path.parent.name)
        if exercise is None:
            return 0, ""
        return len(exercise.hints), f"{exercise.lesson}#{exercise.step}" if exercise.step else exercise.lesson

    # -- in this process, for a debugger --

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Item) -> Generator[None, Any, pytest.TestReport]:
        """Let a check that was skipped in this process fail: it does not hold."""
        report: pytest.TestReport = yield
        if report.skipped and self.catalogue.get(item.path.parent.name) is not None:
            report.outcome, report.longrepr = "failed", f"left out: {skip_reason(report)}"
            report.__dict__.pop("wasxfail", None)
        return report

    def pytest_runtest_logfinish(self, nodeid: str) -> None:
        """Keep the result of a check that ran in this process."""
        if self.recorder is None or self.recorder.current is None:
            return
        item = self.recorder.current
        exercise = self.catalogue.get(item.path.parent.name)
        if exercise is not None and RESULT in item.stash:
            source = read_source(exercise.source_path)
            batch = self.batches.setdefault(exercise.slug, Batch(exercise, [], source))
            batch.found.append(item.stash[RESULT])

    # -- telling --

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Keep whole runs in the progress store, so that the site shows what the terminal said.

        Of several exercises, one that nobody has begun is not kept: running all is no attempt at each.
        """
        whole = [batch for batch in self.batches.values() if batch.whole]
        if not whole:
            return
        from course.places import instance_dir
        from course.practice.attempts import record, untouched
        from course.progress.store import Store

        store = Store(instance_dir(self.catalogue.exercises_dir.parent) / "progress.sqlite")
        several = len(self.batches) > 1
        for batch in whole:
            if several and untouched(batch.exercise, batch.source, store):
                continue
            record(store, batch.report(), batch.source, "terminal")
        if store.notice:
            self.notices.append(store.notice)

    def pytest_unconfigure(self) -> None:
        """End the processes, whatever happened."""
        for grader in self.graders:
            grader.close()

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> Iterator[None]:
        """Print the failures in words and the closing table."""
        if self.batches and not self.mixed and terminalreporter.config.option.tbstyle == "auto":
            terminalreporter.config.option.tbstyle = "no"
            if terminalreporter.config.option.reportchars == "fE":
                terminalreporter.reportchars = ""
        yield
        reports = [(batch.report(), batch.whole) for batch in self.batches.values() if batch.found]
        if not reports:
            return
        verbose = terminalreporter.verbosity > 0
        # Plain where pytest itself is: piped, or with --color=no.
        shown = screen if terminalreporter.hasmarkup else _plain
        for lines in failures(reports, verbose, lambda slug: shown(self.catalogue.exercises_dir / slug)):
            terminalreporter.write_sep("-")
            for line in lines:
                terminalreporter.write_line(line)
        terminalreporter.write_sep("-")
        for line in wording.table_lines(reports, shown(None)):
            terminalreporter.write_line(line)
        told = [f"{report.exercise}: {flag}" for report, _ in reports for flag in report.flags]
        for line in [*after_table(reports), *told, *self.notices]:
            terminalreporter.write_line(line)


def useful_processes(arguments: list[str]) -> int:
    """Return how many processes help: one for one exercise, else one a core up to a limit.

    COURSE_WORKERS names another number.
    """
    with contextlib.suppress(ValueError):
        return max(int(os.environ.get("COURSE_WORKERS", "")), 1)
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    named = {part for argument in arguments for part in Path(argument.partition("::")[0]).parts}
    exercises = [part for part in named if FOLDER_NAME.match(part)]
    return min(cores, MOST_WORKERS, len(exercises) or MOST_WORKERS)


def replay(item: pytest.Item, result: CheckResult) -> None:
    """Report a check to pytest as if it had run here."""
    item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    for when in ("setup", "call", "teardown"):
        item.ihook.pytest_runtest_logreport(report=test_report(item, result, when))
    item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)


def test_report(item: pytest.Item, result: CheckResult, when: Any) -> pytest.TestReport:
    """Return one phase of a check as pytest's own report; the verdict belongs to the call."""
    outcome: Any = "passed"
    longrepr: Any = None
    # A check that was skipped does not hold either: pytest ends with 0 only when everything selected holds.
    if when == "call" and not result.passed:
        outcome = "failed"
        longrepr = "\n".join(wording.check_lines(result, item.path.parent.name))
    seconds = result.seconds if when == "call" else 0.0
    finished = datetime.now().timestamp()
    return pytest.TestReport(
        nodeid=item.nodeid,
        location=item.location,
        keywords={str(name): 1 for name in item.keywords},
        outcome=outcome,
        longrepr=longrepr,
        when=when,
        sections=[],
        duration=seconds,
        start=finished - seconds,
        stop=finished,
    )


def _plain(_folder: Path | None) -> Style:
    return PLAIN


def failures(
    reports: list[tuple[Report, bool]], verbose: bool, style_for: Callable[[str], Style]
) -> Iterator[list[str]]:
    """Yield the failures to show in full: all when verbose, else the first of the first unsolved exercise."""
    for report, _ in reports:
        style = style_for(report.exercise)
        if report.fault:
            yield [f"{report.exercise}: {wording.summary(report)}", *wording.fault_lines(report)]
            continue
        failed = [check for check in report.checks if not check.passed]
        first = report.first_failure
        for check in failed if verbose else [first] if first else []:
            diagnosis = wording.diagnosis_lines(report, style) if check is first else []
            head = style.strong(report.exercise)
            yield [head, *diagnosis, *wording.check_lines(check, report.exercise, style)]
        if failed and not verbose:
            return


def after_table(reports: list[tuple[Report, bool]]) -> list[str]:
    """Return what stands below the table: how many are solved, and where to go on."""
    solved = sum(report.solved and whole for report, whole in reports)
    open_ones = [report for report, _ in reports if not report.solved]
    if not open_ones:
        return []
    lines = [""]
    if len(reports) > 1:
        first = open_ones[0].exercise
        lines.append(f"{solved} of {len(reports)} exercises solved. Go on with: pytest exercises/{first}")
    hidden = sum(not check.passed for report in open_ones for check in report.checks) - 1
    if hidden > 0:
        lines.append("Only the first failure is shown in full; -v shows every one.")
    return lines if len(lines) > 1 else []


def _results_of(batch: Batch) -> Iterator[CheckResult]:
    while (result := batch.results.get()) is not None:
        if isinstance(result, GraderError):
            batch.fault = str(result)
        else:
            yield result


def _rule_of(item: pytest.Item) -> Any:
    from course.grading.checks.rule import rule_of

    return rule_of(getattr(item, "obj", item.runtest))


def _stop_if_asked(session: pytest.Session) -> None:
    """Stop where pytest's own loop would: -x, --maxfail, or an interruption."""
    if session.shouldfail:
        raise session.Failed(session.shouldfail)
    if session.shouldstop:
        raise session.Interrupted(session.shouldstop)
