"""The process that learners' code runs in: it waits for a job, runs the checks, and tells each result.

Jobs come as JSON lines on standard input, events go out as JSON lines on what was standard output. Both are
moved to private descriptors before any learner code runs. Started as "spawn" this process serves its one job
itself; started as "fork" it warms up, and then forks a process for each job and never runs one.
"""

from __future__ import annotations

import base64
import contextlib
import gc
import json
import os
import signal
import sys
import threading
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest

from course.grading.checks import PYTEST_INI, judge
from course.grading.checks.answers import Record
from course.grading.checks.client import Client
from course.grading.checks.facts import facts_of_exchange
from course.grading.checks.fixtures import COMPOSE, NOTIFY, SEED, SOURCE, SUBMISSION
from course.grading.checks.recorder import RESULT, Recorder, check_name
from course.grading.checks.submission import CannotLoad, Submission, forget_modules, keep_modules
from course.grading.jobs import Job, Preparation, RequestJob
from course.grading.machine import system
from course.grading.machine.channel import Channel, Output, private_line, silence
from course.grading.machine.environment import behind_shell
from course.grading.machine.forkserver import ForkServer
from course.grading.machine.watchdog import Watchdog
from course.grading.yaml_nodes import compose
from course.values import wire
from course.values.report import CheckResult

#: Memory a learner's code may take beyond what the grader has (bytes, address space; POSIX only).
MEMORY = 768 * 1024 * 1024
#: Bytes of a response body that are passed on to the console.
MOST_ANSWER = 256 * 1024
#: Where exercises find the address of a Redis that a learner has started.
STORE = "COURSE_REDIS_URL"
HERE = Path(__file__).resolve().parent
#: Shown beside a check whose request, or the import before it, copied the process.
COPIED = (
    "Your code started a copy of this process (os.fork). What the copy does is not counted: only the process "
    "that holds the checks says whether they hold."
)
_dumps, _loads = json.dumps, json.loads
_write, _getpid = os.write, os.getpid


class Worker:
    """The pytest plugin that replaces pytest's own loop by one that waits for jobs."""

    def __init__(self, method: str, line: tuple[int, int]) -> None:
        self.method = method
        self.line = line
        self.channel = Channel(*line)
        self.output = Output()
        #: How often a learner's code copied this process.
        self.copies = 0
        self.job: Job | None = None
        self.recorder = Recorder(
            lambda _item: (self.job.hints, self.job.step) if self.job else (0, ""), quick=True
        )
        self.collect_errors: list[str] = []
        #: Checks that were collected before their job came: the file, its text, and they.
        self.prepared: tuple[str, bytes, list[pytest.Item]] | None = None
        #: The app a person talks to, with the text it was loaded from.
        self.console: tuple[tuple[str, str | None], Client] | None = None

    def pytest_configure(self, config: pytest.Config) -> None:
        """Add the recorder."""
        config.pluginmanager.register(self.recorder, "recorder")
        # The report has its own words; pytest's long traceback would only cost time.
        config.option.tbstyle = "native"
        config.stash[COMPOSE] = compose
        config.stash[NOTIFY] = lambda doing: self.channel.tell("doing", what=doing)

    def pytest_collection(self, session: pytest.Session) -> bool:
        """Collect nothing yet: jobs say what."""
        session.items = []
        return True

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Keep why a file of checks could not be collected."""
        if report.failed:
            self.collect_errors.append(str(report.longrepr))

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Serve jobs for as long as the line is open; does not return in a process that serves them."""
        self.warm_up(session)
        # Until here an error of the grader itself may be written to standard error.
        silence(2)
        if self.method == "fork":
            ForkServer(*self.line, lambda inbox, out: self.serve_jobs(session, Channel(inbox, out))).run()
        else:
            leave_shell(self.channel)
            system.adopt_orphans()
            self.channel.tell("ready")
            self.serve_jobs(session, self.channel)
        return True

    def serve_jobs(self, session: pytest.Session, channel: Channel) -> None:
        """Serve jobs until the process is ended."""
        self.channel = channel
        limit_memory()
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_parent=self.note_copy)
        for job in channel.jobs():
            if isinstance(job, RequestJob):
                self.answer(job)
            elif isinstance(job, Preparation):
                self.prepare(session, job.check_file)
            else:
                self.serve(session, job)

    def note_copy(self) -> None:
        """Remember that a learner's code copied this process."""
        self.copies += 1

    def answer(self, job: RequestJob) -> None:
        """Send one request to an app and tell the answer; the app stays loaded until its text changes."""
        self.channel.token = job.token
        before = fingerprint()
        sys.stdout = sys.stderr = self.output
        try:
            with without_store(job.alone):
                event = self.exchange(job)
        except CannotLoad as error:
            self.console = None
            event = {"event": "cannot_load", "message": error.message, "where": error.where}
            event["frames"] = error.frames
        finally:
            sys.stdout, sys.stderr = sys.__stdout__, sys.__stderr__
        texts = {key: wire.printable(value) for key, value in event.items() if isinstance(value, str)}
        self.channel.tell(**{**event, **texts}, clean=fingerprint() == before)

    def exchange(self, job: RequestJob) -> dict[str, Any]:
        """Return the event that tells the answer to a request.

        Raises CannotLoad when the app's file gives none.
        """
        source = None if job.source is None else base64.b64decode(job.source)
        record = Record(Submission(Path(job.folder), Path(job.file), source), seed=0)
        key = (job.file, job.source)
        if job.fresh or self.console is None or self.console[0] != key:
            self.console = (key, Client(record))
        client = self.console[1]
        client.record = record
        recorded = client.send(
            job.path, job.method, headers=list(job.headers), data=base64.b64decode(job.body)
        )
        exchange = recorded.exchange
        # Without a response there is no status: what came in its place is in fragment and broken.
        response = exchange.response or wire.Response(0, "")
        return {
            "event": "exchange",
            "status": response.status,
            "phrase": response.phrase,
            "headers": response.headers,
            "body": base64.b64encode(response.body[:MOST_ANSWER]).decode("ascii"),
            "fragment": base64.b64encode(exchange.fragment[:MOST_ANSWER]).decode("ascii"),
            "broken": exchange.broken,
            "cause": exchange.cause,
            "sent": exchange.request.headers,
            "raised": exchange.raised,
            "crashed": exchange.crashed,
            "where": recorded.crash_where or recorded.where,
            "traceback": recorded.traceback,
            "output": self.output.take().strip("\n"),
            "facts": asdict(facts_of_exchange(recorded)),
        }

    def warm_up(self, session: pytest.Session) -> None:
        """Grade the tiny warm-up app once without telling, then keep what is loaded out of the collector."""
        self.grade_warm_up(session)
        keep_modules()
        gc.collect()
        gc.freeze()

    def grade_warm_up(self, session: pytest.Session) -> None:
        """Grade the tiny warm-up app without telling."""
        folder = HERE / "warm_up"
        session.config.stash[SUBMISSION] = folder / "app.py"
        for item in self.collect(session, str(folder / "test_warm_up.py")):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
        forget_modules(folder)

    def serve(self, session: pytest.Session, job: Job) -> None:
        """Run the checks of one job and tell each result."""
        self.job, self.channel.token = job, job.token
        before = fingerprint()
        session.config.stash[SUBMISSION], session.config.stash[SEED] = Path(job.file), job.seed
        session.config.stash[SOURCE] = None if job.source is None else base64.b64decode(job.source)
        items = self.checks(session, job.check_file)
        self.channel.tell("collected", names=[check_name(item) for item in items], errors=self.collect_errors)
        wanted = [item for item in items if job.names is None or check_name(item) in job.names]
        for number, item in enumerate(wanted, 1):
            self.run(item, wanted[number] if number < len(wanted) else None, job)
        self.channel.tell("done", clean=fingerprint() == before)

    def prepare(self, session: pytest.Session, check_file: str) -> None:
        """Collect a file of checks before its job comes; one that cannot be collected is told to the job."""
        if self.method == "fork":
            # The pages of memory that every run writes to are copied now, not while somebody waits.
            self.grade_warm_up(session)
        with contextlib.suppress(OSError):
            text = Path(check_file).read_bytes()
            self.prepared = check_file, text, self.collect(session, check_file)
        gc.freeze()

    def checks(self, session: pytest.Session, check_file: str) -> list[pytest.Item]:
        """Return the checks of a file: those that wait, if it still has the text they were collected from."""
        prepared, self.prepared = self.prepared, None
        with contextlib.suppress(OSError):
            if prepared and not self.collect_errors and prepared[0] == check_file:
                if prepared[1] == Path(check_file).read_bytes():
                    return prepared[2]
        # A module that was imported ahead would be taken again.
        for name in [key for key, module in sys.modules.items() if _file_of(module) == check_file]:
            del sys.modules[name]
        return self.collect(session, check_file)

    def collect(self, session: pytest.Session, check_file: str) -> list[pytest.Item]:
        """Return the checks of a file in file order."""
        self.collect_errors = []
        path = Path(check_file)
        if not path.is_file():
            self.collect_errors.append(f"there is no file {check_file}")
            return []
        # As an argument of pytest a path with "[" in it would name a parameter.
        module = pytest.Module.from_parent(session, path=path, nodeid=path.name)
        return list(session.genitems(module))

    def run(self, item: pytest.Item, following: pytest.Item | None, job: Job) -> None:
        """Run one check under the watchdog and tell its result."""
        self.channel.tell("start", name=check_name(item), context=asdict(self.recorder.context(item)))
        watchdog = Watchdog(self.channel, job)
        self.copies = 0
        watchdog.start()
        sys.stdout = sys.stderr = self.output
        try:
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        finally:
            watchdog.stop()
            sys.stdout, sys.stderr = sys.__stdout__, sys.__stderr__
        result = item.stash.get(RESULT, None) or judge.grader_fault(
            self.recorder.context(item), None, RuntimeError("the check gave no result")
        )
        if self.copies:
            result = replace(result, remarks=(*result.remarks, COPIED))
        self.channel.tell("check", result=asdict(with_output(result, self.output.take())))


@contextlib.contextmanager
def without_store(alone: bool) -> Iterator[None]:
    """Take the address of a store outside from the app that is imported meanwhile."""
    url = os.environ.pop(STORE, None) if alone else None
    try:
        yield
    finally:
        if url is not None:
            os.environ[STORE] = url


def leave_shell(channel: Channel) -> None:
    """Undo what a shell did to this process: it leads the group, and has signals ignored."""
    if behind_shell("spawn"):
        channel.group = os.getpgrp()
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.signal(signal.SIGQUIT, signal.SIG_DFL)


def _file_of(module: object) -> object:
    return getattr(module, "__file__", None)


def with_output(result: CheckResult, output: str) -> CheckResult:
    """Return the result with what the learner printed."""
    return replace(result, output=wire.printable(output.strip("\n")))


def fingerprint() -> tuple[object, ...]:
    """Return what a learner's code should leave as it was; a change retires the process."""
    return (
        threading.active_count(),
        os.getcwd(),
        tuple(sorted(os.environ.items())),
        json.dumps is _dumps and json.loads is _loads and os.write is _write and os.getpid is _getpid,
        signal.getsignal(signal.SIGINT),
        sys.getrecursionlimit(),
        # six adds a finder of its own when a library first imports it; that harms nobody.
        sum(type(finder).__name__ != "_SixMetaPathImporter" for finder in sys.meta_path),
        id(print),
    )


def limit_memory() -> None:
    """Cap the address space where the platform can (Linux; weak on macOS; not on Windows)."""
    try:
        import resource

        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        limit = pages * resource.getpagesize() + MEMORY
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    except (ImportError, OSError, ValueError):
        return


def pytest_arguments() -> list[str]:
    """Return what pytest is started with beside learners' code."""
    # No root beside the course's files: what lies there is nobody's.
    arguments = ["-c", str(PYTEST_INI), "--rootdir", str(HERE)]
    arguments += [
        "--noconftest",
        "--import-mode=importlib",
        "--capture=no",
        "-p",
        "course.grading.checks.fixtures",
    ]
    # "logging": beside pytest's handlers Flask would leave its own out, and basicConfig would do nothing.
    for plugin in (
        "logging",
        "cacheprovider",
        "terminal",
        "unraisableexception",
        "threadexception",
        "faulthandler",
    ):
        arguments += ["-p", f"no:{plugin}"]
    return arguments


def run(method: str) -> None:
    """Serve jobs as "spawn" or "fork" says; ends the process."""
    line = private_line()
    pytest.main(pytest_arguments(), plugins=[Worker(method, line)])
    # A thread or an atexit handler must not hold the process.
    os._exit(0)
