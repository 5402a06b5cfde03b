"""The pytest fixtures of the checks."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest

from course.grading import client as recording
from course.grading.submission import Submission, forget_modules

RECORD = pytest.StashKey[recording.Record]()
SUBMISSION = pytest.StashKey[Path]()


@pytest.fixture
def record(request: pytest.FixtureRequest) -> Iterator[recording.Record]:
    """What happens in this check."""
    folder = Path(request.node.path).parent
    file = request.config.stash.get(SUBMISSION, None) or folder / "app.py"
    seed = int(os.environ.get("COURSE_SEED") or secrets.randbelow(1_000_000))
    made = recording.Record(Submission(folder, file), seed)
    request.node.stash[RECORD] = made
    yield made
    forget_modules(folder)


@pytest.fixture
def client(record: recording.Record) -> recording.Client:
    """A recording test client on a fresh import of the learner's file."""
    return recording.Client(record)
