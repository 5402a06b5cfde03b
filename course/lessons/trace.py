"""Record a run of a lesson's app: the lines that run, what they change, the stations that Flask passes."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

from flask import Flask

from course.lessons.trace_events import LineEvents
from course.lessons.trace_notes import Notes, Program
from course.lessons.trace_source import all_codes, hidden_names, statements
from course.lessons.trace_stations import put_around, roles
from course.lessons.trace_values import Limits, body_text, said
from course.values.recording import Known, Recording

#: sys.monitoring knows one tool of a number in a process.
_ONE_AT_A_TIME = threading.Lock()


class Recorder:
    """A WSGI app around a fresh copy of a Flask app, whose methods it wraps. It changes no answer."""

    def __init__(
        self, app: Flask, module: ModuleType, code: CodeType, file: Path, limits: Limits | None = None
    ) -> None:
        text = file.read_text(encoding="utf-8")
        self.app, self.file, self.limits = app, str(file), limits or Limits()
        self.codes = tuple(all_codes(code))
        self.program = Program(statements(text), hidden_names(text), roles(app), vars(module))
        #: A recording for each request, in order.
        self.done: list[Recording] = []
        self._lock = threading.Lock()
        self._notes: Notes | None = None
        put_around(app, lambda: self._notes)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterator[bytes]:
        """Answer one request as the app does, and record it."""
        # A request that comes while one is recorded is one that the app sends to itself: it goes by
        # unrecorded, because to wait would be to wait for ever.
        if not self._lock.acquire(blocking=False):
            yield from self.app.wsgi_app(environ, start_response)
            return
        try:
            with _ONE_AT_A_TIME:
                yield from self._recorded(environ, start_response)
        finally:
            self._lock.release()

    def _recorded(self, environ: dict[str, Any], start_response: Any) -> Iterator[bytes]:
        notes = self._notes = Notes(self.program, self.limits)
        notes.station("received", lambda: _line(environ))
        answer = _Answer(notes, start_response)
        try:
            yield from self._lines(notes, environ, answer)
        except BaseException as error:
            left = said(error)
            notes.station("left", left)
            raise
        finally:
            answer.ended()
            self._notes = None
            self.done.append(notes.recording())

    def _lines(self, notes: Notes, environ: dict[str, Any], answer: _Answer) -> Iterator[bytes]:
        events = LineEvents(self.file, self.codes, notes)
        chunks: Iterable[bytes] = ()
        notes.phase = "middleware"
        events.start()
        try:
            chunks = self.app.wsgi_app(environ, answer.start)
            notes.phase = "body"
            for piece in chunks:
                events.stop()
                answer.pieces.append(piece)
                yield piece
                events.start()
        finally:
            close: Callable[[], None] | None = getattr(chunks, "close", None)
            if close:
                close()
            events.stop()


@dataclass
class _Answer:
    """What goes out: the start of the answer and the pieces of its body."""

    notes: Notes
    start_response: Any
    pieces: list[bytes] = field(default_factory=list)
    sent: Known | None = None

    def start(self, status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
        self.note(status, headers)
        if exc_info:
            return self.start_response(status, headers, exc_info)
        return self.start_response(status, headers)

    def note(self, status: str, headers: list[tuple[str, str]]) -> None:
        number, _, phrase = status.partition(" ")
        # An app may send what is no number; the caller gets it as it is.
        self.sent = Known(int(number) if number.isdigit() else 0, phrase, tuple(headers))
        self.notes.station("sent", known=self.sent)

    def ended(self) -> None:
        if self.sent is not None:
            sent, limits = self.sent, self.notes.limits
            body = body_text(b"".join(self.pieces), limits)
            self.notes.station("body", known=Known(sent.status, sent.phrase, sent.headers, body))


def _line(environ: dict[str, Any]) -> str:
    query = environ.get("QUERY_STRING")
    return f"{environ['REQUEST_METHOD']} {environ.get('PATH_INFO', '')}" + (f"?{query}" if query else "")
