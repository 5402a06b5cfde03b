"""The pytest fixtures of the checks."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from course.grading.client import Client, Record
from course.grading.submission import Submission, forget_modules

RECORD = pytest.StashKey[Record]()
#: The learner's file and its text, when the run names them; else app.py beside the checks.
SUBMISSION = pytest.StashKey[Path]()
SOURCE = pytest.StashKey[bytes | None]()
NOTIFY = pytest.StashKey[Callable[[str], None]]()


@pytest.fixture
def record(request: pytest.FixtureRequest) -> Iterator[Record]:
    """What happens in this check."""
    stash, folder = request.config.stash, Path(request.node.path).parent
    file = stash.get(SUBMISSION, None) or folder / "app.py"
    submission = Submission(folder, file, stash.get(SOURCE, None))
    seed = int(os.environ.get("COURSE_SEED") or secrets.randbelow(1_000_000))
    made = Record(submission, seed, notify=stash.get(NOTIFY, lambda _doing: None))
    request.node.stash[RECORD] = made
    yield made
    forget_modules(folder)


@pytest.fixture
def client(record: Record) -> Client:
    """A recording test client on a fresh import of the learner's file."""
    return Client(record)
