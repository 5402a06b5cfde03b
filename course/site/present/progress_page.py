"""The progress page as values: what was done, how sure it was, what is mixed up, how long it took."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from course.reference.entries import Pair
from course.site.present.calibration import Plot, Rate, Row, by_part, over_time, plots, row_of
from course.site.present.cards import DueLesson, due_by_lesson
from course.site.present.course_map import PartMark, counted
from course.site.present.standing import Standing, standing
from course.site.present.times import local
from course.values import meanings
from course.values.lesson import LessonOutline
from course.values.progress import Answer, Effort, Tally
from course.values.recall import Card

#: Mix-ups that the page shows.
MOST_MIXED = 8
#: Minutes between two answers that count as a pause.
PAUSE = 15


@dataclass(frozen=True)
class Mixed:
    """One code said or sent in the place of another."""

    right: int
    said: int
    times: int
    #: What tells the two apart, or what a client believes that gets the one for the other, and the name of
    #: the page that compares them; "" when nobody wrote it.
    rule: str
    slug: str


@dataclass(frozen=True)
class Took:
    """What one solved exercise took."""

    exercise: str
    title: str
    number: int
    runs: str
    time: str
    #: ISO 8601 with offset.
    solved_at: str
    checks: str


@dataclass(frozen=True)
class LessonTook:
    """What the questions of one lesson took."""

    slug: str
    title: str
    number: int
    answers: int
    time: str
    last_at: str


@dataclass(frozen=True)
class ProgressPage:
    """Everything that the page shows."""

    parts: tuple[PartMark, ...]
    whole: Standing
    answered: int
    sure: Rate
    rows: tuple[Row, ...]
    time_rows: tuple[Row, ...]
    mixed: tuple[Mixed, ...]
    exercises: tuple[Took, ...]
    lessons: tuple[LessonTook, ...]
    #: What is to be recalled now, and how much of it in all: pair pages belong to no lesson.
    due: tuple[DueLesson, ...] = ()
    due_count: int = 0
    misled: int = 0

    @property
    def begun(self) -> bool:
        """Tell whether anything was recorded."""
        return bool(self.answered or self.whole.begun)

    @property
    def plots(self) -> tuple[Plot, Plot]:
        """Return the picture by part, wide and narrow."""
        return plots(self.rows)

    @property
    def time_plots(self) -> tuple[Plot, Plot]:
        """Return the picture over time, wide and narrow."""
        return plots(self.time_rows)

    @property
    def title(self) -> str:
        """Return how far the learner is, in two or three words."""
        return how_far(self.whole)

    @property
    def reading(self) -> str:
        """Return in which part sureness misled most, "" when none stands out."""
        odd = [row for row in self.rows if row.sure.of >= 4 and row.sure.percent < 70]
        worst = min(odd, key=lambda row: row.sure.percent, default=None)
        if worst is None:
            return ""
        title = worst.label.partition(" ")[2]
        return f"In “{title}” {worst.sure.words} answers that you were sure of were right."


def how_far(whole: Standing) -> str:
    """Return how far the learner is, in two or three words."""
    if not whole.begun:
        return "Progress"
    total = len(whole.lessons) + len(whole.exercises)
    share = (whole.read + whole.solved) / total if total else 0
    for least, words in (
        (1, "All of it"),
        (0.75, "Nearly there"),
        (0.55, "More than half"),
        (0.45, "Half way"),
    ):
        if share >= least:
            return words
    return "Well begun" if share >= 0.15 else "Begun"


def progress_page(
    parts: tuple[PartMark, ...],
    tally: Tally,
    outlines: Sequence[LessonOutline],
    said: Mapping[tuple[int, int], int],
    pairs: Mapping[str, Pair],
    due: Sequence[Card] = (),
) -> ProgressPage:
    """Return the page.

    `said` is what was mixed up in predictions: (right, said) → times. `due` are the cards that are due now.
    """
    part_of = {name: outline.part for outline in outlines for name in _questions(outline)}
    told = [answer for answer in tally.first if answer.confidence]
    whole = standing(parts)
    return ProgressPage(
        parts,
        whole,
        len(told),
        row_of("", told).sure,
        by_part(told, part_of),
        over_time(told),
        mixed_up(said, tally.sent, pairs),
        tuple(_took(effort, whole) for effort in tally.efforts),
        lessons_took(tally.first, outlines),
        due_by_lesson(due, outlines),
        len(due),
        sum(card.reason == "sure and wrong" for card in due),
    )


def _questions(outline: LessonOutline) -> tuple[str, ...]:
    return tuple(name for step in outline.steps for name in step.question_ids)


def mixed_up(
    said: Mapping[tuple[int, int], int], sent: Mapping[tuple[int, int], int], pairs: Mapping[str, Pair]
) -> tuple[Mixed, ...]:
    """Return what is mixed up most, from predictions and from what the learner's apps sent."""
    times = {key: said.get(key, 0) + sent.get(key, 0) for key in {*said, *sent}}
    most = sorted(times, key=lambda key: (-times[key], key))[:MOST_MIXED]
    return tuple(Mixed(*key, times[key], *_compared(key, pairs)) for key in most)


def _compared(key: tuple[int, int], pairs: Mapping[str, Pair]) -> tuple[str, str]:
    found = [pair for pair in pairs.values() if set(key) <= set(pair.codes)]
    pair = min(found, key=lambda pair: len(pair.codes), default=None)
    if pair is None:
        return meanings.PAIRS.get(key, ""), ""
    return pair.rule, pair.slug


def _took(effort: Effort, whole: Standing) -> Took:
    mark = next((mark for mark in whole.exercises if mark.slug == effort.exercise), None)
    minutes = _minutes(effort.begun_at, effort.solved_at)
    return Took(
        effort.exercise if mark else "",
        mark.title if mark else effort.exercise,
        mark.number if mark else 0,
        counted(effort.runs, "run"),
        span(minutes) if effort.runs > 1 else "at once",
        effort.solved_at,
        effort.checks,
    )


def lessons_took(first: Sequence[Answer], outlines: Sequence[LessonOutline]) -> tuple[LessonTook, ...]:
    """Return what the questions of each lesson took: the time between answers, without pauses."""
    found = []
    for outline in outlines:
        asked = set(_questions(outline))
        given = [answer.answered_at for answer in first if answer.question in asked]
        if given:
            gaps = [_minutes(one, two) for one, two in zip(given, given[1:], strict=False)]
            time = span(sum(gap for gap in gaps if gap <= PAUSE)) if gaps else ""
            found.append(LessonTook(outline.slug, outline.title, outline.number, len(given), time, given[-1]))
    return tuple(found)


def _minutes(begin: str, end: str) -> float:
    try:
        passed = datetime.fromisoformat(end) - datetime.fromisoformat(begin)
    except (ValueError, OverflowError):
        return 0.0
    return max(0.0, passed.total_seconds() / 60)


def span(minutes: float) -> str:
    """Return a time as people say it: "under a minute", "12 minutes", "3 hours", "2 days"."""
    if minutes < 1:
        return "under a minute"
    if minutes < 90:
        return counted(round(minutes), "minute")
    hours = round(minutes / 60)
    return counted(hours, "hour") if hours < 36 else counted(round(minutes / 60 / 24), "day")


def day(moment: str) -> str:
    """Return an ISO 8601 time as a day on this machine: "2026-11-21"."""
    return f"{local(moment):%Y-%m-%d}" if moment else ""


def progress_values(page: ProgressPage) -> dict[str, Any]:
    """Return the page as JSON-ready values."""
    return {
        "lessons": {"finished": page.whole.read, "of": len(page.whole.lessons)},
        "exercises": {"solved": page.whole.solved, "of": len(page.whole.exercises)},
        "answers": page.answered,
        "sure": {"right": page.sure.right, "of": page.sure.of},
        "due": page.due_count,
        "parts": [
            {
                "part": row.label,
                "sure": [row.sure.right, row.sure.of],
                "guessing": [row.guess.right, row.guess.of],
            }
            for row in page.rows
        ],
        "mixed_up": [{"right": one.right, "said": one.said, "times": one.times} for one in page.mixed],
        "solved": [
            {"exercise": one.exercise, "runs": one.runs, "solved_at": one.solved_at, "checks": one.checks}
            for one in page.exercises
        ],
    }
