"""The pytest fixtures of the checks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from course.grading.checks.answers import Record
from course.grading.checks.client import Client
from course.grading.checks.document import Compose, Document, read_document
from course.grading.checks.seeds import new_seed
from course.grading.checks.submission import Submission, forget_modules
from course.grading.checks.suite import Suite

RECORD = pytest.StashKey[Record]()
#: The learner's file and its text, when the run names them.
SUBMISSION = pytest.StashKey[Path]()
SOURCE = pytest.StashKey[bytes | None]()
#: Else it says which file of an exercise's folder is the learner's; without it app.py beside the checks.
LEARNERS_FILE = pytest.StashKey[Callable[[Path], Path]]()
#: Reads the YAML of checks that are about a document.
COMPOSE = pytest.StashKey[Compose]()
#: The seed of the run, from which the unseen values of its checks come.
SEED = pytest.StashKey[int]()
NOTIFY = pytest.StashKey[Callable[[str], None]]()


@pytest.fixture
def record(request: pytest.FixtureRequest) -> Iterator[Record]:
    """What happens in this check."""
    stash, folder = request.config.stash, Path(request.node.path).parent
    file = stash.get(SUBMISSION, None) or stash.get(LEARNERS_FILE, app_of)(folder)
    submission = Submission(folder, file, stash.get(SOURCE, None))
    seed = stash[SEED] if SEED in stash else new_seed()
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
    return Suite(record)


@pytest.fixture
def document(record: Record, request: pytest.FixtureRequest) -> Document:
    """The learner's YAML or JSON file as values that know their lines (for `edit:` of a document)."""
    return read_document(record.submission, request.config.stash[COMPOSE])


@pytest.fixture
def api(record: Record) -> Client:
    """A recording test client on the app that comes with the exercise, for a learner's file that is no app.

    It is imported from the pristine copy in .meta/given, so that no change of api.py misleads a check.
    """
    folder = record.submission.folder
    return Client(replace(record, submission=Submission(folder, folder / ".meta" / "given" / "api.py")))


def app_of(folder: Path) -> Path:
    """Return app.py of an exercise's folder."""
    return folder / "app.py"
