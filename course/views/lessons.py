"""Lessons, one step at a time, and the answers to their questions."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, abort, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from course.model import PARTS, Lesson, LessonOutline, Myth, Question, Step
from course.progress import Answer, Confidence, LessonProgress, Store
from course.views import caching
from course.views.home import course_map
from course.views.journey import LessonMark, mark_exercise, mark_lesson
from course.views.negotiation import answer, problem, wants_json
from course.views.questions import CONFIDENCES, STANCES, Draft, is_right
from course.views.rendering import Piece, pieces, split_at_question, theme
from course.views.services import services

bp = Blueprint("lessons", __name__, url_prefix="/lessons")

FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")

NOTHING_CHOSEN = (
    "Choose an answer first. A wrong one costs nothing, and you learn more from it than from reading on."
)
NO_CONFIDENCE = "Say how sure you are. It makes a surprise easier to remember."
ONE_ONLY = "Choose one answer. Exactly one came back."
NO_STANCE = "Say whether you believed it. Nobody keeps score."


@dataclass(frozen=True)
class Next:
    """The way on from a step."""

    href: str
    label: str
    #: True when a question of this step is still open.
    skip: bool
    #: The way to the step before, "" for the first.
    back: str


@bp.get("/")
def listing() -> Response:
    """List the lessons by part."""
    marks = course_map(services())
    if wants_json():
        return answer("", {"lessons": [lesson_values(lesson) for mark in marks for lesson in mark.lessons]})
    return answer(render_template("lessons.html", parts=marks), {})


@bp.get("/<slug>/")
def overview(slug: str) -> Response:
    """Show what a lesson is about and how far the learner is."""
    outline = known_outline(slug)
    parts = services()
    mark = mark_lesson(outline, parts.store.answers(), parts.store.visited())
    if wants_json():
        return answer("", lesson_values(mark))
    runs = parts.store.latest_runs()
    exercises = [
        mark_exercise(exercise, runs.get(exercise.slug))
        for exercise in parts.exercises()
        if exercise.slug in outline.exercises
    ]
    opener = tuple(
        block for block in parts.library.lesson(slug).opener if not isinstance(block, (Question, Myth))
    )
    page = render_template(
        "lesson.html",
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


@bp.get("/<slug>/<step_id>")
def step(slug: str, step_id: str) -> Response:
    """Show one step, and remember that it was opened."""
    lesson, found = known_step(slug, step_id)
    progress = progress_in(lesson)
    if request.method == "GET" and progress.last_visit != (slug, step_id):
        services().store.visit(slug, step_id)
        progress = progress_in(lesson)
    return step_answer(lesson, found, progress, retry=request.args.get("retry", ""))


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
        "lessons.step",
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


def progress_in(lesson: Lesson) -> LessonProgress:
    """Return what the learner did in a lesson."""
    outline = lesson.outline
    asked = [name for step in outline.steps for name in (*step.question_ids, *step.myth_ids)]
    return services().store.lesson(outline.slug, asked)


@dataclass(frozen=True)
class StepState:
    """Everything that a step's page depends on besides the lesson itself."""

    answers: dict[str, Answer]
    visited: frozenset[tuple[str, str]]
    #: Id of the question whose form is wanted again, "" for none.
    retry: str = ""
    draft: Draft | None = None
    #: Whether the learner wants to see what stands behind open questions.
    read_on: bool = False

    @property
    def key(self) -> Hashable:
        """Return the state as a value that can be compared."""
        given = sorted((a.question, a.choice, a.confidence, a.right) for a in self.answers.values())
        return tuple(given), self.visited, self.retry, self.read_on


def reads_on() -> bool:
    """Tell whether the learner wants to see what stands behind open questions."""
    return request.args.get("read") == "on"


def step_answer(
    lesson: Lesson, found: Step, progress: LessonProgress, draft: Draft | None = None, retry: str = ""
) -> Response:
    """Return the page of a step, or its outline as JSON."""
    store = services().store
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
        return answer("", step_values(mark, found, state.answers))
    if draft or current_app.debug:
        return answer(step_page(lesson, found, state), {}, 422 if draft else 200)
    page = services().pages.get(
        lesson,
        (found.id, state.key, theme(), store.notice, caching.versions()),
        lambda: step_page(lesson, found, state),
    )
    response = answer(page.body, {})
    response.set_etag(page.etag)
    return response


def step_page(lesson: Lesson, found: Step, state: StepState) -> str:
    """Render a step."""
    mark = mark_lesson(lesson.outline, state.answers, state.visited, found.id)
    shown = pieces(found.blocks, state.answers, state.draft, state.retry, state.read_on)
    head, rest = split_at_question(shown)
    return render_template(
        "step.html",
        mark=mark,
        outline=lesson.outline,
        step=found,
        head=head,
        rest=rest,
        onward=next_of(mark, found, open_questions(shown)),
        number=number_of(mark),
        draft=state.draft,
        read_on=state.read_on,
    )


def open_questions(shown: tuple[Piece, ...]) -> bool:
    """Tell whether a question of these pieces waits for its answer."""
    return any(piece.template == "_question_open.html" for piece in shown)


def next_of(mark: LessonMark, found: Step, skip: bool) -> Next:
    """Return the way on: the next step, or back to the lesson after the last."""
    slug = mark.outline.slug
    here = next(index for index, step in enumerate(mark.steps) if step.id == found.id)
    back = url_for("lessons.step", slug=slug, step_id=mark.steps[here - 1].id) if here else ""
    if here + 1 < len(mark.steps):
        after = mark.steps[here + 1]
        href = url_for("lessons.step", slug=slug, step_id=after.id)
        return Next(href, "Skip for now" if skip else f"Next: {after.title}", skip, back)
    href = url_for("lessons.overview", slug=slug)
    return Next(href, "Skip for now" if skip else "Finish: back to the lesson", skip, back)


def first_open(mark: LessonMark) -> str:
    """Return the id of the first step that is not answered, else of the first."""
    ids = [step.id for step in mark.steps if step.state == "open"] or [step.id for step in mark.steps]
    return ids[0] if ids else ""


def number_of(mark: LessonMark) -> int:
    """Return the number of the current step, from 1."""
    return next(step.number for step in mark.steps if step.current)


def part_name(outline: LessonOutline) -> str:
    """Return the title of the part a lesson belongs to."""
    return next((part.title for part in PARTS if part.number == outline.part), "")


def known_outline(slug: str) -> LessonOutline:
    """Return the outline of a lesson. Aborts with 404 when there is none."""
    outline = services().library.outline(slug)
    if outline is None:
        abort(404, f'There is no lesson "{slug[:80]}".')
    return outline


def known_step(slug: str, step_id: str) -> tuple[Lesson, Step]:
    """Return a lesson and one of its steps. Aborts with 404 when there is none."""
    outline = known_outline(slug)
    if step_id not in {step.id for step in outline.steps}:
        abort(404, f'Lesson {outline.number} has no step "{step_id[:80]}".')
    lesson = services().library.lesson(slug)
    found = lesson.step(step_id)
    if found is None:
        abort(404, f'Lesson {outline.number} has no step "{step_id[:80]}".')
    return lesson, found


def lesson_values(mark: LessonMark) -> dict[str, Any]:
    """Return a lesson's outline and state as JSON-ready values."""
    outline = mark.outline
    return {
        "slug": outline.slug,
        "title": outline.title,
        "summary": outline.summary,
        "part": outline.part,
        "minutes": outline.minutes,
        "level": outline.level,
        "objectives": outline.objectives,
        "codes": outline.codes,
        "exercises": outline.exercises,
        "href": url_for("lessons.overview", slug=outline.slug),
        "steps": [
            {
                "id": step.id,
                "title": step.title,
                "level": step.level,
                "state": step.state,
                "href": url_for("lessons.step", slug=outline.slug, step_id=step.id),
            }
            for step in mark.steps
        ],
    }


def step_values(mark: LessonMark, found: Step, answers: dict[str, Answer]) -> dict[str, Any]:
    """Return a step as JSON-ready values: what may be chosen, and what is right only after an answer."""
    current = next(step for step in mark.steps if step.current)
    return {
        "lesson": mark.outline.slug,
        "id": found.id,
        "title": found.title,
        "level": found.level,
        "state": current.state,
        "next": next_of(mark, found, False).href,
        "questions": [question_values(question, answers.get(question.id)) for question in found.questions],
        "myths": [{"id": myth.id, "answered": myth.id in answers} for myth in found.myths],
    }


def question_values(question: Question, given: Answer | None) -> dict[str, Any]:
    """Return a question as JSON-ready values; `right` is there only after an answer."""
    values: dict[str, Any] = {
        "id": question.id,
        "kind": question.kind,
        "multiple": question.multiple,
        "options": [option.id for option in question.options],
        "answered": given is not None,
    }
    if given is not None:
        values |= {
            "choice": given.choice,
            "confidence": given.confidence,
            "right": is_right(question, given.choice),
        }
    return values
