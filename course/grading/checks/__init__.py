"""What runs beside a learner's code. Needs no process, socket, database or catalogue."""

from __future__ import annotations

from pathlib import Path

#: The configuration under which pytest runs the checks, and a learner's own tests.
PYTEST_INI = Path(__file__).with_name("grading.ini")
