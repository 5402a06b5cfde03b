"""A lesson and a step as their pages show them."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

from course.site.present.course_map import LessonMark
from course.site.present.questions import Draft, is_right
from course.values.lesson import LessonOutline, Question, Step
from course.values.links import Links
from course.values.parts import PARTS
from course.values.progress import Answer

#: Where the way on from the last step leads.
END = "That was the last step"


@dataclass(frozen=True)
class Next:
    """The way on from a step."""

    href: str
    #: Title of the step, or of the lesson's last page, that it leads to.
    title: str
    #: Where that is: "Next, step 3 of 7".
    place: str
    #: True when a question of this step is still open.
    skip: bool
    #: Address and title of the step before, or of the lesson's first page.
    back: str
    back_title: str


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
        given = sorted((a.question, a.choice, a.confidence, a.right, a.why) for a in self.answers.values())
        return tuple(given), self.visited, self.retry, self.read_on


def next_of(mark: LessonMark, found: Step, skip: bool, links: Links) -> Next:
    """Return the way on: the next step, or the end of the lesson after the last."""
    slug, steps = mark.outline.slug, mark.steps
    here = next(index for index, step in enumerate(steps) if step.id == found.id)
    before = steps[here - 1] if here else None
    back = links.step(slug, before.id) if before else links.lesson(slug)
    back_title = before.title if before else mark.outline.title
    if here + 1 == len(steps):
        return Next(links.lesson_end(slug), "What you take with you", END, skip, back, back_title)
    after = steps[here + 1]
    place = f"Next, step {after.number} of {len(steps)}"
    return Next(links.step(slug, after.id), after.title, place, skip, back, back_title)


def number_of(mark: LessonMark) -> int:
    """Return the number of the current step, from 1."""
    return next(step.number for step in mark.steps if step.current)


def part_name(outline: LessonOutline) -> str:
    """Return the title of the part a lesson belongs to."""
    return next((part.title for part in PARTS if part.number == outline.part), "")


def lesson_values(mark: LessonMark, links: Links) -> dict[str, Any]:
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
        "href": links.lesson(outline.slug),
        "steps": [
            {
                "id": step.id,
                "title": step.title,
                "level": step.level,
                "state": step.state,
                "href": links.step(outline.slug, step.id),
            }
            for step in mark.steps
        ],
    }


def step_values(mark: LessonMark, found: Step, answers: dict[str, Answer], links: Links) -> dict[str, Any]:
    """Return a step as JSON-ready values: what may be chosen, and what is right only after an answer."""
    current = next(step for step in mark.steps if step.current)
    return {
        "lesson": mark.outline.slug,
        "id": found.id,
        "title": found.title,
        "level": found.level,
        "state": current.state,
        "next": next_of(mark, found, False, links).href,
        "questions": [question_values(question, answers.get(question.id)) for question in found.questions],
        "myths": [{"id": myth.id, "answered": myth.id in answers} for myth in found.myths],
    }


def question_values(question: Question, given: Answer | None) -> dict[str, Any]:
    """Return a question as JSON-ready values; `right` is there only after an answer."""
    values: dict[str, Any] = {
        "id": question.id,
        "kind": question.kind,
        "multiple": question.multiple,
        # Whoever types is not told what there is to choose from.
        "typed": question.typed_as,
        "options": [option.id for option in question.options if not question.typed_as or given],
        "answered": given is not None,
    }
    if given is not None:
        values |= {
            "choice": given.choice,
            "confidence": given.confidence,
            "right": is_right(question, given.choice),
        }
    return values
