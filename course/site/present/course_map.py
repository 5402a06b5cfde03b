"""How far the learner has come, in words and in tiles. Pure: outlines and records in, values out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from course.grading.wording import WORDS
from course.values.exercise import Exercise
from course.values.lesson import LessonOutline, StepOutline
from course.values.links import Links
from course.values.parts import PARTS, Part
from course.values.progress import Answer, Run
from course.values.report import Outcome

#: done: answered and right, or read when nothing is asked. missed: answered, not all right. open: the rest.
State = Literal["done", "missed", "open"]
STATE_WORDS: dict[State, str] = {
    "done": "done",
    "missed": "not all right",
    "open": "not answered yet",
}
Shape = Literal["done", "begun", ""]
#: Outcomes of a run for which counting checks says nothing.
UNCOUNTED: tuple[Outcome, ...] = ("cannot_load", "grader_fault")


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

    @property
    def tile(self) -> Shape:
        """Return the shape of the tile that stands for the lesson."""
        return shape(self.answered, len(self.steps))

    @property
    def brief(self) -> str:
        """Return the progress in the few words of a row."""
        of = counted(len(self.steps), "step")
        return {"done": f"all {of}", "begun": f"{self.answered} of {of}", "": of}[self.tile]


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
    level: str = ""
    #: Folder name of the lesson that teaches it.
    lesson: str = ""

    @property
    def tile(self) -> Shape:
        """Return the shape of the tile that stands for the exercise."""
        tiles: dict[str, Shape] = {"done": "done", "part": "begun", "open": ""}
        return tiles[self.state]

    @property
    def brief(self) -> str:
        """Return the state in the few words of a row."""
        return self.words.replace(" checks pass", " pass")


@dataclass(frozen=True)
class PartMark:
    """One part of the course: lessons and exercises."""

    part: Part
    lessons: tuple[LessonMark, ...]
    exercises: tuple[ExerciseMark, ...]

    @property
    def solved(self) -> int:
        """Return the number of solved exercises."""
        return sum(exercise.state == "done" for exercise in self.exercises)

    @property
    def read(self) -> int:
        """Return the number of finished lessons."""
        return sum(lesson.tile == "done" for lesson in self.lessons)

    @property
    def all_read(self) -> bool:
        """Tell whether every lesson is finished."""
        return self.read == len(self.lessons)

    @property
    def all_solved(self) -> bool:
        """Tell whether every exercise is solved."""
        return self.solved == len(self.exercises)

    @property
    def finished(self) -> bool:
        """Tell whether nothing of the part is left to do."""
        return self.all_read and self.all_solved and bool(self.lessons or self.exercises)

    @property
    def words(self) -> str:
        """Return the exercises' progress in words."""
        return f"{self.solved} of {counted(len(self.exercises), 'exercise')} solved"

    @property
    def lessons_words(self) -> str:
        """Return the lessons' progress in words."""
        return f"{self.read} of {counted(len(self.lessons), 'lesson')} finished"

    @property
    def brief(self) -> str:
        """Return what the exercises take, or how many of them are solved once one was tried."""
        if any(exercise.state != "open" for exercise in self.exercises):
            return self.words
        minutes = sum(exercise.minutes for exercise in self.exercises)
        return f"{counted(len(self.exercises), 'exercise')}, {minutes} min"


def counted(count: int, noun: str) -> str:
    """Return a number with its noun: "1 lesson", "2 lessons"."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def shape(done: int, of: int) -> Shape:
    """Return the shape of a tile: full when all is done, half when something is."""
    if not done:
        return ""
    return "done" if done == of else "begun"


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
        exercise.slug,
        exercise.title,
        exercise.number,
        exercise.minutes,
        exercise.codes,
        state,
        words,
        exercise.level,
        exercise.lesson,
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
    return "part", f"{run.held} of {run.total} checks pass"


def parts_of(exercises: Sequence[Exercise], outlines: Sequence[LessonOutline]) -> dict[str, int]:
    """Return the number of the part that each exercise belongs to, by its folder name: that of its lesson.

    An exercise whose lesson cannot be read stands with the exercise before it.
    """
    part_of = {outline.slug: outline.part for outline in outlines}
    found: dict[str, int] = {}
    part = PARTS[0].number
    for exercise in exercises:
        part = found[exercise.slug] = part_of.get(exercise.lesson, part)
    return found


def mark_parts(
    outlines: Sequence[LessonOutline],
    exercises: Sequence[Exercise],
    answers: Mapping[str, Answer],
    visited: Collection[tuple[str, str]],
    runs: Mapping[str, Run],
) -> tuple[PartMark, ...]:
    """Return the map of the course."""
    part_of = parts_of(exercises, outlines)
    return tuple(
        PartMark(
            part,
            tuple(mark_lesson(o, answers, visited) for o in outlines if o.part == part.number),
            tuple(mark_exercise(e, runs.get(e.slug)) for e in exercises if part_of[e.slug] == part.number),
        )
        for part in PARTS
    )


def map_values(marks: Sequence[PartMark], links: Links) -> dict[str, Any]:
    """Return the map as JSON-ready values."""
    return {
        "title": "HTTP status codes, learned by doing",
        "parts": [
            {
                "number": mark.part.number,
                "title": mark.part.title,
                "lessons": [_lesson_values(lesson, links) for lesson in mark.lessons],
                "exercises": [_exercise_values(exercise, links) for exercise in mark.exercises],
            }
            for mark in marks
        ],
    }


def _lesson_values(lesson: LessonMark, links: Links) -> dict[str, Any]:
    return {
        "slug": lesson.outline.slug,
        "title": lesson.outline.title,
        "href": links.lesson(lesson.outline.slug),
        "answered": lesson.answered,
        "steps": len(lesson.steps),
    }


def _exercise_values(exercise: ExerciseMark, links: Links) -> dict[str, Any]:
    return {
        "slug": exercise.slug,
        "title": exercise.title,
        "href": links.exercise(exercise.slug),
        "state": exercise.words,
    }
