"""Following files and watching in the terminal, with real saves and real gradings."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytest.importorskip("watchfiles")

from course.exercises.catalogue import Catalogue
from course.practice.follow import Follower
from course.progress.store import Store
from course.terminal.watch import Key, Watch
from course.values.exercise import Exercise

TOY = Path(__file__).parents[1] / "fixtures" / "grading" / "exercises"


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return Catalogue(shutil.copytree(TOY, tmp_path / "exercises"))


def eventually(condition: Callable[[], bool], seconds: float = 15.0) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.02)
    return condition()


@pytest.fixture
def called(catalogue: Catalogue) -> Iterator[list[str]]:
    """The exercises that were reported as saved."""
    found: list[str] = []
    follower = Follower(catalogue, lambda exercise: found.append(exercise.slug))
    follower.start()
    probe = catalogue.exercises_dir / "02_bus_stop" / "app.py"
    assert eventually(lambda: bool(os.utime(probe) or time.sleep(0.05) or found)), "the watcher never woke"
    time.sleep(0.3)
    found.clear()
    yield found
    follower.stop()


@pytest.mark.parametrize("how", ["write", "replace", "delete and write"])
def test_a_save_is_noticed_however_the_editor_writes(
    how: str, catalogue: Catalogue, called: list[str]
) -> None:
    file = catalogue.exercises_dir / "01_tea_house" / "app.py"
    if how == "write":
        file.write_text("a = 1\n")
    elif how == "replace":
        other = file.with_name("app.py~")
        other.write_text("a = 2\n")
        os.replace(other, file)
    else:
        file.unlink()
        file.write_text("a = 3\n")
    assert eventually(lambda: "01_tea_house" in called)


def test_other_files_are_not_followed(catalogue: Catalogue, called: list[str]) -> None:
    (catalogue.exercises_dir / "01_tea_house" / "notes.txt").write_text("x")
    (catalogue.exercises_dir / "01_tea_house" / "test_tea_house.py").touch()
    time.sleep(0.5)
    assert called == []


def test_saves_during_a_call_are_not_missed(catalogue: Catalogue) -> None:
    seen: list[str] = []
    file = catalogue.exercises_dir / "01_tea_house" / "app.py"
    entered, go_on = threading.Event(), threading.Event()

    def slow(exercise: Exercise) -> None:
        seen.append(exercise.source_path.read_text())
        entered.set()
        go_on.wait(10)

    follower = Follower(catalogue, slow)
    follower.start()
    try:
        time.sleep(0.5)
        file.write_text("first = 1\n")
        assert entered.wait(10)
        file.write_text("second = 2\n")
        time.sleep(0.5)
        go_on.set()
        assert eventually(lambda: seen[-1] == "second = 2\n")
    finally:
        go_on.set()
        follower.stop()


def test_watch_grades_a_save_gives_hints_and_moves_on(catalogue: Catalogue, tmp_path: Path) -> None:
    store = Store(tmp_path / "progress.sqlite")
    said: list[str] = []
    watch = Watch(catalogue, store, said.append)
    house = catalogue.get("01_tea_house")
    assert house is not None
    session = threading.Thread(target=watch.loop, args=(house,))
    follower = Follower(catalogue, lambda exercise: watch.events.put(Key("r")))
    follower.start()
    session.start()
    try:
        assert eventually(lambda: any("1 of 2 checks hold" in line for line in said))
        watch.events.put(Key("h"))
        assert eventually(lambda: "hint 1 of 3" in said and "One." in said)
        assert store.hints("01_tea_house") == 1
        house.source_path.write_bytes(house.solution_path.read_bytes())
        assert eventually(lambda: any(line.startswith("02_bus_stop: Bus stop") for line in said))
        assert store.solved() >= {"01_tea_house"}
    finally:
        watch.events.put(Key("q"))
        session.join(10)
        follower.stop()
        watch.attempts.close()
    assert not session.is_alive()
