"""Where the course keeps its files."""

from __future__ import annotations

import os
import shutil

import pytest

from course import places
from course.places import (
    NAME,
    SHIPPED,
    in_clone,
    instance_dir,
    lacks_workspace,
    lay_out,
    lessons_dir,
    new_workspace,
    root_dir,
)


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


def test_what_a_newer_course_has_no_more_is_taken_away_but_never_the_learners(clone, work):
    lay_out(work)
    gone = work / "exercises" / "02_bus_stop"
    mine = gone / "app.py"
    mine.write_text("mine")
    (work / "exercises" / "01_tea_house" / "notes.md").write_text("mine too")
    old = clone / "exercises" / "01_tea_house" / "test_tea_house.py"
    old.rename(old.with_name("test_of_tea.py"))
    shutil.rmtree(clone / "exercises" / gone.name)
    assert lay_out(work)
    assert sorted(path.name for path in gone.iterdir() if path.is_file()) == ["app.py"]
    assert mine.read_text() == "mine"
    tea = {path.name for path in (work / "exercises" / "01_tea_house").iterdir()}
    assert {"test_of_tea.py", "notes.md", "app.py"} <= tea and "test_tea_house.py" not in tea


def test_a_list_that_names_others_takes_nothing_away(clone, work, tmp_path):
    lay_out(work)
    (tmp_path / "other").write_text("mine")
    (work / "mine").write_text("mine")
    names = [str(tmp_path / "other"), "exercises/../mine", "mine", ""]
    (work / "exercises" / ".shipped").write_text("\n".join(["an older course", *names]))
    assert lay_out(work)
    assert (tmp_path / "other").read_text() == (work / "mine").read_text() == "mine"


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_workspace_holds_no_link_and_follows_none(clone, work, tmp_path):
    (tmp_path / "elsewhere").write_text("not the course's")
    readme = work / "exercises" / "01_tea_house" / "README.md"
    readme.parent.mkdir(parents=True)
    readme.symlink_to(tmp_path / "elsewhere")
    lay_out(work)
    assert not [path for path in work.rglob("*") if path.is_symlink()]
    assert (tmp_path / "elsewhere").read_text() == "not the course's"
    assert not list(work.rglob(".new-*"))


@pytest.mark.skipif(os.name == "nt", reason="modes as POSIX has them")
def test_a_workspace_that_is_made_is_closed_to_others_and_one_that_is_there_stays_as_it_is(clone, work):
    before = os.umask(0o022)
    try:
        lay_out(work)
        assert work.stat().st_mode & 0o777 == 0o700
        work.chmod(0o755)
        (work / "exercises" / ".shipped").write_text("an older course")
        assert lay_out(work)
    finally:
        os.umask(before)
    assert work.stat().st_mode & 0o777 == 0o755


@pytest.fixture
def installed(clone, monkeypatch, tmp_path):
    """An installed course, its learner in an empty folder with an ordinary name, with a home elsewhere."""
    for name in ("COURSE_WORK", "COURSE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(places, "INSTALLED", True)
    home, here = tmp_path / "home", tmp_path / "Mein Kurs ä"
    for folder in (home, here):
        folder.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    monkeypatch.chdir(here)
    return here


def test_the_nearest_workspace_is_taken(installed, monkeypatch, tmp_path):
    assert lacks_workspace() and root_dir() == tmp_path / "home" / NAME
    lay_out(root_dir())  # as earlier versions did
    assert not lacks_workspace() and root_dir() == tmp_path / "home" / NAME
    for place in (tmp_path / NAME, installed):
        with monkeypatch.context() as patch:
            patch.setenv("COURSE_WORK", str(place))
            lay_out(place)
        assert root_dir() == place
    (installed / "sub" / "deeper").mkdir(parents=True)
    monkeypatch.chdir(installed / "sub" / "deeper")
    assert root_dir() == installed
    monkeypatch.setenv("COURSE_WORK", str(tmp_path / "named"))
    assert root_dir() == tmp_path / "named" and not lacks_workspace()


def test_where_a_workspace_is_made(installed, monkeypatch, tmp_path):
    (installed / ".venv").mkdir()
    assert new_workspace() == installed
    (installed / "notes.txt").touch()
    assert new_workspace() == installed / NAME
    monkeypatch.chdir(tmp_path / "home")
    assert new_workspace() == tmp_path / "home" / NAME


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give files away")
def test_a_workspace_of_another_account_is_not_taken(installed, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setenv("COURSE_WORK", str(installed))
        lay_out(installed)
    assert root_dir() == installed
    os.chown(installed / "exercises" / ".shipped", 65534, 65534)
    assert lacks_workspace() and root_dir() != installed


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps a folder in which somebody stands")
def test_a_current_folder_that_is_gone_leaves_the_home(installed, tmp_path):
    installed.rmdir()
    assert root_dir() == tmp_path / "home" / NAME
