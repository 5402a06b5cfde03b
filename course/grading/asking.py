"""Ask a graded app more: requests that the evidence for a misconception needs, after the checks."""

from __future__ import annotations

import base64
import secrets
from pathlib import Path

from course.grading.checks.facts import ExchangeFacts, load_exchange
from course.grading.jobs import RequestJob, encoded, place_of
from course.grading.transport import GraderError, Transport
from course.values import wire
from course.values.exercise import Exercise


class Asking:
    """Sends requests to one answer in the process that graded it, each within the time of a check.

    An app that crashed or hung once is not asked again: it has shown that it cannot answer.
    """

    def __init__(
        self, exercise: Exercise, file: Path, source: bytes | None, transport: Transport, limit: float
    ) -> None:
        self.exercise = exercise
        self.file = file
        self.source = source
        self.transport = transport
        self.limit = limit
        self.silent = False

    def __call__(self, request: wire.Request, fresh: bool) -> ExchangeFacts | None:
        """Send a request, to a fresh import if asked; return what came of it, None when nothing did."""
        if self.silent:
            return None
        try:
            event = self.transport.ask(self._job(request, fresh))
        except (TimeoutError, GraderError):
            event = None
            self.transport.finish()
        if event is None or event["event"] != "exchange":
            self.silent = True
            return None
        if not event["clean"]:
            # What this app left behind must not meet the next answer, nor its own next request.
            self.transport.finish()
        return load_exchange(event["facts"])

    def _job(self, request: wire.Request, fresh: bool) -> RequestJob:
        return RequestJob(
            folder=str(self.exercise.folder.resolve()),
            file=place_of(self.file),
            source=encoded(self.source),
            method=request.method,
            path=request.path,
            headers=request.headers,
            body=base64.b64encode(request.body).decode("ascii"),
            limit=self.limit,
            fresh=fresh,
            alone=True,
            token=secrets.token_hex(8),
        )
