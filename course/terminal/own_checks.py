"""The pytest plugin that collects the course's own checks only, and says which of them a run lacks."""

from __future__ import annotations

import types
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from course.exercises.catalogue import Catalogue
from course.grading.signed import integrity, own_files
from course.values.exercise import Exercise


class OwnChecks:
    """Knows the course's files of tests in the exercises' folders; every other one is named, not loaded."""

    def __init__(self, exercises_dir: Path) -> None:
        self.catalogue = Catalogue(exercises_dir)
        #: Files of tests that are not the course's own, in the order in which they were met.
        self.foreign: dict[Path, None] = {}
        #: Sentences about checks that a verdict lacks.
        self.lacking: list[str] = []
        self._give_back: Callable[[], None] = lambda: None

    def guard_conftests(self) -> None:
        """Keep pytest from loading a conftest.py that is not the course's own, until pytest ends.

        There is no hook for it: pytest loads a conftest.py before it asks any plugin.
        """
        manager: Any = pytest.PytestPluginManager
        load = manager._importconftest

        def load_own(self_: Any, conftestpath: Path, *arguments: Any, **options: Any) -> Any:
            if self._is_foreign(conftestpath):
                return types.ModuleType("conftest")
            return load(self_, conftestpath, *arguments, **options)

        manager._importconftest = load_own
        self._give_back = lambda: setattr(manager, "_importconftest", load)

    def pytest_unconfigure(self) -> None:
        """Let pytest load every conftest.py again."""
        self._give_back()

    def pytest_ignore_collect(self, collection_path: Path) -> bool | None:
        """Collect the checks of the course only."""
        return True if is_test_file(collection_path.name) and self._is_foreign(collection_path) else None

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Find the checks that are missing or were changed in what was asked for."""
        for exercise in self._asked_for(session):
            self.lacking += [f"{exercise.slug}: {line}" for line in integrity(exercise).lines()]

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """End with 0 only when no check is lacking."""
        if self.lacking and session.exitstatus in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_configure(self, config: pytest.Config) -> None:
        """Say what a workspace has no pyproject.toml for, and what a course that may only be read needs."""
        for need in ("threads", "sockets"):
            config.addinivalue_line("markers", f"{need}: the check needs {need}")
        # There is no place for pytest's cache then, which is no failure of a check.
        config.addinivalue_line("filterwarnings", "ignore::pytest.PytestCacheWarning")

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Name what was not loaded and what is lacking, once each."""
        for line in [*map(self._foreign_line, self.foreign), *self.lacking]:
            terminalreporter.write_line(line)

    def _is_foreign(self, file: Path) -> bool:
        """Tell whether a file in an exercise's folder is not the course's own, and keep it when it is not."""
        inside = file.parent.parent == self.catalogue.exercises_dir
        exercise = self.catalogue.find(file.parent.name) if inside else None
        if exercise is None or file.name in own_files(exercise):
            return False
        self.foreign[file] = None
        return True

    def _foreign_line(self, file: Path) -> str:
        name = file.relative_to(self.catalogue.exercises_dir.parent)
        return f"{name} isn't the course's own file, so it was not loaded. Keep your tests in another folder."

    def _asked_for(self, session: pytest.Session) -> Iterator[Exercise]:
        """Yield the exercises that the arguments of the run name, or lie in a folder that they name."""
        here = session.config.invocation_params.dir
        places = [(here / argument.partition("::")[0]).resolve() for argument in session.config.args]
        for exercise in self.catalogue.all():
            if any(place == exercise.check_file or exercise.folder.is_relative_to(place) for place in places):
                yield exercise


def is_test_file(name: str) -> bool:
    """Tell whether pytest would collect a file of this name."""
    return name.endswith(".py") and (name.startswith("test_") or name.endswith("_test.py"))
