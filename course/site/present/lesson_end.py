"""The end of a lesson: what was answered, what was sure and wrong, and what comes next. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from course.site.present.course_map import ExerciseMark, LessonMark
from course.values.lesson import Aside, Lesson, LessonOutline, Question
from course.values.links import Links
from course.values.progress import Answer

NUMBERS = "no one two three four five six seven eight nine ten eleven twelve".split()


@dataclass(frozen=True)
class Surprise:
    """A question whose first answer was wrong, though the learner was sure of it."""

    prompt_html: str
    #: Where the question stands, and where it can be answered again.
    href: str
    step: str
    #: True when a later answer was right.
    mended: bool


@dataclass(frozen=True)
class Result:
    """The sentence that a step ends with."""

    step: str
    href: str
    #: "" as long as the step is open: the sentence may be the answer.
    html: str


@dataclass(frozen=True)
class Onward:
    """The one thing to do next."""

    href: str
    words: str
    #: What it takes, as a line of small print.
    cost: str
    codes: tuple[int, ...] = ()


@dataclass(frozen=True)
class LessonEnd:
    """Everything that the last page of a lesson shows."""

    title: str
    summary: str
    surprises: tuple[Surprise, ...]
    results: tuple[Result, ...]
    onward: Onward


def lesson_end(
    lesson: Lesson,
    mark: LessonMark,
    first: Mapping[str, Answer],
    latest: Mapping[str, Answer],
    onward: Onward,
    links: Links,
) -> LessonEnd:
    """Return the end of a lesson; `first` and `latest` hold the learner's answers by question."""
    return LessonEnd(
        title_of(mark),
        summary_of([first[q.id] for q in questions_of(lesson) if q.id in first]),
        surprises_of(lesson, first, latest, links),
        results_of(lesson, mark, links),
        onward,
    )


def end_values(end: LessonEnd) -> dict[str, Any]:
    """Return the end of a lesson as JSON-ready values."""
    return {
        "title": end.title,
        "summary": end.summary,
        "surprises": [{"href": one.href, "step": one.step, "mended": one.mended} for one in end.surprises],
        "next": {"href": end.onward.href, "label": end.onward.words},
    }


def title_of(mark: LessonMark) -> str:
    """Return the heading: how many steps are behind the learner, or how many are left."""
    left = len(mark.steps) - mark.answered
    if left:
        return f"{counted(left, 'step')} left.".capitalize()
    steps = len(mark.steps)
    return f"{counted(steps, 'step')}, {counted(steps, 'sentence')}.".capitalize()


def summary_of(first: Sequence[Answer]) -> str:
    """Return how the first answers went, in a sentence or two; nothing of it when none was given."""
    if not first:
        return (
            "You have not answered anything here yet. What follows are the sentences that the steps end with."
        )
    right = sum(answer.right for answer in first)
    sure = sum(answer.confidence == "sure" and not answer.right for answer in first)
    told = f"You answered {counted(len(first), 'question')}. {_right_at_once(right, len(first))}"
    if right == len(first):
        return f"{told}."
    if not sure:
        return f"{told}, and you were sure of no wrong answer."
    return f"{told}; you were sure of {counted(sure, 'wrong answer')}."


def _right_at_once(right: int, answered: int) -> str:
    if answered == 1:
        return "It was right at once" if right else "It was not right at once"
    if right in (0, answered):
        return "All were right at once" if right else "None was right at once"
    return f"{number_word(right)} {'was' if right == 1 else 'were'} right at once".capitalize()


def surprises_of(
    lesson: Lesson, first: Mapping[str, Answer], latest: Mapping[str, Answer], links: Links
) -> tuple[Surprise, ...]:
    """Return the questions whose first answer was sure and wrong, in the order of the lesson."""
    slug = lesson.outline.slug
    return tuple(
        Surprise(
            question.prompt_html,
            f"{links.step(slug, step.id)}#q-{question.id}",
            step.title,
            question.id in latest and latest[question.id].right,
        )
        for step in lesson.steps
        for question in step.questions
        if question.id in first and first[question.id].confidence == "sure" and not first[question.id].right
    )


def questions_of(lesson: Lesson) -> tuple[Question, ...]:
    """Return every question of a lesson in order."""
    return tuple(question for step in lesson.steps for question in step.questions)


def results_of(lesson: Lesson, mark: LessonMark, links: Links) -> tuple[Result, ...]:
    """Return the sentence of each step; of a step that is open only its title."""
    states = {step.id: step.state for step in mark.steps}
    return tuple(
        Result(
            step.title,
            links.step(lesson.outline.slug, step.id),
            "" if states[step.id] == "open" else block.html,
        )
        for step in lesson.steps
        for block in step.blocks
        if isinstance(block, Aside) and block.kind == "result"
    )


def onward_of(
    mark: LessonMark, exercises: Sequence[ExerciseMark], after: LessonOutline | None, links: Links
) -> Onward:
    """Return the next thing: a step that is left, an exercise to solve, the next lesson, or the map."""
    slug = mark.outline.slug
    left = next((step for step in mark.steps if step.state == "open"), None)
    if left is not None:
        begun = "Begin with" if mark.answered == 0 else "Go on with"
        return Onward(links.step(slug, left.id), f"{begun} step {left.number}", left.title)
    unsolved = next((exercise for exercise in exercises if exercise.state != "done"), None)
    if unsolved is not None:
        cost = f"exercise {unsolved.number}, {unsolved.minutes} min"
        return Onward(links.exercise(unsolved.slug), f"Your turn: {unsolved.title}", cost, unsolved.codes)
    if after is not None:
        cost = f"{after.minutes} min for {len(after.steps)} steps, {after.level}"
        return Onward(
            links.lesson(after.slug), f"On to lesson {after.number}: {after.title}", cost, after.codes
        )
    return Onward(links.home(), "See the whole course", "every lesson and exercise")


def counted(count: int, noun: str) -> str:
    """Return a number with its noun: "one step", "13 steps"."""
    return f"{number_word(count)} {noun}{'' if count == 1 else 's'}"


def number_word(count: int) -> str:
    """Return a number up to twelve as a word, others in digits."""
    return NUMBERS[count] if count < len(NUMBERS) else str(count)
