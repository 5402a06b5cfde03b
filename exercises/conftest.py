"""Make `pytest exercises/` grade: the checks' fixtures and a report that teaches."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
ROOT = str(HERE.parent)
if "course" not in sys.modules:
    # The course comes from here; any other module beside it (a random.py, a flask.py) is nobody's.
    sys.path.insert(0, ROOT)
    import course  # noqa: F401

    sys.path.remove(ROOT)
    sys.path.append(ROOT)

from course.grading.checks.public import api, client, document, record, suite  # noqa: E402
from course.terminal.own_checks import OwnChecks  # noqa: E402

__all__ = ["api", "client", "document", "record", "suite"]

#: A conftest.py in an exercise's folder is loaded next, before anything is configured.
OWN = OwnChecks(HERE)
OWN.guard_conftests()


def pytest_configure(config: pytest.Config) -> None:
    """Hand the checks of this folder to the grader."""
    from course.terminal.pytest_plugin import GradingPlugin

    config.pluginmanager.register(OWN, "course-own-checks")
    config.pluginmanager.register(GradingPlugin(config, HERE), "course-grading")
