"""Make `pytest exercises/` grade: the checks' fixtures and a report that teaches."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
if str(HERE.parent) not in sys.path:
    sys.path.insert(0, str(HERE.parent))

from course.grading.checks.public import api, client, document, record, suite  # noqa: E402

__all__ = ["api", "client", "document", "record", "suite"]


def pytest_configure(config: pytest.Config) -> None:
    """Hand the checks of this folder to the grader."""
    from course.terminal.pytest_plugin import GradingPlugin

    config.pluginmanager.register(GradingPlugin(config, HERE), "course-grading")
