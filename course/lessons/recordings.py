"""Runs of a lesson's apps, recorded in a process of their own.

Another process, because the recorder needs what belongs to a whole interpreter (the trace function, a tool of
sys.monitoring), and because with a fixed hash seed sets have the same order each time.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, cast

from course.lessons import apps
from course.lessons.trace import Recorder
from course.values.lesson import Visualize
from course.values.recording import Change, Known, Recorded, Recording, Run, Step
from course.values.wire import Exchange, Request, Response

#: Seconds until the process is given up.
TIME_LIMIT = 60.0
_DATE = re.compile(r"\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT")


class RecordingFault(Exception):
    """Raised when a run cannot be recorded; the message says what to repair."""


@dataclass(frozen=True)
class Job:
    """One run to record: the earlier requests are sent to the same copy of the app."""

    app: str
    mode: apps.Mode
    before: tuple[Request, ...]
    sent: tuple[Request, ...]


def record(folder: Path, blocks: Sequence[Visualize]) -> list[Recorded | RecordingFault]:
    """Record the runs of blocks of one lesson, in one process. Each block gets its runs or its fault."""
    jobs = [Job(str(folder / one.app), apps.MODES[0], one.before, one.sent) for one in blocks]
    if not jobs:
        return []
    try:
        told = _told(json.dumps([_packed(asdict(job)) for job in jobs]))
    except OSError:
        # Where no process can be started, this one has to do.
        return [_here(job) for job in jobs]
    except subprocess.TimeoutExpired:
        return [RecordingFault(f"the runs took longer than {TIME_LIMIT:.0f} seconds")] * len(jobs)
    if told is None:
        return [RecordingFault("the process that records has ended without a word")] * len(jobs)
    return [RecordingFault(one) if isinstance(one, str) else _recorded(one) for one in told]


def _here(job: Job) -> Recorded | RecordingFault:
    try:
        return recorded(job)
    except (apps.AppFault, RecordingFault) as fault:
        return RecordingFault(str(fault))


def _told(jobs: str) -> list[Any] | None:
    root = Path(__file__).resolve().parents[2]
    search_path = os.pathsep.join(filter(None, [str(root), os.environ.get("PYTHONPATH", "")]))
    settings = {"PYTHONPATH": search_path, "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-B", "-m", "course.lessons.recordings"],
        input=jobs.encode(),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **settings},
        timeout=TIME_LIMIT,
        check=False,
    )
    return cast("list[Any]", json.loads(done.stdout)) if done.returncode == 0 else None


# In the other process


def main() -> None:
    """Read jobs from standard input and write what became of each to standard output."""
    channel = os.dup(1)
    # An app that prints would print into our answer.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    told = [_packed(outcome) for outcome in map(_outcome, json.load(sys.stdin))]
    with os.fdopen(channel, "w", encoding="utf-8") as out:
        json.dump(told, out)


def _outcome(packed: Any) -> Any:
    found = _here(_job(packed))
    return asdict(found) if isinstance(found, Recorded) else str(found)


def recorded(job: Job) -> Recorded:
    """Record a run in this process. Raises AppFault, and RecordingFault if the answer is another one."""
    path = Path(job.app)
    requests = (*job.before, *job.sent)
    plain = apps.run(path, requests, job.mode)
    with apps.opened(path, job.mode) as opened:
        recorder = Recorder(opened.app, opened.module, opened.code, path)
        exchanges = [apps.ask(opened.app, recorder, request) for request in requests]
    for without, with_ in zip(plain, exchanges, strict=True):
        if _bare(without) != _bare(with_):
            request = without.request
            raise RecordingFault(
                f"{request.method} {request.path} is answered otherwise while it is recorded"
            )
    runs = [Run(exchange, done) for exchange, done in zip(exchanges, recorder.done, strict=True)]
    return Recorded(tuple(exchanges[: len(job.before)]), tuple(runs[len(job.before) :]))


def _bare(exchange: Exchange) -> str:
    """Return an exchange without what differs between two runs of any app: the date."""
    return _DATE.sub("DATE", repr((exchange.response, exchange.raised, exchange.crashed)))


# What goes between the processes: JSON, bytes as Latin-1


def _packed(value: Any) -> Any:
    if isinstance(value, bytes):
        return value.decode("latin-1")
    if isinstance(value, dict):
        return {key: _packed(one) for key, one in value.items()}
    return [_packed(one) for one in value] if isinstance(value, list | tuple) else value


def _job(value: Any) -> Job:
    return Job(
        value["app"], value["mode"], tuple(_requests(value["before"])), tuple(_requests(value["sent"]))
    )


def _requests(values: Any) -> Iterator[Request]:
    for one in values:
        yield Request(one["method"], one["path"], _pairs(one["headers"]), one["body"].encode("latin-1"))


def _pairs(values: Any) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in values)


def _recorded(value: Any) -> Recorded:
    runs = tuple(Run(_exchange(one["exchange"]), _recording(one["recording"])) for one in value["runs"])
    return Recorded(tuple(map(_exchange, value["before"])), runs)


def _exchange(value: Any) -> Exchange:
    (request,) = _requests([value["request"]])
    given, response = value["response"], None
    if given is not None:
        headers, body = _pairs(given["headers"]), given["body"].encode("latin-1")
        response = Response(given["status"], given["phrase"], headers, body)
    return Exchange(request, response, value["raised"], value["crashed"])


def _recording(value: Any) -> Recording:
    return Recording(tuple(map(_step, value["steps"])), value["cut"], value["threads"])


def _step(value: Any) -> Step:
    changes = tuple(Change(**change) for change in value["changes"])
    return Step(**{**value, "changes": changes, "known": _known(value["known"])})


def _known(value: Any) -> Known | None:
    return Known(**{**value, "headers": _pairs(value["headers"])}) if value else None


if __name__ == "__main__":
    main()
