"""Run the tests that a learner wrote against an app of ours: pytest inside a check, nothing left behind.

The tests get the fixture `client`: Flask's own test client on a fresh import of the app, for each test anew.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from course.grading.checks import PYTEST_INI
from course.grading.checks.answers import CheckFailed, Note, Record
from course.grading.checks.submission import Submission, compile_file, text_of_file
from course.grading.checks.suite_session import SuiteRun, TestOutcome, TestSession

NONE_PASSES = "no test passes with the correct API"
#: Names that lead from the client into the app behind it.
INSIDE = ("application", "current_app", "view_functions", "wsgi_app")
#: Runs of the last source, so that a run on the same app is not repeated for every check.
_known: dict[tuple[bytes, str, bytes], SuiteRun] = {}


@dataclass
class Suite:
    """The learner's tests, ready to run against any app."""

    record: Record
    names: tuple[str, ...] = field(default=(), init=False)

    @property
    def file(self) -> str:
        """Return the name people know the file by."""
        return self.record.submission.name

    def note(self, name: str, **values: Any) -> None:
        """Put a note among the exchanges, for the evidence of a misconception: what the tests asked for.

        Values are those that JSON can say.
        """
        self.record.notes.append(Note(len(self.record.exchanges), name, values))

    def run(self, app: Submission) -> SuiteRun:
        """Run every test against an app; the same run is not done twice.

        Raises CannotLoad when the tests cannot be imported or collected, CheckFailed when they end the run.
        """
        own = self.record.submission
        key = (text_of_file(own), str(app.file), app.source or b"")
        if any(known[0] != key[0] for known in _known):
            _known.clear()
        if key not in _known:
            _known[key] = self._run(app)
        return _known[key]

    def _run(self, app: Submission) -> SuiteRun:
        compile_file(self.record.submission)
        session = TestSession(self.record, app)
        arguments = ["-c", str(PYTEST_INI), "--rootdir", str(self.record.submission.folder)]
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
        source = text_of_file(own)
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
        source = text_of_file(own)
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
    for node in _beside_plain_texts(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            for word in _imported(node, modules):
                yield node.lineno, word
        elif isinstance(node, ast.Attribute) and node.attr in INSIDE:
            yield node.lineno, f"reads .{node.attr}"
        elif isinstance(node, ast.Constant) and (file := _file_named(node.value, modules)):
            yield node.lineno, f"names {file}"
        elif isinstance(node, ast.Call):
            imports = "import" in ast.unparse(node.func)
            for argument in node.args:
                value = argument.value if isinstance(argument, ast.Constant) else None
                if value in INSIDE or (imports and value in modules):
                    yield node.lineno, f"asks for {value!r}"


def _beside_plain_texts(tree: ast.Module) -> Iterator[ast.AST]:
    """Yield every node but texts that stand alone: docstrings do nothing."""
    for node in ast.walk(tree):
        yield from (
            child
            for child in ast.iter_child_nodes(node)
            if not (isinstance(node, ast.Expr) and isinstance(child, ast.Constant))
        )


def _file_named(value: object, modules: Collection[str]) -> str:
    """Return the file of a module that a text names, alone or as the end of a path; else ""."""
    name = re.split(r"[/\\]", value)[-1] if isinstance(value, str) else ""
    return name if name.endswith(".py") and name.removesuffix(".py") in modules else ""


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
