"""What a file of checks and the conftest beside it may import from the course: this module and no other."""

from __future__ import annotations

from course.grading.checks.answers import CheckFailed
from course.grading.checks.client import Client
from course.grading.checks.document import reference_to
from course.grading.checks.fixtures import api, client, document, record, suite
from course.grading.checks.submission import Submission, load_app
from course.values import codes, wire

__all__ = [
    "CheckFailed",
    "Client",
    "Submission",
    "api",
    "client",
    "codes",
    "document",
    "load_app",
    "record",
    "reference_to",
    "suite",
    "wire",
]
