"""Answers to the questions of a step."""

from __future__ import annotations

from flask import Blueprint, Response, abort, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from course.progress.store import Store
from course.site.http.forms import FORM_TYPES
from course.site.http.found import known_step
from course.site.http.negotiation import problem, wants_json
from course.site.http.services import services
from course.site.pages.lessons.step import progress_in, reads_on, step_answer
from course.site.present.questions import CONFIDENCES, STANCES, Draft, is_right
from course.values.lesson import Lesson, Myth, Question, Step
from course.values.progress import Confidence

bp = Blueprint("answers", __name__, url_prefix="/lessons")

NOTHING_CHOSEN = (
    "Choose an answer first. A wrong one costs nothing, and you learn more from it than from reading on."
)
NO_CONFIDENCE = "Say how sure you are. It makes a surprise easier to remember."
ONE_ONLY = "Choose one answer. Exactly one came back."
NO_STANCE = "Say whether you believed it. Nobody keeps score."


@bp.post("/<slug>/<step_id>/answers")
def give_answer(slug: str, step_id: str) -> BaseResponse:
    """Record the answer to a question or a myth of a step, then lead back to it with 303."""
    lesson, found = known_step(slug, step_id)
    if request.mimetype not in FORM_TYPES:
        abort(415, "Answers are sent as a form, with the fields question, choice and confidence.")
    sent = Draft(
        request.form.get("question", ""),
        tuple(dict.fromkeys(request.form.getlist("choice"))),
        request.form.get("confidence", ""),
        "",
    )
    blocks: tuple[Question | Myth, ...] = (*found.questions, *found.myths)
    asked = next((block for block in blocks if block.id == sent.question), None)
    if asked is None:
        abort(422, f'This step has no question "{sent.question[:60]}".')
    error = refusal(asked, sent)
    if error:
        return refused(lesson, found, Draft(sent.question, sent.choice, sent.confidence, error))
    record(services().store, asked, sent)
    back = url_for(
        "steps.step",
        slug=slug,
        step_id=step_id,
        read="on" if reads_on() else None,
        _anchor=f"q-{asked.id}",
    )
    return redirect(back, 303)


def refusal(asked: Question | Myth, sent: Draft) -> str:
    """Return why an answer cannot be accepted, "" when it can.

    Aborts with 422 when it names an option that does not exist.
    """
    known = {option.id for option in asked.options} if isinstance(asked, Question) else set(STANCES)
    if not known.issuperset(sent.choice):
        abort(422, "The answer names an option that this question does not have.")
    if sent.confidence and sent.confidence not in CONFIDENCES:
        abort(422, "The confidence can be sure or guessing.")
    if not sent.choice:
        return NOTHING_CHOSEN if isinstance(asked, Question) else NO_STANCE
    if isinstance(asked, Myth):
        return "" if len(sent.choice) == 1 else NO_STANCE
    if len(sent.choice) > 1 and not asked.multiple:
        return ONE_ONLY
    return "" if sent.confidence else NO_CONFIDENCE


def record(store: Store, asked: Question | Myth, sent: Draft) -> None:
    """Put an accepted answer into the store. Doubting a myth is the right side to be on."""
    if isinstance(asked, Myth):
        store.record_answer(asked.id, sent.choice, "", sent.choice == ("doubted",))
    else:
        confidence: Confidence = "sure" if sent.confidence == "sure" else "guessing"
        store.record_answer(asked.id, sent.choice, confidence, is_right(asked, sent.choice))


def refused(lesson: Lesson, found: Step, draft: Draft) -> Response:
    """Return the step again with the message at the question, as 422."""
    if wants_json():
        return problem(422, draft.error, question=draft.question)
    return step_answer(lesson, found, progress_in(lesson), draft=draft)
