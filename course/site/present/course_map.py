"""How far the learner has come, in words and in tiles. Pure: outlines and records in, values out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from flask import url_for

from course.grading.wording import WORDS
from course.values.exercise import Exercise
from course.values.lesson import LessonOutline, StepOutline
from course.values.parts import PARTS, Part
from course.values.progress import Answer, Run
from course.values.report import Outcome


@dataclass(frozen=True)
class Continue:
    """Where the learner goes on."""

    href: str
    label: str
    begun: bool


def where_to_continue(outlines: tuple[LessonOutline, ...], visit: tuple[str, str] | None) -> Continue | None:
    """Return the step that was open last, else the first lesson, None when there is no lesson."""
    for outline in outlines:
        for number, step in enumerate(outline.steps, 1):
            if visit == (outline.slug, step.id):
                href = url_for("steps.step", slug=outline.slug, step_id=step.id)
                return Continue(href, f"Lesson {outline.number}, step {number}: {step.title}", True)
    if not outlines:
        return None
    first = outlines[0]
    return Continue(
        url_for("lessons.overview", slug=first.slug), f"Lesson {first.number}: {first.title}", False
    )


#: done: answered and right, or read when nothing is asked. missed: answered, not all right. open: the rest.
State = Literal["done", "missed", "open"]
STATE_WORDS: dict[State, str] = {
    "done": "done",
    "missed": "not all right",
    "open": "not answered yet",
}
#: Outcomes of a run for which counting checks says nothing.
UNCOUNTED: tuple[Outcome, ...] = ("cannot_load", "grader_fault")
#: The lessons of the course that have no folder yet: slug, title, part.
PLANNED: tuple[tuple[str, str, int], ...] = (
    ("01_one_number", "One number sums it up", 1),
    ("02_five_families", "Five families", 1),
    ("03_in_flask", "Saying it in Flask", 1),
    ("04_what_flask_says", "What Flask says for you", 1),
    ("05_precise_success", "Success has more than one number", 2),
    ("06_safe_to_repeat", "Safe to repeat, done later", 2),
    ("07_redirects", "Redirects keep or change the method", 3),
    ("08_nothing_new", "Nothing new, and lost updates", 3),
    ("09_reading_the_body", "Before you can judge a body", 4),
    ("10_shape_and_meaning", "Shape, then meaning", 4),
    ("11_state_of_things", "Missing, gone, in conflict", 5),
    ("12_401_403_404", "Who are you, and may you?", 6),
    ("13_error_bodies", "One shape for every error", 7),
    ("14_handlers", "Handlers that tell the truth", 7),
    ("15_slow_down", "Slow down", 8),
    ("16_our_fault", "Our fault, or theirs upstream", 8),
    ("17_pipelines", "When many things can fail", 8),
    ("18_watch_it", "Watch it", 9),
    ("19_prove_and_document", "Prove it, document it", 9),
    ("20_design", "Designing with codes", 9),
)
#: Exercise numbers at which a part begins. An exercise keeps its part also while its lesson is being written.
PART_STARTS: tuple[tuple[int, int], ...] = (
    (1, 1), (5, 2), (9, 3), (11, 4), (16, 5), (19, 6), (22, 7), (27, 8), (32, 9),
)  # fmt: skip


@dataclass(frozen=True)
class StepMark:
    """One step on a rail or a list."""

    id: str
    title: str
    number: int
    level: str
    state: State
    current: bool = False

    @property
    def words(self) -> str:
        """Return the state in words."""
        return STATE_WORDS[self.state]


@dataclass(frozen=True)
class LessonMark:
    """One lesson with how far the learner is in it."""

    outline: LessonOutline
    steps: tuple[StepMark, ...]

    @property
    def number(self) -> int:
        """Return the number in front of the folder name."""
        return self.outline.number

    @property
    def answered(self) -> int:
        """Return the number of steps that are answered or read."""
        return sum(step.state != "open" for step in self.steps)

    @property
    def words(self) -> str:
        """Return the progress in words."""
        return f"{self.answered} of {len(self.steps)} steps answered"


@dataclass(frozen=True)
class ExerciseMark:
    """One exercise with the state of its newest run."""

    slug: str
    title: str
    number: int
    minutes: int
    codes: tuple[int, ...]
    state: Literal["done", "part", "open"]
    words: str


@dataclass(frozen=True)
class PlannedLesson:
    """A lesson that is still being written."""

    slug: str
    title: str

    @property
    def number(self) -> int:
        """Return the number in front of the folder name."""
        return int(self.slug[:2])


@dataclass(frozen=True)
class PartMark:
    """One part of the course: lessons, those still being written, exercises."""

    part: Part
    lessons: tuple[LessonMark, ...]
    planned: tuple[PlannedLesson, ...]
    exercises: tuple[ExerciseMark, ...]

    @property
    def shelf(self) -> tuple[LessonMark | PlannedLesson, ...]:
        """Return the lessons, written or not, in teaching order."""
        return tuple(sorted((*self.lessons, *self.planned), key=lambda lesson: lesson.number))

    @property
    def solved(self) -> int:
        """Return the number of solved exercises."""
        return sum(exercise.state == "done" for exercise in self.exercises)

    @property
    def words(self) -> str:
        """Return the exercises' progress in words."""
        count = len(self.exercises)
        return f"{self.solved} of {count} {'exercise' if count == 1 else 'exercises'} solved"


def step_state(
    lesson: str, step: StepOutline, answers: Mapping[str, Answer], visited: Collection[tuple[str, str]]
) -> State:
    """Return the state of a step from what was recorded."""
    if not step.question_ids:
        return "done" if (lesson, step.id) in visited else "open"
    given = [answers.get(question) for question in step.question_ids]
    if any(answer is None for answer in given):
        return "open"
    return "done" if all(answer.right for answer in given if answer) else "missed"


def mark_lesson(
    outline: LessonOutline,
    answers: Mapping[str, Answer],
    visited: Collection[tuple[str, str]],
    current: str = "",
) -> LessonMark:
    """Return a lesson with the state of its steps; `current` is the id of the step that is open."""
    return LessonMark(
        outline,
        tuple(
            StepMark(
                step.id,
                step.title,
                number,
                step.level,
                step_state(outline.slug, step, answers, visited),
                step.id == current,
            )
            for number, step in enumerate(outline.steps, 1)
        ),
    )


def mark_exercise(exercise: Exercise, run: Run | None) -> ExerciseMark:
    """Return an exercise with the state of its newest run."""
    state, words = run_state(run)
    return ExerciseMark(
        exercise.slug, exercise.title, exercise.number, exercise.minutes, exercise.codes, state, words
    )


def run_state(run: Run | None) -> tuple[Literal["done", "part", "open"], str]:
    """Return the state of a run and how it is said."""
    if run is None:
        return "open", "not tried yet"
    if run.solved:
        return "done", "solved"
    for outcome in UNCOUNTED:
        if run.outcome == outcome:
            return "part", WORDS[outcome]
    return "part", f"{run.held} of {run.total} checks hold"


def part_of(exercise: Exercise) -> int:
    """Return the part an exercise belongs to, by its number."""
    return max((part for start, part in PART_STARTS if exercise.number >= start), default=1)


def mark_parts(
    outlines: Sequence[LessonOutline],
    exercises: Sequence[Exercise],
    answers: Mapping[str, Answer],
    visited: Collection[tuple[str, str]],
    runs: Mapping[str, Run],
) -> tuple[PartMark, ...]:
    """Return the map of the course."""
    written = {outline.slug for outline in outlines}
    return tuple(
        PartMark(
            part,
            tuple(mark_lesson(o, answers, visited) for o in outlines if o.part == part.number),
            tuple(
                PlannedLesson(slug, title)
                for slug, title, number in PLANNED
                if number == part.number and slug not in written
            ),
            tuple(mark_exercise(e, runs.get(e.slug)) for e in exercises if part_of(e) == part.number),
        )
        for part in PARTS
    )
