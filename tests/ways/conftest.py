"""What a way is handed, without a site: the lessons of the course or tiny ones, and a store of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from course.lessons.library import Library
from course.progress.store import Store
from course.reference import entries
from course.values.links import DEFAULT_LINKS
from course.ways.way import WayRequest

ROOT = Path(__file__).resolve().parents[2]
TINY = ROOT / "tests" / "fixtures" / "site" / "lessons"


@pytest.fixture(scope="session")
def library() -> Library:
    return Library(ROOT / "lessons", ROOT / "exercises")


@pytest.fixture(scope="session")
def tiny() -> Library:
    return Library(TINY, ROOT / "exercises")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    kept = Store(tmp_path / "progress.sqlite")
    yield kept
    kept.close()


@pytest.fixture
def ask(tiny: Library, store: Store) -> Callable[..., WayRequest]:
    """Return a function that makes the request for a way into a lesson."""

    def make(slug: str = "01_shop", library: Library = tiny, **query: str) -> WayRequest:
        lesson = library.lesson(slug)
        return WayRequest(
            lesson, library, store, lambda: (), library.outlines, entries.load, DEFAULT_LINKS, query
        )

    return make
