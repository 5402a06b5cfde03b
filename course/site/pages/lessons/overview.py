"""All lessons, and the first page of each."""

from __future__ import annotations

from flask import Blueprint, Response, render_template

from course.site.http.address import links
from course.site.http.found import known_outline
from course.site.http.negotiation import answer, wants_json
from course.site.http.services import services
from course.site.pages.whole_course import course_map
from course.site.present.course_map import mark_exercise, mark_lesson
from course.site.present.lesson_page import first_open, lesson_values, part_name
from course.site.present.pieces import pieces
from course.site.present.standing import standing
from course.values.lesson import Myth, Question

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
    runs = parts.store.latest_runs()
    exercises = [
        mark_exercise(exercise, runs.get(exercise.slug))
        for exercise in parts.exercises()
        if exercise.slug in outline.exercises
    ]
    opener = tuple(block for block in parts.lesson(slug).opener if not isinstance(block, (Question, Myth)))
    page = render_template(
        "lessons/overview.html",
        mark=mark,
        outline=outline,
        part=part_name(outline),
        opener=pieces(opener, {}),
        exercises=exercises,
        prerequisites=[found for found in map(parts.library.outline, outline.prerequisites) if found],
        start=first_open(mark),
        neighbours=parts.library.neighbours(slug),
    )
    return answer(page, {})
