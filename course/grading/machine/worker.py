"""The process learners' code runs in: it waits for a job, runs the checks, and tells each result at once.

Started as `python -m course.grading.machine.worker`; jobs come as JSON lines on standard input, events go
out as JSON lines on what was standard output. Both are moved to private descriptors before any learner code
runs, and every name used for an answer is bound before that, so that a learner who prints, or replaces
json.dumps, or closes standard output, spoils nothing but their own output.
"""

from __future__ import annotations

import base64
import gc
import io
import json
import os
import signal
import sys
import threading
import time
import traceback
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
from course.grading.checks.submission import CannotLoad, Submission
from course.grading.jobs import Job, RequestJob
from course.grading.yaml_nodes import compose
from course.values import wire
from course.values.report import CheckResult

#: Memory a learner's code may take beyond what the grader has (bytes, address space; POSIX only).
MEMORY = 768 * 1024 * 1024
#: Bytes of a response body that are passed on to the console.
MOST_ANSWER = 256 * 1024
#: The watchdog tells where the code is stuck this long before the limit (seconds).
HEAD_START = 0.25
HERE = Path(__file__).resolve().parent
_dumps, _loads = json.dumps, json.loads
_write, _getpid, _process_time = os.write, os.getpid, time.process_time


class Channel:
    """Private two-way line to the process that asked."""

    def __init__(self) -> None:
        self.inbox = os.fdopen(os.dup(0), "rb")
        self.out = os.dup(1)
        self.lock = threading.Lock()
        self.token = ""
        self.silence(0, 1)

    def silence(self, *descriptors: int) -> None:
        """Point descriptors at nothing."""
        nothing = os.open(os.devnull, os.O_RDWR)
        for descriptor in descriptors:
            os.dup2(nothing, descriptor)
        os.close(nothing)

    def jobs(self) -> Iterator[Job | RequestJob]:
        """Yield jobs until the other side closes the line."""
        for line in self.inbox:
            values = _loads(line)
            if "method" in values:
                values["headers"] = tuple((name, value) for name, value in values["headers"])
                yield RequestJob(**values)
                continue
            if values.get("names") is not None:
                values["names"] = tuple(values["names"])
            yield Job(**values)

    def tell(self, event: str, **values: Any) -> None:
        """Send one event; a line is written whole even when two threads tell something at once."""
        line = _dumps({"event": event, "token": self.token, **values}).encode() + b"\n"
        with self.lock:
            while line:
                line = line[_write(self.out, line) :]


class Output(io.TextIOBase):
    """Standard output and error of the learner's code: its beginning and its end are kept."""

    def __init__(self, limit: int = judge.SHOWN_OUTPUT) -> None:
        #: Characters kept of the beginning, and of the end: what was printed last says most.
        self.first, self.last = limit // 4, limit - limit // 4
        self.begin: list[str] = []
        self.end = ""
        self.size = 0

    def writable(self) -> bool:
        """Tell that it can be written to."""
        return True

    def write(self, text: str) -> int:
        """Keep what fits."""
        text = str(text)
        fits = max(self.first - self.size, 0)
        if fits:
            self.begin.append(text[:fits])
        self.end = (self.end + text[fits:])[-self.last :]
        self.size += len(text)
        return len(text)

    def take(self) -> str:
        """Return what was printed since the last time, and say how much was left out in the middle."""
        begin, left_out = "".join(self.begin), self.size - self.first - self.last
        middle = f"\n… {left_out} characters left out …\n" if left_out > 0 else ""
        text = f"{begin}{middle}{self.end}"
        self.begin, self.end, self.size = [], "", 0
        return text


class Watchdog:
    """Tells where the code is and what it has used, shortly before the time limit and again after it."""

    def __init__(self, channel: Channel, job: Job) -> None:
        self.channel = channel
        self.job = job
        self.main = threading.get_ident()
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self._watch, daemon=True)
        self.begun = _process_time()

    def start(self) -> None:
        """Begin to wait."""
        self.thread.start()

    def stop(self) -> None:
        """Stop waiting."""
        self.ended.set()
        self.thread.join()

    def _watch(self) -> None:
        wait = max(self.job.limit - HEAD_START, 0.05)
        while not self.ended.wait(wait):
            self._strike()
            wait = HEAD_START

    def _strike(self) -> None:
        frame = sys._current_frames().get(self.main)
        prefix = self.job.folder + os.sep
        own = [
            entry
            for entry in traceback.extract_stack(frame)
            if entry.filename == self.job.file
            or (entry.filename.startswith(prefix) and "/test_" not in entry.filename.replace(os.sep, "/"))
        ]
        where = frames = ""
        if own:
            last = own[-1]
            where = f"{Path(last.filename).name}:{last.lineno} in {last.name}"
            frames = f"    {last.line}" if last.line else ""
        used = _process_time() - self.begun
        self.channel.tell("stuck", where=where, frames=frames, processor=used)


class Worker:
    """The pytest plugin that replaces pytest's own loop by one that waits for jobs."""

    def __init__(self, channel: Channel) -> None:
        self.channel = channel
        self.output = Output()
        self.job: Job | None = None
        self.recorder = Recorder(
            lambda _item: (self.job.hints, self.job.step) if self.job else (0, ""), quick=True
        )
        self.collect_errors: list[str] = []
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
        """Serve jobs until there are no more."""
        self.warm_up(session)
        # Until here an error of the grader itself may be written to standard error.
        self.channel.silence(2)
        self.channel.tell("ready")
        for job in self.channel.jobs():
            if isinstance(job, RequestJob):
                self.answer(job)
            else:
                self.serve(session, job)
        return True

    def answer(self, job: RequestJob) -> None:
        """Send one request to an app and tell the answer; the app stays loaded until its text changes."""
        self.channel.token = job.token
        before = fingerprint()
        sys.stdout = sys.stderr = self.output
        try:
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
        folder = HERE / "warm_up"
        session.config.stash[SUBMISSION] = folder / "app.py"
        for item in self.collect(session, str(folder / "test_warm_up.py")):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
        gc.collect()
        gc.freeze()
        limit_memory()

    def serve(self, session: pytest.Session, job: Job) -> None:
        """Run the checks of one job and tell each result."""
        self.job, self.channel.token = job, job.token
        before = fingerprint()
        session.config.stash[SUBMISSION], session.config.stash[SEED] = Path(job.file), job.seed
        session.config.stash[SOURCE] = None if job.source is None else base64.b64decode(job.source)
        items = self.collect(session, job.check_file)
        self.channel.tell("collected", names=[check_name(item) for item in items], errors=self.collect_errors)
        wanted = [item for item in items if job.names is None or check_name(item) in job.names]
        for item, following in zip(wanted, [*wanted[1:], None], strict=True):
            self.run(item, following, job)
        self.channel.tell("done", clean=fingerprint() == before)

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
        self.channel.tell("check", result=asdict(with_output(result, self.output.take())))


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


def main() -> int:
    """Run until there are no more jobs."""
    channel = Channel()
    arguments = ["-c", str(PYTEST_INI), "--rootdir", os.getcwd()]
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
    pytest.main(arguments, plugins=[Worker(channel)])
    return 0


if __name__ == "__main__":
    # A thread or an atexit handler that a learner left behind must not hold the process.
    status = main()
    os._exit(status)
