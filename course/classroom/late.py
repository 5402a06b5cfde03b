"""Which answers came after the day of an assignment. It is shown, and never costs a point."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from course.classroom.submissions import Submission
from course.values.assignment import Assignment


@dataclass(frozen=True)
class Late:
    """One answer that was graded first after the day of the assignment."""

    learner: str
    exercise: str
    #: The day on which the text was graded first, in the time zone of this machine.
    on: date
    days: int

    @property
    def words(self) -> str:
        """Return the day, and how many days that is after the one that was named."""
        return f"{self.on}, {self.days} {'day' if self.days == 1 else 'days'} late"


def late_answers(class_: Iterable[Submission], assignment: Assignment) -> tuple[Late, ...]:
    """Return the late answers by learner and exercise.

    Only an export says when its texts were graded, by its learner's own clock. A file does not: copying
    changes its date.
    """
    found = (
        Late(one.learner, slug, day, -assignment.days_left(day))
        for one in class_
        for slug in assignment.exercises
        if slug in one.sources and slug in one.times and (day := _day(one.times[slug]))
    )
    return tuple(one for one in found if one.days > 0)


def _day(moment: str) -> date:
    """Return the day of an ISO 8601 time with offset, where this machine is."""
    found = datetime.fromisoformat(moment)
    try:
        return found.astimezone().date()
    except OverflowError:  # the first day of the calendar
        return found.date()
