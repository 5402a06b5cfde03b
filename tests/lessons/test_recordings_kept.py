"""Recordings are kept with the lesson, and made anew when a file of it has changed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from course.lessons import recordings
from course.lessons.library import Library
from course.values.mistakes import CourseContentError

GOOD = Path(__file__).parents[1] / "fixtures" / "lessons_and_exercises" / "good"


@pytest.fixture
def library(tmp_path):
    shutil.copytree(GOOD, tmp_path / "course")
    return Library(tmp_path / "course" / "lessons", tmp_path / "course" / "exercises")


def statuses(library):
    return [
        run.exchange.response.status
        for one in library.recordings(library.lesson("01_tiny"))
        for run in one.runs
    ]


def test_recordings_are_kept_until_an_app_changes(library):
    first = library.recordings(library.lesson("01_tiny"))
    assert statuses(library) == [404, 200]
    assert library.recordings(library.lesson("01_tiny")) is first
    app = library.lessons_dir / "01_tiny" / "cheerful.py"
    app.write_text(app.read_text(encoding="utf-8").replace('place"}', 'place"}, 202'), encoding="utf-8")
    assert statuses(library) == [404, 202]


def test_a_mistake_in_a_recording_names_file_and_line(library):
    file = library.lessons_dir / "01_tiny" / "lesson.md"
    text = file.read_text(encoding="utf-8").replace("/// moment | made", "/// moment | crash")
    file.write_text(text, encoding="utf-8")
    line = text.split("\n").index("/// moment | crash") + 1
    for _ in range(2):
        with pytest.raises(CourseContentError) as caught:
            library.recordings(library.lesson("01_tiny"))
        (error,) = caught.value.errors
        assert (error.file, error.line) == (file, line)
        assert error.message == "the station crash was never reached in this recording."
    # The lesson itself can still be read.
    assert library.lesson("01_tiny").outline.slug == "01_tiny"


def test_no_lesson_no_recording(library):
    lesson = library.lesson("01_tiny")
    shutil.rmtree(library.lessons_dir / "01_tiny")
    (library.lessons_dir / "02_other").mkdir()
    with pytest.raises(KeyError):
        library.recordings(lesson)


def test_a_process_that_was_stopped_is_started_again(library, monkeypatch):
    lesson = library.lesson("01_tiny")
    with monkeypatch.context() as patch:
        patch.setattr(recordings, "_told", lambda _: None)
        with pytest.raises(CourseContentError) as caught:
            library.recordings(lesson)
    assert "has ended without a word" in caught.value.errors[0].message
    assert len(library.recordings(lesson)) == 2
