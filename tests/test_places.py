"""Where the course keeps its files."""

from __future__ import annotations

import shutil

import pytest

from course import places
from course.places import SHIPPED, in_clone, instance_dir, lay_out, lessons_dir, root_dir


@pytest.fixture
def clone(monkeypatch, tmp_path):
    """Two exercises in a clone whose owner has begun the first one."""
    shutil.copytree(
        SHIPPED / "tests" / "fixtures" / "grading" / "exercises", tmp_path / "clone" / "exercises"
    )
    (tmp_path / "clone" / "exercises" / "01_tea_house" / "app.py").write_text("the owner's")
    monkeypatch.setattr(places, "SHIPPED", tmp_path / "clone")
    return tmp_path / "clone"


@pytest.fixture
def work(monkeypatch, tmp_path):
    """A workspace that does not exist yet; its name is an ordinary one."""
    monkeypatch.setenv("COURSE_WORK", str(tmp_path / "Meine Übungen"))
    monkeypatch.delenv("COURSE_INSTANCE", raising=False)
    return tmp_path / "Meine Übungen"


def test_a_clone_is_its_own_workspace(monkeypatch):
    monkeypatch.delenv("COURSE_WORK", raising=False)
    assert root_dir() == SHIPPED and in_clone()
    assert not lay_out(SHIPPED)


def test_a_workspace_holds_what_is_the_learners_and_the_clone_the_rest(clone, work):
    assert root_dir() == work and not in_clone()
    assert lay_out(work)
    assert lessons_dir(work) == clone / "lessons"
    assert instance_dir(work) == work / "instance"
    stub = clone / "exercises" / "01_tea_house" / ".meta" / "stub.py"
    begun = work / "exercises" / "01_tea_house" / "app.py"
    assert begun.read_text() == stub.read_text(), "nobody gets what the owner of the clone wrote"


def test_a_newer_course_brings_its_checks_and_leaves_the_learners_file(clone, work):
    lay_out(work)
    assert not lay_out(work)
    mine = work / "exercises" / "01_tea_house" / "app.py"
    mine.write_text("mine")
    for name in ("test_tea_house.py", "app.py"):
        (clone / "exercises" / "01_tea_house" / name).write_text("# newer\n")
    assert lay_out(work)
    assert mine.read_text() == "mine"
    assert (mine.parent / "test_tea_house.py").read_text() == "# newer\n"


def test_the_instance_folder_can_be_named(monkeypatch, tmp_path):
    monkeypatch.delenv("COURSE_INSTANCE", raising=False)
    assert instance_dir(tmp_path) == tmp_path / "instance"
    monkeypatch.setenv("COURSE_INSTANCE", str(tmp_path / "elsewhere"))
    assert instance_dir(tmp_path) == tmp_path / "elsewhere"
