"""check, prove and new."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.terminal.conftest import run


def test_check_names_file_and_line_of_a_mistake(root):
    lesson = root / "lessons" / "01_ping"
    lesson.mkdir(exist_ok=True)
    (lesson / "lesson.md").write_text("no front matter\n")
    try:
        status, out, err = run(root, "check")
    finally:
        shutil.rmtree(lesson)
    assert status == 1
    # From the folder above the course, where the tests run it, an editor opens this.
    assert f"{root.name}/lessons/01_ping/lesson.md:1:" in out.replace(os.sep, "/")
    assert "mistake" in err


@pytest.fixture
def drafts(root: Path) -> Iterator[Path]:
    """The copy of the course, for folders that a test makes and nobody needs afterwards."""
    yield root
    for folder in ("lessons/01_seas", "exercises/03_tide_table"):
        shutil.rmtree(root / folder, ignore_errors=True)


def test_new_writes_drafts_that_check_accepts(drafts):
    status, out, err = run(drafts, "new", "lesson", "seas")
    assert (status, err, out.splitlines()[0]) == (0, "", str(Path(drafts.name, "lessons/01_seas/lesson.md")))
    status, out, err = run(drafts, "new", "exercise", "tide_table")
    assert (status, err, str(Path("exercises/03_tide_table/README.md")) in out) == (0, "", True)

    out = run(drafts, "check")[1].replace(os.sep, "/")
    notes = [line for line in out.splitlines() if line.startswith("note: ")]
    assert any(line.startswith(f"note: {drafts.name}/lessons/01_seas/lesson.md:5: ") for line in notes)
    others = [line for line in out.splitlines() if line not in notes]
    assert not any("01_seas" in line or "03_tide_table" in line for line in others)


def test_a_draft_is_not_listed_and_its_author_grades_it_by_name(drafts):
    run(drafts, "new", "lesson", "seas")
    run(drafts, "new", "exercise", "tide_table")
    status, out, _ = run(drafts, "list")
    assert (status, "seas" in out.lower(), "tide" in out.lower()) == (0, False, False)
    assert "Solved: 0 of 2" in out
    assert "1 of 2 checks pass" in run(drafts, "grade", "03")[1]
    assert run(drafts, "prove", "03")[:2] == (0, "03_tide_table: a draft, passed over\n")


@pytest.mark.parametrize(
    ("slug", "said"), [("Tide-Table", "is not a name"), ("ping", "01_ping is there already")]
)
def test_new_refuses_in_one_sentence(root, slug, said):
    status, out, err = run(root, "new", "exercise", slug)
    assert (status, out, err.count("\n")) == (1, "", 1)
    assert said in err


def test_figures_are_written_only_where_their_page_is(root):
    status, out, err = run(root, "prove", "01", "--write")
    assert (status, out, err.count("\n")) == (1, "", 1)
    assert "only a clone" in err
