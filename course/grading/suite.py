"""Run the tests that a learner wrote against an app of ours: pytest inside a check, nothing left behind.

The tests get the fixture `client`: Flask's own test client on a fresh import of the app, for each test anew.
"""

from __future__ import annotations

import ast
import io
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any, Literal

import pytest

from course import wire
from course.grading.client import CheckFailed, LogSink, Record, Recorded, handler_of
from course.grading.submission import (
    CannotLoad,
    Submission,
    compile_file,
    describe,
    learner_frames,
    load_app,
    load_module,
)

HERE = Path(__file__).resolve().parent
#: Name the learner's tests have while they run.
MODULE_NAME = "api_checks"
#: Lines and characters of an assertion's own text that are shown.
SHOWN_LINES, SHOWN_TEXT = 12, 1_200
NONE_PASSES = "no test passes with the correct API"
#: Names that lead from the client into the app behind it.
INSIDE = ("application", "current_app", "view_functions", "wsgi_app")

#: Runs of the last source, so that a run on the same app is not repeated for every check.
_known: dict[tuple[bytes, str, bytes], SuiteRun] = {}


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


@dataclass
class Suite:
    """The learner's tests, ready to run against any app."""

    record: Record
    names: tuple[str, ...] = field(default=(), init=False)

    @property
    def file(self) -> str:
        """Return the name people know the file by."""
        return self.record.submission.name

    def run(self, app: Submission) -> SuiteRun:
        """Run every test against an app; the same run is not done twice.

        Raises CannotLoad when the tests cannot be imported or collected, CheckFailed when they end the run.
        """
        own = self.record.submission
        source = own.file.read_bytes() if own.source is None and own.file.is_file() else own.source
        key = (source or b"", str(app.file), app.source or b"")
        if any(known[0] != key[0] for known in _known):
            _known.clear()
        if key not in _known:
            _known[key] = self._run(app)
        return _known[key]

    def _run(self, app: Submission) -> SuiteRun:
        compile_file(self.record.submission)
        session = _Session(self.record, app)
        arguments = ["-c", str(HERE / "grading.ini"), "--rootdir", str(self.record.submission.folder)]
        arguments += ["--noconftest", "--import-mode=importlib", "--capture=no", "--disable-plugin-autoload"]
        for plugin in ("terminal", "cacheprovider", "unraisableexception", "threadexception", "faulthandler"):
            arguments += ["-p", f"no:{plugin}"]
        code = pytest.main(arguments, plugins=[session])
        self.record.notify("checking")
        if session.problem is not None:
            raise session.problem
        if code in (pytest.ExitCode.INTERRUPTED, pytest.ExitCode.INTERNAL_ERROR):
            raise CheckFailed(
                f"{session.running or self.file} ended the whole run of the tests",
                "a test that passes or fails",
                why="pytest.exit and KeyboardInterrupt stop every test that follows, so nobody learns what "
                "those would have found.",
                where=self.file,
                symptom="run ended",
            )
        return SuiteRun(tuple(session.results()))

    def must_pass(
        self, app: Submission, called: str, why: str, rewritten: Submission | None = None
    ) -> SuiteRun:
        """Run the tests against a correct app, perhaps the rewrite of another one.

        Raises CheckFailed for the first test that fails.
        """
        run = self.run(app)
        self._must_exist(run)
        failed = next(iter(run.named("failed").values()), None)
        if failed is None:
            return run
        self.record.exchanges.extend(failed.exchanges)
        strict = rewritten is not None and not self.run(rewritten).named("failed")
        raise CheckFailed(
            f"{failed.name} fails with {called}: {failed.short}",
            f"every test passes with {called}",
            why=why,
            where=failed.where or self.file,
            traceback=failed.frames,
            symptom="too strict" if strict else f"a test fails with a correct app: {failed.short[:80]}",
            recorded=failed.exchanges[-1] if failed.exchanges else None,
        )

    def must_notice(self, correct: Submission, faulty: Submission, called: str, why: str) -> None:
        """Expect a test that passes with the correct app and fails with the faulty one.

        Raises CheckFailed when there is none.
        """
        good = self.run(correct)
        self._must_exist(good)
        passing = good.named("passed")
        if not passing:
            raise self._failed(NONE_PASSES, f"a test that fails with {called}", why, symptom=NONE_PASSES)
        if not set(passing) & set(self.run(faulty).named("failed")):
            came = (
                f"all {len(passing)} tests that pass with the correct API pass with {called} too"
                if len(passing) > 1
                else f"the only test that passes with the correct API passes with {called} too"
            )
            wanted = f"at least one test that passes with the correct API and fails with {called}"
            raise self._failed(came, wanted, why, symptom="not noticed")

    def must_fail_somewhere(self, correct: Submission, nonsense: Iterable[Submission], why: str) -> None:
        """Expect every test to fail with at least one app that answers nonsense.

        Raises CheckFailed for the first test that passes with all of them.
        """
        good = self.run(correct)
        self._must_exist(good)
        runs = [self.run(app).named("failed") for app in nonsense]
        passing = good.named("passed")
        if not passing:
            raise self._failed(NONE_PASSES, "tests that can pass and can fail", why, symptom=NONE_PASSES)
        for name, result in passing.items():
            if not any(name in failed for failed in runs):
                place = f"{self.file}:{self._line(result)} in {name}"
                came = f"{name} passes whatever the API answers"
                raise self._failed(came, f"{name} can fail", why, place, "cannot fail")

    def must_ask(self, correct: Submission, why: str) -> None:
        """Expect every test to send at least one request with `client`. Raises CheckFailed."""
        run = self.run(correct)
        self._must_exist(run)
        for result in run.results:
            if result.outcome != "skipped" and not result.exchanges:
                place = f"{self.file}:{self._line(result)} in {result.name}"
                came = f"{result.name} sends no request to the API"
                wanted = "at least one request with client in every test"
                raise self._failed(came, wanted, why, place, "no request")

    def must_have(self, correct: Submission, number: int, why: str) -> None:
        """Expect that many tests at least; skipped ones do not count. Raises CheckFailed."""
        run = self.run(correct)
        self._must_exist(run)
        found = [result for result in run.results if result.outcome != "skipped"]
        if len(found) < number:
            skipped = len(run.results) - len(found)
            beside = f" and {skipped} that are skipped" if skipped else ""
            count = f"{len(found)} test{'' if len(found) == 1 else 's'}"
            raise self._failed(f"{count}{beside}", f"at least {number} tests", why, symptom="too few tests")

    def must_stay_outside(self, correct: Submission, modules: Collection[str], why: str) -> None:
        """Expect that the tests reach the app through `client` only. Raises CheckFailed."""
        self._must_exist(self.run(correct))
        own = self.record.submission
        source = own.file.read_bytes() if own.source is None else own.source
        found = sorted(peeks(ast.parse(source), modules))
        if found:
            line, what = found[0]
            raise self._failed(
                f"line {line} of {self.file} {what}",
                "tests that know the API by its answers only",
                why,
                f"{self.file}:{line}",
                what,
            )

    def _line(self, result: TestOutcome) -> int:
        """Return the line where a test is defined, 1 when it is not found."""
        own = self.record.submission
        source = own.file.read_bytes() if own.source is None else own.source
        name = result.name.partition("[")[0].rpartition("::")[2]
        nodes = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef))
        return next((node.lineno for node in nodes if node.name == name), 1)

    def _must_exist(self, run: SuiteRun) -> None:
        if not run.results:
            why = "pytest collects functions whose names begin with test_. A file without any finds nothing."
            raise self._failed(f"no test in {self.file}", "tests", why, symptom="no test")

    def _failed(
        self, came_back: str, expected: str, why: str, where: str = "", symptom: str = ""
    ) -> CheckFailed:
        return CheckFailed(came_back, expected, why=why, where=where or self.file, symptom=symptom)


def peeks(tree: ast.Module, modules: Collection[str]) -> Iterator[tuple[int, str]]:
    """Yield line and words for each place where tests look behind the client."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            for word in _imported(node, modules):
                yield node.lineno, word
        elif isinstance(node, ast.Attribute) and node.attr in INSIDE:
            yield node.lineno, f"reads .{node.attr}"
        elif isinstance(node, ast.Call):
            imports = "import" in ast.unparse(node.func)
            for argument in node.args:
                value = argument.value if isinstance(argument, ast.Constant) else None
                module = str(value).removesuffix(".py")
                if value in INSIDE or (module in modules and (imports or value != module)):
                    yield node.lineno, f"asks for {value!r}"


def _imported(node: ast.Import | ast.ImportFrom, modules: Collection[str]) -> Iterator[str]:
    if isinstance(node, ast.Import):
        for alias in node.names:
            if alias.name.partition(".")[0] in modules:
                yield f"imports {alias.name}"
        return
    if (node.module or "").partition(".")[0] in modules:
        yield f"imports from {node.module}"
    for alias in node.names:
        if alias.name in INSIDE or (node.level and alias.name in modules):
            yield f"imports {alias.name}"


class _Session:
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
        text = "\n".join(str(error).splitlines()[:SHOWN_LINES])[:SHOWN_TEXT]
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
