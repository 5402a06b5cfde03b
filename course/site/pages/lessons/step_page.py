"""The page of a step, as it is opened and as an answer that cannot be recorded brings it back."""

from __future__ import annotations

from flask import Response, render_template, request

from course.site.http.address import links
from course.site.http.negotiation import answer, wants_json
from course.site.http.rendered import kept
from course.site.http.services import services
from course.site.present.course_map import mark_lesson
from course.site.present.lesson_page import StepState, next_of, number_of, step_values
from course.site.present.pieces import (
    open_questions,
    pieces,
    split_at_question,
    split_off_intro,
    split_off_result,
)
from course.site.present.questions import Draft
from course.values.lesson import Lesson, Step
from course.values.progress import LessonProgress


def progress_in(lesson: Lesson) -> LessonProgress:
    """Return what the learner did in a lesson."""
    outline = lesson.outline
    return services().store.lesson(outline.slug, outline.asked)


def asked(name: str) -> str:
    """Return a parameter of the query, "" for none; most pages are asked for without a query."""
    return request.args.get(name, "") if request.query_string else ""


def reads_on() -> bool:
    """Tell whether the learner wants to see what stands behind open questions."""
    return asked("read") == "on"


def step_answer(
    lesson: Lesson, found: Step, progress: LessonProgress, draft: Draft | None = None, retry: str = ""
) -> Response:
    """Return the page of a step, or its outline as JSON."""
    outline = lesson.outline
    state = StepState(
        progress.answers,
        frozenset((outline.slug, step) for step in progress.opened),
        retry if retry in {question.id for question in found.questions} else "",
        draft,
        reads_on(),
    )
    if wants_json():
        mark = mark_lesson(outline, state.answers, state.visited, found.id)
        return answer("", step_values(mark, found, state.answers, links()))
    if draft:
        return answer(step_page(lesson, found, state), {}, 422)
    return kept(lesson, (found.id, state.key), lambda: step_page(lesson, found, state))


def step_page(lesson: Lesson, found: Step, state: StepState) -> str:
    """Render a step."""
    mark = mark_lesson(lesson.outline, state.answers, state.visited, found.id)
    shown = pieces(found.blocks, state.answers, state.draft, state.retry, state.read_on)
    onward = next_of(mark, found, open_questions(shown), links())
    # As long as something is open the sentence of the step is no farewell yet.
    body, result = (shown, None) if onward.skip else split_off_result(shown)
    intro, body = split_off_intro(body)
    head, rest = split_at_question(body)
    return render_template(
        "lessons/step.html",
        mark=mark,
        outline=lesson.outline,
        step=found,
        intro=intro,
        head=head,
        rest=rest,
        result=result,
        onward=onward,
        number=number_of(mark),
        draft=state.draft,
        read_on=state.read_on,
    )
