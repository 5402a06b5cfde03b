"""One run of a learner's tests against one app."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Any, Literal

import pytest

from course.grading.checks.answers import Record, Recorded
from course.grading.checks.client import LogSink, handler_of
from course.grading.checks.submission import (
    CannotLoad,
    Submission,
    describe,
    learner_frames,
    load_app,
    load_module,
    text_of,
)
from course.values import wire

#: Lines and characters of an assertion's own text that are shown.
SHOWN_LINES, SHOWN_TEXT = 12, 1_200
#: Name the learner's tests have while they run.
MODULE_NAME = "api_checks"


@dataclass(frozen=True)
class TestOutcome:
    """What became of one test of the learner's."""

    #: Not for pytest to collect, whatever the name says.
    __test__ = False

    #: "test_new_bag[7]", "TestBags::test_new_bag"
    name: str
    outcome: Literal["passed", "failed", "skipped"]
    #: The text of the assertion, in pytest's own words.
    text: str = ""
    #: "api_checks.py:12 in test_new_bag", and the learner's own frames.
    where: str = ""
    frames: str = ""
    exchanges: tuple[Recorded, ...] = ()

    @property
    def short(self) -> str:
        """Return the first words of the assertion's text: both sides, without pytest's notes on them."""
        lines = [line.strip() for line in self.text.splitlines() if line.strip()][:2]
        if lines and lines[0].startswith("assert "):
            lines = lines[:1]
        return " ".join(lines)[:300]


@dataclass(frozen=True)
class SuiteRun:
    """All tests of the learner's on one app, in file order."""

    results: tuple[TestOutcome, ...]

    def named(self, outcome: str) -> dict[str, TestOutcome]:
        """Return the tests of that outcome by name."""
        return {result.name: result for result in self.results if result.outcome == outcome}


class TestSession:
    """The plugin of one run: it brings the tests and the client, and keeps what became of each test."""

    def __init__(self, record: Record, app: Submission) -> None:
        self.record = record
        self.app = app
        self.problem: CannotLoad | None = None
        self.running = ""
        self.found: dict[str, list[TestOutcome]] = {}
        self.exchanges: dict[str, list[Recorded]] = {}

    def results(self) -> Iterator[TestOutcome]:
        """Yield each test once: failed when any phase or part of it failed."""
        for name, parts in self.found.items():
            for outcome in ("failed", "passed", "skipped"):
                part = next((part for part in parts if part.outcome == outcome), None)
                if part is not None:
                    yield TestOutcome(
                        name,
                        part.outcome,
                        part.text,
                        part.where,
                        part.frames,
                        tuple(self.exchanges.get(name, ())),
                    )
                    break

    @pytest.fixture
    def client(self, request: pytest.FixtureRequest) -> Any:
        """Flask's own test client on a fresh import of the app."""
        app = load_app(self.app)
        app.testing = app.debug = False
        app.config["PROPAGATE_EXCEPTIONS"] = None
        name = _test_name(request.node)
        app.wsgi_app = self._recorded(app.wsgi_app, app, self.exchanges.setdefault(name, []))
        return app.test_client()

    def pytest_collection(self, session: pytest.Session) -> bool:
        """Make the tests from the text that is graded, whatever is on the disk."""
        session.items = []
        session.config.option.tbstyle = "native"
        try:
            self.record.notify("loading")
            module = pytest.Module.from_parent(session, path=self.record.submission.file)
            module.obj = self._load(session.config)
            session.items = list(session.genitems(module))
        except CannotLoad as error:
            self.problem = error
        finally:
            self.record.notify("checking")
        session.config.hook.pytest_collection_modifyitems(
            session=session, config=session.config, items=session.items
        )
        session.testscollected = len(session.items)
        return True

    def _load(self, config: pytest.Config) -> ModuleType:
        # The only way to have both sides of an assert for a text that is not on the disk.
        from _pytest.assertion.rewrite import rewrite_asserts

        file = str(self.record.submission.file)
        return load_module(
            self.record.submission,
            MODULE_NAME,
            lambda tree, source: rewrite_asserts(tree, source, file, config),
        )

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Keep why a test could not be made."""
        if report.failed and self.problem is None:
            text = str(report.longrepr).strip().splitlines()
            reason = text[-1].strip() if text else "no reason given"
            self.problem = CannotLoad(
                f"pytest cannot make tests of {self.record.submission.name}: {reason}",
                self.record.submission.name,
                "\n".join(text[-SHOWN_LINES:]),
                "tests that pytest can collect",
            )

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Say which test is running, for the case that it never ends."""
        self.running = _test_name(item)
        self.record.notify(f"running {self.running}")
        return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[Any]) -> Any:
        """Keep what a phase of a test came to."""
        report = yield
        parts = self.found.setdefault(_test_name(item), [])
        if report.failed:
            parts.append(self._failure(item, call, report))
        elif report.skipped or hasattr(report, "wasxfail"):
            parts.append(TestOutcome(_test_name(item), "skipped"))
        elif call.when == "call":
            parts.append(TestOutcome(_test_name(item), "passed"))
        return report

    def _failure(self, item: pytest.Item, call: pytest.CallInfo[Any], report: Any) -> TestOutcome:
        name, own = _test_name(item), self.record.submission
        if call.excinfo is None:  # an expected failure that did not come
            return TestOutcome(name, "failed", str(report.longrepr), own.name, str(report.longrepr))
        error = call.excinfo.value
        if isinstance(error, pytest.FixtureLookupError):
            text = f"there is no fixture {error.argname!r}"
            return TestOutcome(name, "failed", text, f"{own.name} in {name}", text)
        _, frames = learner_frames(error, own)
        text = "\n".join(text_of(error).splitlines()[:SHOWN_LINES])[:SHOWN_TEXT]
        if not isinstance(error, AssertionError):
            text = f"{type(error).__name__}: {text}" if text else describe(error)
        head = frames.splitlines()[: -len(describe(error).splitlines())]
        where = _first_frame(call.excinfo.traceback, own) or f"{own.name} in {name}"
        return TestOutcome(name, "failed", text, where, "\n".join([*head, text]))

    def _recorded(self, inner: Callable[..., Any], app: Any, kept: list[Recorded]) -> Callable[..., Any]:
        """Return a WSGI app that keeps every exchange."""

        def outer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
            from werkzeug.test import run_wsgi_app

            body = environ["wsgi.input"].read()
            environ["wsgi.input"] = io.BytesIO(body)
            environ["wsgi.errors"] = LogSink()
            recorded = Recorded(
                wire.Exchange(_request(environ, body)), where=handler_of(app, environ, self.app)
            )
            kept.append(recorded)
            chunks, status, headers = run_wsgi_app(inner, environ, buffered=True)
            content = b"".join(chunks)
            number, _, phrase = status.partition(" ")
            code = int(number) if number.isdigit() else 0
            answer = wire.Response(code, phrase, wire.header_pairs(headers), content)
            recorded.exchange = wire.Exchange(recorded.exchange.request, answer)
            start_response(status, list(headers))
            return [content]

        return outer


def _first_frame(traceback: Iterable[Any], own: Submission) -> str:
    """Return where the test itself was when it failed, not the helper that it called."""
    for entry in traceback:
        if str(entry.path) == str(own.file):
            return f"{own.name}:{entry.lineno + 1} in {entry.name}"
    return ""


def _test_name(item: pytest.Item) -> str:
    """Return the name of a test inside its file, class and parameters included."""
    return item.nodeid.rpartition(f"{item.path.name}::")[2] or item.name


def _request(environ: dict[str, Any], body: bytes) -> wire.Request:
    from werkzeug.datastructures import EnvironHeaders

    path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")
    if environ.get("QUERY_STRING"):
        path += f"?{environ['QUERY_STRING']}"
    quiet = ("host", "content-length", "user-agent")
    pairs = tuple((k, v) for k, v in EnvironHeaders(environ) if k.lower() not in quiet)
    return wire.Request(environ["REQUEST_METHOD"], path, pairs, body)
