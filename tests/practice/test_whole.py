"""A text in an editor's way is exchanged, never overwritten: nothing that was saved is lost."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from course.practice import sources
from course.progress.connection import NoRoom
from course.values import whole_file as whole
from course.values.progress import digest
from tests.practice.test_sources import exercise, posix, store

__all__ = ["exercise", "store"]


@pytest.fixture(params=["at once", "in steps"])
def way(request, monkeypatch) -> str:
    """The two ways to exchange: the system's call, and what other systems have."""
    if request.param == "in steps":
        monkeypatch.setattr(whole, "_renameat2", lambda: None)
    elif whole._renameat2() is None:
        pytest.skip("this system exchanges no names")
    return request.param


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_two_files_change_places(way, tmp_path):
    new, old = tmp_path / "new", tmp_path / "old"
    new.write_bytes(b"new text")
    old.write_bytes(b"old text")
    assert whole.exchange(new, old) == b"old text"
    assert files(tmp_path) == {"new": b"old text", "old": b"new text"}


def test_where_no_file_is_the_new_one_just_gets_the_name(way, tmp_path):
    new = tmp_path / "new"
    new.write_bytes(b"new text")
    assert whole.exchange(new, tmp_path / "old") is None
    assert files(tmp_path) == {"old": b"new text"}


def test_a_folder_in_the_way_stays(way, tmp_path):
    new = tmp_path / "new"
    new.write_bytes(b"new text")
    (tmp_path / "old").mkdir()
    with pytest.raises(OSError):
        whole.exchange(new, tmp_path / "old")
    assert (tmp_path / "old").is_dir()
    assert files(tmp_path) == {"new": b"new text"}


def between(monkeypatch, act) -> None:
    """Do something in the moment between the look at a file and its replacement, once."""
    real, acts = whole.exchange, [act]

    def late(new: Path, path: Path) -> bytes | None:
        if acts:
            acts.pop()()
        return real(new, path)

    monkeypatch.setattr(sources, "exchange", late)


def test_a_save_between_look_and_replacement_is_a_conflict(way, exercise, store, monkeypatch):
    base = digest(b"one = 1\n")
    between(monkeypatch, lambda: exercise.source_path.write_bytes(b"editor = 1\n"))
    with pytest.raises(sources.Changed) as conflict:
        sources.save(exercise, b"page = 1\n", lambda now: now == base, store)

    assert conflict.value.current == sources.FileText(b"editor = 1\n")
    assert exercise.source_path.read_bytes() == b"editor = 1\n"
    assert store.source(digest(b"editor = 1\n")) == b"editor = 1\n"
    assert list(files(exercise.folder)) == ["app.py"]


def test_what_a_killed_save_left_beside_the_file_is_kept_by_the_next(exercise, store):
    left = exercise.folder / ".app.py.x1y2z3"
    left.write_bytes(b"editor = 1\n")
    sources.save(exercise, b"page = 1\n", lambda now: True, store)
    assert left.exists()  # young: another process may be about it
    os.utime(left, (time.time() - 100,) * 2)
    sources.save(exercise, b"page = 2\n", lambda now: True, store)
    assert not left.exists()
    assert store.source(digest(b"editor = 1\n")) == b"editor = 1\n"


def test_two_saves_between_leave_the_newer_one_and_keep_both(way, exercise, store, monkeypatch):
    texts = [b"editor = 2\n", b"editor = 1\n"]
    real = whole.exchange

    def late(new: Path, path: Path) -> bytes | None:
        if texts:
            path.write_bytes(texts.pop())
        return real(new, path)

    monkeypatch.setattr(sources, "exchange", late)
    with pytest.raises(sources.Changed):
        sources.save(exercise, b"page = 1\n", lambda now: now == digest(b"one = 1\n"), store)
    assert exercise.source_path.read_bytes() == b"editor = 2\n"
    assert {store.source(digest(b"editor = %d\n" % n)) for n in (1, 2)} == {b"editor = 1\n", b"editor = 2\n"}


def test_a_save_in_the_way_of_a_reset_is_kept(way, exercise, store, monkeypatch):
    between(monkeypatch, lambda: exercise.source_path.write_bytes(b"editor = 1\n"))
    kept = sources.reset(exercise, store)

    assert exercise.source_path.read_bytes() == b"stub = 1\n"
    assert store.source(kept) == b"editor = 1\n"
    assert store.source(digest(b"one = 1\n")) == b"one = 1\n"


def test_a_new_file_where_none_was_is_a_conflict(way, exercise, store, monkeypatch):
    exercise.source_path.unlink()
    between(monkeypatch, lambda: exercise.source_path.write_bytes(b"editor = 1\n"))
    with pytest.raises(sources.Changed):
        sources.save(exercise, b"page = 1\n", lambda now: now == "", store)
    assert exercise.source_path.read_bytes() == b"editor = 1\n"


def test_what_came_out_and_cannot_be_kept_goes_back(way, exercise, store, monkeypatch):
    real = store.keep_source

    def full(slug: str, text: bytes) -> str:
        if text == b"editor = 1\n":
            raise NoRoom(store.path, Exception("disk full"))
        return real(slug, text)

    monkeypatch.setattr(store, "keep_source", full)
    between(monkeypatch, lambda: exercise.source_path.write_bytes(b"editor = 1\n"))
    with pytest.raises(NoRoom):
        sources.put_back(exercise, b"stub = 1\n", store)
    assert files(exercise.folder) == {"app.py": b"editor = 1\n"}


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux says who has a file open")
def test_an_editor_that_has_the_file_open_finishes_its_sentence(exercise, store):
    ready, finish = threading.Event(), threading.Event()

    def editor() -> None:
        with open(exercise.source_path, "wb", buffering=0) as file:
            file.write(b"half")
            ready.set()
            finish.wait(10)
            time.sleep(0.05)
            file.write(b" a sentence\n")

    thread = threading.Thread(target=editor)
    thread.start()
    ready.wait(10)
    finish.set()
    sources.reset(exercise, store)
    thread.join()
    assert exercise.source_path.read_bytes() == b"stub = 1\n"
    assert store.source(digest(b"half a sentence\n")) == b"half a sentence\n"


EDITOR = """
import os, random, sys, time
path, seed, style = sys.argv[1], int(sys.argv[2]), sys.argv[3]
chance, last = random.Random(seed), None
sys.stdin.readline()
n = 0
while not os.path.exists(path + ".end") and n < 20000:
    n += 1
    try:
        now = open(path, "rb").read()
    except FileNotFoundError:  # "in steps" frees the name for a moment
        now = None
    if last is not None and now is not None and now != last:
        print(last.decode().strip(), flush=True)
    last = b"# editor %d\\n" % n
    if style == "rename":
        with open(path + ".tmp", "wb") as file:
            file.write(last)
        os.replace(path + ".tmp", path)
    else:
        with open(path, "wb", buffering=0) as file:
            file.write(last[:4])
            time.sleep(chance.uniform(0, .001))
            file.write(last[4:])
    time.sleep(chance.uniform(0, .02))
print("done", flush=True)
"""


@posix
@pytest.mark.slow
@pytest.mark.parametrize("style", ["rename", "in place"])
def test_of_all_texts_an_editor_saves_against_the_page_none_is_lost(exercise, store, style):
    """The editor is a process of its own that names every text of its own which it does not find again."""
    path = exercise.source_path
    command = [sys.executable, "-c", EDITOR, str(path), "7", style]
    editor = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert editor.stdin is not None and editor.stdout is not None
    editor.stdin.write("go\n")
    editor.stdin.flush()
    chance, saved, end = random.Random(7), 0, Path(f"{path}.end")
    for n in range(120):
        base = digest(path.read_bytes())
        try:
            sources.save(exercise, b"# page %d\n" % n, lambda now, base=base: now == base, store)
            saved += 1
        except sources.Changed:
            pass
        if saved == 20:
            break
        time.sleep(chance.uniform(0, 0.002))
    end.touch()
    replaced = editor.stdout.read().split("\n")
    editor.communicate()
    end.unlink()
    texts = {line.encode() + b"\n" for line in replaced if line.startswith("# editor")}
    kept = {store.source(found.hash) for found in store.sources(exercise.slug)}
    assert "done" in replaced and saved and texts
    assert texts - kept - {path.read_bytes()} == set()
    assert sorted(files(exercise.folder)) == ["app.py"]


def test_a_file_is_on_the_disk_before_its_name_is(tmp_path, monkeypatch):
    done: list[str] = []
    real_sync, real_replace = os.fsync, os.replace
    monkeypatch.setattr(os, "fsync", lambda handle: (done.append("fsync"), real_sync(handle)))
    monkeypatch.setattr(os, "replace", lambda a, b: (done.append("replace"), real_replace(a, b)))
    whole.write_whole(tmp_path / "file", b"text")
    assert done == (["fsync", "replace"] if os.name == "nt" else ["fsync", "replace", "fsync"])
