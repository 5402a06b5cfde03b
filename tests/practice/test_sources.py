"""The learner's file: saved whole or not at all, never over an unseen text, and nothing is lost."""

from __future__ import annotations

import os
import stat
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from course.exercises.readme import parse_readme
from course.practice import sources
from course.progress.store import Store
from course.values.exercise import Exercise
from course.values.progress import digest

README = """---
title: Say it back
lesson: 01_shop#stored
codes: [200]
minutes: 5
level: foundation
---
The story.
"""

posix = pytest.mark.skipif(os.name == "nt", reason="links and pipes as POSIX has them")


@pytest.fixture
def exercise(tmp_path: Path) -> Exercise:
    home = tmp_path / "01_echo"
    (home / ".meta").mkdir(parents=True)
    (home / ".meta" / "stub.py").write_bytes(b"stub = 1\n")
    (home / "app.py").write_bytes(b"one = 1\n")
    return parse_readme(README, home)


@pytest.fixture
def store(tmp_path: Path):
    store = Store(tmp_path / "instance" / "progress.sqlite")
    yield store
    store.close()


def anything(_: str) -> bool:
    return True


def test_what_was_there_is_kept_before_it_is_replaced(exercise, store):
    saved = sources.save(exercise, b"two = 2\n", anything, store)

    assert exercise.source_path.read_bytes() == b"two = 2\n"
    assert saved == sources.Saved(digest(b"two = 2\n"), as_sent=True, new=False)
    assert store.source(digest(b"one = 1\n")) == b"one = 1\n"


def test_a_saved_text_that_an_editor_writes_over_unseen_is_kept(exercise, store):
    sources.save(exercise, b"two = 2\n", anything, store)
    exercise.source_path.write_bytes(b"three = 3\n")

    newest = [store.source(text.hash) for text in sources.earlier(exercise, store)]
    assert newest == [b"two = 2\n", b"one = 1\n"]


def test_a_text_made_from_another_one_is_not_saved(exercise, store):
    with pytest.raises(sources.Changed) as conflict:
        sources.save(exercise, b"two = 2\n", lambda now: now == digest(b"older"), store)

    assert conflict.value.current == sources.FileText(b"one = 1\n")
    assert exercise.source_path.read_bytes() == b"one = 1\n"


def test_a_text_that_an_editor_saved_since_the_first_look_is_not_replaced(exercise, store):
    def expected(now: str) -> bool:
        exercise.source_path.write_bytes(b"editor = 1\n")
        return now == digest(b"one = 1\n")

    with pytest.raises(sources.Changed) as conflict:
        sources.save(exercise, b"two = 2\n", expected, store)

    assert conflict.value.current == sources.FileText(b"editor = 1\n")
    assert exercise.source_path.read_bytes() == b"editor = 1\n"


def test_a_file_that_is_gone_has_no_hash(exercise, store):
    exercise.source_path.unlink()
    assert sources.look(exercise) is None
    with pytest.raises(sources.Changed) as conflict:
        sources.save(exercise, b"x\n", lambda now: now == digest(b"one = 1\n"), store)
    assert conflict.value.current is None

    assert sources.save(exercise, b"x\n", lambda now: now == "", store).new is True
    assert exercise.source_path.read_bytes() == b"x\n"


@pytest.mark.parametrize(
    ("model", "text", "result"),
    [
        (b"a\nb\n", b"c\nd\n", b"c\nd\n"),
        (b"a\r\nb\r\n", b"c\nd\n", b"c\r\nd\r\n"),
        (b"a\nb\n", b"c\r\nd\r\n", b"c\nd\n"),
        (b"a\r\nb\r\n", b"c\r\nd\n", b"c\r\nd\r\n"),
        (b"a\r\nb\r\nc\n", b"d\n", b"d\r\n"),
        (b"no line", b"c\r\nd\n", b"c\r\nd\n"),
        (b"", b"c\n", b"c\n"),
    ],
)
def test_line_endings_stay_those_of_the_file(model, text, result):
    assert sources.in_style_of(model, text) == result


@pytest.mark.parametrize(
    ("text", "error"),
    [
        (b"\xff\xfe", sources.NotText),
        (b"a\0b", sources.NotText),
        (b"\xed\xa0\x80", sources.NotText),
        (b"#" * (sources.MOST + 1), sources.TooLong),
    ],
)
def test_what_is_no_text_is_not_saved(exercise, store, text, error):
    with pytest.raises(error):
        sources.save(exercise, text, anything, store)

    assert exercise.source_path.read_bytes() == b"one = 1\n"


@posix
def test_a_link_is_neither_read_nor_written(exercise, store, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_bytes(b"mine")
    exercise.source_path.unlink()
    exercise.source_path.symlink_to(secret)

    for act in (
        lambda: sources.look(exercise),
        lambda: sources.save(exercise, b"x\n", anything, store),
        lambda: sources.put_back(exercise, b"x\n", store),
    ):
        with pytest.raises(sources.Refused) as refused:
            act()
        assert refused.value.kind == "link"
    assert secret.read_bytes() == b"mine"
    assert exercise.source_path.is_symlink()


@posix
@pytest.mark.parametrize("make", [os.mkdir, getattr(os, "mkfifo", os.mkdir)], ids=["folder", "pipe"])
def test_what_is_no_plain_file_is_refused_at_once(exercise, store, make):
    exercise.source_path.unlink()
    make(exercise.source_path)

    with pytest.raises(sources.Refused) as refused:
        sources.save(exercise, b"x\n", anything, store)
    assert refused.value.kind == "kind"


@posix
def test_a_linked_folder_and_a_name_with_a_way_out_are_refused(exercise, tmp_path):
    (tmp_path / "02_link").symlink_to(exercise.folder)
    (tmp_path / "outside.py").write_bytes(b"out\n")
    for found in (
        parse_readme(README, tmp_path / "02_link"),
        replace(exercise, edit="../outside.py"),
        replace(exercise, edit=".meta/stub.py"),
    ):
        with pytest.raises(sources.Refused):
            sources.look(found)


@posix
def test_the_mode_of_the_file_stays(exercise, store):
    os.chmod(exercise.source_path, 0o640)
    sources.save(exercise, b"x\n", anything, store)

    assert stat.S_IMODE(exercise.source_path.stat().st_mode) == 0o640


def test_no_leftovers_and_never_half_a_file(exercise, store):
    texts = [f"value = {n}\n".encode() * 400 for n in range(8)]
    seen: set[bytes] = set()
    done = threading.Event()

    def watch() -> None:
        while not done.is_set():
            seen.add(exercise.source_path.read_bytes())

    reader = threading.Thread(target=watch)
    reader.start()
    for text in texts * 6:
        sources.save(exercise, text, anything, store)
    done.set()
    reader.join()

    assert seen <= {b"one = 1\n", *texts}
    assert sorted(path.name for path in exercise.folder.iterdir()) == [".meta", "app.py"]


def test_of_two_who_save_the_same_version_one_is_told(exercise, store):
    base = digest(b"one = 1\n")
    told: list[str] = []
    start = threading.Barrier(6)

    def writer(n: int) -> None:
        start.wait()
        try:
            sources.save(exercise, f"writer = {n}\n".encode(), lambda now: now == base, store)
            told.append("saved")
        except sources.Changed:
            told.append("changed")

    threads = [threading.Thread(target=writer, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(told) == ["changed"] * 5 + ["saved"]


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_an_error_and_loses_nothing(exercise, store):
    os.chmod(exercise.folder, 0o555)
    try:
        with pytest.raises(OSError):
            sources.save(exercise, b"x\n", anything, store)
    finally:
        os.chmod(exercise.folder, 0o755)
    assert exercise.source_path.read_bytes() == b"one = 1\n"
