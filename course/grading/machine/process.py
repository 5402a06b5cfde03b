"""Carry jobs to processes of this machine, one process for each job, and watch over them."""

from __future__ import annotations

import secrets
import time
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from course.grading.checks import judge
from course.grading.checks.rule import Rule
from course.grading.jobs import Job, RequestJob
from course.grading.machine.clock import Clock
from course.grading.machine.environment import ROOT
from course.grading.machine.workers import STARTUP, Worker, supply
from course.grading.transport import GraderError
from course.values.report import CheckResult, check_from_dict

__all__ = ["ROOT", "Grader"]
#: Runs that had to be killed before the rest of an exercise's checks are left out.
KILLS = 2
#: Beside the result after which something in the process spoke out of turn.
FORGED = (
    "Something in the process told the grader results that it had not asked for. They were dropped: a check "
    "holds when its own run says so, once."
)


#: The folder, the file and the text of an answer.
Answered = tuple[str, str, str | None]


def answered(job: Job | RequestJob) -> Answered:
    """Return which answer a job is about: a process serves one only."""
    return job.folder, job.file, job.source


@dataclass
class _Progress:
    """What is known of a running job."""

    names: list[str] | None = None
    done: set[str] = field(default_factory=set)
    running: judge.Context | None = None
    doing: str = "starting"
    stuck: tuple[str, str] = ("", "")
    kills: int = 0
    #: Whether a process that ended before any check began was replaced once.
    retried: bool = False
    deadline: float = 0.0
    #: Watches the running check.
    clock: Clock | None = None
    #: Whether something else than the running check told a result.
    forged: bool = False

    def next_event(self, worker: Worker) -> dict[str, Any] | None:
        """Return the next event, None when the process has ended.

        Raises TimeoutError when the time of the running check, or that for the start, is up.
        """
        while True:
            try:
                return worker.next_event(self.deadline - time.monotonic())
            except TimeoutError:
                left = self.clock.left() if self.clock and self.running else 0.0
                if not left:
                    raise
                self.deadline = time.monotonic() + left

    def begin(self, pid: int, limit: float) -> None:
        """Give the running check its time."""
        self.clock = Clock(pid, limit)
        self.deadline = time.monotonic() + limit

    def take(self, result: CheckResult) -> CheckResult | None:
        """Return the result of the check that runs; one of an unknown name, or a second one, is dropped."""
        if self.running is None or result.name != self.running.name or result.name in self.done:
            self.forged = True
            return None
        self.done.add(result.name)
        self.running = None
        # The time of a check ends with it: a busy machine may need a moment until the next one begins.
        self.deadline = time.monotonic() + STARTUP
        return replace(result, remarks=(*result.remarks, FORGED)) if self.forged else result

    def left(self) -> list[str]:
        """Return the names of the checks that have no result yet."""
        return [name for name in self.names or [] if name not in self.done]


class Grader:
    """The transport to this machine: every job gets a process that ran nothing before, and none after."""

    def __init__(self) -> None:
        #: How many checks the file of the last job holds, selected or not.
        self.total = 0
        self._supply = supply()
        #: The process of the last job, which may still be asked about that job's answer, and no other.
        self._worker: Worker | None = None
        self._answer: Answered | None = None

    def prepare(self, check_file: str = "") -> None:
        """Begin now what a later job would wait for, with the checks that it will most likely ask for."""
        self._supply.prepare(check_file)

    def wait_until_ready(self, timeout: float) -> bool:
        """Wait until a process can begin at once, at most `timeout` seconds; return whether it can."""
        return self._supply.wait_until_ready(timeout)

    @property
    def pid(self) -> int | None:
        """Return the id of the process of the last job, else of the one that stands ready, else None."""
        return self._worker.pid if self._worker is not None else self._supply.pid

    def ask(self, job: RequestJob) -> dict[str, Any] | None:
        """Send one request to an app; return the event that tells its answer, None when the process ended.

        Raises TimeoutError with the cause past the job's limit, GraderError when no process can be started.
        """
        if self._worker is None or self._answer != answered(job):
            self._begin(answered(job))
        worker = self._worker
        if worker is None:
            raise GraderError("the grading process was ended")
        worker.send(job)
        clock = Clock(worker.pid, job.limit)
        while True:
            try:
                event = worker.next_event(clock.left())
            except TimeoutError:
                if clock.left():
                    continue
                raise TimeoutError(clock.cause()) from None
            if event is None:
                self.finish()
                return None
            if event.get("token") == job.token and event["event"] in ("exchange", "cannot_load"):
                return event

    def finish(self) -> None:
        """End the process of the last job with everything it started; what stands ready stays."""
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.end()

    def close(self) -> None:
        """End every process; safe to call while another thread waits for its answer."""
        self._worker = None
        self._supply.close()

    def _begin(self, answer: Answered) -> Worker:
        """Return a process that ran nothing yet. Raises GraderError when none can be started."""
        self.finish()
        self._worker = worker = self._supply.take()
        self._answer = answer
        return worker

    def run(self, job: Job) -> Iterator[CheckResult]:
        """Yield a result for every check of the job, in file order, whatever the learner's code does.

        Raises GraderError when the checks cannot be collected or no process can be started.
        """
        progress = _Progress(list(job.names) if job.names is not None else None)
        while True:
            finished = yield from self._run_once(job, progress)
            if finished:
                return
            if progress.running is not None and progress.doing == "loading":
                reason = "Left out: the file could not be imported to its end."
            elif progress.kills >= KILLS:
                reason = f"Left out: {KILLS} checks had to be stopped before."
            else:
                continue
            for name in progress.left():
                yield judge.not_run(_left_out(job, name), reason)
            return

    def _run_once(self, job: Job, progress: _Progress) -> Generator[CheckResult, None, bool]:
        """Run what is left of a job in one process; return whether it came to its end."""
        worker = self._begin(answered(job))
        token = secrets.token_hex(8)
        names = None if progress.names is None else tuple(progress.left())
        progress.deadline = time.monotonic() + STARTUP
        progress.running, progress.doing = None, "starting"
        try:
            if not self._handed_over(worker, replace(job, token=token, names=names), progress):
                return False
            while True:
                try:
                    event = progress.next_event(worker)
                except TimeoutError:
                    yield self._stopped(job, progress)
                    return False
                if event is None:
                    yield from self._ended(worker, progress)
                    return False
                if event.get("token") != token:
                    continue
                if event["event"] == "done" and not progress.left():
                    if not event.get("clean"):
                        self.finish()
                    return True
                result = self._heard(event, progress, job)
                if result is not None:
                    yield result
        except BaseException:
            self.finish()
            raise

    def _handed_over(self, worker: Worker, job: Job, progress: _Progress) -> bool:
        """Hand over a job; return False when the process was gone and another one may try."""
        try:
            worker.send(job)
        except GraderError:
            if self._may_retry(progress):
                return False
            raise
        return True

    def _may_retry(self, progress: _Progress) -> bool:
        """Tell, once, whether a process ended before any check began: then no code of the learner's ran."""
        if progress.running or progress.done or progress.retried:
            return False
        progress.retried = True
        self.finish()
        return True

    def _heard(self, event: dict[str, Any], progress: _Progress, job: Job) -> CheckResult | None:
        """Keep what an event says; return the result when it tells one that was waited for."""
        try:
            if event["event"] == "done":
                progress.forged = True  # the end of a job that has not come to its end
                return None
            if event["event"] == "check":
                return progress.take(check_from_dict(event["result"]))
            _note(event, progress, job)
            if event["event"] == "collected":
                self.total = len(event["names"])
            if event["event"] == "start" and self._worker is not None:
                progress.begin(self._worker.pid, job.limit)
        except (KeyError, TypeError, ValueError, AttributeError):
            progress.forged = True  # the grader's own events are well-formed
        return None

    def _stopped(self, job: Job, progress: _Progress) -> CheckResult:
        cause = progress.clock.cause() if progress.clock else ""
        self.finish()
        if progress.running is None:
            raise GraderError(f"the grading process said nothing for {STARTUP:g} seconds")
        progress.kills += 1
        progress.done.add(progress.running.name)
        return judge.too_slow(progress.running, progress.doing, job.limit, *progress.stuck, cause=cause)

    def _ended(self, worker: Worker, progress: _Progress) -> Iterator[CheckResult]:
        """Yield the result of the check in which the process ended; nothing when another one may try."""
        if self._may_retry(progress):
            return
        status, words = worker.status(), "" if progress.running else worker.last_words()
        self.finish()
        if progress.running is None and progress.done:
            progress.kills += 1  # between two checks: the next ones get another process
            return
        if progress.running is None:
            raise GraderError(f"the grading process ended ({status}). {words}".strip())
        progress.kills += 1
        progress.done.add(progress.running.name)
        yield judge.died(progress.running, progress.doing, status)


def _note(event: dict[str, Any], progress: _Progress, job: Job) -> None:
    """Keep what an event says about where the worker is."""
    kind = event["event"]
    if kind == "collected":
        _note_names(event, progress, job)
    elif kind == "start":
        context = _context(event["context"])
        if context.name not in progress.left():
            raise ValueError("no check of that name is left")
        progress.running = context
        progress.doing, progress.stuck = "starting", ("", "")
    elif kind == "doing":
        progress.doing = str(event["what"])
    elif kind == "stuck":
        if event["where"]:
            progress.stuck = (event["where"], event["frames"])
        if progress.clock is not None:
            progress.clock.reported = event["processor"]


def _note_names(event: dict[str, Any], progress: _Progress, job: Job) -> None:
    if event["errors"]:
        raise GraderError("the checks cannot be read:\n" + "\n".join(event["errors"]))
    if not event["names"]:
        raise GraderError(f"no checks were found in {job.check_file}")
    if progress.names is None:
        progress.names = list(event["names"])


def _context(values: dict[str, Any]) -> judge.Context:
    rule = dict(values["rule"])
    rule["rows"] = tuple(rule["rows"])
    return judge.Context(**{**values, "rule": Rule(**rule)})


def _left_out(job: Job, name: str) -> judge.Context:
    return judge.Context(name, Rule(name.removeprefix("test_").replace("_", " ")), job.hints, job.step)
