"""A store in a temporary folder, and what to fill it with."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from course.progress.store import Store
from course.values.report import CheckResult, Report

#: Makes a report of one check: slug, whether it passed, what came back.
MakeReport = Callable[..., Report]


def _report(slug: str = "05_created", passed: bool = True, text: str = "came back") -> Report:
    check = CheckResult(
        "test_x",
        "A rule.",
        "passed" if passed else "wrong",
        rows=("create",),
        response_headers=(("A", "b"),),
        came_back=text,
    )
    return Report(slug, (check,), finished="2026-01-01T10:00:00+01:00")


@pytest.fixture
def report() -> MakeReport:
    return _report


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "instance" / "progress.sqlite"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    store = Store(path)
    yield store
    store.close()


@pytest.fixture
def rows() -> Callable[[Path, str], list[tuple[Any, ...]]]:
    """Read a file past the store, as another program would."""

    def read(path: Path, sql: str) -> list[tuple[Any, ...]]:
        db = sqlite3.connect(path)
        try:
            return db.execute(sql).fetchall()
        finally:
            db.close()

    return read


@pytest.fixture
def fill() -> Callable[..., None]:
    """Make a file that holds runs."""

    def fill(path: Path, count: int = 200) -> None:
        store = Store(path)
        for n in range(count):
            store.record_run(_report(text=f"{n} " * 100), f"text {n}".encode(), "site")
        store.close()

    return fill


@pytest.fixture
def filled() -> Callable[[Path], Store]:
    """Make a store that holds something of every kind."""

    def filled(path: Path) -> Store:
        store = Store(path)
        store.record_answer("q", ("a", "b"), "sure", True)
        store.record_answer("q", ("c",), "", False)
        store.record_run(_report(), "naïve 〒".encode(), "site")
        store.record_run(_report(passed=False, text="\ud83d"), b"\xff\xfe not UTF-8", "terminal")
        store.keep_source("06_no_content", b"")
        store.record_hint("05_created", 2)
        store.visit("01_number", "a")
        return store

    return filled
