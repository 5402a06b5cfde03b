"""The wire console: send any request to an app, which answers where checks run, never in this process."""

from __future__ import annotations

import atexit
import base64
import re
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from course.exercises.source import read_source
from course.grading.jobs import RequestJob, encoded, place_of, time_limit
from course.grading.transport import GraderError, MakeTransport, Transport
from course.values import wire

#: A token as RFC 9110 §5.6.2 has it: method names and field names.
TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
PATH = re.compile(r"/[\x21-\x7e\u00a0-\U0010ffff]*")
FIELD_VALUE = re.compile(r"[\t\x20-\x7e\x80-\xff]*")
MOST_BODY = 64 * 1024
MOST_HEADERS = 40
#: Idle apps are dropped when more than this are loaded, and this long after their last request (seconds).
MOST_APPS = 3
IDLE = 900.0


class RequestError(ValueError):
    """Raised for a request that cannot be sent; names the field and the remedy."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class Target:
    """An app that can be asked: a learner's file, or an app of a lesson."""

    folder: Path
    file: Path


@dataclass(frozen=True)
class ConsoleAnswer:
    """What became of a request."""

    exchange: wire.Exchange
    #: "answered", "crashed", "broken", "cannot_load", "too_slow", "died" or "grader_fault".
    outcome: str
    #: A sentence when there is no plain answer.
    message: str = ""
    where: str = ""
    traceback: str = ""
    output: str = ""


def read_request(method: str, path: str, headers: str, body: str) -> wire.Request:
    """Read a request as typed into the form; headers are lines "Name: value".

    Raises RequestError naming the field that cannot be sent.
    """
    method = method.strip()
    if not TOKEN.fullmatch(method) or len(method) > 32:
        raise RequestError("method", f"A method is one word like GET or POST, not {method!r}.")
    path = path.strip()
    if not PATH.fullmatch(path) or len(path) > 4_000:
        raise RequestError("path", f"A path begins with / and holds no spaces, not {path[:80]!r}.")
    encoded = body.replace("\r\n", "\n").encode()
    if len(encoded) > MOST_BODY:
        raise RequestError(
            "body", f"The body has {len(encoded)} bytes; the console sends {MOST_BODY} at most."
        )
    return wire.Request(method, path, tuple(_header_lines(headers)), encoded)


def _header_lines(text: str) -> list[tuple[str, str]]:
    pairs = []
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), start=1):
        if not line.strip():
            continue
        name, colon, value = line.partition(":")
        if not colon or not TOKEN.fullmatch(name.strip()) or not FIELD_VALUE.fullmatch(value.strip()):
            raise RequestError("headers", f"Header line {number} is not Name: value, but {line[:80]!r}.")
        pairs.append((name.strip(), value.strip()))
    if len(pairs) > MOST_HEADERS:
        raise RequestError("headers", f"{len(pairs)} headers; the console sends {MOST_HEADERS} at most.")
    return pairs


@dataclass
class _KeptApp:
    """An app in a process of its own."""

    transport: Transport
    #: Held by the request that the app answers; it answers one at a time.
    turn: threading.Lock = field(default_factory=threading.Lock)
    #: Requests that the app answers now, or that wait for their turn.
    requests: int = 0
    #: When its last request came or was answered (seconds, monotonic clock).
    used: float = 0.0


class Console:
    """Keeps the apps people talk to loaded, each in a process of its own, until their text changes."""

    def __init__(self, make: MakeTransport) -> None:
        self._make = make
        self._lock = threading.Lock()
        self._apps: dict[Path, _KeptApp] = {}
        atexit.register(self.close)

    def send(self, target: Target, request: wire.Request, fresh: bool = False) -> ConsoleAnswer:
        """Send one request; an app keeps its state until its text changes, or until `fresh` is asked."""
        with self._in_use(target.file) as app, app.turn:
            job = _job(target, request, fresh)
            try:
                return answer_of(request, app.transport.ask(job))
            except TimeoutError as error:
                app.transport.finish()
                message = f"No answer within {job.limit:g} seconds. The app was stopped. {error}"
                return ConsoleAnswer(wire.Exchange(request), "too_slow", message)
            except GraderError as error:
                app.transport.close()
                return ConsoleAnswer(wire.Exchange(request), "grader_fault", str(error))

    def close(self) -> None:
        """End every process, also that of an app that is answering."""
        with self._lock:
            apps = list(self._apps.values())
            self._apps.clear()
        for app in apps:
            app.transport.close()

    def close_idle(self, now: float | None = None) -> None:
        """End the processes nobody has talked to for a while. An app that is answering is not idle."""
        moment = time.monotonic() if now is None else now
        with self._lock:
            old = [file for file in self._idle() if moment - self._apps[file].used > IDLE]
            dropped = [self._apps.pop(file) for file in old]
        for app in dropped:
            app.transport.close()

    @contextmanager
    def _in_use(self, file: Path) -> Iterator[_KeptApp]:
        """Give the app of a file, and keep it for as long as its request takes."""
        self.close_idle()
        with self._lock:
            app = self._apps.setdefault(file, _KeptApp(self._make()))
            app.requests += 1
            app.used = time.monotonic()
        try:
            self._drop_surplus()
            yield app
        finally:
            self._drop_surplus()  # before this app is idle: it was used last, so others go first
            with self._lock:
                app.requests -= 1
                app.used = time.monotonic()
                # All was closed meanwhile: a request that waited for its turn has started a process again.
                left_over = app.requests == 0 and self._apps.get(file) is not app
            if left_over:
                app.transport.close()

    def _drop_surplus(self) -> None:
        """End the apps beyond MOST_APPS, the one that was idle longest first; busy ones stay."""
        with self._lock:
            surplus = max(len(self._apps) - MOST_APPS, 0)
            dropped = [self._apps.pop(file) for file in self._idle()[:surplus]]
        for app in dropped:
            app.transport.close()

    def _idle(self) -> list[Path]:
        """Return the files of the apps without a request, the one that was used least recently first."""
        idle = [file for file, app in self._apps.items() if app.requests == 0]
        return sorted(idle, key=lambda file: self._apps[file].used)


def _job(target: Target, request: wire.Request, fresh: bool) -> RequestJob:
    return RequestJob(
        folder=str(target.folder.resolve()),
        file=place_of(target.file),
        source=encoded(read_source(target.file)),
        method=request.method,
        path=request.path,
        headers=request.headers,
        body=base64.b64encode(request.body).decode("ascii"),
        limit=time_limit(),
        fresh=fresh,
        token=secrets.token_hex(8),
    )


def answer_of(request: wire.Request, event: dict[str, Any] | None) -> ConsoleAnswer:
    """Return the answer that an event of the grading process tells; None: the process ended."""
    if event is None:
        message = "The process of the app ended: a client gets not one byte, only a closed connection."
        return ConsoleAnswer(wire.Exchange(request), "died", message)
    if event["event"] == "cannot_load":
        exchange = wire.Exchange(request)
        return ConsoleAnswer(exchange, "cannot_load", event["message"], event["where"], event["frames"])
    exchange = exchange_of(request, event)
    outcome = "broken" if exchange.broken else "crashed" if exchange.crashed else "answered"
    message = f"What a client sees: {exchange.broken}. {exchange.cause}" if exchange.broken else ""
    return ConsoleAnswer(exchange, outcome, message, event["where"], event["traceback"], event["output"])


def exchange_of(request: wire.Request, event: dict[str, Any]) -> wire.Exchange:
    """Return the exchange that an event of the grading process tells."""
    headers = tuple((name, value) for name, value in event["headers"])
    body = base64.b64decode(event["body"])
    response = wire.Response(event["status"], event["phrase"], headers, body) if event["status"] else None
    sent = wire.Request(request.method, request.path, tuple((n, v) for n, v in event["sent"]), request.body)
    # Where the connection broke, the exception reached nobody but the server.
    raised = event["raised"] if response else ""
    fragment = base64.b64decode(event["fragment"])
    return wire.Exchange(sent, response, raised, event["crashed"], fragment, event["broken"], event["cause"])
