"""The whole course in numbers: what it holds, what is done, and what is left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from course.site.present.course_map import ExerciseMark, LessonMark, PartMark, counted

#: From here on, minutes are said as hours.
HOURS_FROM = 90


@dataclass(frozen=True)
class Standing:
    """Every lesson and exercise of the course, in order."""

    lessons: tuple[LessonMark, ...]
    exercises: tuple[ExerciseMark, ...]

    @property
    def begun(self) -> bool:
        """Tell whether the learner has done anything yet."""
        return any(lesson.tile for lesson in self.lessons) or any(one.tile for one in self.exercises)

    @property
    def read(self) -> int:
        """Return the number of finished lessons."""
        return sum(lesson.tile == "done" for lesson in self.lessons)

    @property
    def solved(self) -> int:
        """Return the number of solved exercises."""
        return sum(exercise.tile == "done" for exercise in self.exercises)

    @property
    def codes(self) -> int:
        """Return the number of status codes that lessons and exercises name."""
        return len({code for lesson in self.lessons for code in lesson.outline.codes} | self._in_exercises)

    @property
    def _in_exercises(self) -> set[int]:
        return {code for exercise in self.exercises for code in exercise.codes}

    @property
    def lessons_take(self) -> str:
        """Return how long all lessons take, in words."""
        return duration(sum(lesson.outline.minutes for lesson in self.lessons))

    @property
    def exercises_take(self) -> str:
        """Return how long all exercises take, in words."""
        return duration(sum(exercise.minutes for exercise in self.exercises))

    @property
    def lessons_words(self) -> str:
        """Return how many lessons are finished and begun."""
        begun = sum(lesson.tile == "begun" for lesson in self.lessons)
        return f"{self.read} of {counted(len(self.lessons), 'lesson')} finished{_and_begun(begun)}"

    @property
    def exercises_words(self) -> str:
        """Return how many exercises are solved and begun."""
        begun = sum(exercise.tile == "begun" for exercise in self.exercises)
        return f"{self.solved} of {counted(len(self.exercises), 'exercise')} solved{_and_begun(begun)}"

    @property
    def lessons_left(self) -> str:
        """Return how long the lessons take that are not finished, "" when none is left."""
        return duration(sum(lesson.outline.minutes for lesson in self.lessons if lesson.tile != "done"))

    @property
    def exercises_left(self) -> str:
        """Return how long the exercises take that are not solved, "" when none is left."""
        return duration(sum(exercise.minutes for exercise in self.exercises if exercise.tile != "done"))


def standing(parts: Sequence[PartMark]) -> Standing:
    """Return the whole course from its parts."""
    return Standing(
        tuple(lesson for part in parts for lesson in part.lessons),
        tuple(exercise for part in parts for exercise in part.exercises),
    )


def duration(minutes: int) -> str:
    """Return minutes as people say them: "45 minutes", "5 hours", "" for none."""
    if not minutes:
        return ""
    return f"{round(minutes / 60)} hours" if minutes >= HOURS_FROM else f"{minutes} minutes"


def _and_begun(count: int) -> str:
    return f", {count} begun" if count else ""
