"""Answers to the questions of a step."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Response, abort, redirect
from werkzeug.wrappers import Response as BaseResponse

from course.site.http.address import links
from course.site.http.found import known_step
from course.site.http.negotiation import problem, wants_json
from course.site.http.services import services
from course.site.pages.answer_form import chosen, record, refusal, sent_answer
from course.site.pages.lessons.step_page import progress_in, reads_on, step_answer
from course.site.present.questions import Draft
from course.values.lesson import Lesson, Myth, Question, Step

bp = Blueprint("answers", __name__, url_prefix="/lessons")


@bp.post("/<slug>/<step_id>/answers")
def give_answer(slug: str, step_id: str) -> BaseResponse:
    """Record the answer to a question or a myth of a step, then lead back to it with 303."""
    lesson, found = known_step(slug, step_id)
    sent = sent_answer()
    blocks: tuple[Question | Myth, ...] = (*found.questions, *found.myths)
    asked = next((block for block in blocks if block.id == sent.question), None)
    if asked is None:
        abort(422, f'This step has no question "{sent.question[:60]}".')
    sent = chosen(asked, sent)
    error = refusal(asked, sent)
    if error:
        return refused(lesson, found, replace(sent, error=error))
    record(services().store, asked, sent)
    return redirect(f"{links().step(slug, step_id, reads_on())}#q-{asked.id}", 303)


def refused(lesson: Lesson, found: Step, draft: Draft) -> Response:
    """Return the step again with the message at the question, as 422."""
    if wants_json():
        return problem(422, draft.error, question=draft.question)
    return step_answer(lesson, found, progress_in(lesson), draft=draft)
