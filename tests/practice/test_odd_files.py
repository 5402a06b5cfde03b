"""Whatever lies at the place of a learner's file: one sentence says what it is, and reset repairs it."""

from __future__ import annotations

import os
import socket
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from course.exercises.source import read_source
from course.grading.machine.runner import grade
from course.practice import sources
from course.practice.follow import state_of
from course.progress.store import Store
from course.values.exercise import Exercise
from course.values.plain_file import MOST

pytestmark = pytest.mark.skipif(os.name == "nt", reason="these are files of POSIX")
RunPytest = Callable[..., subprocess.CompletedProcess[str]]


def open_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as one:
        os.chdir(path.parent)
        one.bind(path.name)  # the whole path may be longer than a socket's address


#: name: (how to make it, what the sentence says)
ODD: dict[str, tuple[Callable[[Path], object], str]] = {
    "missing": (lambda path: None, "app.py is not there."),
    "pipe": (os.mkfifo, "app.py is a named pipe."),
    "folder": (Path.mkdir, "app.py is a folder."),
    "full folder": (lambda path: (path / "work").mkdir(parents=True), "app.py is a folder."),
    "socket": (open_socket, "app.py is a device or a socket."),
    "device": (lambda path: path.symlink_to("/dev/zero"), "app.py is a device or a socket."),
    "link to nothing": (
        lambda path: path.symlink_to("nowhere.py"),
        "a link to nowhere.py, and there is nothing",
    ),
    "link to itself": (lambda path: path.symlink_to("app.py"), "a link that leads back to itself"),
    "huge": (lambda path: path.write_bytes(b"#" * (MOST + 1)), f"up to {MOST} bytes are read"),
    "NUL": (lambda path: path.write_bytes(b"x = 1\n\0"), "NUL byte in line 2"),
    "UTF-16": (lambda path: path.write_bytes("x = 1\n".encode("utf-16")), "NUL byte in line 1"),
}


@pytest.fixture(params=ODD)
def odd(request: pytest.FixtureRequest, tea_house: Exercise, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tea_house.folder)
    tea_house.source_path.unlink()
    ODD[request.param][0](tea_house.source_path)
    return str(request.param)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store(tmp_path / "instance" / "progress.sqlite")
    yield made
    made.close()


def test_one_sentence_says_what_it_is_and_reset_repairs_it(
    odd: str, tea_house: Exercise, store: Store
) -> None:
    report = grade(tea_house)
    assert report.outcome == "cannot_load"
    first = report.first_failure
    assert first is not None and ODD[odd][1] in first.came_back, first.came_back
    assert "reset" in first.came_back
    if odd == "full folder":
        with pytest.raises(sources.Refused, match="never deleted"):
            sources.reset(tea_house, store)
        assert (tea_house.source_path / "work").is_dir()
        return
    sources.reset(tea_house, store)
    assert tea_house.source_path.read_bytes() == tea_house.stub_path.read_bytes()
    assert not tea_house.source_path.is_symlink()
    if odd == "huge":
        assert any(file.stat().st_size > MOST for file in tea_house.folder.glob("app.py.*.kept"))


def test_nobody_waits_for_it(odd: str, tea_house: Exercise) -> None:
    state_of(tea_house.source_path, None, True)
    if odd not in ("NUL", "UTF-16"):
        assert read_source(tea_house.source_path) is None


def test_a_link_to_a_file_is_graded_and_goes_at_a_reset(
    tea_house: Exercise, store: Store, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere.py"
    elsewhere.write_bytes(tea_house.solution_path.read_bytes())
    tea_house.source_path.unlink()
    tea_house.source_path.symlink_to(elsewhere)
    assert grade(tea_house).solved
    kept = sources.reset(tea_house, store)
    assert kept is not None and store.source(kept) == elsewhere.read_bytes()
    assert not tea_house.source_path.is_symlink()


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() == 0, reason="nobody takes rights from root")
def test_a_file_without_rights(tea_house: Exercise, store: Store) -> None:
    tea_house.source_path.chmod(0)
    first = grade(tea_house).first_failure
    assert first is not None and "chmod u+rw" in first.came_back
    sources.reset(tea_house, store)
    assert tea_house.source_path.read_bytes() == tea_house.stub_path.read_bytes()


def test_pytest_says_the_same(tea_house: Exercise, run_pytest: RunPytest) -> None:
    tea_house.source_path.unlink()
    os.mkfifo(tea_house.source_path)
    done = run_pytest("exercises/01_tea_house")
    assert done.returncode == 1
    assert "app.py is a named pipe." in done.stdout


def test_a_lone_surrogate_in_a_message_is_shown_escaped(tea_house: Exercise, store: Store) -> None:
    tea_house.source_path.write_text(
        "print('\\ud800')\nfrom flask import Flask\napp = Flask(__name__)\n"
        "@app.get('/teas/<name>')\ndef tea(name):\n    raise ValueError('\\ud800 \\x00 \\x1b[31m')\n"
    )
    report = grade(tea_house)
    first = report.first_failure
    assert first is not None and "ValueError" in first.came_back
    str(report.to_dict()).encode()
    assert "\x1b" not in str(first)
    store.record_run(report, tea_house.source_path.read_bytes(), "terminal")
    run = store.latest_run("01_tea_house")
    assert run is not None and run.report.first_failure == first
