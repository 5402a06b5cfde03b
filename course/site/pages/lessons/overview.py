"""All lessons, and the first and the last page of each."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, Response, render_template

from course.site.http.address import links
from course.site.http.found import known_outline
from course.site.http.negotiation import answer, wants_json
from course.site.http.services import services
from course.site.pages.due import due_cards
from course.site.pages.whole_course import course_map
from course.site.present.course_map import ExerciseMark, mark_exercise, mark_lesson
from course.site.present.lesson_end import counted, end_values, lesson_end, onward_of, questions_of
from course.site.present.lesson_page import lesson_values, part_name
from course.site.present.pieces import pieces
from course.site.present.standing import standing
from course.values.lesson import Lesson, LessonOutline, Myth, Question
from course.values.progress import Answer

bp = Blueprint("lessons", __name__, url_prefix="/lessons")


@bp.get("/")
def listing() -> Response:
    """List the lessons by part."""
    marks = course_map()
    if wants_json():
        values = [lesson_values(lesson, links()) for mark in marks for lesson in mark.lessons]
        return answer("", {"lessons": values})
    return answer(render_template("lessons/list.html", parts=marks, whole=standing(marks)), {})


@bp.get("/<slug>/")
def overview(slug: str) -> Response:
    """Show what a lesson is about and how far the learner is."""
    outline = known_outline(slug)
    parts = services()
    mark = mark_lesson(outline, parts.store.answers(), parts.store.visited())
    if wants_json():
        return answer("", lesson_values(mark, links()))
    lesson = parts.lesson(slug)
    opener = pieces(tuple(b for b in lesson.opener if not isinstance(b, (Question, Myth))), {})
    neighbours = parts.library.neighbours(slug)
    exercises = exercise_marks(outline)
    page = render_template(
        "lessons/overview.html",
        mark=mark,
        outline=outline,
        part=part_name(outline),
        opener=opener,
        exercises=exercises,
        exercise_words=counted(len(exercises), "exercise"),
        prerequisites=[found for found in map(parts.library.outline, outline.prerequisites) if found],
        onward=onward_of(mark, exercises, neighbours[1], links()),
        step_codes=parts.usages.told(slug),
        neighbours=neighbours,
        due=len(due_cards(slug)),
    )
    return answer(page, {})


@bp.get("/<slug>/end/")
def end(slug: str) -> Response:
    """Show what a lesson leaves behind: surprises, sentences, and what comes next."""
    outline = known_outline(slug)
    parts = services()
    lesson = parts.lesson(slug)
    latest = parts.store.answers()
    mark = mark_lesson(outline, latest, parts.store.visited())
    neighbours = parts.library.neighbours(slug)
    onward = onward_of(mark, exercise_marks(outline), neighbours[1], links())
    found = lesson_end(lesson, mark, first_answers(lesson, latest), latest, onward, links())
    if wants_json():
        return answer("", end_values(found))
    page = render_template("lessons/end.html", mark=mark, outline=outline, end=found, neighbours=neighbours)
    return answer(page, {})


def exercise_marks(outline: LessonOutline) -> list[ExerciseMark]:
    """Return the exercises that a lesson prepares for, with the state of each."""
    runs = services().store.latest_runs()
    return [
        mark_exercise(exercise, runs.get(exercise.slug))
        for exercise in services().exercises()
        if exercise.slug in outline.exercises
    ]


def first_answers(lesson: Lesson, latest: Mapping[str, Answer]) -> dict[str, Answer]:
    """Return the first answer to each question of a lesson; the store is asked only where there are more."""
    given = [latest[question.id] for question in questions_of(lesson) if question.id in latest]
    attempts = services().store.attempts
    return {a.question: a if a.attempt == 1 else min(attempts(a.question), key=attempt_of) for a in given}


def attempt_of(answer: Answer) -> int:
    """Return the number of an answer among the answers to its question."""
    return answer.attempt
