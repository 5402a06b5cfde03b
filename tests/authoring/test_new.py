"""A new folder is a draft: it runs, check says what it lacks, and learners do not see it."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from course.authoring.audit import Audit, examine
from course.authoring.new import NotMade, new_exercise, new_lesson
from course.exercises.catalogue import Catalogue
from course.grading.machine.process import Grader
from course.grading.machine.runner import grade
from course.lessons.library import Library
from course.site.app import create_app


def names(files: tuple[Path, ...], root: Path) -> list[str]:
    return sorted(file.relative_to(root).as_posix() for file in files)


def test_a_new_lesson_is_accepted_as_a_draft_that_says_what_it_lacks(course) -> None:
    files = new_lesson(course.root, "slow_down")

    assert names(files, course.root) == ["lessons/02_slow_down/lesson.md", "lessons/02_slow_down/tides.py"]
    found = examine(course.root)
    assert found.mistakes == ()
    assert {str(note.file) for note in found.notes} == {"lessons/02_slow_down/lesson.md"}
    said = "\n".join(map(str, found.notes))
    for words in (
        "one sentence for the overview of the course",
        "2 steps, not 5 to 8",
        "0 myth",
        "list 1 points",
    ):
        assert words in said


def test_a_new_lesson_runs_and_only_words_and_amounts_are_missing(course) -> None:
    new_lesson(course.root, "slow_down")

    other = [
        note.message
        for note in examine(course.root).notes
        if not note.message.startswith(("still to be written: ", "the lesson has ", "takeaways list "))
    ]
    assert other == []


def test_a_new_exercise_is_accepted_as_a_draft_that_says_what_it_lacks(course) -> None:
    files = new_exercise(course.root, "tide_table")

    folder = "exercises/02_tide_table"
    assert names(files, course.root) == [
        f"{folder}/.meta/solution.py",
        f"{folder}/.meta/stub.py",
        f"{folder}/README.md",
        f"{folder}/app.py",
        f"{folder}/test_tide_table.py",
    ]
    found = examine(course.root)
    assert found.mistakes == ()
    assert {str(note.file) for note in found.notes} == {f"{folder}/README.md", f"{folder}/test_tide_table.py"}
    assert all(note.message.startswith("still to be written: ") for note in found.notes)


def test_an_exercise_needs_a_lesson_and_says_so_when_there_is_none(tmp_path: Path) -> None:
    new_exercise(tmp_path, "tide_table")

    found = examine(tmp_path)
    assert found.mistakes == ()
    assert any("there is no lesson" in note.message for note in found.notes)


@pytest.mark.parametrize(
    ("words", "folder"),
    [
        (["seas"], "02_seas"),
        (["07_seas"], "07_seas"),
        (["07_seas", "lakes"], "08_lakes"),
        (["99_seas", "lakes"], "02_lakes"),
        (["no_content_2"], "02_no_content_2"),
    ],
)
def test_a_name_without_a_number_takes_the_next_one(course, words: list[str], folder: str) -> None:
    for word in words:
        files = new_lesson(course.root, word)

    assert files[0].parent.name == folder


@pytest.mark.parametrize(
    "word", ["Seas", "low-tide", "../seas", "1_seas", "07_", "", "2_seas", "se as", "7seas"]
)
def test_a_name_that_is_none_is_refused(course, word: str) -> None:
    with pytest.raises(NotMade, match="is not a name for a folder"):
        new_lesson(course.root, word)
    assert [folder.name for folder in (course.root / "lessons").iterdir()] == ["01_tiny"]


@pytest.mark.parametrize("word", ["tiny", "01_seas", "05_tiny"])
def test_a_name_or_a_number_that_is_taken_is_refused(course, word: str) -> None:
    before = course.lesson.read_bytes()

    with pytest.raises(NotMade, match="01_tiny is there already"):
        new_lesson(course.root, word)
    assert course.lesson.read_bytes() == before
    assert [folder.name for folder in (course.root / "lessons").iterdir()] == ["01_tiny"]


def test_a_course_is_full_at_99(course) -> None:
    for number in range(2, 100):
        (course.root / "lessons" / f"{number:02d}_x{number}").mkdir()

    with pytest.raises(NotMade, match="from 01 to 99"):
        new_lesson(course.root, "seas")


# Drafts


def draft(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("---\n", "---\ndraft: true\n", 1), encoding="utf-8")


def published(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("draft: true", "draft: false", 1), encoding="utf-8")


def test_learners_do_not_see_a_draft_until_it_is_none(course) -> None:
    library = Library(course.root / "lessons", course.root / "exercises")
    catalogue = Catalogue(course.root / "exercises")
    assert (library.slugs(), catalogue.slugs()) == (("01_tiny",), ("01_first",))

    draft(course.lesson)
    draft(course.readme)

    assert (library.slugs(), library.outlines(), library.outline("01_tiny")) == ((), (), None)
    with pytest.raises(KeyError):
        library.lesson("01_tiny")
    assert (catalogue.slugs(), catalogue.all(), catalogue.get("01_first")) == ((), (), None)
    assert catalogue.drafts() == ("01_first",)

    published(course.lesson)
    published(course.readme)

    assert (library.slugs(), catalogue.slugs(), catalogue.drafts()) == (("01_tiny",), ("01_first",), ())
    assert library.lesson("01_tiny").outline.id == "tiny"


def test_the_site_knows_no_draft(course, tmp_path: Path) -> None:
    files = new_lesson(course.root, "slow_down") + new_exercise(course.root, "tide_table")
    app = create_app({"ROOT": course.root, "INSTANCE": tmp_path / "instance", "LESSONS_FRESH_FOR": 0})
    client = app.test_client()

    def status(address: str) -> int:
        return client.get(address, base_url="http://127.0.0.1").status_code

    assert (status("/lessons/01_tiny/"), status("/exercises/01_first/")) == (200, 200)
    assert (status("/lessons/02_slow_down/"), status("/exercises/02_tide_table/")) == (404, 404)
    for text in (file for file in files if file.suffix == ".md"):
        published(text)
    assert (status("/exercises/02_tide_table/"), status("/lessons/02_slow_down/slow-down-first")) == (
        200,
        200,
    )


def test_what_learners_see_may_not_lead_to_a_draft_and_a_draft_may(course) -> None:
    draft(course.readme)
    new_lesson(course.root, "slow_down")
    second = course.root / "lessons" / "02_slow_down" / "lesson.md"
    text = second.read_text(encoding="utf-8").replace("exercises: []", "exercises: [01_first]")
    second.write_text(text, encoding="utf-8")

    found = examine(course.root)

    assert {str(error.file) for error in found.mistakes} == {"lessons/01_tiny/lesson.md"}
    assert all("no exercise 01_first" in error.message for error in found.mistakes)
    assert not any("no exercise" in note.message for note in found.notes)


def test_the_draft_is_the_one_that_must_choose_another_name(course) -> None:
    new_lesson(course.root, "00_early")
    early = course.root / "lessons" / "00_early" / "lesson.md"
    early.write_text(early.read_text(encoding="utf-8").replace("id: early", "id: tiny"), encoding="utf-8")

    found: Audit = examine(course.root)

    assert found.mistakes == ()
    assert any("lesson id tiny is taken by 01_tiny" in note.message for note in found.notes)


def test_what_is_still_to_be_written_is_a_mistake_where_learners_see_it(course) -> None:
    line = course.change("A paragraph with", "TODO: A paragraph with")

    (error,) = course.audit()

    assert (str(error.file), error.line) == ("lessons/01_tiny/lesson.md", line)
    assert error.message.startswith("still to be written: A paragraph with")


def test_an_author_names_a_draft_and_its_checks_tell_the_stub_from_the_solution(course) -> None:
    new_exercise(course.root, "tide_table")
    exercise = Catalogue(course.root / "exercises").find("tide_table")
    assert exercise is not None

    with closing(Grader()) as grader:
        stub = grade(exercise, exercise.stub_path, grader)
        solution = grade(exercise, exercise.solution_path, grader)

    assert [check.passed for check in stub.checks] == [True, False]
    assert solution.solved
