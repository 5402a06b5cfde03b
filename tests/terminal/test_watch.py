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
from course.grading.machine.process import Grader
from course.practice.follow import Follower, Looks
from course.progress.store import Store
from course.terminal.watch import Key, Saved, Watch
from course.values.exercise import Exercise

TOY = Path(__file__).parents[1] / "fixtures" / "grading" / "exercises"


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return Catalogue(shutil.copytree(TOY, tmp_path / "exercises"))


def eventually(condition: Callable[[], bool], seconds: float = 60.0) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.05)
    return condition()


@pytest.fixture
def called(catalogue: Catalogue) -> Iterator[list[str]]:
    """The exercises that were reported as saved."""
    found: list[str] = []
    follower = Follower(catalogue, lambda exercise: found.append(exercise.slug))
    follower.start()
    probe = catalogue.exercises_dir / "02_bus_stop" / "app.py"
    assert eventually(lambda: bool(os.utime(probe) or found)), "the watcher never woke"
    yield found
    follower.stop()


def test_a_save_before_the_thread_begins_is_noticed(catalogue: Catalogue) -> None:
    found: list[str] = []
    begin = threading.Event()

    class Late(Follower):
        """A follower on a machine so busy that its thread begins long after it was started."""

        def _watch(self, looks: Looks) -> None:
            begin.wait()
            super()._watch(looks)

    follower = Late(catalogue, lambda exercise: found.append(exercise.slug))
    follower.start()
    (catalogue.exercises_dir / "01_tea_house" / "app.py").write_text("a = 1\n")
    begin.set()
    assert eventually(lambda: found == ["01_tea_house"], 10)
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
    before = len(called)
    # What is saved later is reported later: when this comes, the other files would have come.
    probe = catalogue.exercises_dir / "02_bus_stop" / "app.py"
    assert eventually(lambda: bool(os.utime(probe) or len(called) > before))
    assert set(called) == {"02_bus_stop"}


@pytest.mark.parametrize("fault", ["says nothing", "no watches left"])
def test_a_save_is_found_without_the_systems_help_and_that_is_said_once(
    fault: str, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    def watch(*_: object, stop_event: threading.Event, **__: object) -> Iterator[None]:
        if fault == "no watches left":
            raise OSError("OS file watch limit reached")
        stop_event.wait(60)
        yield from ()

    monkeypatch.setattr("watchfiles.watch", watch)
    monkeypatch.setattr("course.practice.follow.LOOK", 0.05)
    monkeypatch.setattr("course.practice.follow.GRACE", 0.05)
    found: list[str] = []
    said: list[str] = []
    follower = Follower(catalogue, lambda exercise: found.append(exercise.slug), said.append)
    follower.start()
    try:
        file = catalogue.exercises_dir / "01_tea_house" / "app.py"
        for n in (1, 2):
            before = len(found)
            assert eventually(lambda n=n, b=before: bool(file.write_text(f"a = {n}\n") and len(found) > b))
        assert eventually(lambda: len(said) == 1)
        assert "does not tell when a file is saved" in said[0]
        assert set(found) == {"01_tea_house"}
    finally:
        follower.stop()


def test_a_broken_readme_a_gone_folder_and_a_crash_silence_nothing(
    catalogue: Catalogue, caplog: pytest.LogCaptureFixture
) -> None:
    found: list[str] = []

    def saved(exercise: Exercise) -> None:
        found.append(exercise.slug)
        raise RuntimeError("a crash")

    broken = catalogue.exercises_dir / "02_bus_stop" / "README.md"
    broken.write_text("no front matter")
    follower = Follower(catalogue, saved)
    follower.start()
    file = catalogue.exercises_dir / "01_tea_house" / "app.py"
    try:
        assert eventually(lambda: bool(os.utime(file) or found))
        aside = catalogue.exercises_dir.rename(catalogue.exercises_dir.with_name("aside"))
        time.sleep(0.1)
        aside.rename(catalogue.exercises_dir)
        before = len(found)
        assert eventually(lambda: bool(os.utime(file) or len(found) > before))
    finally:
        follower.stop()
    assert "could not be handled" in caplog.text


def test_watching_survives_a_readme_with_a_mistake(catalogue: Catalogue, tmp_path: Path) -> None:
    store = Store(tmp_path / "progress.sqlite")
    said: list[str] = []
    watch = Watch(catalogue, store, said.append, Grader)
    house = catalogue.get("01_tea_house")
    assert house is not None
    (catalogue.exercises_dir / "02_bus_stop" / "README.md").write_text("no front matter")
    for event in (Saved("02_bus_stop"), Key("n"), Key("q")):
        watch.events.put(event)
    try:
        watch.loop(house)
    finally:
        watch.attempts.close()
        store.close()
    assert any("Watching goes on." in line for line in said)


def test_saves_during_a_call_are_not_missed(catalogue: Catalogue) -> None:
    seen: list[str] = []
    file = catalogue.exercises_dir / "01_tea_house" / "app.py"
    entered, go_on = threading.Event(), threading.Event()

    def slow(exercise: Exercise) -> None:
        seen.append(exercise.source_path.read_text())
        entered.set()
        go_on.wait(60)

    follower = Follower(catalogue, slow)
    follower.start()
    try:
        file.write_text("first = 1\n")
        assert eventually(lambda: bool(os.utime(file) or entered.is_set())), "the watcher never woke"
        file.write_text("second = 2\n")
        go_on.set()
        assert eventually(lambda: seen[-1] == "second = 2\n")
    finally:
        go_on.set()
        follower.stop()


def test_watch_grades_a_save_gives_hints_and_moves_on(catalogue: Catalogue, tmp_path: Path) -> None:
    store = Store(tmp_path / "progress.sqlite")
    said: list[str] = []
    watch = Watch(catalogue, store, said.append, Grader)
    house = catalogue.get("01_tea_house")
    assert house is not None
    session = threading.Thread(target=watch.loop, args=(house,))
    follower = Follower(catalogue, lambda exercise: watch.events.put(Key("r")))
    follower.start()
    session.start()
    try:
        assert eventually(lambda: any("1 of 2 checks pass" in line for line in said))
        watch.events.put(Key("h"))
        assert eventually(lambda: "hint 1 of 3" in said and "One." in said)
        assert eventually(lambda: store.hints("01_tea_house") == 1)
        house.source_path.write_bytes(house.solution_path.read_bytes())
        assert eventually(lambda: any(line.startswith("02_bus_stop: Bus stop") for line in said))
        assert store.solved() >= {"01_tea_house"}
    finally:
        watch.events.put(Key("q"))
        session.join(60)
        follower.stop()
        watch.attempts.close()
    assert not session.is_alive()


def test_watch_names_the_next_hint_after_three_runs_at_one_check(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    store = Store(tmp_path / "progress.sqlite")
    said: list[str] = []
    watch = Watch(catalogue, store, said.append, Grader)
    house = catalogue.get("01_tea_house")
    assert house is not None
    text = house.source_path.read_text(encoding="utf-8")
    try:
        for number in range(3):
            assert not any("stuck?" in line for line in said)
            house.source_path.write_text(f"{text}\n# {number}\n", encoding="utf-8")
            watch.grade(house)
    finally:
        watch.attempts.close()
        store.close()
    assert sum("stuck?" in line and "run.py hint 01 1" in line for line in said) == 1
