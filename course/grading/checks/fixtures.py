"""The pytest fixtures of the checks."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from course.exercises.catalogue import Catalogue
from course.grading.checks.answers import Record
from course.grading.checks.client import Client
from course.grading.checks.document import Document, read_document
from course.grading.checks.submission import Submission, forget_modules
from course.grading.checks.suite import Suite

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


@pytest.fixture
def suite(record: Record) -> Suite:
    """The learner's file as tests of an app that the check names (for `edit:` of a file of tests)."""
    return Suite(_edited(record))


@pytest.fixture
def document(record: Record) -> Document:
    """The learner's YAML or JSON file as values that know their lines (for `edit:` of a document)."""
    return read_document(_edited(record).submission)


@pytest.fixture
def api(record: Record) -> Client:
    """A recording test client on the app that comes with the exercise, for a learner's file that is no app.

    It is imported from the pristine copy in .meta/given, so that no change of api.py misleads a check.
    """
    folder = record.submission.folder
    return Client(replace(record, submission=Submission(folder, folder / ".meta" / "given" / "api.py")))


def _edited(record: Record) -> Record:
    """Return the record with the file that the exercise says is edited, where no run has named a file."""
    own = record.submission
    if own.file.name != "app.py" or own.file.exists() or own.source is not None:
        return record
    exercise = Catalogue(own.folder.parent).get(own.folder.name)
    return replace(record, submission=replace(own, file=exercise.source_path)) if exercise else record
