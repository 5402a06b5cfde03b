"""Start, watch and end the processes in which learners' code runs."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import secrets
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Generator, Iterator
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import IO, Any

from course.grading.checks import judge
from course.grading.checks.rule import Rule
from course.grading.jobs import Job, RequestJob
from course.grading.machine.clock import Clock
from course.grading.transport import GraderError
from course.values.report import CheckResult, check_from_dict

ROOT = Path(__file__).resolve().parents[3]
#: Seconds a worker may take to start and to collect the checks.
STARTUP = 60.0
#: Runs that had to be killed before the rest of an exercise's checks are left out.
KILLS = 2
WINDOWS = sys.platform == "win32"


class WorkerProcess:
    """One process that waits for jobs, with a private line for its events."""

    def __init__(self) -> None:
        self.events: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
        self.ready = threading.Event()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "course.grading.machine.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=ROOT,
            env=worker_environment(),
            **_own_group(),
        )
        threading.Thread(target=self._read, daemon=True).start()

    def send(self, job: Job | RequestJob) -> None:
        """Hand over a job.

        Raises GraderError when the process has ended.
        """
        line = json.dumps(asdict(job)).encode() + b"\n"
        try:
            _pipe(self.process.stdin).write(line)
            _pipe(self.process.stdin).flush()
        except OSError:
            raise GraderError(f"the grading process ended early. {self.last_words()}") from None

    def next_event(self, timeout: float) -> dict[str, Any] | None:
        """Return the next event, None when the process has ended.

        Raises TimeoutError when nothing came within `timeout` seconds.
        """
        try:
            return self.events.get(timeout=max(timeout, 0.0))
        except queue.Empty:
            raise TimeoutError from None

    def kill(self) -> None:
        """End the process and everything it started; return when it is gone."""
        if WINDOWS:
            taskkill = ["taskkill", "/T", "/F", "/PID", str(self.process.pid)]
            subprocess.run(taskkill, capture_output=True, check=False)  # noqa: S603 - our own child
        else:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()

    def status(self) -> str:
        """Return how the process ended, in words."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(1.0)
        code = self.process.returncode
        if code is None:
            return "it closed its line"
        return f"killed by signal {-code}" if code < 0 else f"exit status {code}"

    def last_words(self) -> str:
        """Return what the process wrote to standard error before it was ready."""
        try:
            text = self.process.stderr.read() if self.process.stderr else b""
        except (OSError, ValueError):
            text = b""
        return text.decode("utf-8", "replace").strip()[-2_000:]

    def _read(self) -> None:
        try:
            for line in _pipe(self.process.stdout):
                with contextlib.suppress(ValueError):
                    event = json.loads(line)
                    if event["event"] == "ready":
                        self.ready.set()
                    self.events.put(event)
        except (OSError, ValueError):
            pass
        self.events.put(None)


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    if stream is None:
        raise GraderError("the grading process has no line to it")
    return stream


def worker_environment() -> dict[str, str]:
    """Return the environment of a worker: nothing of the shell changes how checks run."""
    drop = ("PYTEST_ADDOPTS", "PYTEST_PLUGINS", "PYTHONWARNINGS", "PYTHONSTARTUP", "PYTHONINSPECT")
    environment = {k: v for k, v in os.environ.items() if k not in drop and not k.startswith("FLASK_")}
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")]))
    environment["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    environment["PYTHONIOENCODING"] = "utf-8"
    environment["FLASK_RUN_FROM_CLI"] = "true"
    return environment


def _own_group() -> dict[str, Any]:
    if WINDOWS:
        return {"creationflags": getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)}
    return {"start_new_session": True}


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

    def next_event(self, worker: WorkerProcess) -> dict[str, Any] | None:
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

    def left(self) -> list[str]:
        """Return the names of the checks that have no result yet."""
        return [name for name in self.names or [] if name not in self.done]


class Grader:
    """The transport to a process of this machine, which is replaced whenever it was harmed."""

    def __init__(self) -> None:
        #: How many checks the file of the last job holds, selected or not.
        self.total = 0
        #: Whether the process has had its one job; it may still be asked about that job's answer.
        self._worker: WorkerProcess | None = None

    def prepare(self) -> None:
        """Start a process now, so that a later job does not wait for it."""
        self._started()

    def _started(self) -> WorkerProcess:
        if self._worker is not None and self._worker.process.poll() is not None:
            self.close()  # somebody ended it while it waited
        if self._worker is None:
            self._worker = WorkerProcess()
        return self._worker

    def ask(self, job: RequestJob) -> dict[str, Any] | None:
        """Send one request to an app; return the event that tells its answer, None when the process ended.

        Raises TimeoutError with the cause past the job's limit, GraderError when no process can be started.
        """
        worker = self._started()
        if not worker.ready.wait(STARTUP):
            raise GraderError(f"the grading process was not ready within {STARTUP:g} seconds")
        worker.send(job)
        clock = Clock(worker.process.pid, job.limit)
        while True:
            try:
                event = worker.next_event(clock.left())
            except TimeoutError:
                if clock.left():
                    continue
                raise TimeoutError(clock.cause()) from None
            if event is None:
                self.close()
                return None
            if event["token"] == job.token and event["event"] in ("exchange", "cannot_load"):
                return event

    @property
    def pid(self) -> int | None:
        """Return the id of the process, None when none was started."""
        return self._worker.process.pid if self._worker is not None else None

    def wait_until_ready(self, timeout: float) -> bool:
        """Wait until the process says that it is ready for a job; return whether it did in time."""
        return self._started().ready.wait(timeout)

    def close(self) -> None:
        """End the process; safe to call while another thread waits for its answer."""
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.kill()

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
        worker = self._started()
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
                if event["token"] != token:
                    continue
                if event["event"] == "done":
                    if not event["clean"]:
                        self.close()
                    return True
                result = self._heard(event, progress, job)
                if result is not None:
                    yield result
        except BaseException:
            self.close()
            raise

    def _handed_over(self, worker: WorkerProcess, job: Job, progress: _Progress) -> bool:
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
        self.close()
        return True

    def _heard(self, event: dict[str, Any], progress: _Progress, job: Job) -> CheckResult | None:
        """Keep what an event says; return the result when it tells one."""
        if event["event"] == "collected":
            self.total = len(event["names"])
        if event["event"] == "start" and self._worker is not None:
            progress.begin(self._worker.process.pid, job.limit)
        if event["event"] != "check":
            _note(event, progress, job)
            return None
        result = check_from_dict(event["result"])
        progress.done.add(result.name)
        progress.running = None
        return result

    def _stopped(self, job: Job, progress: _Progress) -> CheckResult:
        cause = progress.clock.cause() if progress.clock else ""
        self.close()
        if progress.running is None:
            raise GraderError(f"the grading process said nothing for {STARTUP:g} seconds")
        progress.kills += 1
        progress.done.add(progress.running.name)
        return judge.too_slow(progress.running, progress.doing, job.limit, *progress.stuck, cause=cause)

    def _ended(self, worker: WorkerProcess, progress: _Progress) -> Iterator[CheckResult]:
        """Yield the result of the check in which the process ended; nothing when another one may try."""
        if self._may_retry(progress):
            return
        status, words = worker.status(), "" if progress.running else worker.last_words()
        self.close()
        if progress.running is None:
            raise GraderError(f"the grading process ended ({status}). {words}".strip())
        progress.kills += 1
        progress.done.add(progress.running.name)
        yield judge.died(progress.running, progress.doing, status)


def _note(event: dict[str, Any], progress: _Progress, job: Job) -> None:
    """Keep what an event says about where the worker is."""
    kind = event["event"]
    if kind == "collected":
        if event["errors"]:
            raise GraderError("the checks cannot be read:\n" + "\n".join(event["errors"]))
        if not event["names"]:
            raise GraderError(f"no checks were found in {job.check_file}")
        if progress.names is None:
            progress.names = list(event["names"])
    elif kind == "start":
        values = dict(event["context"])
        rule = dict(values.pop("rule"))
        rule["rows"] = tuple(rule["rows"])
        progress.running = judge.Context(rule=Rule(**rule), **values)
        progress.doing, progress.stuck = "starting", ("", "")
    elif kind == "doing":
        progress.doing = event["what"]
    elif kind == "stuck":
        if event["where"]:
            progress.stuck = (event["where"], event["frames"])
        if progress.clock is not None:
            progress.clock.reported = event["processor"]


def _left_out(job: Job, name: str) -> judge.Context:
    return judge.Context(name, Rule(name.removeprefix("test_").replace("_", " ")), job.hints, job.step)
