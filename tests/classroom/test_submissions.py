"""A folder becomes learners; what cannot be read is said of that learner, and the others stay whole."""

from __future__ import annotations

import json
import os

import pytest

from course.classroom.submissions import ClassError, read_class
from course.progress.store import Store
from course.values.progress import digest
from tests.classroom.made_up import exercises_of, hand_in


@pytest.fixture
def exercises(toy):
    return exercises_of(toy)


@pytest.fixture
def here(tmp_path):
    """The folder of the class."""
    return tmp_path / "class"


def put(folder, place, text="x = 1\n"):
    file = folder / place
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def test_thirty_learners_by_number(exercises, tmp_path, here):
    found = read_class(hand_in(tmp_path / "class", exercises), exercises)
    assert [one.learner for one in found] == [f"learner{n:02}" for n in range(1, 31)]
    assert [len(one.sources) for one in found[:5]] == [2, 2, 2, 2, 1]
    assert not any(one.troubles for one in found)


def test_only_the_file_to_edit_is_read_at_any_depth_of_a_clone(exercises, tmp_path, here):
    put(here, "ann/my clone/exercises/01_tea_house/app.py", "mine = 1")
    put(here, "ann/my clone/exercises/01_tea_house/.meta/01_tea_house/app.py", "no")
    put(here, "ann/my clone/exercises/01_tea_house/test_tea_house.py", "no")
    put(here, "ann/my clone/exercises/conftest.py", "no")
    (found,) = read_class(here, exercises)
    assert found.sources == {"01_tea_house": b"mine = 1"}


def test_a_file_as_shipped_is_not_handed_in(exercises, tmp_path, here):
    stub = exercises[0].stub_path.read_text(encoding="utf-8")
    put(here, "ann/01_tea_house/app.py", stub).write_bytes(stub.replace("\n", "\r\n").encode())
    (found,) = read_class(here, exercises)
    assert found.sources == {}
    assert found.troubles == ("Every file is still as the course shipped it.",)


def test_two_files_for_one_exercise_are_both_named_and_none_is_graded(exercises, tmp_path, here):
    put(here, "ann/01_tea_house/app.py")
    put(here, "ann/old/01_tea_house/app.py")
    put(here, "ann/02_bus_stop/app.py")
    (found,) = read_class(here, exercises)
    assert set(found.sources) == {"02_bus_stop"}
    assert len(found.troubles) == 1 and "2 files for 01_tea_house" in found.troubles[0]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes and links are made as on POSIX")
def test_links_pipes_and_folders_are_said_and_never_followed(exercises, tmp_path, here):
    secret = put(tmp_path, "secret.txt", "x")
    class_ = tmp_path / "class"
    put(class_, "ann/02_bus_stop/app.py")
    (class_ / "ann" / "01_tea_house").mkdir()
    (class_ / "ann" / "01_tea_house" / "app.py").symlink_to(secret)
    (class_ / "bob" / "01_tea_house").mkdir(parents=True)
    os.mkfifo(class_ / "bob" / "01_tea_house" / "app.py")
    (class_ / "cyd").symlink_to(tmp_path)
    os.mkfifo(class_ / "dan.json")
    ann, bob, cyd, dan = read_class(class_, exercises)
    assert set(ann.sources) == {"02_bus_stop"} and "is a link" in ann.troubles[0]
    assert "named pipe" in bob.troubles[0]
    assert "Links are not followed" in cyd.troubles[0]
    assert "not a plain file" in dan.troubles[0]


def export(tmp_path, *texts):
    store = Store(tmp_path / "progress.sqlite")
    for slug, text in texts:
        store.keep_source(slug, text)
    return store.export()


def test_an_export_is_its_newest_texts_and_what_it_says_of_runs_is_not_believed(exercises, tmp_path, here):
    values = export(tmp_path, ("01_tea_house", b"old"), ("01_tea_house", b"new"), ("99_other", b"x"))
    for n, use in enumerate(values["exercise_sources"]):
        late = use["hash"] == digest(b"new")
        use["saved_at"] = f"2026-01-0{2 if late else 1}T00:00:0{n}+00:00"
    put(here, "ann.json", json.dumps(values))
    put(here, "bob/handed in.json", json.dumps(values))
    ann, bob = read_class(here, exercises)
    assert ann.sources == bob.sources == {"01_tea_house": b"new"}
    assert "99_other" in ann.troubles[0]


@pytest.mark.parametrize(
    "text", ["", "{}", "[" * 100_000, '{"format": "http-status-codes-course progress", "version": 99}']
)
def test_an_export_that_cannot_be_used_is_one_sentence_of_that_learner(exercises, tmp_path, here, text):
    put(here, "ann.json", text)
    put(here, "bob/01_tea_house/app.py")
    ann, bob = read_class(here, exercises)
    assert ann.sources == {} and len(ann.troubles) == 1
    assert bob.sources and not bob.troubles


def test_a_learner_with_a_folder_and_an_export_is_one_learner(exercises, tmp_path, here):
    put(here, "ann/01_tea_house/app.py")
    put(here, "ann.json", "{}")
    (ann,) = read_class(here, exercises)
    assert ann.sources and "ann.json is left out" in ann.troubles[0]


@pytest.mark.parametrize("place", ["nothing", "empty"])
def test_a_folder_without_a_class_is_said(exercises, tmp_path, place):
    (tmp_path / "empty").mkdir()
    with pytest.raises(ClassError):
        read_class(tmp_path / place, exercises)
