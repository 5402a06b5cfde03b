from __future__ import annotations

import os
import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from course.lessons import builder
from course.lessons.library import Library
from course.values.mistakes import ContentError, CourseContentError


@pytest.fixture
def library(course) -> Library:
    return Library(course.root / "lessons", course.root / "exercises")


def second_lesson(course) -> Path:
    """Add a lesson 02_more whose ids differ from those of the first."""
    folder = course.root / "lessons" / "02_more"
    shutil.copytree(course.folder, folder)
    text = (folder / "lesson.md").read_text(encoding="utf-8")
    for old, new in (("id: tiny", "id: more"), ("{#", "{#more-"), ("    id: a-miss", "    id: more-a-miss")):
        text = text.replace(old, new)
    (folder / "lesson.md").write_text(text, encoding="utf-8")
    return folder / "lesson.md"


def test_outlines_run_nothing(course, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    (course.folder / "tides.py").write_text("raise SystemError")

    (outline,) = library.outlines()

    assert outline.slug == "01_tiny" and len(outline.steps) == 5
    assert library.outline("01_tiny") == outline


def test_unknown_slug(library: Library) -> None:
    for slug in ("02_none", "", "..", "../lessons/01_tiny"):
        assert library.outline(slug) is None
        with pytest.raises(KeyError):
            library.lesson(slug)


def test_unchanged_lesson_is_not_read_again(course, library: Library) -> None:
    first = library.lesson("01_tiny")
    (course.folder / "__pycache__").mkdir()
    (course.folder / "__pycache__" / "tides.pyc").write_bytes(b"x")

    assert library.lesson("01_tiny") is first


@pytest.mark.parametrize("file", ["lesson.md", "tides.py", "boxes.svg"])
def test_lesson_is_read_again_when_a_file_of_it_changed(course, library: Library, file: str) -> None:
    first = library.lesson("01_tiny")
    path = course.folder / file
    stamp = path.stat().st_mtime_ns
    os.utime(path, ns=(stamp, stamp + 1_000))

    again = library.lesson("01_tiny")

    assert again is not first and again == first


def test_a_lesson_is_shown_for_a_while_without_a_look_at_its_files(course) -> None:
    patient = Library(course.root / "lessons", course.root / "exercises", fresh_for=3600)
    hasty = Library(course.root / "lessons", course.root / "exercises", fresh_for=0.01)
    first = patient.lesson("01_tiny"), patient.outline("01_tiny"), hasty.lesson("01_tiny")

    course.change("title: A tiny", "title: Another")
    time.sleep(0.02)

    assert (patient.lesson("01_tiny"), patient.outline("01_tiny")) == first[:2]
    assert hasty.lesson("01_tiny").outline.title.startswith("Another")


def test_change_of_an_app_changes_the_key(course, library: Library) -> None:
    assert library.lesson("01_tiny").steps[1].questions[0].right_ids == {"404"}

    course.change(", 404", "", "lessons/01_tiny/tides.py")

    assert library.lesson("01_tiny").steps[1].questions[0].right_ids == {"200"}


def test_lesson_with_mistakes_raises_all_of_them_and_others_go_on(course, library: Library) -> None:
    broken = second_lesson(course)
    assert library.lesson("02_more").outline.id == "more"
    text = broken.read_text(encoding="utf-8")
    broken.write_text(text.replace("/// why", "/// wy").replace("    ask: content-type", "    ask: wrong"))

    with pytest.raises(CourseContentError) as caught:
        library.lesson("02_more")

    assert len(caught.value.errors) == 2 == len(library.errors("02_more"))
    assert library.lesson("01_tiny").outline.id == "tiny"
    assert [outline.slug for outline in library.outlines()] == ["01_tiny", "02_more"]
    broken.write_text(text, encoding="utf-8")
    assert library.lesson("02_more").outline.id == "more"


def test_lesson_without_usable_front_matter_is_left_out(course, library: Library) -> None:
    second_lesson(course).write_text("no front matter")

    assert [outline.slug for outline in library.outlines()] == ["01_tiny"]
    assert library.outline("02_more") is None
    assert library.errors("02_more")[0].message == "the front matter is missing."


def test_a_byte_that_is_not_utf8_is_named_with_its_line_and_stops_no_other_lesson(course, library) -> None:
    file = second_lesson(course)
    text = file.read_bytes()
    file.write_bytes(text + b"\nna\xefve\n")

    assert [outline.slug for outline in library.outlines()] == ["01_tiny", "02_more"]
    (fault,) = library.errors("02_more")
    assert (fault.line, fault.message) == (
        text.count(b"\n") + 2,
        "here is a byte that UTF-8 does not have.",
    )


@pytest.mark.parametrize(
    "make", [Path.mkdir, lambda file: file.symlink_to(file.name)], ids=["folder", "circle"]
)
def test_a_text_that_cannot_be_read_stops_no_other_lesson(course, library: Library, make) -> None:
    file = second_lesson(course)
    file.unlink()
    make(file)

    assert [outline.slug for outline in library.outlines()] == ["01_tiny"]
    assert library.errors("02_more")[0].remedy == "Every lesson's folder holds a lesson.md."


def test_folder_without_a_text(course, library: Library) -> None:
    (course.root / "lessons" / "02_empty").mkdir()

    assert library.outline("02_empty") is None
    assert "missing" in str(library.errors("02_empty")[0])


def test_neighbours(course, library: Library) -> None:
    second_lesson(course)

    before, after = library.neighbours("01_tiny")

    assert before is None and after is not None and after.slug == "02_more"
    assert library.neighbours("02_more")[0] == library.outline("01_tiny")
    assert library.neighbours("03_none") == (None, None)


def test_threads_render_a_lesson_once(course, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    second_lesson(course)
    built: list[str] = []
    real = builder.build

    def counting(source, links):
        built.append(source.slug)
        return real(source, links)

    monkeypatch.setattr(builder, "build", counting)
    slugs = ["01_tiny", "02_more"] * 20

    with ThreadPoolExecutor(8) as pool:
        lessons = list(pool.map(library.lesson, slugs))

    assert [lesson.outline.slug for lesson in lessons] == slugs
    assert sorted(built) == ["01_tiny", "02_more"]
    assert len({id(lesson) for lesson in lessons}) == 2


def test_a_lesson_that_failed_with_the_machine_is_built_anew(
    course, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builder.build
    fault = ContentError(course.folder / "lesson.md", 1, "the disk is full.")
    monkeypatch.setattr(builder, "build", lambda source, links: (None, (fault,)))
    assert library.errors("01_tiny") == (fault,)
    monkeypatch.setattr(builder, "build", real)
    assert library.errors("01_tiny") == (fault,)
    monkeypatch.setattr("course.lessons.library.TRY_AGAIN", 0.0)
    assert library.errors("01_tiny") == ()


def test_a_quick_outline_is_the_outline_of_a_closer_look():
    """The map reads every lesson quickly; what it says is what the whole lesson says."""
    from course.lessons.parser import quick_outline, read_source

    root = Path(__file__).resolve().parents[2] / "lessons"
    compared = 0
    for file in sorted(root.glob("*/lesson.md")):
        text = file.read_text(encoding="utf-8")
        source = read_source(text, file, file.parent.name)
        if not source.faults:
            assert quick_outline(text, file.parent.name) == source.outline
            compared += 1
    assert compared >= 10
